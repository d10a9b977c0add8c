import type { Generated } from 'kysely'

declare module '#platform/tables.ts' {
  interface Tables {
    alarm_channels: AlarmChannelTable
    alarms: AlarmTable
    alarm_messages: AlarmMessageTable
    duty_shifts: DutyShiftTable
  }
}

/** What a team is woken for besides its check-ins; `alertTeam` raises these. */
export const alertKinds = [
  'deadline',
  'hearing',
  'consent-review-missed',
  'duress-withdrawal',
  'emergency-raised',
  'emergency-review-due',
  'in-danger',
  'text-held',
] as const
export type AlertKind = (typeof alertKinds)[number]

/** What reaches the teams of all organisations of the coalition; `keepAlerts` carries it. */
export const carriedStages = [...alertKinds, 'duress', 'emergency'] as const
export type CarriedStage = (typeof carriedStages)[number]

/** How near the moment is. */
export type Nearness = 'day' | 'hour' | 'over'

export const alarmStages = [
  'nudge',
  'second-channel',
  'duty-calls',
  'trusted',
  'lawyer',
  'authorities',
  'emergency',
  'duress',
  'system-gap',
  'nobody-left',
  'test',
  ...alertKinds,
] as const
export type AlarmStage = (typeof alarmStages)[number]
export type CheckInStage = Exclude<AlarmStage, AlertKind | 'nobody-left'>

export interface AlarmChannelTable {
  id: string
  organisation_id: string
  account_id: string
  kind: 'http' | 'push'
  sealed: Buffer
  created_at: Date
  proved_at: Date | null
  removed_at: Date | null
}

export interface AlarmTable {
  id: string
  organisation_id: string
  case_id: string | null
  check_in_id: string | null
  /** of the ladder, from 1; 0 is duress */
  step: number | null
  stage: AlarmStage
  raised_at: Date
  told_in: string | null
  /** of a gap of the server's own: from then on it could not hear */
  gap_from: Date | null
  /** an alarm that is carried rings once under it in each organisation */
  once_key: Generated<string | null>
  about: Generated<string | null>
  near: Generated<Nearness | null>
  rings_at: Generated<Date | null>
  early_at: Generated<Date | null>
  acknowledged_at: Date | null
  acknowledged_by: string | null
}

export type AlarmMessageState = 'queued' | 'claimed' | 'sent' | 'failed' | 'needless'

export interface AlarmMessageTable {
  id: string
  organisation_id: string
  case_id: string | null
  alarm_id: string
  account_id: string
  channel_id: string | null
  state: AlarmMessageState
  attempts: Generated<number>
  not_before: Date
  claimed_at: Date | null
  settled_at: Date | null
  outcome: string | null
  ack_hash: Buffer
  created_at: Date
}

export interface DutyShiftTable {
  id: string
  organisation_id: string
  account_id: string
  starts_at: Date
  ends_at: Date
  sealed: Buffer | null
  created_at: Date
  created_by: string
  removed_at: Date | null
}
