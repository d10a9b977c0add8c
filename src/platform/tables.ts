import type { Generated } from 'kysely'

/**
 * The typed tables. Each module adds its own in its `tables.ts`:
 * `declare module '#platform/tables.ts' { interface Tables { campaigns: CampaignTable } }`.
 * Only the module that declares a table writes it.
 */
export interface Tables {
  events: EventTable
  organisation_keys: KeyTable & { organisation_id: string }
  case_keys: KeyTable & { case_id: string }
  drafts: DraftTable
}

export interface EventTable {
  id: Generated<string>
  at: Generated<Date>
  type: string
  organisation_id: string | null
  case_id: string | null
  subject: string | null
  actor_kind: string
  actor_account: string | null
  data: Record<string, unknown>
}

interface KeyTable {
  wrapped: Buffer
  created_at: Generated<Date>
}

export interface DraftTable {
  /** whose text it is, and whose key seals it; null: the organisation's */
  case_id: string | null
  account_id: string
  organisation_id: string
  form: string
  sealed: Buffer
  saved_at: Generated<Date>
}
