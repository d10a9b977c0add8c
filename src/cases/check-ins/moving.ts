/** One sign of life comes at another hour than the plan says, because she said so; the plan stays as it is. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Invalid, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { holdCheckIn, movedPlace, type CheckInRow } from './check-in.ts'

/** How far from the hour of the plan, either way: who puts it off further ends the plan, where all can see it. */
export const furthestMove = 24 * 3_600_000

/** Safety: what is due waits for an answer, and what is late for a human; neither is moved out of sight. */
export const mayMove = ({ state, due_at: due }: CheckInRow, now: Date): boolean =>
  state === 'scheduled' && due > now

/**
 * Expects a sign of life earlier or later than agreed. An hour that has passed already is taken: then it is missing since
 * then, and the ladder rings with the next look. For admins and caseworkers on the team.
 * @throws NotFound, Refused ('case.team-only'), Invalid (an hour too far from the plan's, or later than the next one),
 * Conflict ('check-ins.error.begun') when it is due or settled already
 */
export async function moveCheckIn(
  tx: Tx,
  input: { caseId: string; checkInId: string; dueAt: Date; reason: string },
): Promise<void> {
  mustBeAllowed(tx, 'check-in.plan')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const row = await holdCheckIn(tx, input)
  if (!mayMove(row, tx.now)) throw new Conflict('check-ins.error.begun')
  const { dueAt } = input
  const from = row.due_at
  if (
    Math.abs(dueAt.getTime() - row.agreed_at.getTime()) > furthestMove ||
    (await isPastNext(tx, row, dueAt))
  )
    throw new Invalid({ at: 'check-ins.error.move-far' })
  const key = await tx.keys.case(input.caseId)
  await tx.db
    .updateTable('check_ins')
    .set({
      due_at: dueAt,
      late_at: new Date(dueAt.getTime() + row.late_at.getTime() - from.getTime()),
      ...{ moved_at: tx.now, moved_by: tx.actor.accountId },
      moved_sealed: key.sealJson(movedPlace(row.id), { reason: input.reason }),
    })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'check-in.moved', {
    caseId: row.case_id,
    organisationId: row.organisation_id,
    subject: row.id,
    data: { from: from.toISOString(), to: dueAt.toISOString() },
  })
}

/** Safety: put off beyond the next one it would ask for nothing that is not asked then anyway. */
async function isPastNext(tx: Tx, row: CheckInRow, dueAt: Date): Promise<boolean> {
  const next = await tx.db
    .selectFrom('check_ins')
    .select('due_at')
    .where('plan_id', '=', row.plan_id)
    .where('agreed_at', '>', row.agreed_at)
    .where('state', '=', 'scheduled')
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return next !== undefined && dueAt >= next.due_at
}
