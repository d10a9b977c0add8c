/** A worker whose clock a test moves, and days on which nobody answers until the test does. */
import { workerOf } from '../src/platform/actor.ts'
import { catalogue } from '../src/catalogue.ts'
import { turnPlan } from '../src/cases/check-ins/plan.ts'
import { turnOnce } from '../src/cases/check-ins/turn.ts'
import { modules } from '../src/composed.ts'
import { buildCase } from './build-case.ts'
import { alarmsOf, buildPlan, tokenOfPlan } from './build-check-in.ts'
import type { TestOffice } from './office.ts'
import { testWorker } from './worker.ts'

export const minute = 60_000

/** The case of the day at hand, and its plan for noon. */
interface Day {
  caseId: string
  planId: string
  /** 11:50 UTC */
  begun: number
}

/** Call it at the top level of a test file, and `begin` before each test. */
export function checkInDays({ db, clock, organisationId, member, database }: TestOffice) {
  const intake = Object.assign({}, ...modules.map((module) => module.intake ?? {}))
  const worker = testWorker(database, { catalogue, clock, intake })
  const today = {} as Day
  let days = 0

  /** A day of its own at 11:50 UTC, with a plan for noon; those before it are over. */
  async function begin(): Promise<Day> {
    const { ines } = member
    for (const row of await db.reading(ines, (tx) =>
      tx.db.selectFrom('check_in_plans').select(['id', 'case_id']).where('state', '<>', 'ended').execute(),
    ))
      await db.transaction(ines, (tx) => turnPlan(tx, { caseId: row.case_id, planId: row.id, turn: 'end' }))
    today.begun = Date.UTC(2026, 10, 24 + days++ * 2, 11, 50)
    clock.move(today.begun - clock.now().getTime())
    ines.steppedUpAt = clock.now()
    await looked()
    today.caseId = (await buildCase(db, ines, { codeName: `Heron ${days}` })).caseId
    const words = { codeWord: 'blue kettle', duressWord: 'red kettle' }
    today.planId = await buildPlan(db, ines, today.caseId, words)
    return { ...today }
  }

  /** As if the worker had looked and read until now. */
  async function looked(): Promise<void> {
    await worker.db.transaction(workerOf(organisationId), (tx) =>
      tx.db.updateTable('check_in_pulses').set({ turned_at: clock.now(), heard_at: clock.now() }).execute(),
    )
  }

  /** Time goes by, a look every five minutes and one at the end. */
  async function pass(minutes: number): Promise<void> {
    await turnOnce(worker.services)
    for (let left = minutes; left > 0; left -= 5) {
      clock.move(Math.min(5, left) * minute)
      await turnOnce(worker.services)
    }
  }

  const rows = () =>
    worker.db.reading(workerOf(organisationId), (tx) =>
      tx.db
        .selectFrom('check_ins')
        .selectAll()
        .where('case_id', '=', today.caseId)
        .orderBy('due_at')
        .execute(),
    )
  /** of today and tomorrow */
  const states = async () =>
    (await rows())
      .filter((row) => row.due_at.getTime() < today.begun + 36 * 60 * minute)
      .map((row) => row.state)
  const alarms = () => alarmsOf(worker.db, organisationId)
  /** of the check-ins of today's case */
  const mine = async () => {
    const ids = new Set((await rows()).map((row) => row.id))
    return (await alarms()).filter((alarm) => ids.has(alarm.check_in_id ?? ''))
  }
  const gaps = async () => (await alarms()).filter(({ stage }) => stage === 'system-gap')

  /** What she presses on her page, read by the worker. */
  async function send(answer: 'well' | 'call', word: string): Promise<void> {
    const token = await tokenOfPlan(db, member.ines, today.caseId, today.planId)
    await worker.submit(1, { type: 'check-in', token, answer, word, at: clock.now().toISOString() })
    await worker.drainAll()
  }

  return { worker, begin, looked, pass, rows, states, alarms, mine, gaps, send }
}
