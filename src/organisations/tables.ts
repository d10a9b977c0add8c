import type { Generated } from 'kysely'
import type { Role } from '#platform/actor.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    organisations: OrganisationTable
    'published.organisations': PublishedOrganisationTable
    'published.logos': LogoTable
    embed_sites: EmbedSiteTable
    accounts: AccountTable
    members: MemberTable
    passphrases: PassphraseTable
    totp_secrets: TotpTable
    passkeys: PasskeyTable
    recovery_codes: RecoveryCodeTable
    sessions: SessionTable
    one_time_links: OneTimeLinkTable
    spent_challenges: SpentChallengeTable
    sign_in_attempts: AttemptTable
  }
}

export interface OrganisationTable {
  id: string
  number: Generated<number>
  short_id: string
  name: string
  country: string
  time_zone: string
  languages: string[]
  default_language: string
  sender_name: string
  sender_address: string
  campaign_address: string
  postal_address: string
  website: string
  privacy_contact: string
  newsletter_offered: boolean
  /** jsonb: OrganisationTexts by language */
  texts: string | Record<string, unknown>
  donate_url: string
  donate_purpose: 'general' | 'case'
  social: string | unknown[]
  /** others that invite see that it is on this server */
  findable: Generated<boolean>
  audit_address_sealed: Generated<Buffer | null>
  audit_address_confirmed_at: Generated<Date | null>
  audit_token_hash: Generated<Buffer | null>
  audit_token_expires_at: Generated<Date | null>
  created_at: Generated<Date>
}

export interface PublishedOrganisationTable {
  organisation_id: string
  body: string | Record<string, unknown>
  changed_at: Generated<Date>
}

interface EmbedSiteTable {
  id: string
  organisation_id: string
  origin: string
  /** from 1 to 20; null: removed */
  place: number | null
  added_at: Generated<Date>
  added_by: string
  removed_at: Generated<Date | null>
  removed_by: Generated<string | null>
}

export interface AccountTable {
  id: string
  address_sealed: Buffer
  address_index: Buffer
  name_sealed: Buffer
  language: Generated<string>
  created_at: Generated<Date>
  disabled_at: Date | null
}

export interface MemberTable {
  id: string
  organisation_id: string
  account_id: string
  role: Role
  created_at: Generated<Date>
  created_by: string | null
  removed_at: Date | null
  removed_by: string | null
}

interface PassphraseTable {
  account_id: string
  hash: string
  set_at: Generated<Date>
}

interface TotpTable {
  account_id: string
  secret_sealed: Buffer
  confirmed_at: Date | null
  last_step: Generated<number>
}

interface PasskeyTable {
  id: string
  account_id: string
  credential_id: Buffer
  public_key: Buffer
  counter: Generated<number>
  transports: string[]
  name: Generated<string>
  created_at: Generated<Date>
  last_used_at: Date | null
}

interface RecoveryCodeTable {
  account_id: string
  code_hash: Buffer
  used_at: Date | null
}

interface SessionTable {
  id: string
  account_id: string
  organisation_id: string | null
  token_hash: Buffer
  created_at: Generated<Date>
  last_seen_at: Generated<Date>
  stepped_up_at: Date | null
  ended_at: Date | null
  ended_reason: string | null
}

interface OneTimeLinkTable {
  id: string
  token_hash: Buffer
  purpose: 'first-member' | 'invitation' | 'new-organisation' | 'recovery' | 'demo'
  organisation_id: string | null
  account_id: string | null
  role: Role | null
  note_sealed: Buffer | null
  created_at: Generated<Date>
  created_by: string | null
  expires_at: Date
  used_at: Date | null
  revoked_at: Date | null
  /** the organisation that came in by it */
  used_for: Generated<string | null>
}

interface SpentChallengeTable {
  challenge_hash: Buffer
  expires_at: Date
}

interface AttemptTable {
  id: Generated<number>
  address_index: Buffer
  at: Date
}

export interface LogoTable {
  organisation_id: string
  key: string
  content_type: string
  width: number
  height: number
  bytes: Buffer
  changed_at: Date
}
