/** What whoever holds the telephone can see: nothing of anybody, and the same for every answer. */
import { expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { Overloaded } from '#platform/web/errors.ts'
import { modules } from './composed.ts'
import { createPrivateDoor } from './private-app.tsx'
import { turnPlan } from './cases/check-ins/plan.ts'
import { turnOnce } from './cases/check-ins/turn.ts'
import { linkToken } from './cases/duty/private-link.ts'
import { buildCase } from '../test/build-case.ts'
import { addressOfPlan, alarmsOf, buildPlan } from '../test/build-check-in.ts'
import { catalogue, testOffice } from '../test/office.ts'
import { privateDoor } from '../test/private-door.ts'
import { testWorker } from '../test/worker.ts'
import { harbour, lantern } from '../test/world.ts'

const office = await testOffice()
const { db, organisationId, clock, member } = office
const door = privateDoor(office)
const intake = Object.assign({}, ...modules.map((module) => module.intake ?? {}))
const worker = testWorker(office.database, { catalogue, clock, intake })
const { caseId } = await buildCase(db, member.ines)
const words = { codeWord: 'blue kettle', duressWord: 'red kettle' }
const planId = await buildPlan(db, member.ines, caseId, { ...words, trusted: 'Canary Trusted' })
const address = await addressOfPlan(db, member.ines, caseId, planId)
const arabic = await addressOfPlan(
  db,
  member.ines,
  caseId,
  await buildPlan(db, member.ines, caseId, { language: 'ar' }),
)

/** All bytes of an answer that a telephone keeps: status, headers, body. */
async function bytes(answer: Response | Promise<Response>): Promise<string> {
  const { status, headers } = await answer
  return JSON.stringify([
    status,
    [...headers].map(String).toSorted((a, b) => (a < b ? -1 : 1)),
    await (await answer).text(),
  ])
}

const names = new RegExp(
  [
    lantern.codeName,
    lantern.person.legalName,
    harbour.name,
    'Canary',
    'Noon call',
    'Watchlight',
    'check-?in',
    caseId,
    planId,
  ]
    .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('check-\\?in', 'check-?in'))
    .join('|'),
  'i',
)

test('ok, duress, a wrong word and a call for help are the same to the byte', async () => {
  const form = await bytes(door.get(address))
  const answers = []
  for (const fields of [
    { answer: 'well', word: words.codeWord },
    { answer: 'well', word: words.duressWord },
    { answer: 'well', word: 'something else' },
    { answer: 'well', word: '' },
    { answer: 'call', word: '' },
    {},
  ]) {
    answers.push(await bytes(door.post(address, fields as Record<string, string>)))
    await worker.drainAll()
    expect(await bytes(door.get(address)), 'and so is the form afterwards').toBe(form)
  }
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('/done/en')
  expect((await alarmsOf(worker.db, organisationId)).map(({ stage }) => stage)).toEqual(['duress'])
})

test('no page shows a name, a case, an organisation or whose system this is; none sets a cookie or needs a script', async () => {
  for (const path of [
    address,
    arabic,
    '/done/en',
    '/done/ar',
    '/',
    '/k/unknown',
    '/r/unknown',
    '/favicon.ico',
    '/robots.txt',
  ]) {
    const answer = await door.get(path)
    const all = await bytes(answer)
    expect(all, path).not.toMatch(names)
    expect(all, path).not.toMatch(/<script|set-cookie|https?:/i)
    expect(answer.headers.get('Content-Security-Policy'), path).toContain("default-src 'none'")
    expect(answer.headers.get('Referrer-Policy'), path).toBe('no-referrer')
    expect(answer.headers.get('Cache-Control'), path).toContain('no-store')
  }
  expect(await (await door.get(arabic)).text()).toContain('dir="rtl"')
  expect((await door.get('/assets/console.css')).status).toBe(404)
  expect((await door.get('/cases')).status).toBe(404)
})

test('opening a link changes nothing', async () => {
  const before = await office.count('intake.rows')
  await door.get(address)
  await door.app.request(`http://localhost:4002${address}`, { method: 'HEAD' })
  expect(await office.count('intake.rows')).toBe(before)
})

test('a void or invented link says so, and nothing is kept of what was sent to it', async () => {
  const ended = await buildPlan(db, member.ines, caseId)
  const old = await addressOfPlan(db, member.ines, caseId, ended)
  await db.transaction(member.ines, (tx) => turnPlan(tx, { caseId, planId: ended, turn: 'end' }))
  for (const path of [
    old,
    `/k/${'A'.repeat(22)}`,
    `/r/${'A'.repeat(22)}`,
    address.replace('/k/', '/r/'),
    '/k/x',
  ]) {
    expect((await door.get(path)).status, path).toBe(404)
    expect((await door.post(path, { answer: 'well' })).status, path).toBe(404)
  }
  expect(await office.count('intake.rows')).toBe(0)
})

test('where an answer cannot be kept, the page says so and does not show the word again', async () => {
  const full = createPrivateDoor({
    ...door.options,
    intake: { append: () => Promise.reject(new Overloaded(5)) },
  })
  const answer = await full.request(`http://localhost:4002${address}`, {
    method: 'POST',
    body: new URLSearchParams({ answer: 'well', word: words.duressWord }),
  })
  expect(answer.status).toBe(503)
  const page = await answer.text()
  expect(page).toContain('did not arrive')
  expect(page).toContain('name="answer" value="well"')
  expect(page).not.toContain('kettle')
})

test('a colleague takes an alarm by the link that it carried, once, and only while of the team', async () => {
  const [alarm] = await alarmsOf(worker.db, organisationId)
  const token = await worker.db.reading(workerOf(organisationId), async (tx) => {
    const message = await tx.db
      .selectFrom('alarm_messages')
      .select('id')
      .where('alarm_id', '=', alarm!.id)
      .executeTakeFirstOrThrow()
    return linkToken(await tx.keys.organisation(organisationId), `alarm ${message.id}`)
  })
  expect(await (await door.get(`/r/${token}`)).text()).toContain('I have it')
  expect((await alarmsOf(worker.db, organisationId))[0]!.acknowledged_by).toBeNull()
  for (let i = 0; i < 2; i++)
    expect((await door.post(`/r/${token}`)).headers.get('Location')).toBe('/done/en')
  await worker.drainAll()
  expect((await alarmsOf(worker.db, organisationId))[0]!.acknowledged_by).toBe(member.ines.accountId)
  expect(await office.count('events', "type = 'alarm.acknowledged'")).toBe(1)
  await turnOnce(worker.services)
})

test('mails of alarms hold the code name and a link, and no name', async () => {
  const mails = await worker.db.transaction(workerOf(organisationId), async (tx) => {
    const { composerOf } = await import('#delivery/declared-mails.ts')
    const { mailPlace } = await import('#delivery/mail-queue.ts')
    const key = await tx.keys.organisation(organisationId)
    await tx.db.updateTable('alarms').set({ acknowledged_at: null, acknowledged_by: null }).execute()
    const rows = await tx.db.selectFrom('mails').selectAll().where('kind', '=', 'alarm').execute()
    return await Promise.all(
      rows.map(async (row) => {
        const mail = key.openJson<{ template: string; values: Record<string, unknown> }>(
          mailPlace(row.id),
          row.sealed,
        )
        const opened = { id: row.id, organisationId, inbox: null, language: 'en', values: mail.values }
        const sender = { name: 'Sender', postalAddress: '' }
        return await composerOf(mail.template)(tx, { ...opened, sender }, worker.services)
      }),
    )
  })
  expect(mails).toHaveLength(1)
  const { subject, text, html } = mails[0]!
  expect(subject).toBe(`${lantern.codeName}: urgent. Do not call the telephone; sign in first`)
  expect(text).toMatch(/https:\/\/page\.example\/r\/[\w-]{22}\n/)
  expect(text + html + subject).not.toMatch(/Samira|Haddad|Canary|Noon call|duress/i)
})
