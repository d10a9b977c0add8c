import { expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { addIntervention, listInterventions, moveIntervention } from './intervention.ts'
import { interventionMoves, interventionStates, type InterventionState } from './lists.ts'

const office = await testOffice()
const { ines } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1]) => office.db.transaction(ines, run)

async function build(codeName: string) {
  const { caseId } = await buildCase(office.db, ines, { codeName })
  return { caseId, at: `/cases/${caseId}/interventions` }
}
const asked = {
  ...({ addressee: 'embassy', channel: 'letter', madeOn: '2026-11-10' } as const),
  ...{ by: 'The Lisbon office', to: 'Ambassador of Norland' },
}
const find = async (caseId: string, id: string) =>
  (await as((tx) => listInterventions(tx, caseId))).find((one) => one.id === id)!

test('an intervention moves only where it may, and an answer says which and when', async () => {
  const { caseId } = await build('Moves of interventions')
  const path: Record<InterventionState, InterventionState[]> = {
    ...{ planned: [], made: ['made'], answered: ['made', 'answered'], dropped: ['dropped'] },
  }
  const move = async (interventionId: string, state: InterventionState, more: object = {}) => {
    const { version } = await find(caseId, interventionId)
    const said = { on: '2026-11-11', response: 'token-reply' } as const
    await as((tx) => moveIntervention(tx, { caseId, interventionId, version, state, ...said, ...more }))
  }
  const add = () => as((tx) => addIntervention(tx, { ...asked, caseId, state: 'planned' }))
  for (const from of interventionStates)
    for (const to of interventionStates) {
      const id = await add()
      for (const state of path[from]) await move(id, state)
      const moving = move(id, to)
      const may = interventionMoves[from].includes(to)
      if (may) await moving
      else await expect(moving).rejects.toMatchObject({ code: 'case.wrong-state' })
      expect((await find(caseId, id)).state).toBe(may ? to : from)
    }
  const id = await add()
  await expect(move(id, 'made', { on: undefined })).rejects.toMatchObject({
    fields: { on: 'error.field.empty' },
  })
  await expect(move(id, 'made', { on: '2027-11-01' })).rejects.toMatchObject({
    fields: { on: 'case.status.error.future' },
  })
  await move(id, 'made')
  await expect(move(id, 'answered', { response: undefined })).rejects.toMatchObject({
    fields: { response: 'error.field.choose' },
  })
  await expect(move(id, 'answered', { on: '2026-11-01' })).rejects.toMatchObject({
    fields: { on: 'risk.error.order' },
  })
  await expect(move(id, 'answered', { version: 1 })).rejects.toMatchObject({ code: 'case.changed' })
  expect((await find(caseId, id)).response).toBeUndefined()
})

test('through the doors: sealed, filtered by state, beside the risk, for the team alone', async () => {
  const { caseId, at } = await build('Doors of interventions')
  const browser = office.as('ines')
  const form = { ...asked, state: 'made', confidentialTo: 'Caseworker and lawyer' }
  expect((await browser.post(at, { ...form, to: '' })).status).toBe(422)
  expect((await browser.post(at, { ...form, madeOn: '2027-05-05' })).status).toBe(422)
  expect(await office.count('interventions', `case_id = '${caseId}'`)).toBe(0)
  expect((await browser.post(at, form)).status).toBe(303)
  const words = Buffer.from('Norland').toString('hex')
  expect(await office.count('interventions', `encode(sealed, 'hex') like '%${words}%'`)).toBe(0)
  expect(await html(browser.get(at))).toContain('Ambassador of Norland')
  expect(await html(browser.get(`${at}?state=planned`))).not.toContain('Ambassador of Norland')
  const [one] = await as((tx) => listInterventions(tx, caseId))
  expect(await html(browser.get(`${at}/${one!.id}`))).toContain('Caseworker and lawyer')
  const status = await html(browser.get(`/cases/${caseId}/status`))
  expect(status).toContain('Embassy')
  expect(status).not.toContain('Norland')
  const tomas = office.as('tomas')
  expect(await html(tomas.get(at))).not.toContain('Norland')
  expect(await html(tomas.get(`/cases/${caseId}/status`))).not.toContain('Embassy')
  expect((await tomas.get(`${at}/${one!.id}`)).status).toBe(403)
  expect((await tomas.post(at, form)).status).toBe(403)
  const other = await build('No interventions')
  expect((await browser.get(`${other.at}/${one!.id}`)).status).toBe(404)
  const answer = { version: '1', moveTo: 'answered', on: '2026-11-12', response: 'helped' }
  expect((await browser.post(`${other.at}/${one!.id}`, answer)).status).toBe(404)
  expect((await browser.post(`${at}/${one!.id}`, answer)).status).toBe(303)
  expect(await office.count('events', `type = 'intervention.moved' and case_id = '${caseId}'`)).toBe(1)
})

test('Today counts what is to be made and what is next', async () => {
  const { caseId } = await build('Next steps')
  const today = () => office.as('ines').get('/')
  await as((tx) => addIntervention(tx, { ...asked, caseId, state: 'planned' }))
  await as((tx) => addIntervention(tx, { ...asked, caseId, state: 'made', nextOn: '2026-11-12' }))
  await as((tx) => addIntervention(tx, { ...asked, caseId, state: 'made', nextOn: '2027-11-12' }))
  expect(await html(today())).toContain('Next steps: 2 interventions are due')
})
