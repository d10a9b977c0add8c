import { expect, test } from 'vitest'
import { buildCase, buildConsents } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { findPerson, listPersons } from './person.ts'

const office = await testOffice()
const { ines } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()

const brother = {
  role: 'family',
  legalName: 'Karim Haddad',
  health: 'Needs insulin twice a day',
  channels: 'Evenings, at his sister’s',
  work: ['family-of-defender', 'other'],
  dependants: '3',
}

/** A case whose file this browser has opened. */
async function openFile(codeName: string) {
  const built = await buildCase(office.db, ines, { codeName, room: 'coalition' })
  const browser = office.as('ines')
  const at = `/cases/${built.caseId}`
  expect(
    (await browser.post(`${at}/person/open`, { reason: 'contact', next: 'persons' })).headers.get('location'),
  ).toBe(`${at}/persons`)
  return { ...built, browser, at }
}

test('the file opens with a reason first, and shows nothing before', async () => {
  const { caseId } = await buildCase(office.db, ines, { codeName: 'Shut' })
  const browser = office.as('ines')
  expect(await html(browser.get(`/cases/${caseId}/persons`))).not.toContain('Samira')
  const { id } = (await office.db.reading(ines, (tx) => findPerson(tx, caseId)))!
  const answer = await browser.get(`/cases/${caseId}/persons/${id}`)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/cases/${caseId}/persons`])
})

test('several persons stand in the file, each sealed, and a short form keeps what it does not ask', async () => {
  const { caseId, browser, at, personId } = await openFile('Several')
  expect((await browser.post(`${at}/persons`, brother)).status).toBe(303)
  const persons = await office.db.reading(ines, (tx) => listPersons(tx, caseId))
  expect(persons.map(({ legalName, role }) => [legalName, role])).toEqual([
    ['Samira Haddad', 'at-risk'],
    ['Karim Haddad', 'family'],
  ])
  expect(persons[1]).toMatchObject({
    dependants: 3,
    work: ['family-of-defender', 'other'],
    health: brother.health,
  })
  const whole = { role: 'at-risk', legalName: 'Samira Haddad', health: 'Asthma', version: '1' }
  expect((await browser.post(`${at}/persons/${personId}`, whole)).status).toBe(303)
  // the card on the first page asks for five fields
  expect(
    (await browser.post(`${at}/person`, { legalName: 'Samira Haddad', calledName: 'Sami' })).status,
  ).toBe(303)
  expect(await office.db.reading(ines, (tx) => findPerson(tx, caseId))).toMatchObject({
    health: 'Asthma',
    calledName: 'Sami',
  })
  expect(
    await office.count('persons', `sealed::text like '%${Buffer.from('insulin').toString('hex')}%'`),
  ).toBe(0)
  expect((await browser.post(`${at}/persons/${personId}`, whole)).status).toBe(409)
})

test('a refused form keeps what was typed and leaves no row', async () => {
  const { browser, at } = await openFile('Refused')
  const before = await office.count('persons')
  const answer = await browser.post(`${at}/persons`, { ...brother, legalName: '', dependants: 'many' })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Needs insulin twice a day')
  expect(await office.count('persons')).toBe(before)
})

test('who leaves takes every own consent along; the others keep theirs', async () => {
  const { caseId, browser, at, personId } = await openFile('Leaves')
  await browser.post(`${at}/persons`, brother)
  const persons = await office.db.reading(ines, (tx) => listPersons(tx, caseId))
  const karim = persons[1]!
  await buildConsents(office.db, ines, { caseId, personId })
  await buildConsents(office.db, ines, { caseId, personId: karim.id }, ['name', 'quotes'])
  expect((await browser.post(`${at}/persons/${karim.id}/remove`, { version: '1' })).status).toBe(303)
  const given = (id: string) => office.count('consents', `person_id = '${id}' and state = 'given'`)
  expect(await given(karim.id)).toBe(0)
  expect(await given(personId)).toBeGreaterThan(0)
  // the only person at risk stays
  const last = await browser.post(`${at}/persons/${personId}/remove`, { version: '1' })
  expect(last.status).toBe(409)
  expect(await given(personId)).toBeGreaterThan(0)
})

test('from the room, or from another case, nobody’s file can be reached', async () => {
  const { at, personId } = await openFile('Room')
  const tomas = office.as('tomas')
  expect(await html(tomas.get(`${at}/persons`))).not.toContain('Samira')
  expect((await tomas.get(`${at}/persons/${personId}`)).status).toBe(403)
  expect((await tomas.post(`${at}/persons`, brother)).status).toBe(403)
  const other = await openFile('Other')
  expect((await other.browser.get(`${other.at}/persons/${personId}`)).status).toBe(404)
  expect((await other.browser.post(`${other.at}/persons/${personId}`, brother)).status).toBe(404)
  expect((await other.browser.get(`${other.at}/persons/not-an-id`)).status).toBe(404)
})
