import type { Insertable, Selectable, Updateable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { onAcknowledged } from '../duty/acknowledging.ts'
import { alertTeam } from '../duty/alert.ts'
import { holdsUntil, type Climb } from './ladder.ts'
import { nextState, type Cause, type Resolution } from './states.ts'
import type { CheckInPlanTable, CheckInTable } from './tables.ts'

export type CheckInRow = Selectable<CheckInTable>

export const climbOf = (row: CheckInRow): Climb => ({
  step: row.step,
  lateAt: row.late_at,
  heldUntil: row.held_until ?? undefined,
  ladder: row.ladder,
  hardLimitMinutes: row.hard_limit_minutes,
})

/** One sign of life of a plan, with the ladder as it is agreed now. */
export const newCheckIn = (
  tx: Tx,
  plan: Selectable<CheckInPlanTable>,
  due: Date,
  state: 'scheduled' | 'due',
): Insertable<CheckInTable> => ({
  id: newId(tx.now.getTime()),
  case_id: plan.case_id,
  plan_id: plan.id,
  organisation_id: plan.organisation_id,
  ...{ agreed_at: due, due_at: due },
  late_at: new Date(due.getTime() + plan.window_minutes * 60_000),
  ladder: JSON.stringify(plan.ladder),
  hard_limit_minutes: plan.hard_limit_minutes,
  state,
  created_at: tx.now,
})

/** What the log says of each state; days that went as agreed are told by their rows. */
const told = {
  duress: 'check-in.duress',
  late: 'check-in.late',
  emergency: 'check-in.emergency',
  resolved: 'check-in.resolved',
  'system-gap': 'check-in.system-gap',
  ok: 'check-in.answered',
  'ok-by-proxy': 'check-in.answered',
} as const

/**
 * Moves a check-in, if the state machine knows this way; else it stays, and false is answered. The row must be held
 * (`for update`) by this transaction.
 */
export async function move(
  tx: Tx,
  row: CheckInRow,
  cause: Cause,
  set: Updateable<CheckInTable> = {},
): Promise<boolean> {
  const to = nextState(row.state, cause)
  if (!to) return false
  await tx.db
    .updateTable('check_ins')
    .set({ ...set, state: to })
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .execute()
  if (to in told)
    await record(tx, told[to as keyof typeof told], {
      caseId: row.case_id,
      organisationId: row.organisation_id,
      subject: row.id,
      data: { from: row.state, cause, plan: row.plan_id },
    })
  return true
}

/**
 * Duress, or a call for help: the whole team at once, and no step of the ladder, which would call her telephone.
 * @param near 'over' for a sign of life that is missing while a duress of hers is not resolved
 */
export async function raiseDuress(
  tx: Tx,
  row: Pick<CheckInRow, 'id' | 'case_id'>,
  near?: 'over',
): Promise<void> {
  await alertTeam(tx, {
    ...{ caseId: row.case_id, kind: 'duress', onceKey: `duress ${row.id}`, near },
    checkIn: { id: row.id, step: 0 },
  })
}

/** Its window is over without a word, while the one of the same plan that she called for help with is not resolved. */
export async function missInDuress(tx: Tx, row: CheckInRow): Promise<void> {
  if (!(await move(tx, row, 'time', { late_since: tx.now }))) return
  // Safety: the steps of a ladder would call the telephone that somebody may hold; the team hears of it in one alarm
  await move(tx, { ...row, state: 'late' }, 'duress')
  await raiseDuress(tx, row, 'over')
}

/**
 * A colleague says how it ended: late, emergency, duress, or a gap of the server's own.
 * @throws NotFound, Refused ('case.team-only'), Conflict when it is settled already
 */
export async function resolveCheckIn(
  tx: Tx,
  input: { caseId: string; checkInId: string; resolution: Resolution; note: string },
): Promise<void> {
  mustBeAllowed(tx, 'check-in.resolve')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const row = await holdCheckIn(tx, input)
  const key = await tx.keys.case(input.caseId)
  const moved = await move(tx, row, 'human', {
    resolution: input.resolution,
    resolved_at: tx.now,
    resolved_by: tx.actor.accountId,
    sealed: key.sealJson(checkInPlace(row.id), { note: input.note }),
  })
  if (!moved) throw new Conflict('check-ins.error.settled')
}

export const movedPlace = (id: string) => ({ table: 'check_ins', column: 'moved_sealed', row: id })

export const checkInPlace = (id: string) => ({ table: 'check_ins', column: 'sealed', row: id })

/** @throws NotFound */
export async function holdCheckIn(
  tx: Tx,
  { caseId, checkInId }: { caseId: string; checkInId: string },
): Promise<CheckInRow> {
  const row = await tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('id', '=', checkInId)
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

/**
 * The check-in, with all of its plan that have begun and that nobody has settled.
 * @throws NotFound
 */
export async function holdWithBegun(
  tx: Tx,
  { caseId, checkInId }: { caseId: string; checkInId: string },
): Promise<CheckInRow[]> {
  const rows = await tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('plan_id', '=', (of) => of.selectFrom('check_ins').select('plan_id').where('id', '=', checkInId))
    .where((where) =>
      where.or([
        where('id', '=', checkInId),
        where('state', 'in', ['due', 'late', 'emergency']),
        where.and([where('state', '=', 'scheduled'), where('due_at', '<=', tx.now)]),
      ]),
    )
    // held in the order in which her own answer holds them
    .orderBy('due_at')
    .forUpdate()
    .execute()
  if (!rows.some((row) => row.id === checkInId)) throw new NotFound()
  return rows
}

// Who takes a step has as long as the team agreed between this step and the next; the hard limit waits for nobody.
onAcknowledged(async (tx, checkInId) => {
  const row = await tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('id', '=', checkInId)
    .where('state', '=', 'late')
    .forUpdate()
    .executeTakeFirst()
  if (!row) return
  await tx.db
    .updateTable('check_ins')
    .set({ held_until: holdsUntil(climbOf(row), tx.now) })
    .where('id', '=', checkInId)
    .execute()
})
