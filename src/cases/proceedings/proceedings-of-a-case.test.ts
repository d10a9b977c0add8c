import { expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { deadlinesDue } from '../deadlines/due.ts'
import { addCharge, listCharges, moveCharge } from './charge.ts'
import { adjournHearing, listHearings, scheduleHearing } from './hearing.ts'
import {
  chargeMoves,
  chargeStates,
  proceedingMoves,
  proceedingStates,
  type ProceedingState,
} from './lists.ts'
import { addProceeding, getProceeding, listProceedings, moveProceeding } from './proceeding.ts'

const office = await testOffice()
const { ines } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1]) => office.db.transaction(ines, run)
const hour = 3_600_000

const typed = {
  title: 'The Ledger trial',
  kind: 'criminal',
  role: 'defendant',
  openedOn: '2026-11-01',
} as const

async function build(codeName: string) {
  const { caseId } = await buildCase(office.db, ines, { codeName })
  const proceedingId = await add(caseId)
  return { caseId, proceedingId, at: `/cases/${caseId}/proceedings`, where: { caseId, proceedingId } }
}
const add = (caseId: string) =>
  as((tx) => addProceeding(tx, { ...typed, caseId, text: { title: typed.title } }))

test('proceedings move only where they may, and end with an outcome and a day', async () => {
  const { caseId } = await build('Moves of proceedings')
  const move = async (proceedingId: string, state: ProceedingState) => {
    const { version } = await as((tx) => getProceeding(tx, caseId, proceedingId))
    const ended = { outcome: 'acquitted', endedOn: '2026-11-20' }
    await as((tx) => moveProceeding(tx, { caseId, proceedingId, version, state, ...ended }))
  }
  for (const from of proceedingStates)
    for (const to of proceedingStates) {
      const proceedingId = await add(caseId)
      if (from !== 'open') await move(proceedingId, from)
      const moving = move(proceedingId, to)
      const may = proceedingMoves[from].includes(to)
      if (may) await moving
      else await expect(moving).rejects.toMatchObject({ code: 'case.wrong-state' })
      const { state } = await as((tx) => getProceeding(tx, caseId, proceedingId))
      expect([from, to, state]).toEqual([from, to, may ? to : from])
    }
  const proceedingId = await add(caseId)
  const silent = as((tx) => moveProceeding(tx, { caseId, proceedingId, version: 1, state: 'ended' }))
  await expect(silent).rejects.toMatchObject({
    fields: { outcome: 'error.field.choose', endedOn: 'error.field.empty' },
  })
  const outdated = as((tx) => moveProceeding(tx, { caseId, proceedingId, version: 9, state: 'suspended' }))
  await expect(outdated).rejects.toMatchObject({ code: 'case.changed' })
})

test('a charge moves only where it may, and never back in time', async () => {
  const { where } = await build('Charges')
  const text = { law: 'Penal code', offence: 'Spreading rumours' }
  for (const from of chargeStates)
    for (const to of chargeStates) {
      const chargeId = await as((tx) =>
        addCharge(tx, { ...where, ...text, state: from, stateOn: '2026-11-02' }),
      )
      const moving = as((tx) => moveCharge(tx, { ...where, chargeId, state: to, stateOn: '2026-11-03' }))
      const may = chargeMoves[from].includes(to)
      if (may) await moving
      else await expect(moving).rejects.toMatchObject({ code: 'case.wrong-state' })
      const all = await as((tx) => listCharges(tx, where.caseId, where.proceedingId))
      expect(all.find(({ id }) => id === chargeId)?.state).toBe(may ? to : from)
    }
  const chargeId = await as((tx) =>
    addCharge(tx, { ...where, ...text, state: 'brought', stateOn: '2026-11-02' }),
  )
  const back = as((tx) => moveCharge(tx, { ...where, chargeId, state: 'dropped', stateOn: '2026-11-01' }))
  await expect(back).rejects.toMatchObject({ fields: { toOn: 'risk.error.order' } })
})

test('settlement talks say to whom they are confidential, and all of it is sealed', async () => {
  const { caseId, at } = await build('Settlement')
  const browser = office.as('ines')
  const form = { ...typed, title: 'The quiet talks', settlementWho: 'Her uncle and the ministry' }
  const before = await office.count('proceedings')
  expect((await browser.post(at, form)).status).toBe(422)
  expect(await office.count('proceedings')).toBe(before)
  expect((await browser.post(at, { ...form, settlementConfidential: 'Lawyer only' })).status).toBe(303)
  const words = ['quiet talks', 'Her uncle', 'Lawyer only'].map((text) => Buffer.from(text).toString('hex'))
  for (const word of words)
    expect(await office.count('proceedings', `encode(sealed, 'hex') like '%${word}%'`)).toBe(0)
  expect(await html(browser.get(at))).toContain('The quiet talks')
  const all = await as((tx) => listProceedings(tx, caseId))
  const one = all.find(({ text }) => text.title === 'The quiet talks')!
  expect(await html(browser.get(`${at}/${one.id}`))).toContain('Her uncle and the ministry')
  const edit = { ...form, title: 'The talks', settlementConfidential: 'Lawyer only', version: '1' }
  expect((await browser.post(`${at}/${one.id}`, edit)).status).toBe(303)
  expect((await browser.post(`${at}/${one.id}`, { ...edit, title: 'Too late' })).status).toBe(409)
  expect((await as((tx) => getProceeding(tx, caseId, one.id))).text.title).toBe('The talks')
})

test('a hearing has an hour in its zone, is adjourned to another one, and is over once', async () => {
  const { caseId, proceedingId, at, where } = await build('Hearings')
  const browser = office.as('ines')
  const page = `${at}/${proceedingId}`
  const form = {
    hearingKind: 'trial',
    onDay: '2030-07-01',
    atTime: '09:30',
    zone: 'Africa/Cairo',
    openness: 'closed',
  }
  expect((await browser.post(`${page}/hearings`, { ...form, zone: 'Nowhere' })).status).toBe(422)
  expect((await browser.post(`${page}/hearings`, { ...form, atTime: '25:00' })).status).toBe(422)
  expect((await browser.post(`${page}/hearings`, { ...form, room: 'Hall 3' })).status).toBe(303)
  const [one] = await as((tx) => listHearings(tx, caseId))
  expect(one?.at.toISOString()).toBe('2030-07-01T06:30:00.000Z')
  const ended = { hearingId: one!.id, ended: 'held' }
  expect((await browser.post(`${page}/hearings/end`, ended)).status).toBe(422)
  const moved = { hearingId: one!.id, onDay: '2030-06-01', atTime: '09:30', zone: 'Africa/Cairo' }
  expect((await browser.post(`${page}/hearings/adjourn`, moved)).status).toBe(422)
  const later = { ...moved, onDay: '2030-08-01', result: 'The judge was ill' }
  expect((await browser.post(`${page}/hearings/adjourn`, later)).status).toBe(303)
  const all = await as((tx) => listHearings(tx, caseId))
  expect(all.map(({ state, room }) => [state, room])).toEqual([
    ['scheduled', 'Hall 3'],
    ['adjourned', 'Hall 3'],
  ])
  expect(all[1]?.adjournedTo).toBe(all[0]?.id)
  expect((await browser.post(`${page}/hearings/adjourn`, later)).status).toBe(409)
  expect(
    (await browser.post(`${page}/hearings/end`, { hearingId: all[0]!.id, ended: 'cancelled' })).status,
  ).toBe(303)
  const { version } = await as((tx) => getProceeding(tx, caseId, proceedingId))
  await as((tx) =>
    moveProceeding(tx, { ...where, version, state: 'ended', outcome: 'dropped', endedOn: '2026-11-20' }),
  )
  expect((await browser.post(`${page}/hearings`, form)).status).toBe(409)
  expect(await office.count('hearings', `case_id = '${caseId}'`)).toBe(2)
  expect(await office.count('events', `type = 'hearing.adjourned' and case_id = '${caseId}'`)).toBe(1)
})

test('a hearing comes up a week, a day and an hour before, under its code name', async () => {
  const { caseId, where } = await build('Coming up')
  const at = new Date(office.clock.now().getTime() + 10 * 24 * hour)
  await as((tx) =>
    scheduleHearing(tx, { ...where, kind: 'verdict', at, zone: 'UTC', openness: 'public', room: 'Hall 9' }),
  )
  const stage = (before: number) =>
    as(async (tx) => {
      const all = await deadlinesDue(tx, new Date(at.getTime() - before * hour))
      return all.find((one) => one.caseId === caseId)?.stage
    })
  const stages = [await stage(200), await stage(168), await stage(24), await stage(1), await stage(0)]
  expect(stages).toEqual([undefined, 'week', 'day', 'hour', 'over'])
  const nine = 9.5 * 24 * hour
  office.clock.move(nine)
  const today = await html(office.as('ines').get('/'))
  expect(today).toContain('Coming up: Verdict within a day')
  expect(today).not.toContain('Hall 9')
  expect(await html(office.as('tomas').get('/'))).not.toContain('Verdict within a day')
  office.clock.move(-nine)
})

test('proceedings are the team’s, and each step knows its own case', async () => {
  const { caseId, proceedingId, at, where } = await build('Walled proceedings')
  const tomas = office.as('tomas')
  expect(await html(tomas.get(at))).not.toContain(typed.title)
  expect((await tomas.get(`${at}/${proceedingId}`)).status).toBe(403)
  expect((await tomas.post(at, typed)).status).toBe(403)
  const other = await build('Other proceedings')
  const crossed = { caseId: other.caseId, proceedingId }
  const charge = { law: 'Law', offence: 'Offence', state: 'brought', stateOn: '2026-11-02' } as const
  await expect(as((tx) => addCharge(tx, { ...charge, ...crossed }))).rejects.toThrow('error.not-found')
  const hearing = { kind: 'trial', at: new Date('2030-01-01'), zone: 'UTC', openness: 'public' } as const
  await expect(as((tx) => scheduleHearing(tx, { ...hearing, ...crossed }))).rejects.toThrow('error.not-found')
  const hearingId = await as((tx) => scheduleHearing(tx, { ...hearing, ...where }))
  const next = { hearingId, at: new Date('2031-01-01'), zone: 'UTC' }
  const stolen = as((tx) => adjournHearing(tx, { ...next, ...other.where }))
  await expect(stolen).rejects.toThrow('error.not-found')
  expect((await office.as('ines').get(`${other.at}/${proceedingId}`)).status).toBe(404)
  expect(await office.count('charges', `case_id in ('${caseId}', '${other.caseId}')`)).toBe(0)
  expect(await office.count('hearings', `case_id = '${other.caseId}'`)).toBe(0)
})
