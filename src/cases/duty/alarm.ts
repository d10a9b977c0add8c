import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { findAccount } from '#organisations/index.ts'
import { mailAlarm } from './mail-port.ts'
import { linkHash, linkToken } from './private-link.ts'
import type { AlarmStage, Nearness } from './tables.ts'

export interface AlarmToRaise {
  organisationId: string
  stage: AlarmStage
  /** whose accounts are woken; empty: the row stands, and nothing leaves */
  recipients: readonly string[]
  caseId?: string
  checkIn?: { id: string; step: number }
  /** since when the server could not hear */
  gapFrom?: Date
  /** of an alarm that the other organisations' teams hear too: it rings once under its key in each */
  once?: { key: string; about?: string | undefined; near?: Nearness | undefined; ringsAt?: Date | undefined }
  /** the later alarm that speaks for this one too: its time had passed meanwhile */
  toldIn?: string
}

/**
 * Raises one alarm: its row, and one message for each person and way. Each step of a ladder, and each
 * `once` key, is raised once in an organisation, whoever asks again and however often a worker dies in between. Gives the alarm's id; undefined when it had been raised before.
 */
export async function raiseAlarm(tx: Tx, alarm: AlarmToRaise): Promise<string | undefined> {
  mustBeAllowed(tx, 'alarm.raise')
  const id = newId(tx.now.getTime())
  // Safety: the row comes first; where it stands already, nobody is woken a second time
  const raised = await tx.db
    .insertInto('alarms')
    .values({
      id,
      organisation_id: alarm.organisationId,
      case_id: alarm.caseId ?? null,
      check_in_id: alarm.checkIn?.id ?? null,
      step: alarm.checkIn?.step ?? null,
      stage: alarm.stage,
      raised_at: tx.now,
      told_in: alarm.toldIn ?? null,
      gap_from: alarm.gapFrom ?? null,
      once_key: alarm.once?.key ?? null,
      about: alarm.once?.about ?? null,
      near: alarm.once?.near ?? null,
      rings_at: alarm.once?.ringsAt ?? null,
      acknowledged_at: null,
      acknowledged_by: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!raised) return undefined
  await record(tx, 'alarm.raised', {
    ...(alarm.caseId ? { caseId: alarm.caseId } : {}),
    organisationId: alarm.organisationId,
    subject: id,
    data: {
      stage: alarm.stage,
      people: alarm.toldIn ? 0 : alarm.recipients.length,
      ...(alarm.checkIn ? { checkIn: alarm.checkIn.id, step: alarm.checkIn.step } : {}),
      ...(alarm.once?.about ? { about: alarm.once.about } : {}),
    },
  })
  if (!alarm.toldIn) for (const accountId of new Set(alarm.recipients)) await tell(tx, alarm, id, accountId)
  return id
}

/** Safety: mail always goes as well, because a gateway that died looks like one that works. */
async function tell(tx: Tx, alarm: AlarmToRaise, alarmId: string, accountId: string): Promise<void> {
  const channels = await tx.db
    .selectFrom('alarm_channels')
    .select('id')
    .where('organisation_id', '=', alarm.organisationId)
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .execute()
  for (const { id } of channels) await putMessage(tx, alarm, { alarmId, accountId, channelId: id })
  const account = await findAccount(tx, { id: accountId })
  if (!account || account.disabledAt) return
  const messageId = await putMessage(tx, alarm, { alarmId, accountId, channelId: null })
  await mailAlarm(tx, {
    organisationId: alarm.organisationId,
    messageId,
    to: { name: account.name, address: account.address },
    language: account.language,
  })
}

/** One message through one channel: the part of an alarm that a test rings alone. */
export async function putMessage(
  tx: Tx,
  alarm: Pick<AlarmToRaise, 'organisationId' | 'caseId'>,
  to: { alarmId: string; accountId: string; channelId: string | null },
): Promise<string> {
  const id = newId(tx.now.getTime())
  const key = await tx.keys.organisation(alarm.organisationId)
  await tx.db
    .insertInto('alarm_messages')
    .values({
      id,
      organisation_id: alarm.organisationId,
      case_id: alarm.caseId ?? null,
      alarm_id: to.alarmId,
      account_id: to.accountId,
      channel_id: to.channelId,
      // mail has an outbox of its own, written in this transaction
      state: to.channelId ? 'queued' : 'sent',
      not_before: tx.now,
      claimed_at: null,
      settled_at: to.channelId ? null : tx.now,
      outcome: to.channelId ? null : 'mail',
      ack_hash: linkHash(linkToken(key, `alarm ${id}`)),
      created_at: tx.now,
    })
    .execute()
  return id
}
