import { beforeEach, expect, test } from 'vitest'
import { buildPlan, planInput, tokenOfPlan } from '../../../test/build-check-in.ts'
import { checkInDays, minute } from '../../../test/check-in-days.ts'
import { testOffice } from '../../../test/office.ts'
import { acknowledge } from '../duty/acknowledging.ts'
import { resolveCheckIn } from './check-in.ts'
import { changePlan, renewLink, turnPlan } from './plan.ts'
import { turnOnce } from './turn.ts'

const office = await testOffice()
const { db, clock, member } = office
const days = checkInDays(office)
const { worker, looked, pass, rows, states, mine, gaps, send } = days

let caseId: string
let planId: string
beforeEach(async () => {
  ;({ caseId, planId } = await days.begin())
})

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
  await looked()
  await turnOnce(unread)
  expect(await states()).toEqual(['due', 'scheduled'])
  await turnOnce(worker.services)
  expect(await states()).toEqual(['late', 'scheduled'])
})

test('while nothing is read for minutes, windows that end are a gap of the server’s own, and a human hears of it', async () => {
  await pass(60)
  const before = (await gaps()).length
  const unread = { ...worker.services, withdrawalsDrained: async () => false }
  const looks = async (times: number) => {
    for (let left = times; left > 0; left--) {
      clock.move(4 * minute)
      await turnOnce(unread)
    }
  }
  await looks(1)
  expect((await gaps()).length).toBe(before)
  await looks(2)
  expect(await states()).toEqual(['system-gap', 'scheduled'])
  await looks(20)
  expect((await gaps()).length).toBe(before + 1)
  await send('well', 'blue kettle')
  await turnOnce(worker.services)
  expect((await states())[0]).toBe('ok')
  expect(await mine()).toEqual([])
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

test('an answer to a late check-in ends it and says so; an emergency is ended by a human alone', async () => {
  await pass(90)
  await send('well', 'blue kettle')
  expect((await rows())[0]).toMatchObject({ state: 'resolved', resolution: 'answered', resolved_by: null })
  clock.move(24 * 60 * minute - 90 * minute)
  await looked()
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
