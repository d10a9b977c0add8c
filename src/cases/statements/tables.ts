import type { Generated } from 'kysely'
import type { ContactChannel } from '../check-ins/tables.ts'
import type { ApprovalWay, PointForm, PointState, PointVisibility, TextState } from './lists.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    statements: StatementTable
    statement_points: StatementPointTable
    statement_texts: StatementTextTable
    statement_versions: StatementVersionTable
  }
}

export interface StatementTable {
  id: string
  case_id: string
  person_id: string
  contact_id: string | null
  /** YYYY-MM-DD */
  taken_on: string
  channel: ContactChannel
  language: string
  taken_by: string
  sealed: Buffer
  created_at: Date
  created_by: string
}

export interface StatementPointTable {
  id: string
  case_id: string
  statement_id: string
  person_id: string
  place: number
  /** YYYY-MM-DD */
  said_on: string
  form: PointForm
  visibility: PointVisibility
  state: PointState
  version: Generated<number>
  read_back_on: string | null
  read_back_by: string | null
  approved_on: string | null
  approved_how: ApprovalWay | null
  approved_by: string | null
  consent_id: string | null
  consent_item: Generated<'quotes'>
  sealed: Buffer
  created_at: Date
  created_by: string
  changed_at: Date
  changed_by: string
}

export interface StatementTextTable {
  id: string
  case_id: string
  point_id: string
  person_id: string
  visibility: PointVisibility
  point_state: PointState
  point_version: number
  language: string
  original: boolean
  state: TextState
  text_hash: Buffer
  approved_hash: Buffer | null
  sealed: Buffer
  written_at: Date
  written_by: string
  checked_at: Date | null
  checked_by: string | null
  native: Generated<boolean>
}

export interface StatementVersionTable {
  point_id: string
  version: number
  case_id: string
  sealed: Buffer
  written_at: Date
  written_by: string
}
