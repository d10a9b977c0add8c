import { expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { listTasks } from './task.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()

async function build(codeName: string) {
  const { caseId } = await buildCase(office.db, ines, { codeName })
  return { caseId, at: `/cases/${caseId}/tasks` }
}

test('a task is sealed, due on Today of its owner, done once, and may be opened again', async () => {
  const { caseId, at } = await build('Tasks')
  const browser = office.as('ines')
  const form = { what: 'Call the Meridian clinic', ownerId: ines.accountId, dueOn: '2026-11-20' }
  expect((await browser.post(at, { ...form, what: '' })).status).toBe(422)
  expect((await browser.post(at, { ...form, ownerId: tomas.accountId })).status).toBe(422)
  expect(await office.count('case_tasks', `case_id = '${caseId}'`)).toBe(0)
  expect((await browser.post(at, form)).status).toBe(303)
  const words = Buffer.from('Meridian').toString('hex')
  expect(await office.count('case_tasks', `encode(sealed, 'hex') like '%${words}%'`)).toBe(0)
  const today = await html(browser.get('/'))
  expect(today).toContain('Tasks: a task is due')
  expect(today).not.toContain('Meridian')
  const [task] = await office.db.transaction(ines, (tx) => listTasks(tx, caseId))
  const settle = (done: string) => browser.post(`${at}/done`, { taskId: task!.id, done })
  for (let i = 0; i < 2; i++) expect((await settle('yes')).status).toBe(303)
  expect(await html(browser.get('/'))).not.toContain('Tasks: a task is due')
  expect((await settle('no')).status).toBe(303)
  expect(await html(browser.get('/'))).toContain('Tasks: a task is due')
  expect(await office.count('events', `type = 'task.done' and case_id = '${caseId}'`)).toBe(1)
  expect(await office.count('events', `type = 'task.reopened' and case_id = '${caseId}'`)).toBe(1)
})

test('tasks are the team’s, and each is reached through its own case alone', async () => {
  const { caseId, at } = await build('Tasks of the team')
  await office.as('ines').post(at, { what: 'Bring Meridian papers' })
  const [task] = await office.db.transaction(ines, (tx) => listTasks(tx, caseId))
  expect(await html(office.as('tomas').get(at))).not.toContain('Meridian')
  expect((await office.as('tomas').post(at, { what: 'Mine' })).status).toBe(403)
  const done = { taskId: task!.id, done: 'yes' }
  expect((await office.as('tomas').post(`${at}/done`, done)).status).toBe(403)
  expect((await office.as('ines').post(`${(await build('No tasks')).at}/done`, done)).status).toBe(404)
  expect(await office.count('case_tasks', `case_id = '${caseId}' and done_at is null`)).toBe(1)
})
