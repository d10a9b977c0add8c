import { beforeEach, expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { catalogue } from '../../catalogue.ts'
import { modules } from '../../composed.ts'
import { buildCase } from '../../../test/build-case.ts'
import { alarmsOf, buildPlan, planInput, tokenOfPlan } from '../../../test/build-check-in.ts'
import { testOffice } from '../../../test/office.ts'
import { testWorker } from '../../../test/worker.ts'
import { acknowledge } from '../duty/acknowledging.ts'
import { addToTeam } from '../team.ts'
import { newCheckIn, resolveCheckIn } from './check-in.ts'
import { recordContact } from './contact.ts'
import { changePlan, renewLink, turnPlan } from './plan.ts'
import { turnOnce } from './turn.ts'

const office = await testOffice()
const { db, organisationId, clock, member } = office
const intake = Object.assign({}, ...modules.map((module) => module.intake ?? {}))
const worker = testWorker(office.database, { catalogue, clock, intake })
const minute = 60_000

let caseId: string
let planId: string
let dayCount = 0
let begun = 0

/** Each test begins on a day of its own at 11:50 UTC, with a plan for noon; those before it are over. */
beforeEach(async () => {
  for (const row of await db.reading(member.ines, (tx) =>
    tx.db.selectFrom('check_in_plans').select(['id', 'case_id']).where('state', '<>', 'ended').execute(),
  ))
    await db.transaction(member.ines, (tx) =>
      turnPlan(tx, { caseId: row.case_id, planId: row.id, turn: 'end' }),
    )
  begun = Date.UTC(2026, 10, 24 + dayCount++ * 2, 11, 50)
  clock.move(begun - clock.now().getTime())
  member.ines.steppedUpAt = clock.now()
  await worker.db.transaction(workerOf(organisationId), (tx) =>
    tx.db.updateTable('check_in_pulses').set({ turned_at: clock.now() }).execute(),
  )
  caseId = (await buildCase(db, member.ines, { codeName: `Heron ${dayCount}` })).caseId
  planId = await buildPlan(db, member.ines, caseId, { codeWord: 'blue kettle', duressWord: 'red kettle' })
})

/** Time goes by, a look every five minutes and one at the end. */
async function pass(minutes: number): Promise<void> {
  await turnOnce(worker.services)
  for (let left = minutes; left > 0; left -= 5) {
    clock.move(Math.min(5, left) * minute)
    await turnOnce(worker.services)
  }
}
const mine = async () => {
  const ids = new Set((await rows()).map((row) => row.id))
  return (await alarmsOf(worker.db, organisationId)).filter((alarm) => ids.has(alarm.check_in_id ?? ''))
}
const rows = async () => {
  const all = await worker.db.reading(workerOf(organisationId), (tx) =>
    tx.db.selectFrom('check_ins').selectAll().where('case_id', '=', caseId).orderBy('due_at').execute(),
  )
  return all
}
/** of today and tomorrow */
const states = async () =>
  (await rows()).filter((row) => row.due_at.getTime() < begun + 36 * 60 * minute).map((row) => row.state)
const send = async (answer: 'well' | 'call', word: string) => {
  const token = await tokenOfPlan(db, member.ines, caseId, planId)
  await worker.submit(1, { type: 'check-in', token, answer, word, at: clock.now().toISOString() })
  await worker.drainAll()
}
const gaps = async () =>
  (await alarmsOf(worker.db, organisationId)).filter(({ stage }) => stage === 'system-gap')

test('with no word each step rings once, in its order, then the hard limit', async () => {
  await pass(10)
  expect(await states()).toEqual(['due', 'scheduled'])
  await pass(59)
  expect(await states()).toEqual(['due', 'scheduled'])
  await pass(1)
  expect(await states()).toEqual(['late', 'scheduled'])
  expect(await mine()).toEqual([])
  await pass(241)
  expect((await mine()).map(({ stage, step, messages }) => [stage, step, messages])).toEqual([
    ['nudge', 1, 1],
    ['second-channel', 2, 1],
    ['duty-calls', 3, 1],
    ['trusted', 4, 1],
    ['emergency', 5, 1],
  ])
  expect(await states()).toEqual(['emergency', 'scheduled'])
  await pass(30)
  expect(await mine()).toHaveLength(5)
})

test('an answer with the code word is heard before anybody is called late', async () => {
  await pass(60)
  await send('well', '  Blue   KETTLE ')
  await pass(30)
  expect(await states()).toEqual(['ok', 'scheduled'])
  expect(await mine()).toEqual([])
  expect(
    await office.count('contacts', `case_id = '${caseId}' and channel = 'link' and wellbeing = 'well'`),
  ).toBe(1)
})

test('an answer that lies unread in the intake keeps her from being called late', async () => {
  await pass(60)
  const unread = { ...worker.services, withdrawalsDrained: async () => false }
  clock.move(20 * minute)
  await worker.db.transaction(workerOf(organisationId), (tx) =>
    tx.db.updateTable('check_in_pulses').set({ turned_at: clock.now() }).execute(),
  )
  await turnOnce(unread)
  expect(await states()).toEqual(['due', 'scheduled'])
  await turnOnce(worker.services)
  expect(await states()).toEqual(['late', 'scheduled'])
})

test('without the code word, or with another, an answer proves nothing', async () => {
  await pass(15)
  await send('well', '')
  await send('well', 'green kettle')
  await pass(60)
  expect(await states()).toEqual(['late', 'scheduled'])
  expect((await rows())[0]!.unproven_at).not.toBeNull()
  expect(await office.count('contacts', `case_id = '${caseId}' and wellbeing = 'unknown'`)).toBe(2)
})

test('the duress word wakes the whole team at once, and the ladder that would call her stops', async () => {
  const { layla } = member
  await db.transaction(member.ines, (tx) =>
    addToTeam(tx, { caseId, accountId: layla.accountId, role: 'legal' }),
  )
  await pass(80)
  expect(await states()).toEqual(['late', 'scheduled'])
  await send('well', 'red kettle')
  await send('well', 'red kettle')
  await pass(200)
  expect(await states()).toEqual(['duress', 'scheduled'])
  expect((await mine()).map(({ stage, messages }) => [stage, messages])).toEqual([['duress', 2]])
  await send('well', 'blue kettle')
  expect((await states())[0], 'whoever holds the telephone may know the other word').toBe('duress')
})

test('a second call for help rings although the first is not resolved, and stops the ladder beside it', async () => {
  await send('call', '')
  await send('call', '')
  expect((await mine()).map(({ stage }) => stage)).toEqual(['duress'])
  const [first] = await mine()
  await db.transaction(member.ines, (tx) => acknowledge(tx, first!.id))
  await pass(10 + 60 + 5)
  expect(await states()).toEqual(['duress', 'late', 'scheduled'])
  await send('well', 'red kettle')
  expect((await mine()).map(({ stage, messages }) => [stage, messages])).toEqual([
    ['duress', 1],
    ['duress', 1],
  ])
  await pass(300)
  expect(await states()).toEqual(['duress', 'duress', 'scheduled'])
  expect((await mine()).map(({ stage }) => stage)).toEqual(['duress', 'duress'])
})

test('a call for help that nobody takes rings again, and no ladder goes on beside it', async () => {
  await pass(10 + 60 - 5)
  await send('call', '')
  await worker.db.transaction(workerOf(organisationId), async (tx) => {
    const plan = tx.db.selectFrom('check_in_plans').selectAll().where('id', '=', planId)
    const late = newCheckIn(tx, await plan.executeTakeFirstOrThrow(), new Date(begun), 'due')
    await tx.db.insertInto('check_ins').values(late).execute()
  })
  await pass(5)
  expect(await states()).toEqual(['late', 'duress', 'scheduled'])
  await send('call', '')
  expect(await states()).toEqual(['duress', 'duress', 'scheduled'])
  expect(
    (await mine()).map(({ stage }) => stage),
    'it rings just now',
  ).toEqual(['duress'])
  await pass(10)
  await send('call', '')
  expect((await mine()).map(({ stage }) => stage)).toEqual(['duress', 'duress'])
})

test('a button pressed twice answers one check-in, also where the window is as long as the day', async () => {
  const change = { ...planInput(caseId, { windowMinutes: 1440 }), planId, version: 1 }
  await db.transaction(member.ines, (tx) => changePlan(tx, change))
  await pass(0)
  await send('well', 'blue kettle')
  expect(await states(), 'not half of the way there').toEqual(['scheduled', 'scheduled'])
  await pass(6)
  await send('well', 'blue kettle')
  expect(await states(), 'early, and near').toEqual(['ok', 'scheduled'])
  await send('well', 'blue kettle')
  await pass(30)
  await send('well', 'blue kettle')
  expect(await states()).toEqual(['ok', 'scheduled'])
})

test('a call for help is heard although nothing is due', async () => {
  clock.move(-6 * 60 * minute)
  await turnOnce(worker.services)
  await send('call', '')
  expect((await mine()).map(({ stage }) => stage)).toEqual(['duress'])
  expect(await states()).toEqual(['duress', 'scheduled', 'scheduled'])
})

test('an answer to a late check-in ends it and says so; an emergency is ended by a human alone', async () => {
  await pass(90)
  await send('well', 'blue kettle')
  expect((await rows())[0]).toMatchObject({ state: 'resolved', resolution: 'answered', resolved_by: null })
  clock.move(24 * 60 * minute - 90 * minute)
  await worker.db.transaction(workerOf(organisationId), (tx) =>
    tx.db.updateTable('check_in_pulses').set({ turned_at: clock.now() }).execute(),
  )
  await pass(320)
  const [, second] = await rows()
  expect(second!.state).toBe('emergency')
  await send('well', 'blue kettle')
  expect((await rows())[1]!.state).toBe('emergency')
  const ending = { caseId, checkInId: second!.id, resolution: 'safe' as const, note: 'canary ending' }
  await expect(db.transaction(member.tomas, (tx) => resolveCheckIn(tx, ending))).rejects.toMatchObject({
    status: 403,
  })
  await db.transaction(member.ines, (tx) => resolveCheckIn(tx, ending))
  await expect(db.transaction(member.ines, (tx) => resolveCheckIn(tx, ending))).rejects.toMatchObject({
    status: 409,
  })
  expect((await rows())[1]!.state).toBe('resolved')
})

test('whoever takes a step holds the next one back, and nobody holds back the hard limit', async () => {
  await pass(10 + 60 + 15)
  const [nudge] = await mine()
  await expect(db.transaction(member.viktor, (tx) => acknowledge(tx, nudge!.id))).rejects.toMatchObject({
    status: 403,
  })
  await db.transaction(member.ines, (tx) => acknowledge(tx, nudge!.id))
  await pass(14)
  expect(await mine()).toHaveLength(1)
  await pass(1)
  expect(await mine()).toHaveLength(2)
  for (let i = 0; i < 16; i++) {
    const open = (await mine()).filter((alarm) => !alarm.acknowledged_by)
    for (const { id } of open) await db.transaction(member.ines, (tx) => acknowledge(tx, id))
    await pass(15)
  }
  const stages = (await mine()).map(({ stage }) => stage)
  expect(stages).toContain('emergency')
  expect(new Set(stages).size).toBe(stages.length)
})

test('a contact answers a check-in; one that finds her in danger wakes the team; one that knows nothing answers nothing', async () => {
  await pass(20)
  const [due] = await rows()
  const talk = {
    caseId,
    at: clock.now(),
    channel: 'call',
    statementTaken: false,
    note: 'x',
    next: '',
    answers: due!.id,
  } as const
  await expect(
    db.transaction(member.ines, (tx) => recordContact(tx, { ...talk, wellbeing: 'unknown' })),
  ).rejects.toMatchObject({ fields: { wellbeing: 'contacts.error.wellbeing' } })
  expect(await office.count('contacts', `case_id = '${caseId}'`)).toBe(0)
  await db.transaction(member.ines, (tx) =>
    recordContact(tx, { ...talk, wellbeing: 'strained', byProxy: true }),
  )
  expect(await states()).toEqual(['ok-by-proxy', 'scheduled'])
  await expect(
    db.transaction(member.ines, (tx) => recordContact(tx, { ...talk, wellbeing: 'well' })),
  ).rejects.toMatchObject({ status: 409 })
  const [, next] = await rows()
  await db.transaction(member.ines, (tx) =>
    recordContact(tx, { ...talk, answers: next!.id, wellbeing: 'in-danger' }),
  )
  expect((await mine()).map(({ stage }) => stage)).toEqual(['duress'])
})

test('an hour that the server was away is no missed check-in: one alarm, and a human asks anew', async () => {
  await pass(20)
  clock.move(60 * minute)
  await turnOnce(worker.services)
  expect(await states()).toEqual(['system-gap', 'scheduled'])
  await pass(300)
  expect(await mine()).toEqual([])
  expect(
    (await gaps()).filter(({ raised_at }) => raised_at > new Date(clock.now().getTime() - 400 * minute)),
  ).toHaveLength(1)
  await send('well', 'blue kettle')
  expect((await states())[0]).toBe('ok')
})

test('a stop in the middle of a ladder rings once for all that was passed, and no step is lost', async () => {
  await pass(10 + 60 + 15)
  clock.move(118 * minute)
  await pass(0)
  expect((await mine()).map(({ stage, messages, told_in }) => [stage, messages, told_in !== null])).toEqual([
    ['nudge', 1, false],
    ['second-channel', 0, true],
    ['duty-calls', 0, true],
    ['trusted', 1, false],
  ])
})

test('400 days away: one alarm that says so, and the days to come go on', async () => {
  await pass(20)
  const before = (await gaps()).length
  clock.move(400 * 24 * 60 * minute)
  await pass(1)
  expect((await gaps()).length).toBe(before + 1)
  expect((await mine()).length).toBe(0)
  expect((await rows()).filter((row) => row.state === 'scheduled' && row.due_at > clock.now())).toHaveLength(
    2,
  )
  clock.move(-400 * 24 * 60 * minute)
  await turnOnce(worker.services)
  // the clock was wrong: her noon of today is asked for again as it was
  expect((await rows()).filter((row) => row.due_at <= clock.now()).map((row) => row.state)).toEqual(['due'])
  expect((await rows()).filter((row) => row.state === 'scheduled').length).toBeGreaterThanOrEqual(1)
  // and what it answers, or fails to answer, counts
  await pass(60)
  expect(await states()).toEqual(['late', 'scheduled'])
  clock.move(24 * 60 * minute)
})

test('a clock that goes back an hour rings nothing twice and asks nothing twice', async () => {
  await pass(10 + 60 + 20)
  const before = await mine()
  expect(before.map(({ stage }) => stage)).toEqual(['nudge'])
  clock.move(-60 * minute)
  await pass(60)
  expect(await mine()).toEqual(before)
  await pass(11)
  expect((await mine()).map(({ stage }) => stage)).toEqual(['nudge', 'second-channel'])
  expect((await rows()).filter((row) => row.due_at < clock.now())).toHaveLength(1)
})

test('a changed plan writes the days ahead anew, a paused one asks nobody, an old link is void', async () => {
  await pass(0)
  const old = await tokenOfPlan(db, member.ines, caseId, planId)
  const later = { schedule: { every: 'day' as const, interval: 1, days: [], times: [13 * 60] } }
  const change = { ...planInput(caseId, later), planId, version: 1 }
  await db.transaction(member.ines, (tx) => changePlan(tx, change))
  await expect(db.transaction(member.ines, (tx) => changePlan(tx, change))).rejects.toMatchObject({
    status: 409,
  })
  await pass(0)
  expect((await rows()).map((row) => row.due_at.getUTCHours())).toEqual([13, 13])
  await db.transaction(member.ines, (tx) => turnPlan(tx, { caseId, planId, turn: 'pause' }))
  await pass(90)
  expect(await rows()).toEqual([])
  await db.transaction(member.ines, (tx) => turnPlan(tx, { caseId, planId, turn: 'resume' }))
  await db.transaction(member.ines, (tx) => renewLink(tx, { caseId, planId }))
  await pass(0)
  expect(await states()).toEqual(['scheduled'])
  await worker.submit(1, { type: 'check-in', token: old, answer: 'call', word: '', at: '' })
  await worker.drainAll()
  expect(await mine()).toEqual([])
  expect(await office.count('contacts', `case_id = '${caseId}'`)).toBe(0)
})

test('words are kept as keyed hashes, must differ, and stay when a plan is changed without them', async () => {
  await expect(
    db.transaction(member.ines, (tx) =>
      changePlan(tx, { ...planInput(caseId, { codeWord: 'Red  kettle' }), planId, version: 1 }),
    ),
  ).rejects.toMatchObject({ fields: { duressWord: 'check-ins.error.same-word' } })
  await db.transaction(member.ines, (tx) => changePlan(tx, { ...planInput(caseId), planId, version: 1 }))
  await pass(15)
  await send('well', 'blue kettle')
  expect(await states()).toEqual(['ok', 'scheduled'])
  expect(
    await office.count(
      'check_in_plans',
      `position('kettle'::bytea in code_word || duress_word || sealed) > 0`,
    ),
  ).toBe(0)
})

test('only admins and caseworkers of the team plan, and a refused plan leaves nothing', async () => {
  const before = await office.count('check_in_plans')
  for (const name of ['tomas', 'layla', 'viktor'] as const)
    await expect(buildPlan(db, member[name], caseId), name).rejects.toMatchObject({ status: 403 })
  await expect(buildPlan(db, member.ines, caseId, { hardLimitMinutes: 100 })).rejects.toMatchObject({
    status: 422,
  })
  await expect(
    buildPlan(db, member.ines, caseId, {
      ladder: [
        { stage: 'nudge', minutes: 30 },
        { stage: 'trusted', minutes: 20 },
      ],
    }),
  ).rejects.toMatchObject({ status: 422 })
  expect(await office.count('check_in_plans')).toBe(before)
})
