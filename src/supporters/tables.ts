import type { Generated } from 'kysely'

export type SuppressionReason = 'unsubscribed' | 'not-me' | 'hard-bounce' | 'complaint' | 'staff' | 'erased'

export interface InboxTable {
  organisation_id: string
  number: number
  address_index: Buffer
  address_sealed: Buffer
  mailbox_index: Buffer
  domain_tag: Buffer
  suppressed_at: Date | null
  suppressed_reason: SuppressionReason | null
  /** since then nobody changes name, country or language by a link */
  details_locked_at: Generated<Date | null>
  created_at: Generated<Date>
}

export interface SupporterTable {
  id: string
  organisation_id: string
  number: number
  inbox: number
  name_index: Buffer
  sealed: Buffer
  country: string | null
  language: string
  created_at: Generated<Date>
  erased_at: Date | null
}

/** What a supporter set right herself, with what it was before. */
export interface SupporterChangeTable {
  id: string
  organisation_id: string
  supporter_id: string
  what: ('name' | 'country' | 'language')[]
  sealed: Buffer
  asked_at: Date
  undone_at: Date | null
  /** in which order they were made */
  number: Generated<string>
}

export interface SupporterNumberTable {
  organisation_id: string
  last_inbox: Generated<number>
  last_supporter: Generated<number>
}

export interface CasePersonTable {
  case_id: string
  person_index: Buffer
  number: Generated<number>
}

export interface OptInTable {
  id: string
  organisation_id: string
  supporter_id: string
  scope: 'case' | 'newsletter'
  case_id: string | null
  /** of scope 'case': null while it is not known */
  mailbox_index: Buffer | null
  sealed: Buffer
  wording_version: string
  language: string
  asked_at: Date
  confirmed_at: Date | null
  ended_at: Date | null
  ended_reason: string | null
}

export interface NameSearchTable {
  id: string
  organisation_id: string
  account_id: string
  sealed: Buffer
  scanned_to: Generated<number>
  scanned: Generated<number>
  total: number
  found: Generated<number[]>
  started_at: Date
  cancelled_at: Date | null
  finished_at: Date | null
}

declare module '#platform/tables.ts' {
  interface Tables {
    inboxes: InboxTable
    supporters: SupporterTable
    supporter_numbers: SupporterNumberTable
    supporter_changes: SupporterChangeTable
    case_people: CasePersonTable
    opt_ins: OptInTable
    name_searches: NameSearchTable
  }
}
