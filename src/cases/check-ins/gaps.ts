/** What the server itself missed: it was away, its clock was wrong, or what she sent lay unread. */
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { raiseAlarm } from '../duty/alarm.ts'
import { onDuty, recipientsOf } from '../duty/recipients.ts'
import { move, type CheckInRow } from './check-in.ts'

/** How far ahead days are written down: a server that was away for less still knows what it missed. */
export const outlook = 48 * 3_600_000
/** Longer than this between two looks, or without a word read, and what she did meanwhile nobody can know. */
export const gapAfter = 5 * 60_000
const toldEvery = 3_600_000

export interface Look {
  /** when it was last looked, before this look */
  since: Date | undefined
  /** all that had come by then has been read */
  heardAt: Date
}

/** Writes down that it is looked now. @param heard whether all that has come until now has been read */
export async function pulse(tx: Tx, organisationId: string, heard: boolean): Promise<Look> {
  const last = await tx.db
    .selectFrom('check_in_pulses')
    .select(['turned_at', 'heard_at'])
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirst()
  // a stop, or a clock that jumped, is told as what it is: from then on it counts anew
  const stopped = !last || Math.abs(tx.now.getTime() - last.turned_at.getTime()) > gapAfter
  const heardAt = heard || stopped ? tx.now : (last.heard_at ?? tx.now)
  await tx.db
    .insertInto('check_in_pulses')
    .values({ organisation_id: organisationId, turned_at: tx.now, heard_at: heardAt })
    .onConflict((conflict) =>
      conflict.column('organisation_id').doUpdateSet({ turned_at: tx.now, heard_at: heardAt }),
    )
    .execute()
  return { since: last?.turned_at, heardAt }
}

/**
 * The server was away. Safety: whose window ended meanwhile may have tried to answer; she is not called late, and a human
 * hears that her word could not have come. One alarm for all of them, however long it was.
 */
export async function serverWasAway(tx: Tx, organisationId: string, since: Date): Promise<void> {
  const rows = await tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['scheduled', 'due'])
    .where('late_at', '<=', tx.now)
    .where('late_at', '>', since)
    .forUpdate()
    .execute()
  for (const row of rows) await move(tx, row, 'gap')
  await record(tx, 'check-in.server-away', {
    organisationId,
    data: { from: since.toISOString(), checkIns: rows.length },
  })
  const plans = await tx.db
    .selectFrom('check_in_plans')
    .select('case_id')
    .distinct()
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'active')
    .execute()
  // longer than what was written down: there may have been more than rows can tell
  const unknown = tx.now.getTime() - since.getTime() > outlook && plans.length > 0
  if (rows.length > 0 || unknown) await raiseGap(tx, organisationId, since, unknown ? plans : rows)
}

/**
 * The server looks, and for minutes nothing that came was read. Safety: these windows ended; whether she answered nobody
 * can know, and waiting to be able to read would keep everybody asleep. An alarm each hour in which some ended.
 */
export async function nothingWasHeard(
  tx: Tx,
  organisationId: string,
  { ended, heardAt }: { ended: readonly CheckInRow[]; heardAt: Date },
): Promise<void> {
  if (ended.length === 0) return
  for (const row of ended) await move(tx, row, 'gap')
  const hours = Math.floor((tx.now.getTime() - heardAt.getTime()) / toldEvery)
  await raiseGap(tx, organisationId, new Date(heardAt.getTime() + hours * toldEvery), ended)
}

async function raiseGap(
  tx: Tx,
  organisationId: string,
  from: Date,
  touched: readonly { case_id: string }[],
): Promise<void> {
  const recipients = new Set(await onDuty(tx, organisationId))
  if (recipients.size === 0)
    for (const caseId of new Set(touched.map((one) => one.case_id)))
      for (const one of await recipientsOf(tx, organisationId, caseId, false)) recipients.add(one)
  await raiseAlarm(tx, { organisationId, stage: 'system-gap', gapFrom: from, recipients: [...recipients] })
}

/** The clock had run ahead: what it made of days to come is undone, and what rang has rung. */
export async function clockWentBack(tx: Tx, organisationId: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where((where) =>
      where.or([
        where.and([where('state', '=', 'due'), where('due_at', '>', tx.now)]),
        // Safety: whose window is still open was taken for missed by the wrong clock alone; she is asked again
        where.and([where('state', '=', 'system-gap'), where('late_at', '>', tx.now)]),
      ]),
    )
    .forUpdate()
    .execute()
  for (const row of rows) await move(tx, row, 'clock')
  await tx.db
    .updateTable('check_in_plans')
    .set({ planned_at: null })
    .where('organisation_id', '=', organisationId)
    .execute()
  await record(tx, 'check-in.clock-went-back', { organisationId, data: { checkIns: rows.length } })
}
