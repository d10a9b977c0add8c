import { beforeEach, expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { buildPartner, joinCaseTeam, joinCoalition } from '../../../test/build-coalition.ts'
import { checkInDays, minute } from '../../../test/check-in-days.ts'
import { testOffice } from '../../../test/office.ts'
import { leaveCoalition } from '../../coalitions/index.ts'
import { acknowledge } from '../duty/acknowledging.ts'
import { keepAlertsOnce } from '../duty/alert.ts'
import { addToTeam } from '../team.ts'
import { newCheckIn, resolveCheckIn } from './check-in.ts'
import { recordContact } from './contact.ts'
import { turnOnce } from './turn.ts'

const office = await testOffice()
const { db, organisationId, clock, member } = office
const days = checkInDays(office)
const wanjiru = await buildPartner(db)
const { worker, alarms, pass, rows, states, mine, send } = days

let caseId: string
let planId: string
let begun: number
beforeEach(async () => {
  ;({ caseId, planId, begun } = await days.begin())
  wanjiru.steppedUpAt = clock.now()
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

test('a call for help is heard although nothing is due', async () => {
  clock.move(-6 * 60 * minute)
  await turnOnce(worker.services)
  await send('call', '')
  expect((await mine()).map(({ stage }) => stage)).toEqual(['duress'])
  expect(await states()).toEqual(['duress', 'scheduled', 'scheduled'])
})

test('while a call for help is not resolved, a day that is missed rings once more and climbs no ladder', async () => {
  await send('call', '')
  await send('call', '')
  expect((await mine()).map(({ stage }) => stage)).toEqual(['duress'])
  const [first] = await mine()
  await db.transaction(member.ines, (tx) => acknowledge(tx, first!.id))
  await pass(10 + 60 + 5)
  // the day that is missed beside it climbs no ladder, which would call her telephone
  expect(await states()).toEqual(['duress', 'duress', 'scheduled'])
  expect(await office.count('alarms', `case_id = '${caseId}' and near = 'over'`)).toBe(1)
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
  expect(await states(), 'the one that is missed beside it').toEqual(['duress', 'duress', 'scheduled'])
  await send('call', '')
  expect(
    (await mine()).map(({ stage }) => stage),
    'it rings just now',
  ).toEqual(['duress', 'duress'])
  await pass(10)
  await send('call', '')
  expect((await mine()).map(({ stage }) => stage)).toEqual(['duress', 'duress', 'duress'])
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

test('a contact that finds her in danger is never refused and always rings, whatever it is about', async () => {
  const found = (answers?: string) =>
    db.transaction(member.ines, (tx) =>
      recordContact(tx, {
        ...{ caseId, at: clock.now(), channel: 'family', statementTaken: false, note: 'x', next: '' },
        ...{ wellbeing: 'in-danger', answers },
      }),
    )
  const rang = async () => (await alarms()).filter(({ raised_at }) => raised_at >= new Date(begun))
  const about = await found()
  expect((await rang()).map(({ stage, messages }) => [stage, messages])).toEqual([['in-danger', 1]])
  expect(await office.count('alarms', `about = '${about}'`)).toBe(1)
  await send('call', '')
  const [inDuress] = await rows()
  await found(inDuress!.id)
  expect(await states()).toEqual(['duress'])
  await db.transaction(member.ines, (tx) =>
    resolveCheckIn(tx, { caseId, checkInId: inDuress!.id, resolution: 'safe', note: '' }),
  )
  await found(inDuress!.id)
  expect((await rang()).map(({ stage }) => stage).toSorted()).toEqual([
    'duress',
    'in-danger',
    'in-danger',
    'in-danger',
  ])
})

test('a contact that finds her in danger stops all that waits for her', async () => {
  await pass(10 + 60 + 5)
  expect(await states()).toEqual(['late', 'scheduled'])
  const [, next] = await rows()
  await db.transaction(member.ines, (tx) =>
    recordContact(tx, {
      ...{ caseId, at: clock.now(), channel: 'family', statementTaken: false, note: 'x', next: '' },
      ...{ wellbeing: 'in-danger', answers: next!.id },
    }),
  )
  await pass(300)
  expect(await states()).toEqual(['duress', 'duress'])
  expect((await mine()).map(({ stage }) => stage)).toEqual(['duress'])
})

test('danger of days ago wakes, unless somebody says that it is over', async () => {
  const found = (hours: number, over: boolean, answers?: string) =>
    db.transaction(member.ines, (tx) =>
      recordContact(tx, {
        ...{ caseId, channel: 'letter', statementTaken: false, note: 'x', next: '', answers, over },
        ...{ wellbeing: 'in-danger', at: new Date(clock.now().getTime() - hours * 3_600_000) },
      }),
    )
  const rang = () => office.count('alarms', `case_id = '${caseId}' and stage in ('in-danger', 'duress')`)
  await found(72, true)
  expect(await rang()).toBe(0)
  await found(72, false)
  await found(2, true)
  expect(await rang(), 'by default, and whatever is said of today').toBe(2)
  await pass(15)
  await found(72, true, (await rows())[0]!.id)
  expect(await rang(), 'what answers a check-in').toBe(3)
})

/** Wanjiru of Lighthouse Circle is on the team. */
async function beside(): Promise<void> {
  await joinCoalition(db, member.ines, caseId, wanjiru)
  await joinCaseTeam(db, member.ines, caseId, wanjiru)
}

/** What was said to this one about today's case, in its order; of one moment by name. */
async function told({ organisationId: of, accountId }: typeof wanjiru): Promise<string[]> {
  for (let again = 0; again < 2; again++) await keepAlertsOnce(worker.services)
  const said = await worker.db.reading(workerOf(of), (tx) =>
    tx.db
      .selectFrom('alarm_messages as m')
      .innerJoin('alarms as a', 'a.id', 'm.alarm_id')
      .select('a.stage')
      .where('m.case_id', '=', caseId)
      .where('m.account_id', '=', accountId)
      .orderBy('m.created_at')
      .orderBy('a.stage')
      .execute(),
  )
  return said.map(({ stage }) => stage)
}

test('a call for help and an emergency reach the teams of all organisations, and one who has it has it for all', async () => {
  await beside()
  await pass(10 + 60 + 241)
  expect(await told(member.ines)).toEqual(['nudge', 'second-channel', 'duty-calls', 'trusted', 'emergency'])
  expect(await told(wanjiru), 'the steps before are for the plan’s own people').toEqual(['emergency'])
  await send('well', 'red kettle')
  expect(await told(wanjiru)).toEqual(['duress', 'emergency'])
  const [call] = (await rows()).filter(({ state }) => state === 'duress')
  const page = await office.signedIn(wanjiru).get(`/cases/${caseId}/check-ins/${call!.id}`)
  const hers = /alarms\/([0-9a-f-]{36})"/.exec(await page.text())![1]!
  await db.transaction(wanjiru, (tx) => acknowledge(tx, hers))
  expect(await office.count('alarms', `case_id = '${caseId}' and acknowledged_at is null`)).toBe(0)
  // what is over is carried to nobody who comes later
  await db.transaction(member.ines, (tx) =>
    resolveCheckIn(tx, { caseId, checkInId: call!.id, resolution: 'safe', note: '' }),
  )
  expect(await told(wanjiru)).toEqual(['duress', 'emergency'])
})

test('what a partner finds wakes the lead’s team too, and stays with them when the partner leaves', async () => {
  await beside()
  await pass(15)
  const talk = {
    caseId,
    at: clock.now(),
    channel: 'family',
    statementTaken: false,
    note: 'x',
    next: '',
  } as const
  const [due] = await rows()
  for (const answers of [due!.id, undefined])
    await db.transaction(wanjiru, (tx) => recordContact(tx, { ...talk, wellbeing: 'in-danger', answers }))
  expect(await told(wanjiru)).toEqual(['duress', 'in-danger'])
  expect(await told(member.ines)).toEqual(['duress', 'in-danger'])
  wanjiru.steppedUpAt = clock.now()
  await db.transaction(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  const open = `case_id = '${caseId}' and organisation_id = '${office.organisationId}' and acknowledged_at is null`
  expect(await office.count('alarms', open)).toBe(2)
})
