import type { Generated } from 'kysely'

declare module '#platform/tables.ts' {
  interface Tables {
    case_tasks: CaseTaskTable
  }
}

export interface CaseTaskTable {
  id: string
  case_id: string
  owner_account: string | null
  /** day, YYYY-MM-DD */
  due_on: string | null
  sealed: Buffer
  created_at: Date
  created_by: string
  done_at: Generated<Date | null>
  done_by: Generated<string | null>
}
