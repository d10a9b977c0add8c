import { expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { addDeadline, listDeadlines, moveDeadline } from './deadline.ts'
import { deadlinesDue } from './due.ts'
import { limitMoves, limitStates, type LimitState } from './lists.ts'

const office = await testOffice()
const { ines } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1]) => office.db.transaction(ines, run)
const hour = 3_600_000

async function build(codeName: string) {
  const { caseId } = await buildCase(office.db, ines, { codeName })
  return { caseId, at: `/cases/${caseId}/deadlines` }
}
const add = (caseId: string, hours: number, what = 'Ask for release') =>
  as((tx) =>
    addDeadline(tx, {
      ...{ caseId, kind: 'custody', zone: 'UTC', what },
      dueAt: new Date(tx.now.getTime() + hours * hour),
    }),
  )
const find = async (caseId: string, limitId: string) =>
  (await as((tx) => listDeadlines(tx, caseId))).find(({ id }) => id === limitId)!

test('a time limit moves only where it may, and is missed only when its moment is past', async () => {
  const { caseId } = await build('Moves of limits')
  const move = async (limitId: string, state: LimitState) => {
    const { version } = await find(caseId, limitId)
    await as((tx) => moveDeadline(tx, { caseId, limitId, version, state, settled: 'Filed' }))
  }
  for (const from of limitStates)
    for (const to of limitStates) {
      const limitId = await add(caseId, -1)
      if (from !== 'running') await move(limitId, from)
      const moving = move(limitId, to)
      const may = limitMoves[from].includes(to)
      if (may) await moving
      else await expect(moving).rejects.toMatchObject({ code: 'case.wrong-state' })
      expect((await find(caseId, limitId)).state).toBe(may ? to : from)
    }
  const limitId = await add(caseId, 1)
  await expect(move(limitId, 'missed')).rejects.toMatchObject({ fields: { state: 'deadline.error.not-yet' } })
  const outdated = as((tx) => moveDeadline(tx, { caseId, limitId, version: 7, state: 'met' }))
  await expect(outdated).rejects.toMatchObject({ code: 'case.changed' })
  expect((await find(caseId, limitId)).state).toBe('running')
})

test('Today warns a week and a day before, by code name alone, until somebody says what came of it', async () => {
  const { caseId, at } = await build('Limits')
  const limitId = await add(caseId, 6 * 24, 'Ask the Quay court for release')
  const today = (who: 'ines' | 'tomas' = 'ines') => office.as(who).get('/')
  expect(await html(today())).toContain('Limits: End of custody within a week')
  const days = 5.5 * 24 * hour
  office.clock.move(days)
  const page = await html(today())
  expect(page).toContain('Limits: End of custody within a day')
  expect(page).not.toContain('Quay court')
  expect(await html(today('tomas'))).not.toContain('End of custody')
  office.clock.move(24 * hour)
  expect(await html(today())).toContain('Say what came of it')
  const browser = office.as('ines')
  const form = { limitId, version: '1', state: 'met', settled: 'Filed at nine' }
  expect((await browser.post(`${at}/state`, form)).status).toBe(303)
  expect(await html(today())).not.toContain('Limits: End of custody')
  expect((await browser.post(`${at}/state`, form)).status).toBe(409)
  expect(await html(browser.get(at))).toContain('Filed at nine')
  office.clock.move(-days - 24 * hour)
})

test('through the doors: an owner of the team, own proceedings, sealed, for the team alone', async () => {
  const { caseId, at } = await build('Limits of the team')
  const browser = office.as('ines')
  const form = {
    ...{ kind: 'appeal', onDay: '2026-12-20', atTime: '12:00', zone: 'Asia/Amman' },
    what: 'Appeal against the Harbour ban',
  }
  const wrongs: Record<string, string>[] = [
    { what: '' },
    { zone: 'Moon' },
    { ownerId: office.member.tomas.accountId },
    { kind: 'unheard-of' },
  ]
  for (const wrong of wrongs) expect((await browser.post(at, { ...form, ...wrong })).status).toBe(422)
  expect((await browser.post(at, { ...form, proceedingId: caseId })).status).toBe(404)
  expect(await office.count('time_limits', `case_id = '${caseId}'`)).toBe(0)
  expect((await browser.post(at, { ...form, ownerId: ines.accountId })).status).toBe(303)
  const [one] = await as((tx) => listDeadlines(tx, caseId))
  expect(one?.dueAt.toISOString()).toBe('2026-12-20T09:00:00.000Z')
  const words = Buffer.from('Harbour ban').toString('hex')
  expect(await office.count('time_limits', `encode(sealed, 'hex') like '%${words}%'`)).toBe(0)
  const tomas = office.as('tomas')
  expect(await html(tomas.get(at))).not.toContain('Appeal against')
  expect((await tomas.post(at, form)).status).toBe(403)
  const moving = { limitId: one!.id, version: '1', state: 'met' }
  expect((await browser.post(`${(await build('No limits')).at}/state`, moving)).status).toBe(404)
  expect((await find(caseId, one!.id)).state).toBe('running')
  expect(await office.count('events', `type = 'deadline.recorded' and case_id = '${caseId}'`)).toBe(1)
})

test('the alarm engine sees what its organisation sees, and codes only', async () => {
  const { caseId } = await build('Engine')
  await add(caseId, 0.5, 'Bring the medical report')
  const due = await office.db.transaction(workerOf(ines.organisationId), (tx) => deadlinesDue(tx, tx.now))
  const mine = due.find((one) => one.caseId === caseId)
  expect(mine).toMatchObject({ codeName: 'Engine', what: 'limit', kind: 'custody', stage: 'hour' })
  expect(JSON.stringify(due)).not.toContain('medical')
})
