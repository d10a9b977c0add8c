import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Task, WorkerServices } from '#platform/module.ts'
import { channelPlace } from './channel.ts'
import { dropGoneChannel } from './push-channel.ts'
import { send, type AnyChannel, type Letter } from './sending.ts'
import { wordAlarm } from './wording.ts'

const idle = 500
const batch = 20
/** A claim that is older belongs to a worker that died: the message goes again, under the same key for the gateway. */
const claimLife = 60_000
/** Sooner at first: a gateway that stumbles is asked again while it still matters. */
const pauses = [5, 10, 20, 40, 60, 120, 300].map((seconds) => seconds * 1000)
const givenUpAfter = 40

type Services = Pick<
  WorkerServices,
  'db' | 'keys' | 'catalogue' | 'privateUrl' | 'outsideAllow' | 'organisations' | 'log'
>

/** Hands alarms over to gateways and push services, as long as the worker lives. Mail takes the way of all mail. */
export const handAlarmsOver: Task = {
  name: 'alarms',
  async run(services, signal) {
    while (!signal.aborted) {
      const sent = await handOverOnce(services)
      if (sent === 0) await sleep(idle, undefined, { signal }).catch(() => {})
    }
  },
}

/** One round over all organisations; gives how many messages were tried. */
export async function handOverOnce(services: Services): Promise<number> {
  let tried = 0
  for (const organisationId of await services.organisations()) {
    const claimed = await services.db.transaction(workerOf(organisationId), (tx) =>
      claim(tx, organisationId, services),
    )
    tried += claimed.length
    await Promise.all(
      claimed.map(async (message) => {
        // the claim is committed, and nothing is held while the network is waited for
        const outcome = await send(message, services)
        await services.db.transaction(workerOf(organisationId), (tx) => settle(tx, message, outcome))
      }),
    )
  }
  return tried
}

interface Claimed extends Letter {
  caseId: string | null
  channelId: string
  attempts: number
}

async function claim(tx: Tx, organisationId: string, services: Services): Promise<Claimed[]> {
  mustBeAllowed(tx, 'alarm.send')
  const stale = new Date(tx.now.getTime() - claimLife)
  const { rows } = await sql<{
    id: string
    case_id: string | null
    attempts: number
    channel_id: string
    kind: AnyChannel['kind']
    sealed: Buffer
    removed: boolean
  }>`
    update alarm_messages m set state = 'claimed', claimed_at = ${tx.now}, attempts = m.attempts + 1
    from alarm_channels c
    where c.id = m.channel_id and m.id in (select id from alarm_messages where organisation_id = ${organisationId}
        and ((state = 'queued' and not_before <= ${tx.now})
          -- a clock that went back must not hold an alarm
          or (state = 'queued' and not_before > ${tx.now}::timestamptz + interval '10 minutes')
          or (state = 'claimed' and (claimed_at <= ${stale} or claimed_at > ${tx.now}::timestamptz + interval '10 minutes')))
      order by created_at limit ${batch} for update skip locked)
    returning m.id, m.case_id, m.attempts, m.channel_id, c.kind, c.sealed, c.removed_at is not null as removed`.execute(
    tx.db,
  )
  const key = rows.length > 0 ? await tx.keys.organisation(organisationId) : undefined
  const claimed: Claimed[] = []
  for (const row of rows) {
    // Safety: a device that its owner took off meanwhile may be in other hands
    const words = row.removed ? undefined : await wordAlarm(tx, row.id, services)
    if (words)
      claimed.push({
        id: row.id,
        caseId: row.case_id,
        attempts: row.attempts,
        channelId: row.channel_id,
        channel: {
          ...key!.openJson<AnyChannel>(channelPlace(row.channel_id), row.sealed),
          kind: row.kind,
        } as AnyChannel,
        words,
      })
    // somebody has it meanwhile, or whom it was for has left: nobody is woken
    else await end(tx, row.id, 'needless', 'needless')
  }
  return claimed
}

async function settle(tx: Tx, message: Claimed, outcome: string): Promise<void> {
  mustBeAllowed(tx, 'alarm.send')
  const about = { ...(message.caseId ? { caseId: message.caseId } : {}), subject: message.id }
  if (outcome === 'sent') {
    await end(tx, message.id, 'sent', outcome)
    return await record(tx, 'alarm.handed-over', about)
  }
  const gone = outcome === 'gone'
  if (gone) await dropGoneChannel(tx, message.channelId)
  if (gone || message.attempts >= givenUpAfter) {
    await end(tx, message.id, 'failed', outcome)
    return await record(tx, 'alarm.failed', { ...about, data: { why: outcome } })
  }
  const pause = pauses[Math.min(message.attempts, pauses.length) - 1]!
  await tx.db
    .updateTable('alarm_messages')
    .set({ state: 'queued', outcome, not_before: new Date(tx.now.getTime() + pause) })
    .where('id', '=', message.id)
    .where('state', '=', 'claimed')
    .execute()
}

async function end(
  tx: Tx,
  id: string,
  state: 'sent' | 'failed' | 'needless',
  outcome: string,
): Promise<void> {
  await tx.db
    .updateTable('alarm_messages')
    .set({ state, outcome, settled_at: tx.now })
    .where('id', '=', id)
    .where('state', '=', 'claimed')
    .execute()
}
