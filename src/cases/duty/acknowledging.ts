import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { IntakeHandler } from '#platform/intake/drain.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import { findPrivateLink, linkHash } from './private-link.ts'

type Listener = (tx: Tx, checkInId: string) => Promise<void>
const listeners: Listener[] = []

/** Called once by the noun that an alarm is about: somebody has taken its last step. */
export function onAcknowledged(listener: Listener): void {
  listeners.push(listener)
}

/**
 * A human says: I have it. Takes every alarm of the same check-in that nobody has taken yet.
 * @throws NotFound
 */
export async function acknowledge(tx: Tx, alarmId: string): Promise<void> {
  mustBeAllowed(tx, 'alarm.acknowledge')
  if (tx.actor.kind !== 'member') throw new Refused()
  await take(tx, alarmId, tx.actor.accountId, 'console')
}

/** The noun that alarms were about is settled: nobody needs to be woken for it any more. */
export async function endAlerts(tx: Tx, { caseId, about }: { caseId: string; about: string }): Promise<void> {
  mustBeAllowed(tx, 'alarm.acknowledge')
  if (tx.actor.kind !== 'member') throw new Refused()
  const open = await tx.db
    .selectFrom('alarms')
    .select('id')
    .where('case_id', '=', caseId)
    .where('about', '=', about)
    .where('told_in', 'is', null)
    .where('acknowledged_at', 'is', null)
    .execute()
  for (const { id } of open) await take(tx, id, tx.actor.accountId, 'console')
}

async function take(tx: Tx, alarmId: string, accountId: string, how: 'console' | 'link'): Promise<void> {
  const alarm = await tx.db
    .selectFrom('alarms')
    .select(['id', 'case_id', 'check_in_id', 'organisation_id', 'stage', 'about'])
    .where('id', '=', alarmId)
    .executeTakeFirst()
  if (!alarm) throw new NotFound()
  const taken = await tx.db
    .updateTable('alarms')
    .set({ acknowledged_at: tx.now, acknowledged_by: accountId })
    .where('acknowledged_at', 'is', null)
    .where((where) =>
      where.or([
        where('id', '=', alarm.id),
        // it spoke for these too
        where('told_in', '=', alarm.id),
        ...(alarm.check_in_id ? [where('check_in_id', '=', alarm.check_in_id)] : []),
        // the same matter rang before, and nobody had taken it
        ...(alarm.about
          ? [
              where.and([
                where('about', '=', alarm.about),
                where('organisation_id', '=', alarm.organisation_id),
              ]),
            ]
          : []),
      ]),
    )
    .returning('id')
    .execute()
  // whoever is second has it too, and nothing changes
  if (taken.length === 0) return
  await record(tx, 'alarm.acknowledged', {
    ...(alarm.case_id ? { caseId: alarm.case_id } : {}),
    organisationId: alarm.organisation_id,
    subject: alarm.id,
    data: { by: accountId, how, stage: alarm.stage },
  })
  if (alarm.check_in_id) for (const listener of listeners) await listener(tx, alarm.check_in_id)
}

export interface AcknowledgeSubmission {
  type: 'alarm-acknowledged'
  token: string
  [field: string]: unknown
}

const tokenOf = ({ token }: Record<string, unknown>): string => (typeof token === 'string' ? token : '')

/** What a colleague pressed on a telephone at night, without signing in: the link was sent to nobody else. */
export const takeAcknowledgements: IntakeHandler = {
  async owner({ db }, submission) {
    const link = await findPrivateLink(db, tokenOf(submission))
    return link?.kind === 'alarm' ? link.organisationId : undefined
  },
  async take(tx, batch) {
    for (const { submission } of batch) await acknowledgeByLink(tx, tokenOf(submission))
  },
}

export async function acknowledgeByLink(tx: Tx, token: string): Promise<void> {
  mustBeAllowed(tx, 'alarm.acknowledge')
  const { rows } = await sql<{ alarm_id: string; account_id: string; channel_id: string | null }>`
    select m.alarm_id, m.account_id, m.channel_id from alarm_messages m where m.ack_hash = ${linkHash(token)}
      and exists (select 1 from members s where s.account_id = m.account_id and s.organisation_id = m.organisation_id
        and s.removed_at is null)
      -- Safety: who has left the team takes nothing any more, also with a link from before
      and (m.case_id is null or exists (select 1 from case_team t where t.case_id = m.case_id
        and t.account_id = m.account_id and t.removed_at is null))`.execute(tx.db)
  const message = rows[0]
  if (!message) return
  await take(tx, message.alarm_id, message.account_id, 'link')
  if (!message.channel_id) return
  // whatever came back through a channel proves that the channel wakes somebody
  await tx.db
    .updateTable('alarm_channels')
    .set({ proved_at: tx.now })
    .where('id', '=', message.channel_id)
    .where('proved_at', 'is', null)
    .execute()
}
