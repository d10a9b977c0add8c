import type { Generated } from 'kysely'
import type { GateItem } from '#publishing/index.ts'

export const letterStates = ['draft', 'published', 'closed', 'withdrawn'] as const
export type LetterState = (typeof letterStates)[number]

export const translations = ['original', 'machine', 'reviewed'] as const
export type LetterTranslation = (typeof translations)[number]

export const signatoryStates = ['pending', 'waiting', 'listed', 'declined', 'removed', 'withdrawn'] as const
/** `pending` until its mail was answered, then `waiting` for a person of ours. */
export type SignatoryState = (typeof signatoryStates)[number]

export const reasons = ['not-known', 'not-checked', 'twice', 'not-fitting', 'asked-by-them', 'other'] as const
/** Why one was declined or removed: a code, because the mail about it carries no free words. */
export type Reason = (typeof reasons)[number]

export interface JointLetterTable {
  id: string
  case_id: string
  /** writes it, answers for it, and is the controller of what signatories leave with it */
  organisation_id: string
  short_id: string
  default_language: Generated<string>
  state: Generated<LetterState>
  /** the day that stands on it, YYYY-MM-DD */
  dated_on: string
  open_to_others: Generated<boolean>
  /** YYYY-MM-DD: until the end of that day in `zone`; null: it stays open */
  closes_on: string | null
  zone: Generated<string>
  /** as visitors read it; kept by the database beside what they read, and as it was when it was closed */
  public_open: Generated<boolean>
  /** from that instant on nobody signs; null: it stays open */
  public_closes_at: Generated<Date | null>
  /** what the author ticked last */
  items: Generated<string[]>
  begun_from: Generated<string | null>
  /** SHA-256 of what visitors read last, in all its languages */
  text_hash: Generated<Buffer | null>
  created_by: string
  created_at: Date
  published_at: Generated<Date | null>
  published_by: Generated<string | null>
  closed_at: Generated<Date | null>
  /** null: its day came */
  closed_by: Generated<string | null>
  withdrawn_at: Generated<Date | null>
  /** null: what it stood on ended */
  withdrawn_by: Generated<string | null>
  version: Generated<number>
}

export interface JointLetterTextTable {
  letter_id: string
  case_id: string
  language: string
  sealed: Buffer
  translation: Generated<LetterTranslation>
  /** set by the database when it comes out */
  public_hash: Generated<Buffer | null>
  version: Generated<number>
  updated_at: Date
  updated_by: string
}

export interface SignatoryTable {
  id: string
  letter_id: string
  case_id: string
  /** of the coalition; null: from outside */
  member_organisation_id: string | null
  text_hash: Buffer
  state: SignatoryState
  /** its mail was answered at the organisation's own domain */
  at_domain: Generated<boolean>
  /** sealed under the case's key: how a person checked it where it was not */
  checked_how: Generated<Buffer | null>
  language: string
  /** ISO 3166-1 alpha-2 */
  country: string
  /** under the case's key: {name, website, mailHost} */
  sealed: Buffer
  /** under the case's key, of the website's host, or of the mailbox where that is at no domain of its own */
  domain_tag: Buffer | null
  signed_at: Date
  verified_at: Generated<Date | null>
  listed_at: Generated<Date | null>
  listed_by: Generated<string | null>
  /** by which item of hers the letter was public when one from outside was listed */
  listed_under: Generated<GateItem | null>
  declined_at: Generated<Date | null>
  declined_by: Generated<string | null>
  removed_at: Generated<Date | null>
  removed_by: Generated<string | null>
  withdrawn_at: Generated<Date | null>
  /** null: by its mail, or with its membership */
  withdrawn_by: Generated<string | null>
  reason: Generated<Reason | null>
  /** a mail of the letter's organisation is due; whoever lists may serve another, which cannot write to them */
  to_tell: Generated<'listed' | 'declined' | 'removed' | null>
}

/** Walled by organisation: the rest of the coalition never sees contacts. */
export interface ContactTable {
  signatory_id: string
  case_id: string
  organisation_id: string
  /** under the organisation's key: {name, role, email} */
  sealed: Buffer
  hear: boolean
  hear_wording: string
  hear_version: string
  authority_wording: Generated<string | null>
  authority_version: Generated<string | null>
  /** where its mails go */
  inbox: Generated<number | null>
  /** until then its mail may be answered */
  expires_at: Generated<Date | null>
  /** keyed tag of the network that the form came from; gone after seven days */
  network: Generated<Buffer | null>
}

export interface LogoTable {
  signatory_id: string
  case_id: string
  /** under the case's key, as it came */
  original: Buffer
  /** under the case's key, drawn anew: at most 480 x 240 pixels; null until it is drawn, once the mail was answered */
  rendition: Generated<Buffer | null>
  content_type: Generated<string | null>
  width: Generated<number | null>
  height: Generated<number | null>
}

/** What visitors read; `body` is a `SignatoryDocument` without id and organisation. */
export interface PublishedSignatoryTable {
  id: string
  letter_key: string
  publication_id: string
  case_id: string
  organisation_id: string | null
  position: number
  body: object
  changed_at: Generated<Date>
}

declare module '#platform/tables.ts' {
  interface Tables {
    joint_letters: JointLetterTable
    joint_letter_texts: JointLetterTextTable
    joint_letter_signatories: SignatoryTable
    joint_letter_contacts: ContactTable
    joint_letter_logos: LogoTable
    'published.signatories': PublishedSignatoryTable
  }
}
