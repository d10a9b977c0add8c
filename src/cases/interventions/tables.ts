import type { Generated } from 'kysely'
import type { Addressee, AuthorityResponse, InterventionChannel, InterventionState } from './lists.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    interventions: InterventionTable
  }
}

export interface InterventionTable {
  id: string
  case_id: string
  addressee: Addressee
  channel: InterventionChannel
  state: InterventionState
  /** days, YYYY-MM-DD */
  made_on: string
  response: Generated<AuthorityResponse | null>
  response_on: Generated<string | null>
  next_on: string | null
  sealed: Buffer
  created_at: Date
  created_by: string
  version: Generated<number>
}
