import type { Generated } from 'kysely'

declare module '#platform/tables.ts' {
  interface Tables {
    consents: ConsentTable
    sign_offs: SignOffTable
    sign_off_approvals: ApprovalTable
    sign_off_words_before: WordBeforeTable
    publications: PublicationTable
    publication_items: PublicationItemTable
    publication_points: PublicationPointTable
    quiet_spells: QuietSpellTable
    emergencies: EmergencyTable
    withdrawals: WithdrawalTable
    withdrawal_items: WithdrawalItemTable
    kept_pages: KeptPageTable
    kept_files: KeptFileTable
    'published.documents': DocumentTable
    'published.files': FileTable
    'published.page_files': PageFileTable
    'published.tallies': TallyTable
    'published.quiet': QuietTable
    'published.notices': NoticeTable
  }
}

/** What of a person may be shown; each is agreed to by itself. */
export const consentItems = [
  'name',
  'pseudonym',
  'image',
  'voice',
  'place',
  'affiliation',
  'health',
  'family',
  'charges',
  'quotes',
  'documents',
  'story',
] as const
export type ConsentItem = (typeof consentItems)[number]

/** The items without which there is no page of hers at all. */
export const gateItems = ['name', 'pseudonym', 'story'] as const
export type GateItem = (typeof gateItems)[number]

export type ConsentState =
  | 'proposed'
  | 'given'
  | 'narrowed'
  | 'expired'
  | 'withdrawn'
  | 'superseded'
  | 'refused'
  | 'unobtainable'

export const consentWays = ['written', 'audio', 'oral-with-witness', 'oral', 'lawyer', 'family'] as const
/** How it was given; 'link': by her own hand. */
export type ConsentWay = (typeof consentWays)[number] | 'link'

export type SubjectKind = 'case' | 'campaign' | 'joint-letter' | 'partner-page' | 'update'

/** What is signed: a page, a higher level of publicity, what comes back after quiet, a withdrawal that is undone. */
export type SignedKind = SubjectKind | 'publicity' | 'restore' | 'withdrawal'

export const signRules = [
  'first',
  'higher-level',
  'new-item',
  'within',
  'correction',
  'official',
  'lowering',
  'emergency',
  'restore',
  'restore-consent',
] as const
/** Why so many people sign; 'earlier' was signed before there was a rule. */
export type SignRule = (typeof signRules)[number]

export type SignOffState = 'asked' | 'prepared' | 'signed' | 'refused' | 'taken-back' | 'replaced'

export interface ConsentTable {
  id: string
  case_id: string
  person_id: string
  item: ConsentItem
  state: ConsentState
  purposes: Generated<string[]>
  languages: Generated<string[]>
  how: ConsentWay
  sealed: Buffer
  given_at: Date
  expires_at: Date | null
  /** day, YYYY-MM-DD, on which the team asks again; it only warns */
  review_on: string | null
  recorded_by: string
  recorded_at: Generated<Date>
  withdrawn_at: Date | null
  withdrawn_by: string | null
  withdrawal_sealed: Buffer | null
}

export interface SignOffTable {
  id: string
  case_id: string
  subject_kind: SignedKind
  subject_id: string
  salt: Buffer
  text_hash: Buffer
  items: string[]
  signed_by: string
  signed_at: Date
  alone: Generated<boolean>
  organisation_id: string
  rule: SignRule | 'earlier'
  needed: Generated<number>
  two_organisations: Generated<boolean>
  state: Generated<SignOffState>
  sealed: Buffer | null
  second_by: string | null
  second_organisation: string | null
  second_at: Date | null
  second_sealed: Buffer | null
  /** by the second person, who then signs no more; another may */
  second_taken_back_at: Generated<Date | null>
  /** a word was taken back, and nobody has looked since whether the text lacks it */
  to_judge_since: Generated<Date | null>
  second_reason_sealed: Generated<Buffer | null>
  settled_by: string | null
  settled_at: Date | null
  reason_sealed: Buffer | null
  condition: string | null
  wish_id: string | null
  wish_version: number | null
  /** of organisations, as the charter said when it was asked */
  quorum: Generated<number>
  silence_at: Generated<Date | null>
  approved_at: Generated<Date | null>
  publish_at: Generated<Date | null>
  publish_zone: Generated<string | null>
  held_at: Generated<Date | null>
  held_code: Generated<string | null>
}

/** One organisation's word on a text that waits, by a named person who speaks for it. */
export interface ApprovalTable {
  sign_off_id: string
  case_id: string
  organisation_id: string
  account_id: string
  answer: 'approve' | 'dissent' | 'taken-back'
  answered_at: Date
  sealed: Buffer
}

/** A word that was taken back before it was given again; written by the database alone. */
export interface WordBeforeTable {
  id: Generated<string>
  sign_off_id: string
  case_id: string
  what: 'approval' | 'signature'
  organisation_id: string
  account_id: string
  taken_back_at: Date
  sealed: Buffer
}

export interface QuietSpellTable {
  id: string
  case_id: string
  began_at: Date
  began_by: string
  ended_at: Date | null
  ended_by: string | null
  sign_off_id: string | null
}

/** Why the flag is up: a code, because text of a case is never stored plain. */
export const emergencyReasons = [
  'arrested',
  'disappeared',
  'attacked',
  'threatened',
  'raid',
  'health',
  'other',
] as const
export type EmergencyReason = (typeof emergencyReasons)[number]

export interface EmergencyTable {
  id: string
  case_id: string
  reason: EmergencyReason
  raised_at: Date
  raised_by: string
  review_due_at: Date
  reviewed_at: Date | null
  reviewed_by: string | null
  pulled_at: Date | null
  pulled_by: string | null
}

export const herWords = ['met', 'not-met', 'unknown'] as const
/** Whether a word meets her advance direction: what she said beforehand of who speaks for her, and how. */
export type HerWord = (typeof herWords)[number]

export interface WithdrawalTable {
  id: string
  case_id: string
  at: Date
  by_account: string | null
  by_link: string | null
  word: HerWord
  /** null: whoever recorded it does not see the file */
  held: boolean | null
  in_doubt: boolean
  settled_at: Date | null
  settled_by: string | null
  settled_how: 'stands' | 'restored' | null
  sign_off_id: string | null
  /** pages that went down and could not be kept */
  unkept: Generated<number>
}

export interface WithdrawalItemTable {
  withdrawal_id: string
  case_id: string
  consent_id: string
  former: 'given' | 'proposed' | 'unobtainable'
  /** where only purposes were taken away: those that stood, and what was left of them */
  former_purposes: string[] | null
  left_purposes: string[] | null
  final_at: Date | null
}

export interface KeptPageTable {
  id: string
  case_id: string
  /** one of the two: the quiet that it outlasts, or the withdrawal in doubt */
  spell_id: string | null
  withdrawal_id: Generated<string | null>
  /** when it went, where it was kept for something else first */
  gone_at: Generated<Date | null>
  subject_kind: SubjectKind
  subject_id: string
  sealed: Buffer
}

export interface KeptFileTable {
  id: string
  case_id: string
  page_id: string
  sealed: Buffer
}

export interface PublicationTable {
  id: string
  case_id: string
  organisation_id: string
  subject_kind: SubjectKind
  subject_id: string
  sign_off_id: string
  sign_off_state: Generated<'signed'>
  published_at: Date
  published_by: string
  /** by one person alone, since two last signed */
  words_added: Generated<number>
  words_gone: Generated<number>
}

export interface PublicationItemTable {
  publication_id: string
  case_id: string
  person_id: string
  item: ConsentItem
  consent_id: string
  consent_state: Generated<'given'>
}

/** A point of hers that a publication carries; see `points.ts`. */
export interface PublicationPointTable {
  publication_id: string
  case_id: string
  person_id: string
  item: Generated<'quotes'>
  text_id: string
  point_id: string
  language: string
  text_hash: Buffer
  text_state: Generated<'approved'>
  point_state: Generated<'approved'>
  visibility: Generated<'public'>
}

export interface DocumentTable {
  kind: SubjectKind
  key: string
  language: string
  publication_id: string
  case_id: string
  person_id: string
  item: GateItem
  body: object
  fresh_until: Date | null
  ends_at: Date | null
  changed_at: Generated<Date>
}

export interface PageFileTable {
  key: string
  publication_id: string
  case_id: string
  content_type: string
  width: number
  height: number
  bytes: Buffer
  changed_at: Generated<Date>
}

export interface FileTable extends PageFileTable {
  person_id: string
  item: FileItem
}

export type FileItem = 'image' | 'documents' | 'voice'

export interface TallyTable {
  key: string
  publication_id: string
  case_id: string
  body: object
  changed_at: Generated<Date>
}

/** That there was an update and that it was withdrawn: all that feeds still tell of it. */
export interface NoticeTable {
  kind: Generated<'update' | 'joint-letter'>
  key: string
  case_id: string
  published_at: Date
  withdrawn_at: Date
}

export interface QuietTable {
  kind: SubjectKind
  key: string
  case_id: string
}
