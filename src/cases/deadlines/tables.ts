import type { Generated } from 'kysely'
import type { LimitKind, LimitState } from './lists.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    time_limits: TimeLimitTable
  }
}

export interface TimeLimitTable {
  id: string
  case_id: string
  proceeding_id: string | null
  kind: LimitKind
  due_at: Date
  zone: string
  owner_account: string | null
  state: LimitState
  settled_at: Generated<Date | null>
  settled_by: Generated<string | null>
  sealed: Buffer
  created_at: Date
  created_by: string
  version: Generated<number>
}
