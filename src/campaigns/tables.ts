import type { Generated } from 'kysely'
import type { Accent } from './document.ts'

export type CampaignState = 'draft' | 'review' | 'approved' | 'live' | 'paused' | 'ended'

export interface CampaignTable {
  id: string
  case_id: string
  organisation_id: string
  short_id: string
  code_name: string
  state: Generated<CampaignState>
  kinds: string[]
  act_by: string | null
  time_zone: Generated<string>
  letter_mode: Generated<'locked' | 'editable' | 'free'>
  test_mode: Generated<boolean>
  test_address_sealed: Buffer | null
  default_language: Generated<string>
  goal_minimum: Generated<number>
  created_by: string
  created_at: Generated<Date>
  live_at: Date | null
  paused_at: Date | null
  paused_by: string | null
  pause_reason: string | null
  ended_at: Date | null
  ended_by: string | null
  outcome: string | null
  version: Generated<number>
}

export interface CampaignTextTable {
  campaign_id: string
  case_id: string
  language: string
  sealed: Buffer
  translation: Generated<'original' | 'machine' | 'reviewed'>
  version: Generated<number>
  updated_at: Generated<Date>
  updated_by: string
}

export type PartnerPageState = 'draft' | 'live' | 'paused' | 'closed'

export interface PartnerPageTable {
  id: string
  campaign_id: string
  case_id: string
  organisation_id: string
  short_id: string
  address: string
  state: Generated<PartnerPageState>
  live_at: Date | null
  accent: Generated<Accent>
  shows_donate: Generated<boolean>
  shows_social: Generated<boolean>
  sealed: Buffer
  version: Generated<number>
  created_at: Date
  created_by: string
}

export interface PartnerPageAddressTable {
  campaign_id: string
  address: string
  page_id: string
  case_id: string
  organisation_id: string
  since: Date
}

export interface DemandTable {
  id: string
  campaign_id: string
  case_id: string
  position: number
  state: Generated<'open' | 'partly' | 'met'>
  state_changed_at: Date | null
  state_changed_by: string | null
}

export interface TargetTable {
  id: string
  organisation_id: string
  country: string
  language: Generated<string>
  time_zone: string
  office_opens: Generated<number>
  office_closes: Generated<number>
  office_days: Generated<number[]>
  ceiling_per_hour: Generated<number>
  sealed: Buffer
  email_verified_on: string | null
  phone_verified_on: string | null
  manner: Generated<'press' | 'thank'>
  wrong_reports: Generated<number>
  retired_at: Date | null
  retired_by: string | null
  created_at: Generated<Date>
  created_by: string
  version: Generated<number>
}

export interface CampaignTargetTable {
  campaign_id: string
  case_id: string
  organisation_id: string
  target_id: string
  position: Generated<number>
  channels: Generated<string[]>
  stopped_at: Date | null
  stop_reason: 'staff' | 'burst' | null
  stopped_by: string | null
  burst_sign: 'network' | 'words' | null
  burst_letters: number | null
  resumed_at: Date | null
  removed_at: Date | null
  sealed: Buffer | null
  country: string | null
  language: string | null
  time_zone: string | null
  office_opens: number | null
  office_closes: number | null
  office_days: number[] | null
  ceiling_per_hour: number | null
  manner: 'press' | 'thank' | null
  email_verified_on: string | null
  phone_verified_on: string | null
  retired_at: Date | null
}

export type ActionState = 'pending' | 'confirmed' | 'expired' | 'quarantined' | 'invalidated' | 'withdrawn'
export type StoredKind = 'message' | 'email' | 'call' | 'signature' | 'follow'
export type CallOutcome = 'reached' | 'left-message' | 'busy' | 'refused' | 'wrong-number' | 'skipped'
export type ShownIdentity = 'full' | 'first-name' | 'country'

export interface ActionTable {
  id: string
  campaign_id: string
  case_id: string
  organisation_id: string
  kind: StoredKind
  target_id: string | null
  supporter_id: string | null
  person_number: number | null
  state: ActionState
  self_reported: Generated<boolean>
  handed_over: Generated<boolean>
  outcome: CallOutcome | null
  identity: ShownIdentity | null
  recorded_by: string | null
  country: string | null
  language: string
  journey: Buffer | null
  /** the version that a signature was given to; none of before versions were kept */
  letter_id: Generated<string | null>
  sealed: Buffer | null
  /** the name that stood under it, where its supporter is called otherwise since */
  name_sealed: Generated<Buffer | null>
  acted_at: Date
  confirmed_at: Date | null
  expires_at: Date | null
  ended_at: Date | null
  index_ends: Generated<boolean>
}

export interface NetworkTagTable {
  action_id: string
  organisation_id: string
  tag: Buffer
  day: string
}

export interface SignedLetterTable {
  id: string
  campaign_id: string
  case_id: string
  language: string
  version: number
  text_hash: Buffer
  sealed: Buffer
  published_at: Date
}

export const paperKinds = ['stand', 'sheets', 'event', 'other'] as const
export type PaperKind = (typeof paperKinds)[number]

/** Signatures on paper, a batch at a time; behind the wall of the organisation that collected them. */
export interface PaperBatchTable {
  id: string
  campaign_id: string
  case_id: string
  organisation_id: string
  letter_id: string
  signatures: number
  /** YYYY-MM-DD, of no zone */
  collected_on: string
  kind: PaperKind
  evidenced: boolean
  /** empty once its organisation has left */
  sealed: Buffer
  version: Generated<number>
  recorded_at: Date
  recorded_by: string
  withdrawn_at: Date | null
  withdrawn_by: string | null
}

export interface PaperEvidenceTable {
  id: string
  batch_id: string
  case_id: string
  organisation_id: string
  position: number
  content_type: 'image/jpeg' | 'application/pdf'
  size: number
  name_sealed: Buffer
  sealed: Buffer
  added_at: Date
  added_by: string
}

export interface PaperChangeTable {
  batch_id: string
  version: number
  case_id: string
  organisation_id: string
  kind: 'corrected' | 'evidence' | 'withdrawn'
  was: number
  becomes: number
  sealed: Buffer
  changed_at: Date
  changed_by: string
}

/** Who stands by a batch as it stood then, besides whoever wrote its number; read by the room. */
export interface PaperConfirmationTable {
  batch_id: string
  version: number
  case_id: string
  /** whose person it was; another than the batch's was told the number alone */
  organisation_id: string
  signatures: number
  evidenced: boolean
  confirmed_at: Date
  confirmed_by: string
}

/** Whose numbers on paper are not counted in public, at the word of who runs the campaign; read by the room. */
export interface PaperLeftOutTable {
  id: string
  campaign_id: string
  case_id: string
  organisation_id: string
  concerns_id: string
  sealed: Buffer
  left_out_at: Date
  left_out_by: string
  counted_again_at: Date | null
  counted_again_by: string | null
}

/** A visit that began with a form which had been sent before; it names who that was. */
export interface VisitTable {
  organisation_id: string
  case_id: string
  journey: Buffer
  supporter_id: string
  person_number: number
  country: string | null
  began_at: Date
}

export interface MessageBatchTable {
  id: string
  case_id: string
  organisation_id: string
  created_by: string
  created_at: Generated<Date>
  handed_over_on: string | null
  handed_over_how: string | null
  handed_over_by: string | null
}

export interface SupportMessageTable {
  action_id: string
  organisation_id: string
  moderation: Generated<'held' | 'accepted' | 'rejected'>
  moderated_by: string | null
  moderated_at: Date | null
  batch_id: string | null
}

export type OfficialEmailState =
  | 'waiting'
  | 'held'
  | 'queued'
  | 'claimed'
  | 'accepted'
  | 'refused'
  | 'bounced'
  | 'unknown'
  | 'stopped'

export interface OfficialEmailTable {
  id: string
  action_id: string
  campaign_id: string
  case_id: string
  organisation_id: string
  target_id: string
  person_number: number
  state: OfficialEmailState
  sealed: Buffer
  edited: Generated<boolean>
  reviewed_by: string | null
  reviewed_at: Date | null
  not_before: Date | null
  behind_since: Date | null
  claimed_at: Date | null
  claimed_by: string | null
  handed_at: Date | null
  settled_at: Date | null
  code: number | null
  reply: string | null
  attempts: Generated<number>
  test: Generated<boolean>
}

declare module '#platform/tables.ts' {
  interface Tables {
    campaigns: CampaignTable
    campaign_texts: CampaignTextTable
    demands: DemandTable
    partner_pages: PartnerPageTable
    partner_page_addresses: PartnerPageAddressTable
    targets: TargetTable
    campaign_targets: CampaignTargetTable
    actions: ActionTable
    signed_letters: SignedLetterTable
    paper_batches: PaperBatchTable
    paper_evidence: PaperEvidenceTable
    paper_changes: PaperChangeTable
    paper_confirmations: PaperConfirmationTable
    paper_left_out: PaperLeftOutTable
    network_tags: NetworkTagTable
    visits: VisitTable
    message_batches: MessageBatchTable
    support_messages: SupportMessageTable
    official_emails: OfficialEmailTable
  }
}
