import { expect, test } from 'vitest'
import { buildCase } from '../../test/build-case.ts'
import { testOffice } from '../../test/office.ts'
import { listPersons, savePerson } from '../cases/index.ts'
import { consentPurposes, presetNames, presets } from './matrix.ts'

const office = await testOffice()
const { ines } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()

const said = {
  answer: 'given',
  items: ['name', 'story'],
  purposes: ['web'],
  agreed: 'Use my name.',
  how: 'written',
  givenOn: '2026-11-22',
}

async function build(codeName: string) {
  const built = await buildCase(office.db, ines, { codeName })
  return { ...built, at: `/cases/${built.caseId}`, browser: office.as('ines') }
}

test('no preset raises money, and only the two public ones reach the web', () => {
  expect(presetNames.filter((name) => presets[name].purposes.includes('fundraising'))).toEqual([])
  expect(presetNames.filter((name) => presets[name].purposes.includes('web'))).toEqual([
    'public-unnamed',
    'public-named',
  ])
  // who is public without her name has agreed to no item that would name or show her
  const unnamed = presets['public-unnamed'].items
  for (const item of ['name', 'image', 'voice', 'family', 'place'] as const)
    expect(unnamed).not.toContain(item)
})

test('a preset fills the form and records nothing by itself', async () => {
  const { at, browser } = await build('Preset')
  const before = await office.count('consents')
  const page = await html(browser.get(`${at}/consents/new?preset=quiet-help`))
  const ticked = [...page.matchAll(/name="purposes" value="([\w-]+)" checked/g)].map(([, value]) => value)
  expect(ticked).toEqual(['safety', 'legal'])
  expect(page).toContain('You can change your mind at any time')
  expect(page).toContain('يمكنك تغيير رأيك')
  expect(await office.count('consents')).toBe(before)
})

test('a consent says what it is for; none ticked is no consent, an unknown one is refused', async () => {
  const { at, browser, caseId } = await build('Purposes')
  for (const purposes of [[], ['everything']]) {
    const answer = await browser.post(`${at}/consents`, { ...said, purposes })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Use my name.')
  }
  expect(await office.count('consents', `case_id = '${caseId}'`)).toBe(0)
  expect((await browser.post(`${at}/consents`, { ...said, purposes: ['legal', 'safety'] })).status).toBe(303)
  expect((await browser.post(`${at}/person/open`, { reason: 'consent', next: 'consents' })).status).toBe(303)
  expect(await html(browser.get(`${at}/consents`))).toContain('Legal work and Safety')
  await expect(
    office.db.transaction(ines, (tx) =>
      tx.db
        .updateTable('consents')
        .set({ purposes: ['everything'] })
        .where('case_id', '=', caseId)
        .execute(),
    ),
  ).rejects.toMatchObject({ code: '23514' })
  expect(consentPurposes).toHaveLength(11)
})

test('each person agrees for herself: a brother’s word is his own, and a stranger’s id is nobody’s', async () => {
  const { at, browser, caseId, personId } = await build('Brother')
  await office.db.transaction(ines, (tx) =>
    savePerson(tx, { caseId, role: 'family', legalName: 'Karim Haddad' }),
  )
  const [, karim] = await office.db.reading(ines, (tx) => listPersons(tx, caseId))
  expect((await browser.post(`${at}/consents`, { ...said, personId: karim!.id })).status).toBe(303)
  expect(await office.count('consents', `person_id = '${karim!.id}' and state = 'given'`)).toBe(2)
  expect(await office.count('consents', `person_id = '${personId}'`)).toBe(0)
  const other = await build('Elsewhere')
  const before = await office.count('consents')
  expect((await browser.post(`${at}/consents`, { ...said, personId: other.personId })).status).toBe(404)
  expect(await office.count('consents')).toBe(before)
})

test('a review date warns thirty days before and takes nothing down', async () => {
  const { at, browser, caseId } = await build('Review')
  expect((await browser.post(`${at}/consents`, { ...said, reviewOn: '2026-11-20' })).status).toBe(422)
  expect((await browser.post(`${at}/consents`, { ...said, reviewOn: '2026-12-30' })).status).toBe(303)
  expect(await html(browser.get('/'))).not.toContain('Review: 2 consents')
  const week = 8 * 86_400_000
  office.clock.move(week)
  expect(await html(office.as('ines').get('/'))).toContain('Review: 2 consents are to be asked about again')
  office.clock.move(10 * week)
  expect(await office.count('consents', `case_id = '${caseId}' and state = 'given'`)).toBe(2)
  office.clock.move(-11 * week)
})

test('“no consent yet” stays on every screen of the team until one is given, and comes back with the last one', async () => {
  const { at, browser, caseId } = await build('Without')
  const team = async () => (await html(browser.get(`${at}/team`))).includes('No consent yet')
  expect(await team()).toBe(true)
  // the room does not learn how far the team is with her
  expect(await html(office.as('tomas').get(`${at}/team`))).not.toContain('No consent yet')
  expect((await browser.post(`${at}/consents`, { ...said, items: 'story' })).status).toBe(303)
  expect(await team()).toBe(false)
  const { id } = await office.db.reading(ines, (tx) =>
    tx.db.selectFrom('consents').select('id').where('case_id', '=', caseId).executeTakeFirstOrThrow(),
  )
  expect((await browser.post(`${at}/consents/withdraw`, { consent: id })).status).toBe(303)
  expect(await team()).toBe(true)
})
