import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Job, WorkerServices } from '#platform/module.ts'
import { raiseAlarm } from '../duty/alarm.ts'
import { onDuty, recipientsOf } from '../duty/recipients.ts'
import { climbOf, move, newCheckIn, type CheckInRow } from './check-in.ts'
import { reached } from './ladder.ts'
import { momentsOf, readRule } from './rrule.ts'

/** How far ahead days are written down: a server that was away for less still knows what it missed. */
const outlook = 48 * 3_600_000
const plannedEvery = 10 * 60_000
/** Longer than this between two looks, and the server was away: what she did meanwhile nobody can know. */
export const gapAfter = 5 * 60_000
const batch = 200

/**
 * Looks at every check-in of an organisation whose time may have come, and gives those that are late. Safe to run twice,
 * to be killed anywhere and to be run late. All of it follows from `tx.now` and the rows.
 * @param heard whether all that she may have sent until now has been read; until then nobody is called late
 */
export async function turnCheckIns(tx: Tx, organisationId: string, heard: boolean): Promise<string[]> {
  mustBeAllowed(tx, 'check-in.turn')
  const since = await pulse(tx, organisationId)
  if (since && since.getTime() > tx.now.getTime() + gapAfter) await clockWentBack(tx, organisationId)
  else if (since && tx.now.getTime() - since.getTime() > gapAfter)
    await serverWasAway(tx, organisationId, since)
  await dropEnded(tx, organisationId)
  await planAhead(tx, organisationId)
  for (const row of await held(tx, organisationId, 'scheduled', 'due_at')) await move(tx, row, 'time')
  if (heard)
    for (const row of await held(tx, organisationId, 'due', 'late_at'))
      await move(tx, row, 'time', { late_since: tx.now })
  const late = await tx.db
    .selectFrom('check_ins')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'late')
    .where('late_at', '<=', tx.now)
    .execute()
  return late.map((row) => row.id)
}

/** When it was last looked, before this look. */
async function pulse(tx: Tx, organisationId: string): Promise<Date | undefined> {
  const last = await tx.db
    .selectFrom('check_in_pulses')
    .select('turned_at')
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirst()
  await tx.db
    .insertInto('check_in_pulses')
    .values({ organisation_id: organisationId, turned_at: tx.now })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet({ turned_at: tx.now }))
    .execute()
  return last?.turned_at
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

/**
 * The server was away. Safety: whose window ended meanwhile may have tried to answer; she is not called late, and a human
 * hears that her word could not have come. One alarm for all of them, however long it was.
 */
async function serverWasAway(tx: Tx, organisationId: string, since: Date): Promise<void> {
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
  if (rows.length === 0 && !unknown) return
  const cases = unknown ? plans.map((plan) => plan.case_id) : rows.map((row) => row.case_id)
  const recipients = new Set(await onDuty(tx, organisationId))
  if (recipients.size === 0)
    for (const caseId of new Set(cases))
      for (const one of await recipientsOf(tx, organisationId, caseId, false)) recipients.add(one)
  await raiseAlarm(tx, { organisationId, stage: 'system-gap', gapFrom: since, recipients: [...recipients] })
}

/** The clock had run ahead: what it made of days to come is undone, and what rang has rung. */
async function clockWentBack(tx: Tx, organisationId: string): Promise<void> {
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
