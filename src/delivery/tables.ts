import type { Generated } from 'kysely'

export type MailState = 'queued' | 'claimed' | 'sent' | 'hard' | 'unknown' | 'suppressed'

export interface MailTable {
  id: string
  organisation_id: string
  kind: string
  urgency: Generated<number>
  inbox: number | null
  about: string | null
  sealed: Buffer
  once_key: string | null
  state: Generated<MailState>
  not_before: Date
  attempts: Generated<number>
  claimed_at: Date | null
  claimed_by: string | null
  settled_at: Date | null
  code: number | null
  reply: string | null
  created_at: Date
}

export type BroadcastState = 'frozen' | 'sending' | 'paused' | 'cancelled' | 'done'

export interface BroadcastTable {
  id: string
  number: Generated<number>
  organisation_id: string
  case_id: string
  update_id: string
  state: BroadcastState
  audience: Generated<Record<string, unknown>>
  acted: Generated<number>
  asked: Generated<number>
  recipients: Generated<number>
  created_by: string
  created_at: Generated<Date>
  started_at: Date | null
  paused_at: Date | null
  paused_by: string | null
  /** the quiet of its case that stopped it, while it waits */
  quiet_spell_id: string | null
  cancelled_at: Date | null
  cancelled_by: string | null
  finished_at: Date | null
  relay_away_since: Date | null
  /** the broadcast of the coalition whose part it is */
  joint_id: Generated<string | null>
}

/** One sending of an update by all organisations of a coalition; each has its broadcast. The room reads it. */
export interface JointBroadcastTable {
  id: string
  case_id: string
  update_id: string
  organisation_id: string
  who: 'acted' | 'following' | 'all'
  recipients: number
  created_at: Date
  created_by: string
  hold_minutes: number
  hold_until: Date
  let_go_at: Date | null
}

export interface BroadcastHoldTable {
  id: string
  joint_id: string
  case_id: string
  organisation_id: string
  account_id: string
  sealed: Buffer
  held_at: Date
  released_at: Generated<Date | null>
  released_by: Generated<string | null>
}

export interface BroadcastChunkTable {
  broadcast_id: string
  organisation_id: string
  number: number
  supporters: number[]
  state: Generated<'open' | 'claimed' | 'done'>
  claimed_by: string | null
  claimed_at: Date | null
  done_at: Date | null
}

export interface DeliveryTable {
  broadcast_id: string
  organisation_id: string
  supporter: number
  /** `cancelled`: never written to, because the broadcast was cancelled before */
  outcome: 'sent' | 'soft' | 'hard' | 'unknown' | 'suppressed' | 'cancelled'
  code: number | null
  reply: string | null
  at: Generated<Date>
}

/** A mail server of an organisation's own; at most one is in use and one is proposed. */
export interface OrganisationRelayTable {
  id: string
  organisation_id: string
  sealed: Buffer
  made_at: Date
  made_by: string
  untested: Generated<boolean>
  asked_at: Date | null
  asked_by: string | null
  test_sealed: Buffer | null
  tested_at: Date | null
  passed: boolean | null
  passed_at: Date | null
  answer: Generated<string>
  used_since: Date | null
  away_since: Date | null
  away_reason: Generated<string>
  ended_at: Date | null
  ended_by: string | null
}

declare module '#platform/tables.ts' {
  interface Tables {
    mails: MailTable
    organisation_relays: OrganisationRelayTable
    broadcasts: BroadcastTable
    joint_broadcasts: JointBroadcastTable
    broadcast_holds: BroadcastHoldTable
    broadcast_chunks: BroadcastChunkTable
    deliveries: DeliveryTable
  }
}
