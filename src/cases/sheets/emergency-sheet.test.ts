import { expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { buildPlan } from '../../../test/build-check-in.ts'
import { testOffice } from '../../../test/office.ts'
import { turnPlan } from '../check-ins/plan.ts'
import { savePerson } from '../persons/person.ts'
import { saveDirection } from '#publishing/index.ts'
import { addToTeam } from '../team.ts'

const office = await testOffice()
const { ines, layla } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()

test('one press opens it, leaves a trace, and the others of the team see that it happened', async () => {
  const { caseId } = await buildCase(office.db, ines, { codeName: 'Sheet', room: 'coalition' })
  await office.db.transaction(ines, async (tx) => {
    await addToTeam(tx, { caseId, accountId: layla.accountId, role: 'duty-officer' })
    await savePerson(tx, { caseId, role: 'lawyer', legalName: 'Dana Qasem', channels: 'Any hour, by voice' })
  })
  const at = `/cases/${caseId}`
  const browser = office.as('layla')
  // only reading the address opens nothing
  expect((await browser.get(`${at}/emergency`)).status).toBe(303)
  expect(await office.count('events', "type = 'emergency-sheet.opened'")).toBe(0)
  const answer = await browser.post(`${at}/emergency`)
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  const page = await answer.text()
  expect(page.indexOf('Dana Qasem')).toBeGreaterThan(0)
  expect(page.indexOf('Dana Qasem')).toBeLessThan(page.indexOf('Samira Haddad'))
  expect(await office.count('events', "type = 'emergency-sheet.opened'")).toBe(1)
  expect(await html(office.as('ines').get('/'))).toContain('a colleague opened the emergency sheet')
  expect(await html(office.as('layla').get('/'))).not.toContain('فتح أحد الزملاء ورقة الطوارئ')
  // Tomas is in the room and not on the team
  expect((await office.as('tomas').post(`${at}/emergency`)).status).toBe(403)
  expect((await office.as('viktor').post(`${at}/emergency`)).status).toBe(403)
  expect(await html(office.as('tomas').get(at))).not.toContain(`${at}/emergency"`)
  expect(await office.count('events', "type = 'emergency-sheet.opened'")).toBe(1)
})

test('trusted contacts stand on it in the agreed order, of plans that hold, without the words', async () => {
  const { caseId } = await buildCase(office.db, ines, { codeName: 'Order', room: 'coalition' })
  const trusted = 'Zed, her brother: all of it\n<b>Amal</b>, next door: only that she is late'
  await buildPlan(office.db, ines, caseId, { trusted, codeWord: 'zq-jasmine', duressWord: 'zq-thunder' })
  const ended = await buildPlan(office.db, ines, caseId, { trusted: 'Gone since spring' })
  await office.db.transaction(ines, (tx) => turnPlan(tx, { caseId, planId: ended, turn: 'end' }))
  const page = await html(office.as('ines').post(`/cases/${caseId}/emergency`))
  expect(page.indexOf('Zed, her brother')).toBeGreaterThan(0)
  expect(page.indexOf('Zed, her brother')).toBeLessThan(page.indexOf('&lt;b&gt;Amal'))
  expect(page).not.toMatch(/Gone since spring|zq-jasmine|zq-thunder/)
  const refused = await office.as('tomas').post(`/cases/${caseId}/emergency`)
  expect(await refused.text()).not.toContain('Zed')
})

test('who speaks for her, what counts as her word and what she allows then stand on it, for the team', async () => {
  const her = await buildCase(office.db, ines, { codeName: 'Directed', room: 'coalition' })
  const at = `/cases/${her.caseId}/emergency`
  expect(await html(office.as('ines').post(at))).toContain('No advance direction is written down.')
  await office.db.transaction(ines, (tx) =>
    saveDirection(tx, {
      ...{ ...her, version: 0, lawyer: true, words: 'A letter in <my> hand', confirmedOn: '2026-11-20' },
      speakers: [
        { name: 'Nadia Haddad', relation: 'sister', reach: 'Signal, after six' },
        { name: 'Rami Aziz', relation: 'lawyer', reach: '' },
      ],
      ...{ items: ['story'], purposes: ['web'], confirmedHow: 'written', codeWord: 'zq-hashed' },
    }),
  )
  const page = await html(office.as('ines').post(at))
  expect(page.indexOf('Nadia Haddad')).toBeGreaterThan(page.indexOf('Advance direction'))
  expect(page.indexOf('Nadia Haddad')).toBeLessThan(page.indexOf('Rami Aziz'))
  for (const part of ['Signal, after six', 'A letter in &lt;my&gt; hand', 'her code word'])
    expect(page.toLowerCase()).toContain(part.toLowerCase())
  expect(page).not.toContain('zq-hashed')
  expect(await html(office.as('tomas').post(at))).not.toContain('Nadia')
})

test('one press leaves: the session is over, and what stands there says nothing of us', async () => {
  const browser = office.as('ines')
  expect(await html(browser.get('/'))).toContain('action="/leave"')
  const answer = await browser.post('/leave')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/away'])
  expect(answer.headers.get('Clear-Site-Data')).toContain('cache')
  const away = await html(browser.get('/away'))
  expect(away).not.toMatch(/watchlight|sign|case/i)
  expect((await browser.get('/cases')).headers.get('location')).toContain('/sign-in')
  // pressed in a session that is over already, it leads to the same empty page
  expect((await browser.post('/leave')).headers.get('location')).toBe('/away')
})
