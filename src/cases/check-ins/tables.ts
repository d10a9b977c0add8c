import type { ColumnType, Generated } from 'kysely'
import type { LadderStep } from './ladder.ts'
import type { CheckInState, Resolution } from './states.ts'

declare module '#platform/tables.ts' {
  interface Tables {
    contacts: ContactTable
    check_in_plans: CheckInPlanTable
    check_ins: CheckInTable
    check_in_pulses: { organisation_id: string; turned_at: Date; heard_at: Generated<Date | null> }
  }
}

export const wellbeings = ['well', 'strained', 'unwell', 'in-danger', 'unknown'] as const
export type Wellbeing = (typeof wellbeings)[number]

/** `link` is her own private link; nobody chooses it. */
export const contactChannels = [
  'in-person',
  'call',
  'signal',
  'messenger',
  'sms',
  'email',
  'letter',
  'lawyer',
  'family',
  'visit',
  'social',
  'other',
] as const
export type ContactChannel = (typeof contactChannels)[number]

export interface ContactTable {
  id: string
  case_id: string
  at: Date
  channel: ContactChannel | 'link'
  wellbeing: Wellbeing
  by_account: string | null
  statement_taken: Generated<boolean>
  /** YYYY-MM-DD */
  next_on: string | null
  check_in_id: string | null
  sealed: Buffer
  created_at: Date
}

export type PlanState = 'active' | 'paused' | 'ended'

export interface CheckInPlanTable {
  id: string
  case_id: string
  organisation_id: string
  state: PlanState
  rrule: string
  zone: string
  starts_on: string
  window_minutes: number
  ladder: ColumnType<LadderStep[], string, string>
  hard_limit_minutes: number
  language: Generated<string>
  code_word: Buffer | null
  duress_word: Buffer | null
  link_number: Generated<number>
  link_hash: Buffer
  planned_at: Date | null
  sealed: Buffer
  version: Generated<number>
  created_at: Date
  created_by: string
  ended_at: Date | null
  ended_by: string | null
}

export interface CheckInTable {
  id: string
  case_id: string
  plan_id: string
  organisation_id: string
  /** the hour of the plan, which a move leaves */
  agreed_at: ColumnType<Date, Date, never>
  due_at: Date
  late_at: Date
  ladder: ColumnType<LadderStep[], string, never>
  hard_limit_minutes: number
  state: CheckInState
  step: Generated<number>
  held_until: Date | null
  unproven_at: Date | null
  answered_at: Date | null
  late_since: Date | null
  resolution: Resolution | null
  resolved_at: Date | null
  resolved_by: string | null
  sealed: Buffer | null
  moved_at: Date | null
  moved_by: string | null
  moved_sealed: Buffer | null
  created_at: Date
}
