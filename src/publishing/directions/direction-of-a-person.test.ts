import { expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { newId } from '#platform/ids.ts'
import { openFile } from '#cases/index.ts'
import { checkCodeWord, codeWordAttempts, hashCodeWord } from './code-word.ts'
import { listDirections, listPastDirections, saveDirection, type DirectionInput } from './direction.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1]) => office.db.transaction(ines, run)
const build = (codeName: string) => buildCase(office.db, ines, { codeName, room: 'coalition' })

const said = {
  version: 0,
  speakers: [
    { name: 'Nadia Haddad', relation: 'sister', reach: 'Signal, after six' },
    { name: 'Rami Aziz', relation: 'lawyer', reach: '' },
  ],
  lawyer: true,
  words: 'A letter in my hand',
  items: ['name', 'story'],
  purposes: ['web'],
  confirmedOn: '2026-11-20',
  confirmedHow: 'written',
} as const satisfies Partial<DirectionInput>
type Said = Omit<DirectionInput, 'caseId' | 'personId'>
const copy = (): Said => structuredClone(said) as unknown as Said

test('a direction is written down, said anew and confirmed: no word of it is lost, and two do not overwrite each other', async () => {
  const her = await build('Said')
  const id = await as((tx) => saveDirection(tx, { ...copy(), ...her }))
  await as((tx) => saveDirection(tx, { ...copy(), ...her, version: 1, words: 'Only my lawyer' }))
  const outdated = as((tx) => saveDirection(tx, { ...copy(), ...her, version: 1 }))
  await expect(outdated).rejects.toMatchObject({ code: 'case.changed' })
  const [one] = await as((tx) => listDirections(tx, her.caseId))
  expect(one).toMatchObject({ ...said, words: 'Only my lawyer', version: 2, hasCodeWord: false })
  expect(await as((tx) => listPastDirections(tx, her.caseId, id))).toMatchObject([
    { words: said.words, confirmedOn: said.confirmedOn, version: 1 },
  ])
  const gone = as((tx) => tx.db.deleteFrom('directions').where('id', '=', id).executeTakeFirst())
  expect((await gone).numDeletedRows).toBe(0n)
  expect(await office.count('events', `subject = '${id}' and type like 'direction.%'`)).toBe(2)
})

test('what does not hold together is said at its field, and nothing is kept', async () => {
  const her = await build('Refused')
  const nobody = [{ name: '', relation: '', reach: '' }]
  const wrong: [Partial<Said>, Record<string, string>][] = [
    [{ confirmedOn: '2027-01-01' }, { confirmedOn: 'consent.error.future' }],
    [{ speakers: [{ name: '', relation: 'aunt', reach: '' }] }, { name1: 'error.field.empty' }],
    [{ purposes: [] }, { purposes: 'error.field.choose' }],
    [{ items: [] }, { items: 'error.field.choose' }],
    [
      { speakers: nobody, lawyer: false, words: '', items: [], purposes: [] },
      { name1: 'direction.error.nothing' },
    ],
  ]
  for (const [changes, fields] of wrong)
    await expect(as((tx) => saveDirection(tx, { ...copy(), ...changes, ...her }))).rejects.toMatchObject({
      fields,
    })
  await expect(hashCodeWord(office.db, ines, { ...her, codeWord: ' ab ' })).rejects.toMatchObject({
    fields: { codeWord: 'direction.error.short' },
  })
  const stranger = as((tx) => saveDirection(tx, { ...copy(), ...her, personId: newId() }))
  await expect(stranger).rejects.toMatchObject({ name: 'NotFound' })
  expect(await office.count('directions', `case_id = '${her.caseId}'`)).toBe(0)
})

test('whoever is not on the team neither reads nor writes it, nor tries a word', async () => {
  const her = await build('Team')
  await as((tx) => saveDirection(tx, { ...copy(), ...her }))
  const refused = { code: 'case.team-only' }
  await expect(
    office.db.transaction(tomas, (tx) => saveDirection(tx, { ...copy(), ...her, version: 1 })),
  ).rejects.toMatchObject(refused)
  await expect(office.db.reading(tomas, (tx) => listDirections(tx, her.caseId))).rejects.toMatchObject(
    refused,
  )
  await expect(checkCodeWord(office.db, tomas, { ...her, said: 'heron' })).rejects.toMatchObject(refused)
  const page = await html(office.as('tomas').get(`/cases/${her.caseId}/direction`))
  expect(page).not.toContain('Nadia Haddad')
})

test('a code word is checked as it is said over a bad line; five wrong ones close it for a day, also sent at once', async () => {
  const her = await build('Code')
  const codeWord = await hashCodeWord(office.db, ines, { ...her, codeWord: 'Grey  Heron' })
  expect(codeWord).not.toContain('eron')
  expect(await checkCodeWord(office.db, ines, { ...her, said: 'grey heron' })).toBe('none')
  await as((tx) => saveDirection(tx, { ...copy(), ...her, codeWord }))
  const check = (said: string) => checkCodeWord(office.db, ines, { ...her, said })
  expect(await check(' GREY heron ')).toBe('right')
  expect(await check('grey goose')).toBe('wrong')
  // the right one begins anew
  expect(await check('grey heron')).toBe('right')
  const answers = await Promise.all(Array.from({ length: codeWordAttempts + 2 }, () => check('grey goose')))
  expect(answers.filter((one) => one === 'wrong')).toHaveLength(codeWordAttempts)
  expect(await check('grey heron')).toBe('spent')
  office.clock.move(24 * 3_600_000)
  expect(await check('grey heron')).toBe('right')
  office.clock.move(-24 * 3_600_000)
  const tried = `case_id = '${her.caseId}' and type = 'direction.code-word-tried'`
  expect(await office.count('events', tried)).toBe(3 + codeWordAttempts + 1)
  // changing the rest keeps the word; taking it away is said
  await as((tx) => saveDirection(tx, { ...copy(), ...her, version: 1 }))
  expect(await check('grey heron')).toBe('right')
  await as((tx) => saveDirection(tx, { ...copy(), ...her, version: 2, codeWord: null }))
  expect(await check('grey heron')).toBe('none')
})

test('her page asks why the file is opened, then shows, keeps and checks; nothing typed is lost', async () => {
  const her = await build('Page')
  const browser = office.as('ines')
  const at = `/cases/${her.caseId}/direction`
  await as((tx) => saveDirection(tx, { ...copy(), ...her }))
  expect(await html(browser.get(at))).not.toContain('Nadia Haddad')
  expect((await browser.get(`${at}/${her.personId}`)).status).toBe(303)
  const opened = await browser.post(`/cases/${her.caseId}/person/open`, {
    reason: 'consent',
    next: 'direction',
  })
  expect(opened.headers.get('location')).toContain(at)
  const page = await html(browser.get(at))
  for (const words of ['Nadia Haddad', 'Signal, after six', 'A letter in my hand'])
    expect(page).toContain(words)
  const form = {
    ...{ version: '1', name1: 'Nadia Haddad', relation1: 'sister', reach1: 'Letters', words: 'Anew' },
    ...{ codeWord: 'grey heron', confirmedOn: '2026-11-22', confirmedHow: 'written' },
  }
  const wrong = await browser.post(`${at}/${her.personId}`, { ...form, confirmedOn: 'soon' })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('Letters')
  expect((await browser.post(`${at}/${her.personId}`, form)).status).toBe(303)
  const after = await html(browser.get(at))
  expect(after).toContain('Her code word')
  expect(after).not.toContain('grey heron')
  expect(await html(browser.get(`${at}/${her.personId}`))).toContain('A letter in my hand')
  const say = (word: string) => html(browser.post(`${at}/${her.personId}/code-word`, { said: word }))
  expect(await say('goose')).toContain('this is not her code word')
  expect(await say('Grey heron')).toContain('Yes, this is her code word')
  expect((await browser.post(`${at}/${her.personId}/code-word`, { said: '' })).status).toBe(422)
})

test('a stranger’s address answers as if the case did not exist', async () => {
  const her = await buildCase(office.db, ines, { codeName: 'Hidden', room: 'team' })
  const browser = office.as('tomas')
  const at = `/cases/${her.caseId}/direction`
  for (const answer of [
    browser.get(at),
    browser.get(`${at}/${her.personId}`),
    browser.post(`${at}/${her.personId}`, {}),
    browser.post(`${at}/${her.personId}/code-word`, {}),
  ])
    expect((await answer).status).toBe(404)
  expect(await office.count('directions', `case_id = '${her.caseId}'`)).toBe(0)
})

test('the file that is opened for one session is not open for another', async () => {
  const her = await build('Session')
  await as((tx) => saveDirection(tx, { ...copy(), ...her }))
  await as((tx) => openFile(tx, { caseId: her.caseId, sessionId: newId(), reason: 'consent' }))
  expect(await html(office.as('ines').get(`/cases/${her.caseId}/direction`))).not.toContain('Nadia Haddad')
})
