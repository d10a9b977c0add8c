import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import type { Job, WorkerServices } from '#platform/module.ts'
import { raiseAlarm } from '../duty/alarm.ts'
import { recipientsOf } from '../duty/recipients.ts'
import { climbOf, missInDuress, move, newCheckIn, type CheckInRow } from './check-in.ts'
import { clockWentBack, gapAfter, nothingWasHeard, outlook, pulse, serverWasAway } from './gaps.ts'
import { reached } from './ladder.ts'
import { momentsOf, readRule } from './rrule.ts'

const plannedEvery = 10 * 60_000
const batch = 200

/**
 * Looks at every check-in of an organisation whose time may have come, and gives those that are late. Safe to run twice,
 * to be killed anywhere and to be run late. All of it follows from `tx.now` and the rows.
 * @param heard whether all that she may have sent until now has been read; until then nobody is called late, and after
 *   a while it is a gap of the server's own
 */
export async function turnCheckIns(tx: Tx, organisationId: string, heard: boolean): Promise<string[]> {
  mustBeAllowed(tx, 'check-in.turn')
  const { since, heardAt } = await pulse(tx, organisationId, heard)
  if (since && since.getTime() > tx.now.getTime() + gapAfter) await clockWentBack(tx, organisationId)
  else if (since && tx.now.getTime() - since.getTime() > gapAfter)
    await serverWasAway(tx, organisationId, since)
  await dropEnded(tx, organisationId)
  await planAhead(tx, organisationId)
  for (const row of await held(tx, organisationId, 'scheduled', 'due_at')) await move(tx, row, 'time')
  const ended = await held(tx, organisationId, 'due', 'late_at')
  if (heard) await callLate(tx, ended)
  else if (tx.now.getTime() - heardAt.getTime() > gapAfter)
    await nothingWasHeard(tx, organisationId, { ended, heardAt })
  const late = await tx.db
    .selectFrom('check_ins')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'late')
    .where('late_at', '<=', tx.now)
    .execute()
  return late.map((row) => row.id)
}

/** Whose window is over without a word: their ladders begin, except where she has called for help and it is not resolved. */
async function callLate(tx: Tx, ended: readonly CheckInRow[]): Promise<void> {
  if (ended.length === 0) return
  const inDuress = await tx.db
    .selectFrom('check_ins')
    .select('plan_id')
    .distinct()
    .where('state', '=', 'duress')
    .where(
      'plan_id',
      'in',
      ended.map((row) => row.plan_id),
    )
    .execute()
  const calls = new Set(inDuress.map((row) => row.plan_id))
  for (const row of ended)
    if (calls.has(row.plan_id)) await missInDuress(tx, row)
    else await move(tx, row, 'time', { late_since: tx.now })
}

/** Rows whose time has come, held; what another transaction holds comes next time. */
function held(
  tx: Tx,
  organisationId: string,
  state: 'scheduled' | 'due',
  time: 'due_at' | 'late_at',
): Promise<CheckInRow[]> {
  return tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('state', '=', state)
    .where(time, '<=', tx.now)
    .orderBy(time)
    .limit(batch)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Rings the step of the ladder that a late check-in has reached. Each step is one row that stands before its alarm leaves. */
export async function climbLadder(tx: Tx, checkInId: string): Promise<void> {
  mustBeAllowed(tx, 'check-in.turn')
  const row = await tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('id', '=', checkInId)
    .where('state', '=', 'late')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!row) return
  const { steps, emergency } = reached(climbOf(row), tx.now)
  const last = steps.at(-1)
  if (!last) return
  const about = { organisationId: row.organisation_id, caseId: row.case_id }
  const recipients = await recipientsOf(tx, row.organisation_id, row.case_id, emergency)
  const loud = await raiseAlarm(tx, {
    ...about,
    stage: last.stage,
    checkIn: { id: row.id, step: last.step },
    ...(emergency ? { once: { key: `emergency ${row.id}` } } : {}),
    recipients,
  })
  // Safety: no storm after a stop: steps that were passed together ring as one, and each has its row
  if (loud)
    for (const { step, stage } of steps.slice(0, -1))
      await raiseAlarm(tx, { ...about, stage, checkIn: { id: row.id, step }, recipients, toldIn: loud })
  const set = { step: last.step, held_until: null }
  if (emergency) await move(tx, row, 'time', set)
  else
    await tx.db
      .updateTable('check_ins')
      .set(set)
      .where('id', '=', row.id)
      .where('state', '=', 'late')
      .execute()
}

/** Writes the days ahead down, so that what is due does not hang on the plan being read in time. */
async function planAhead(tx: Tx, organisationId: string): Promise<void> {
  const plans = await tx.db
    .selectFrom('check_in_plans as p')
    .innerJoin('cases as c', 'c.id', 'p.case_id')
    .selectAll('p')
    .where('p.organisation_id', '=', organisationId)
    .where('p.state', '=', 'active')
    .where('c.state', 'in', ['received', 'verifying', 'open', 'monitoring'])
    .execute()
  for (const plan of plans) {
    if (plan.planned_at && Math.abs(tx.now.getTime() - plan.planned_at.getTime()) < plannedEvery) continue
    const to = new Date(tx.now.getTime() + outlook)
    const moments = agreed(plan, tx.now, to)
    // a rule that cannot be read stays unplanned: Today says so, and the other plans go on
    if (!moments) continue
    if (moments.length > 0)
      await tx.db
        .insertInto('check_ins')
        .values(moments.map((due) => newCheckIn(tx, plan, due, 'scheduled')))
        .onConflict((conflict) => conflict.columns(['plan_id', 'agreed_at']).doNothing())
        .execute()
    await tx.db.updateTable('check_in_plans').set({ planned_at: tx.now }).where('id', '=', plan.id).execute()
  }
}

function agreed(
  plan: { rrule: string; starts_on: string; zone: string },
  from: Date,
  to: Date,
): Date[] | undefined {
  try {
    return momentsOf(readRule(plan.rrule), { startsOn: plan.starts_on, zone: plan.zone, from, to })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** What waits under a plan that no longer runs, or in a case that was closed, is asked of nobody. */
async function dropEnded(tx: Tx, organisationId: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('check_ins as i')
    .innerJoin('check_in_plans as p', 'p.id', 'i.plan_id')
    .innerJoin('cases as c', 'c.id', 'i.case_id')
    .selectAll('i')
    .where('i.organisation_id', '=', organisationId)
    .where('i.state', 'in', ['scheduled', 'due'])
    .where((where) =>
      where.or([
        where('p.state', '<>', 'active'),
        where('c.state', 'not in', ['received', 'verifying', 'open', 'monitoring']),
      ]),
    )
    .forUpdate('i')
    .skipLocked()
    .execute()
  const ahead = rows.filter((row) => row.state === 'scheduled' && row.due_at > tx.now)
  // days to come are a mere outlook; a plan that runs again writes them anew
  if (ahead.length > 0)
    await tx.db
      .deleteFrom('check_ins')
      .where(
        'id',
        'in',
        ahead.map((row) => row.id),
      )
      .execute()
  for (const row of rows) if (!ahead.includes(row)) await move(tx, row, 'plan')
}

/** Every few seconds: nobody waits for a minute to pass, and a look costs a few indexed reads. */
export const turnAll: Job = {
  name: 'check-ins',
  everySeconds: 5,
  async run(services) {
    await turnOnce(services)
  },
}

export async function turnOnce(
  services: Pick<WorkerServices, 'db' | 'organisations' | 'withdrawalsDrained' | 'log'>,
): Promise<void> {
  // Safety: a word that lies in the intake was said; lane 1 is read first
  const heard = await services.withdrawalsDrained()
  const failures: unknown[] = []
  // one organisation's trouble must not keep another's alarms, nor one case's that of the next
  const apart = async <T>(organisationId: string, run: (tx: Tx) => Promise<T>): Promise<T | undefined> => {
    try {
      return await services.db.transaction(workerOf(organisationId), run)
    } catch (error) {
      failures.push(error)
      return undefined
    }
  }
  for (const organisationId of await services.organisations()) {
    const late = await apart(organisationId, (tx) => turnCheckIns(tx, organisationId, heard))
    for (const id of late ?? []) await apart(organisationId, (tx) => climbLadder(tx, id))
  }
  if (failures.length > 0) throw failures[0]
}
