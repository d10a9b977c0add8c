import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { Refused } from '#platform/web/errors.ts'
import { channelPlace } from './channel.ts'
import type { AnyChannel } from './sending.ts'
import { alertKinds, type AlertKind, type Nearness } from './tables.ts'

export interface MyChannel {
  id: string
  /** what its owner knows it by; what opens it stays sealed */
  shown: { kind: 'http'; url: string } | { kind: 'push'; browser: string; host: string }
  addedAt: Date
  provedAt?: Date
  last?: { state: 'sent' | 'failed' | 'queued'; why: string }
}

const shownOf = (channel: AnyChannel): MyChannel['shown'] =>
  channel.kind === 'push'
    ? { kind: 'push', browser: channel.browser, host: new URL(channel.endpoint).host }
    : { kind: 'http', url: channel.url }

export async function listMyChannels(tx: Tx): Promise<MyChannel[]> {
  mustBeAllowed(tx, 'duty.read')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { rows } = await sql<{
    id: string
    kind: AnyChannel['kind']
    sealed: Buffer
    created_at: Date
    proved_at: Date | null
    state: string | null
    outcome: string | null
  }>`select c.id, c.kind, c.sealed, c.created_at, c.proved_at, m.state, m.outcome from alarm_channels c
      left join lateral (select state, outcome from alarm_messages where channel_id = c.id order by created_at desc limit 1) m on true
    where c.account_id = ${tx.actor.accountId} and c.organisation_id = ${tx.actor.organisationId} and c.removed_at is null
    order by c.created_at`.execute(tx.db)
  const key = rows.length > 0 ? await tx.keys.organisation(tx.actor.organisationId) : undefined
  return rows.map((row) => ({
    id: row.id,
    shown: shownOf({
      ...key!.openJson<AnyChannel>(channelPlace(row.id), row.sealed),
      kind: row.kind,
    } as AnyChannel),
    addedAt: row.created_at,
    ...(row.proved_at ? { provedAt: row.proved_at } : {}),
    ...(row.state
      ? {
          last: {
            state:
              row.state === 'sent' || row.state === 'needless'
                ? ('sent' as const)
                : row.state === 'failed' || row.outcome
                  ? ('failed' as const)
                  : ('queued' as const),
            why: row.outcome ?? '',
          },
        }
      : {}),
  }))
}

const goneIsNews = 14 * 86_400_000

/** When a browser of one's own stopped taking alarms, as its push service said, and nothing was set up since. */
export async function lostBrowser(tx: Tx): Promise<Date | undefined> {
  mustBeAllowed(tx, 'duty.read')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { rows } = await sql<{ removed_at: Date }>`select c.removed_at from alarm_channels c
    where c.account_id = ${tx.actor.accountId} and c.organisation_id = ${tx.actor.organisationId} and c.kind = 'push'
      and c.removed_at > ${new Date(tx.now.getTime() - goneIsNews)}
      and exists (select 1 from alarm_messages m where m.channel_id = c.id and m.outcome = 'gone')
      and not exists (select 1 from alarm_channels n where n.account_id = c.account_id
        and n.organisation_id = c.organisation_id and n.created_at > c.removed_at)
    order by c.removed_at desc limit 1`.execute(tx.db)
  return rows[0]?.removed_at
}

/** Gaps of the server's own that nobody has taken yet. */
export async function openGaps(tx: Tx): Promise<{ id: string; from: Date }[]> {
  mustBeAllowed(tx, 'duty.read')
  const rows = await tx.db
    .selectFrom('alarms')
    .select(['id', 'gap_from', 'raised_at'])
    .where('stage', '=', 'system-gap')
    .where('acknowledged_at', 'is', null)
    .orderBy('raised_at')
    .limit(20)
    .execute()
  return rows.map((row) => ({ id: row.id, from: row.gap_from ?? row.raised_at }))
}

/** For administrators: cases that have nobody of theirs on the team any more, and of which nobody has taken it yet. */
export async function openLosses(tx: Tx): Promise<{ id: string; at: Date }[]> {
  mustBeAllowed(tx, 'duty.read')
  // Safety: whoever is not on a team hears of no case; administrators hear that there is one, and not which
  if (tx.actor.kind !== 'member' || tx.actor.role !== 'admin') return []
  const rows = await tx.db
    .selectFrom('alarms')
    .select(['id', 'raised_at'])
    .where('stage', '=', 'nobody-left')
    .where('acknowledged_at', 'is', null)
    .orderBy('raised_at')
    .limit(20)
    .execute()
  return rows.map((row) => ({ id: row.id, at: row.raised_at }))
}

export interface OpenAlert {
  id: string
  caseId: string
  code: string
  stage: AlertKind
  near: Nearness | null
  raisedAt: Date
}

/** Alarms about the cases of one's own teams that nobody has taken yet: of each matter the last one, the newest first. */
export async function openAlerts(tx: Tx): Promise<OpenAlert[]> {
  mustBeAllowed(tx, 'duty.read')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { rows } = await sql<OpenAlert>`
    select distinct on (coalesce(a.about, a.id)) a.id, a.case_id as "caseId", c.code_name as code, a.stage, a.near,
      a.raised_at as "raisedAt"
    from alarms a join cases c on c.id = a.case_id
    where a.organisation_id = ${tx.actor.organisationId} and a.stage = any (${alertKinds}::text[]) and a.told_in is null
      and a.acknowledged_at is null
    order by coalesce(a.about, a.id), a.raised_at desc, a.id desc limit 200`.execute(tx.db)
  return rows.toSorted((a, b) => b.raisedAt.getTime() - a.raisedAt.getTime())
}
