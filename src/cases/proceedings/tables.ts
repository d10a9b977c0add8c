import type { Generated } from 'kysely'
import type {
  ChargeState,
  HearingKind,
  HearingState,
  Openness,
  PartyRole,
  ProceedingKind,
  ProceedingState,
} from './lists.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    proceedings: ProceedingTable
    charges: ChargeTable
    hearings: HearingTable
  }
}

export interface ProceedingTable {
  id: string
  case_id: string
  kind: ProceedingKind
  role: PartyRole
  state: ProceedingState
  court_kind: string | null
  outcome: Generated<string | null>
  /** days, YYYY-MM-DD */
  opened_on: string
  ended_on: Generated<string | null>
  sealed: Buffer
  created_at: Date
  created_by: string
  version: Generated<number>
}

export interface ChargeTable {
  id: string
  case_id: string
  proceeding_id: string
  state: ChargeState
  /** day, YYYY-MM-DD */
  state_on: string
  sealed: Buffer
  created_at: Date
  created_by: string
}

export interface HearingTable {
  id: string
  case_id: string
  proceeding_id: string
  kind: HearingKind
  at: Date
  zone: string
  openness: Openness
  state: HearingState
  adjourned_to: Generated<string | null>
  sealed: Buffer
  created_at: Date
  created_by: string
}
