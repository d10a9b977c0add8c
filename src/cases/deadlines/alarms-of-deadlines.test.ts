/** Who is woken for time limits and hearings, when, and how often: through stops, doubled runs and clocks that jump. */
import { expect, test } from 'vitest'
import { eachApart } from '#platform/apart.ts'
import { workerOf } from '#platform/actor.ts'
import { modules } from '../../composed.ts'
import { buildCase } from '../../../test/build-case.ts'
import { catalogue, testOffice } from '../../../test/office.ts'
import { privateDoor } from '../../../test/private-door.ts'
import { testWorker } from '../../../test/worker.ts'
import { alertTeam, keepAlertsOnce } from '../duty/alert.ts'
import { wordAlarm } from '../duty/wording.ts'
import { linkToken } from '../duty/private-link.ts'
import { scheduleHearing, endHearing } from '../proceedings/hearing.ts'
import { addProceeding } from '../proceedings/proceeding.ts'
import { addToTeam } from '../team.ts'
import { ringDeadlinesOnce } from './alarms.ts'
import { addDeadline, moveDeadline } from './deadline.ts'

const office = await testOffice()
const { clock, organisationId, member } = office
const intake = Object.assign({}, ...modules.map((module) => module.intake ?? {}))
const worker = testWorker(office.database, { catalogue, clock, intake })
const door = privateDoor(office)
const hour = 3_600_000
const day = 24 * hour
const start = clock.now().getTime()

const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1]) => office.db.transaction(member.ines, run)
const to = (moment: number) => clock.move(moment - clock.now().getTime())
const turn = async () => {
  await keepAlertsOnce(worker.services)
  await ringDeadlinesOnce(worker.services)
}
const limit = (caseId: string, hours: number, ownerId?: string) =>
  as((tx) =>
    addDeadline(tx, {
      ...{ caseId, kind: 'custody', zone: 'UTC', what: 'Ask the Quay court for release', ownerId },
      dueAt: new Date(start + hours * hour),
    }),
  )

/** What rang of a case, oldest first; what another alarm spoke for stands in brackets. */
async function rangOf(caseId: string): Promise<string[]> {
  const rows = await worker.db.reading(workerOf(organisationId), (tx) =>
    tx.db
      .selectFrom('alarms')
      .select(['stage', 'near', 'told_in'])
      .where('case_id', '=', caseId)
      .orderBy('raised_at')
      .orderBy('id')
      .execute(),
  )
  return rows.map(({ stage, near, told_in }) => (told_in ? `(${stage} ${near})` : `${stage} ${near}`))
}
const messagesOf = (caseId: string) =>
  worker.db.reading(workerOf(organisationId), (tx) =>
    tx.db.selectFrom('alarm_messages').selectAll().where('case_id', '=', caseId).orderBy('id').execute(),
  )

async function build(codeName: string) {
  to(start)
  return (await buildCase(office.db, member.ines, { codeName })).caseId
}

test('one organisation’s trouble keeps no other’s alerts', async () => {
  const seen: string[] = []
  const organisations = async () => ['no organisation', organisationId]
  await expect(keepAlertsOnce({ ...worker.services, organisations })).rejects.toThrow()
  const failing = eachApart(['one', 'two'], async (id) => {
    seen.push(id)
    throw new Error(id)
  })
  await expect(failing).rejects.toThrow('one')
  expect(seen).toEqual(['one', 'two'])
})

test('a time limit wakes its team a day before, an hour before and when it has passed, each once', async () => {
  const caseId = await build('Night Heron')
  await limit(caseId, 48)
  await turn()
  expect(await rangOf(caseId)).toEqual([])
  for (const hours of [24, 24.2, 47, 47.5, 48, 49, 72]) {
    to(start + hours * hour)
    for (let again = 0; again < 3; again++) await turn()
  }
  expect(await rangOf(caseId)).toEqual(['deadline day', 'deadline hour', 'deadline over'])
  expect(await messagesOf(caseId)).toHaveLength(3)
})

test('what leaves is a code name and a link, and its button takes the alarm without signing in', async () => {
  const caseId = await build('Grey Plover')
  const limitId = await limit(caseId, 30)
  to(start + 29.5 * hour)
  await turn()
  const [message] = await messagesOf(caseId)
  const said = await worker.db.reading(workerOf(organisationId), (tx) =>
    wordAlarm(tx, message!.id, worker.services),
  )
  expect(said!.text).toBe('Grey Plover: a time limit ends within an hour')
  const today = () =>
    office
      .as('ines')
      .get('/')
      .then((answer) => answer.text())
  expect(await today()).toContain('within an hour. Nobody has taken this alarm yet')
  expect(await (await office.as('tomas').get('/')).text()).not.toContain('Grey Plover')
  expect(await (await office.as('ines').get('/duty')).text()).toContain('Alarms that nobody has taken yet')
  const token = await worker.db.reading(workerOf(organisationId), async (tx) =>
    linkToken(await tx.keys.organisation(organisationId), `alarm ${message!.id}`),
  )
  await door.post(`/r/${token}`)
  await worker.drainAll()
  expect(await today()).not.toContain('Grey Plover: a time limit')
  expect(
    await office.count('alarms', `about = '${limitId}' and acknowledged_at is null`),
    'all it told',
  ).toBe(0)
})

test('whoever settles the time limit has taken its alarms', async () => {
  const caseId = await build('Settled limits')
  const limitId = await limit(caseId, 30)
  to(start + 29.5 * hour)
  await turn()
  await as((tx) => moveDeadline(tx, { caseId, limitId, version: 1, state: 'met', settled: 'Filed' }))
  expect(await office.count('alarms', `about = '${limitId}' and acknowledged_at is null`)).toBe(0)
  to(start + 32 * hour)
  await turn()
  expect((await rangOf(caseId)).toSorted()).toEqual(['(deadline day)', 'deadline hour'])
})

test('a hearing rings a day and an hour before; a moved date rings anew, one that took place no more', async () => {
  const caseId = await build('Hearings')
  const proceedingId = await as((tx) =>
    addProceeding(tx, {
      caseId,
      kind: 'criminal',
      role: 'defendant',
      openedOn: '2026-11-01',
      text: { title: 'Quay' },
    }),
  )
  const hearing = (hours: number) =>
    as((tx) =>
      scheduleHearing(tx, {
        ...{ caseId, proceedingId, kind: 'trial', zone: 'UTC', openness: 'public' },
        at: new Date(start + hours * hour),
      }),
    )
  const hearingId = await hearing(26)
  for (const hours of [2, 25, 26, 27]) {
    to(start + hours * hour)
    await turn()
  }
  expect(await rangOf(caseId)).toEqual(['hearing day', 'hearing hour'])
  await as((tx) => endHearing(tx, { caseId, proceedingId, hearingId, ended: 'held' }))
  expect(await office.count('alarms', `about = '${hearingId}' and acknowledged_at is null`)).toBe(0)
  await hearing(60)
  to(start + 70 * hour)
  await turn()
  expect((await rangOf(caseId)).slice(2), 'the server was away from all of it').toContain('hearing over')
})

test('after a stop a case rings as one, the loudest stage, and each stage has its row', async () => {
  const caseId = await build('No storm')
  for (let i = 0; i < 5; i++) await limit(caseId, 10 + i)
  await limit(caseId, 30 * 24)
  to(start + 400 * day)
  for (let again = 0; again < 3; again++) await turn()
  const rang = await rangOf(caseId)
  expect(rang).toHaveLength(18)
  expect(rang.filter((one) => !one.startsWith('('))).toEqual(['deadline over'])
  expect(await messagesOf(caseId)).toHaveLength(1)
})

test('a clock that jumps an hour rings nothing twice; one that was far ahead uses nothing up', async () => {
  const caseId = await build('Jumps')
  await limit(caseId, 100 * 24)
  const due = start + 100 * day
  for (const jump of [hour, -hour, 0, hour, -hour]) {
    to(due - day + jump)
    await turn()
  }
  expect(await rangOf(caseId)).toEqual(['deadline day'])
  // at once 400 days ahead, and back
  to(start + 400 * day)
  await turn()
  expect((await rangOf(caseId)).slice(1)).toEqual(
    expect.arrayContaining(['deadline over', '(deadline hour)']),
  )
  to(due - 2 * day)
  await turn()
  expect(await rangOf(caseId)).toHaveLength(3)
  for (const moment of [due - day, due - hour, due, due + hour]) {
    to(moment)
    await turn()
  }
  expect((await rangOf(caseId)).filter((one) => !one.startsWith('(')).toSorted()).toEqual(
    ['deadline day', 'deadline day', 'deadline hour', 'deadline over', 'deadline over'].toSorted(),
  )
})

test('a worker that dies in the middle has woken nobody, and the next one wakes everybody once', async () => {
  const caseId = await build('Killed')
  await limit(caseId, 1)
  const dying = worker.db.transaction(workerOf(organisationId), async (tx) => {
    const { ringDeadlines } = await import('./alarms.ts')
    await ringDeadlines(tx)
    throw new Error('killed')
  })
  await expect(dying).rejects.toThrow('killed')
  expect(await rangOf(caseId)).toEqual([])
  await Promise.all([turn(), turn()])
  await turn()
  expect((await rangOf(caseId)).filter((one) => !one.startsWith('('))).toEqual(['deadline hour'])
})

test('the owner of a time limit is woken besides the duty; a stranger to the case never is', async () => {
  const caseId = await build('Owners')
  const fresh = { ...member.ines, steppedUpAt: clock.now() }
  const join = (accountId: string, role: 'duty-officer' | 'legal') =>
    office.db.transaction(fresh, (tx) => addToTeam(tx, { caseId, accountId, role }))
  await join(member.layla.accountId, 'duty-officer')
  await limit(caseId, 0.5, member.ines.accountId)
  await turn()
  const woken = (await messagesOf(caseId)).map(({ account_id }) => account_id).toSorted()
  expect(woken).toEqual([member.ines.accountId, member.layla.accountId].toSorted())
})

test('any noun wakes a team once under its key, and rolls back with what it was about', async () => {
  const caseId = await build('Any noun')
  const raise = () =>
    as((tx) => alertTeam(tx, { caseId, kind: 'emergency-raised', onceKey: `emergency ${caseId}` }))
  expect(await raise()).toBeDefined()
  expect(await raise()).toBeUndefined()
  expect(await rangOf(caseId)).toEqual(['emergency-raised null'])
  const failing = as(async (tx) => {
    await alertTeam(tx, { caseId, kind: 'duress-withdrawal', onceKey: `duress ${caseId}` })
    throw new Error('refused')
  })
  await expect(failing).rejects.toThrow('refused')
  expect(await rangOf(caseId)).toHaveLength(1)
})
