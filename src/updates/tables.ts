import type { Generated } from 'kysely'

export const storedKinds = [
  'alert',
  'further-information',
  'act-now',
  'stop',
  'hearing-notice',
  'hearing-result',
  'good-news',
  'bad-news',
  'still-watching',
  'message-from-the-person',
  'thank-you',
  'closing',
  'in-memoriam',
  'correction',
] as const
export type StoredUpdateKind = (typeof storedKinds)[number]

export const updateStates = ['draft', 'review', 'approved', 'published', 'withdrawn'] as const
export type UpdateState = (typeof updateStates)[number]

export const translations = ['original', 'machine', 'reviewed'] as const
export type UpdateTranslation = (typeof translations)[number]

export interface UpdateTable {
  id: string
  case_id: string
  organisation_id: string
  campaign_id: string | null
  short_id: string
  kind: StoredUpdateKind
  state: Generated<UpdateState>
  default_language: Generated<string>
  /** the day that it tells of, YYYY-MM-DD, of no zone */
  dated_on: string
  /** whose text it is, where that is another member */
  source_organisation_id: Generated<string | null>
  image_id: string | null
  /** the picture shows the person: then it needs her consent */
  image_shows: Generated<boolean>
  /** what the author ticked last */
  items: Generated<string[]>
  /** points of hers that it carries, in order */
  points: Generated<string[]>
  created_by: string
  created_at: Generated<Date>
  published_at: Date | null
  published_by: string | null
  corrected_at: Date | null
  withdrawn_at: Date | null
  withdrawn_by: string | null
  version: Generated<number>
}

export const authorKinds = ['person', 'organisation', 'pseudonym', 'withheld'] as const
export type AuthorKind = (typeof authorKinds)[number]

export interface UpdateAuthorTable {
  id: string
  update_id: string
  case_id: string
  /** from 1 */
  position: number
  kind: AuthorKind
  author_organisation_id: string | null
  /** names by language */
  sealed: Buffer | null
}

/** Who it is in truth, for the case team alone. */
export interface UpdateAuthorNameTable {
  author_id: string
  case_id: string
  sealed: Buffer
}

export const repostEnds = ['taken-down', 'withdrawn', 'unnamed', 'left'] as const
export type RepostEnd = (typeof repostEnds)[number]

export interface RepostTable {
  id: string
  update_id: string
  case_id: string
  /** that passes it on */
  organisation_id: string
  posted_at: Date
  posted_by: string
  ended_at: Generated<Date | null>
  ended_by: Generated<string | null>
  end_reason: Generated<RepostEnd | null>
}

export interface PublishedRepostTable {
  organisation_id: string
  update_key: string
  case_id: string
  posted_at: Date
  ended: Generated<boolean>
}

export interface UpdateCopyTable {
  id: string
  update_id: string
  case_id: string
  organisation_id: string
  sealed: Buffer
  added_at: Date
  added_by: string
  stale_since: Date | null
  told_at: Generated<Date | null>
  told_by: Generated<string | null>
}

export interface UpdateTextTable {
  update_id: string
  case_id: string
  language: string
  sealed: Buffer
  translation: Generated<UpdateTranslation>
  version: Generated<number>
  updated_at: Generated<Date>
  updated_by: string
}

declare module '#platform/tables.ts' {
  interface Tables {
    updates: UpdateTable
    update_texts: UpdateTextTable
    update_authors: UpdateAuthorTable
    update_author_names: UpdateAuthorNameTable
    reposts: RepostTable
    'published.reposts': PublishedRepostTable
    update_copies: UpdateCopyTable
  }
}
