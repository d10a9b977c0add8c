import type { Generated } from 'kysely'
import type { LibertyStatus, RestrictionKind } from './lists.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    liberty_statuses: LibertyStatusTable
    liberty_restrictions: LibertyRestrictionTable
  }
}

export interface LibertyStatusTable {
  id: string
  case_id: string
  status: LibertyStatus
  /** day, YYYY-MM-DD */
  since: string
  detention: string | null
  counsel: string[]
  contact: string[]
  basis: string[]
  sealed: Buffer
  created_at: Date
  created_by: string
  struck_at: Generated<Date | null>
  struck_by: Generated<string | null>
}

export interface LibertyRestrictionTable {
  id: string
  case_id: string
  kind: RestrictionKind
  /** days, YYYY-MM-DD */
  since: string
  until_on: string | null
  ended_on: Generated<string | null>
  ended_by: Generated<string | null>
  sealed: Buffer
  created_at: Date
  created_by: string
}
