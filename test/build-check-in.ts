/** Builders for signs of life: a plan with a ladder in the lantern's case, and a worker whose clock a test moves. */
import type { Member } from '../src/platform/actor.ts'
import { workerOf } from '../src/platform/actor.ts'
import type { Database } from '../src/platform/database.ts'
import { checkInPath } from '../src/cases/check-ins/private-door.tsx'
import { defaultHardLimit, defaultLadder } from '../src/cases/check-ins/ladder.ts'
import { makePlan, planToken, type PlanInput } from '../src/cases/check-ins/plan.ts'

export const planInput = (caseId: string, changes: Partial<PlanInput> = {}): PlanInput => ({
  caseId,
  schedule: { every: 'day', interval: 1, days: [], times: [12 * 60] },
  zone: 'UTC',
  startsOn: '2026-11-23',
  windowMinutes: 60,
  ladder: defaultLadder,
  hardLimitMinutes: defaultHardLimit,
  language: 'en',
  name: 'Noon call',
  channels: 'Signal, then her sister',
  trusted: 'Canary Trusted, +962 7 0000',
  proxies: 'Her sister',
  lawyer: 'Canary Lawyer',
  authorities: 'Central station',
  agreed: '',
  ...changes,
})

/** Agrees on a plan: each noon UTC, an hour to answer, the usual ladder. */
export const buildPlan = (
  db: Database,
  member: Member,
  caseId: string,
  changes: Partial<PlanInput> = {},
): Promise<string> => db.transaction(member, (tx) => makePlan(tx, planInput(caseId, changes)))

/** The secret in her link, as the console would show it. */
export const tokenOfPlan = (db: Database, member: Member, caseId: string, planId: string): Promise<string> =>
  db.reading(member, async (tx) => {
    const { link_number } = await tx.db
      .selectFrom('check_in_plans')
      .select('link_number')
      .where('id', '=', planId)
      .executeTakeFirstOrThrow()
    return planToken(await tx.keys.case(caseId), planId, link_number)
  })

export const addressOfPlan = async (...of: Parameters<typeof tokenOfPlan>): Promise<string> =>
  checkInPath(await tokenOfPlan(...of))

/** Where each check-in stands, in the order in which they are due. */
export const statesOf = (worker: Database, organisationId: string) =>
  worker.reading(workerOf(organisationId), (tx) =>
    tx.db.selectFrom('check_ins').select(['id', 'due_at', 'state', 'step']).orderBy('due_at').execute(),
  )

/** Every alarm in the order in which it was raised, with how many messages it sent. */
export const alarmsOf = (worker: Database, organisationId: string) =>
  worker.reading(workerOf(organisationId), (tx) =>
    tx.db
      .selectFrom('alarms as a')
      .select(['a.id', 'a.stage', 'a.step', 'a.check_in_id', 'a.told_in', 'a.raised_at', 'a.acknowledged_by'])
      .select((where) =>
        where
          .selectFrom('alarm_messages as m')
          .select((inner) => inner.fn.countAll<number>().as('n'))
          .whereRef('m.alarm_id', '=', 'a.id')
          .as('messages'),
      )
      .orderBy('a.raised_at')
      .orderBy('a.step')
      .execute(),
  )
