import type { Generated } from 'kysely'
import type { ThreatActor, ThreatStatus, Verification } from './lists.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    threats: ThreatTable
    risk_reasons: RiskReasonTable
    risk_threats: RiskThreatTable
    risk_measures: RiskMeasureTable
  }
}

export interface ThreatTable {
  id: string
  case_id: string
  status: Generated<ThreatStatus>
  actor: ThreatActor
  verification: Verification
  /** days, YYYY-MM-DD */
  first_seen: string
  last_seen: string
  sealed: Buffer
  created_at: Date
  created_by: string
  status_at: Date
  status_by: string
  version: Generated<number>
}

export interface RiskReasonTable {
  assessment_id: string
  case_id: string
  sealed: Buffer
}

export interface RiskThreatTable {
  assessment_id: string
  threat_id: string
  case_id: string
}

export interface RiskMeasureTable {
  id: string
  case_id: string
  harm: string
  owner_account: string | null
  /** day, YYYY-MM-DD */
  due_on: string | null
  sealed: Buffer
  created_at: Date
  created_by: string
  done_at: Date | null
  done_by: string | null
}
