import { expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { modules } from '../../composed.ts'
import { buildCase } from '../../../test/build-case.ts'
import { catalogue, testOffice } from '../../../test/office.ts'
import { testWorker } from '../../../test/worker.ts'
import { turnOnce } from './turn.ts'

const office = await testOffice()
const { clock, organisationId } = office
const intake = Object.assign({}, ...modules.map((module) => module.intake ?? {}))
const worker = testWorker(office.database, { catalogue, clock, intake })
let ines = office.as('ines')
const { caseId } = await buildCase(office.db, office.member.ines, { codeName: 'Grey Plover' })
const at = `/cases/${caseId}`
const minute = 60_000
const html = async (answer: Response | Promise<Response>): Promise<string> => (await answer).text()

const plan = {
  version: '0',
  name: 'Canary evenings',
  every: 'day',
  interval: '1',
  times: '12:00, 18:00',
  zone: 'Asia/Amman',
  startsOn: '2026-11-23',
  windowMinutes: '60',
  language: 'ar',
  trusted: 'Canary Trusted',
  codeWord: 'blue kettle',
  duressWord: 'red kettle',
  'minutes-nudge': '15',
  'minutes-trusted': '45',
  hardLimitMinutes: '120',
}

async function pass(minutes: number): Promise<void> {
  await turnOnce(worker.services)
  for (let left = minutes; left > 0; left -= 5) {
    clock.move(Math.min(5, left) * minute)
    await turnOnce(worker.services)
  }
}

test('a plan is agreed on a form; what is wrong comes back, and words are never shown again', async () => {
  expect(await html(ines.get(`${at}/check-ins`))).toContain('No check-in agreed yet')
  for (const wrong of [
    { times: '12:00, 18:30' },
    { times: 'noon' },
    { zone: 'Nowhere/City' },
    { every: 'week' },
    { until: '2026-11-01' },
    { 'minutes-nudge': '50' },
    { hardLimitMinutes: '30' },
    { duressWord: 'Blue Kettle' },
  ] as Record<string, string>[]) {
    const answer = await ines.post(`${at}/check-ins/plans`, { ...plan, ...wrong })
    expect(answer.status, JSON.stringify(wrong)).toBe(422)
    const page = await answer.text()
    expect(page).toContain('Canary Trusted')
    expect(page).not.toContain('kettle')
  }
  expect(await office.count('check_in_plans')).toBe(0)
  expect((await ines.post(`${at}/check-ins/plans`, plan)).status).toBe(303)
  const page = await html(ines.get(`${at}/check-ins`))
  expect(page).toContain('Every day at 12:00 and 18:00, Asia/Amman')
  expect(page).toContain('Mail only: not for nights')
  expect(page, 'sealed until the file is open').not.toMatch(/Canary|\/k\//)
})

test('whom to call and her link show once the file is open; only then can the plan be changed', async () => {
  const planId = /plans\/([0-9a-f-]{36})/.exec(await html(ines.get(`${at}/check-ins`)))![1]!
  expect((await ines.get(`${at}/check-ins/plans/${planId}`)).status).toBe(403)
  const opened = await ines.post(`${at}/person/open`, { reason: 'contact', next: 'check-ins' })
  expect(opened.headers.get('Location')).toBe(`${at}/check-ins`)
  const page = await html(ines.get(`${at}/check-ins`))
  expect(page).toContain('Canary Trusted')
  expect(page).toMatch(/http:\/\/localhost:4002\/k\/[\w-]{22}</)
  const form = await html(ines.get(`${at}/check-ins/plans/${planId}`))
  expect(form).toContain('value="12:00, 18:00"')
  expect(form).toContain('One is set')
  expect(form).not.toContain('kettle')
  const changed = { ...plan, version: '1', codeWord: '', duressWord: '', name: 'Canary nights' }
  expect((await ines.post(`${at}/check-ins/plans/${planId}`, changed)).status).toBe(303)
  expect((await ines.post(`${at}/check-ins/plans/${planId}`, changed)).status).toBe(409)
  expect(await office.count('check_in_plans', 'code_word is not null and duress_word is not null')).toBe(1)
  const before = /\/k\/([\w-]{22})/.exec(page)![1]
  expect((await ines.post(`${at}/check-ins/plans/${planId}/link`)).status).toBe(303)
  expect(await html(ines.get(`${at}/check-ins`))).not.toContain(before)
})

test('Today, the case and the check-in say that no word came, what to do, and who has it', async () => {
  // noon in Amman is 09:00 UTC and past; the next one is 15:00 UTC
  await pass(6 * 60 + 60 + 16)
  // her session ran out meanwhile
  ines = office.as('ines')
  const today = await html(ines.get('/'))
  expect(today).toContain('Grey Plover: no sign of life, Neutral nudge to her')
  expect(await html(office.as('tomas').get('/')), 'not on the team').not.toContain('no sign of life, Neutral')
  expect(await html(ines.get(at))).toContain('No sign of life')
  const href = new RegExp(`${at}/check-ins/[0-9a-f-]{36}`).exec(today)![0]
  const page = await html(ines.get(href))
  expect(page).toContain('Do not say who you are or why you ask')
  expect((await office.as('tomas').get(href)).status).toBe(403)
  const take = new RegExp(`${href}/alarms/[0-9a-f-]{36}`).exec(page)![0]
  expect((await office.as('viktor').post(take)).status).toBe(403)
  expect((await office.as('layla').post(take)).status).toBe(403)
  expect(await office.count('alarms', 'acknowledged_by is not null')).toBe(0)
  expect((await ines.post(take)).status).toBe(303)
  const taken = await html(ines.get(href))
  expect(taken).toContain('Next step waits until')
  expect(taken).not.toContain('I have it')
})

test('a contact that answers it ends it; what was said stays sealed for who has not opened the file', async () => {
  await ines.post(`${at}/person/open`, { reason: 'contact', next: 'contacts' })
  const list = await html(ines.get(`${at}/contacts`))
  const late = /<option value="([0-9a-f-]{36})"[^>]*>[^<]*Late/.exec(list)![1]!
  const talk = {
    at: '2026-11-23T17:00',
    channel: 'signal',
    wellbeing: 'strained',
    note: 'Canary words',
    answers: late,
  }
  expect((await ines.post(`${at}/contacts`, { ...talk, wellbeing: 'unknown' })).status).toBe(422)
  expect((await ines.post(`${at}/contacts`, { ...talk, at: '2027-01-01T10:00' })).status).toBe(422)
  expect((await office.as('tomas').post(`${at}/contacts`, talk)).status).toBe(403)
  expect(await office.count('contacts')).toBe(0)
  expect((await ines.post(`${at}/contacts`, talk)).status).toBe(303)
  expect(await html(ines.get(`${at}/contacts`))).toContain('Canary words')
  const other = await html(office.as('ines').get(`${at}/contacts`))
  expect(other).toContain('Under strain')
  expect(other).not.toContain('Canary words')
  expect(await html(ines.get('/'))).not.toContain('no sign of life, Neutral')
  expect(await office.count('contacts', `position('Canary'::bytea in sealed) > 0`)).toBe(0)
  expect(await html(ines.get(`${at}/check-ins`))).toContain('She answered late')
})

test('an emergency is ended in words by one of the team', async () => {
  await worker.db.transaction(workerOf(organisationId), (tx) =>
    tx.db
      .updateTable('check_in_pulses')
      .set({ turned_at: new Date('2026-11-24T08:30:00Z') })
      .execute(),
  )
  clock.move(Date.parse('2026-11-24T08:31:00Z') - clock.now().getTime())
  const fresh = office.as('ines')
  await pass(30 + 60 + 121)
  const href = new RegExp(`${at}/check-ins/[0-9a-f-]{36}`).exec(await html(fresh.get('/')))![0]
  expect(await html(fresh.get(href))).toContain('Meet now, all of you')
  expect((await fresh.post(`${href}/resolve`, { resolution: '' })).status).toBe(422)
  expect(
    (await fresh.post(`${href}/resolve`, { resolution: 'misunderstanding', note: 'Canary end' })).status,
  ).toBe(303)
  expect((await fresh.post(`${href}/resolve`, { resolution: 'safe' })).status).toBe(409)
  expect(await html(fresh.get(href))).toContain('A misunderstanding or a dead battery')
})

test('one sign of life is expected at another hour: put off it waits, brought forward past its hour it rings at once', async () => {
  const fresh = office.as('ines')
  await fresh.post(`${at}/person/open`, { reason: 'contact', next: 'check-ins' })
  const list = await html(fresh.get(`${at}/check-ins`))
  // by the plan at 15:00 UTC, 16:00 by the clock of the organisation; the next one a day later at 09:00 UTC
  const href = /Next<\/dt><dd><a href="([^"]+)"/.exec(list)![1]!
  const later = { at: '2026-11-24T17:00', reason: 'Canary: she is in court until five.' }
  for (const wrong of [{ at: '2026-11-27T17:00' }, { at: '2026-11-25T10:30' }, { reason: '' }]) {
    const answer = await fresh.post(`${href}/move`, { ...later, ...wrong })
    expect(answer.status, JSON.stringify(wrong)).toBe(422)
    expect(await answer.text()).toContain(wrong.at ?? later.at)
  }
  for (const who of ['tomas', 'layla', 'viktor'] as const)
    expect((await office.as(who).post(`${href}/move`, later)).status, who).toBe(403)
  expect(await office.count('check_ins', 'moved_at is not null')).toBe(0)
  expect((await fresh.post(`${href}/move`, later)).status).toBe(303)
  expect(await html(fresh.get(href))).toContain('in court until five')
  expect(await html(office.as('ines').get(href)), 'sealed until the file is open').not.toContain('in court')
  expect(await office.count('events', `type = 'check-in.moved' and data::text not like '%Canary%'`)).toBe(1)

  const planId = /plans\/([0-9a-f-]{36})/.exec(list)![1]!
  const changed = { ...plan, version: '2', codeWord: '', duressWord: '' }
  expect((await fresh.post(`${at}/check-ins/plans/${planId}`, changed)).status).toBe(303)
  await pass(Math.round((Date.parse('2026-11-24T15:05:00Z') - clock.now().getTime()) / minute))
  const hour = `agreed_at = '2026-11-24T15:00:00Z'`
  expect(await office.count('check_ins', `${hour} and state = 'scheduled'`)).toBe(1)
  expect(await office.count('check_ins', hour), 'never written down a second time').toBe(1)

  const desk = office.as('ines')
  const earlier = { at: '2026-11-24T14:00', reason: 'She had said two, not five.' }
  expect((await desk.post(`${href}/move`, earlier)).status).toBe(303)
  await turnOnce(worker.services)
  expect(await html(desk.get('/'))).toContain('Grey Plover: no sign of life')
  expect((await desk.post(`${href}/move`, later)).status, 'what rings is not moved out of sight').toBe(409)
  expect(await office.count('check_ins', `${hour} and state = 'late'`)).toBe(1)
})

test('in Arabic every page is whole and runs from the right', async () => {
  const layla = office.as('layla')
  await office.db.transaction({ ...office.member.ines, steppedUpAt: clock.now() }, async (tx) => {
    const { addToTeam } = await import('../team.ts')
    await addToTeam(tx, { caseId, accountId: office.member.layla.accountId, role: 'duty-officer' })
  })
  for (const path of ['/contacts', '/check-ins', '/duty']) {
    const page = await html(layla.get(path === '/duty' ? path : at + path))
    expect(page, path).toContain('dir="rtl"')
    expect(page, path).not.toContain('[en]')
  }
})
