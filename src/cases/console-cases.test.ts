import { expect, test } from 'vitest'
import sharp from 'sharp'
import { buildCase, buildConsents } from '../../test/build-case.ts'
import { testOffice } from '../../test/office.ts'
import { lantern } from '../../test/world.ts'

const office = await testOffice()
const ines = office.as('ines')
const html = async (answer: Response | Promise<Response>) => await (await answer).text()

const newCase = {
  codeName: 'Grey Heron',
  country: 'JO',
  reason: 'arrest-feared',
  language: 'en',
  room: 'team',
}

async function openCase(form = newCase): Promise<string> {
  const answer = await ines.post('/cases', form)
  expect(answer.status).toBe(303)
  return answer.headers.get('location')!
}

test('a case is opened with five answers and says what comes next', async () => {
  const at = await openCase()
  const page = await html(ines.get(at))
  expect(page).toContain('Grey Heron')
  expect(page).toContain('Case team only')
  expect(page).toContain('Who she is: write her into the file.')
  expect(await office.count('events', "type = 'case.opened'")).toBe(1)
})

test('a refused form keeps what was typed, leaves no row and no event', async () => {
  const before = [await office.count('cases'), await office.count('events', 'case_id is not null')]
  const answer = await ines.post('/cases', { ...newCase, codeName: 'Kept words', country: 'XX', reason: '' })
  expect(answer.status).toBe(422)
  const page = await answer.text()
  expect(page).toContain('Kept words')
  expect(page).toContain('href="#f-country"')
  expect([await office.count('cases'), await office.count('events', 'case_id is not null')]).toEqual(before)
})

test('a campaigner may not open one, a viewer may not write', async () => {
  const at = await openCase({ ...newCase, room: 'coalition' })
  const before = [
    await office.count('cases'),
    await office.count('case_texts'),
    await office.count('events', 'case_id is not null'),
  ]
  expect((await office.as('tomas').post('/cases', newCase)).status).toBe(403)
  expect((await office.as('viktor').post(`${at}/wording/en`, wording)).status).toBe(403)
  expect([
    await office.count('cases'),
    await office.count('case_texts'),
    await office.count('events', 'case_id is not null'),
  ]).toEqual(before)
})

const wording = { version: '0', ...lantern.texts.en, translation: 'original' }

test('a team-only case is no case for colleagues: list, search, page, parts, export, counts', async () => {
  const at = await openCase({ ...newCase, codeName: 'Hidden Wren' })
  const tomas = office.as('tomas')
  for (const list of ['/cases', '/cases?q=Wren', '/cases?state=open', '/cases?country=JO'])
    expect(await html(tomas.get(list)), list).not.toContain('Hidden Wren')
  const unknown = at.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  for (const part of [
    '',
    '/wording',
    '/wording/en',
    '/portrait',
    '/status',
    '/team',
    '/log',
    '/consents',
    '/publications',
    '/publish',
    '/preview/en',
    '/consents/new',
    '/consents/withdraw',
  ])
    expect((await tomas.get(at + part)).status, part).toBe((await tomas.get(unknown + part)).status)
  expect((await tomas.get(at)).status).toBe(404)
  const before = await office.count('events', 'case_id is not null')
  for (const [part, form] of [
    ['/wording/en', wording],
    ['/publish', { seen: '', languages: 'en', gate: 'name', read: 'yes' }],
    ['/unpublish', {}],
    ['/consents/withdraw', { consent: at.slice(-36) }],
    ['/portrait/remove', {}],
    [
      '/status',
      {
        harm: 'arrest',
        level: 'low',
        assessedOn: '2026-11-20',
        validUntil: '2026-12-01',
        assessorCount: '1',
      },
    ],
  ] as const)
    expect((await tomas.post(at + part, form)).status, part).toBe(404)
  expect(await html(tomas.post('/cases/export'))).not.toContain('Hidden Wren')
  expect(await html(ines.post('/cases/export'))).toContain('Hidden Wren')
  expect(await office.count('events', 'case_id is not null')).toBe(before)
})

test('an opened room shows wording and consents to colleagues, and keeps the file, team and log', async () => {
  const built = await buildCase(office.db, office.member.ines, { codeName: 'Open Heron' })
  await buildConsents(office.db, office.member.ines, built)
  const tomas = office.as('tomas')
  const at = `/cases/${built.caseId}`
  expect(await html(tomas.get('/cases?q=open+her'))).toContain('Open Heron')
  expect(await html(tomas.get(`${at}/wording`))).toContain('water money')
  for (const part of ['', '/team', '/log', '/consents'])
    expect(await html(tomas.get(at + part)), part).not.toMatch(
      /Never the office telephone|Nothing about my children|Ines Duarte<\/bdi><\/td>/,
    )
  expect((await tomas.post(`${at}/person`, { legalName: 'Other Name' })).status).toBe(403)
  expect(await html(ines.get(at))).not.toContain('Never the office telephone')
  expect((await ines.post(`${at}/person/open`, { reason: '' })).status).toBe(422)
  expect((await tomas.post(`${at}/person/open`, { reason: 'writing' })).status).toBe(403)
  expect(await office.count('events', "type = 'person.opened'")).toBe(0)
  expect((await ines.post(`${at}/person/open`, { reason: 'contact' })).status).toBe(303)
  expect(await html(ines.get(at))).toContain('Never the office telephone')
  expect(await html(office.as('ines').get(at)), 'another session').not.toContain('Never the office telephone')
  expect(await office.count('events', "type = 'person.opened'")).toBe(1)
})

test('titles, which a browser remembers, hold the code name and nothing of her', async () => {
  const built = await buildCase(office.db, office.member.ines, { codeName: 'Title Stork' })
  for (const part of [
    '',
    '/wording',
    '/portrait',
    '/status',
    '/team',
    '/log',
    '/consents',
    '/publications',
  ]) {
    const answer = await ines.get(`/cases/${built.caseId}${part}`)
    expect(answer.status, part).toBe(200)
    expect(/<title>(.*?)<\/title>/.exec(await answer.text())?.[1], part).not.toMatch(/Samira|Haddad/)
  }
})

test('whoever saves second gets both versions and loses nothing', async () => {
  const at = await openCase({ ...newCase, codeName: 'Twice' })
  expect((await ines.post(`${at}/wording/en`, wording)).status).toBe(303)
  const second = await ines.post(`${at}/wording/en`, { ...wording, sentence: 'My other sentence.' })
  expect(second.status).toBe(409)
  const page = await second.text()
  expect(page).toContain('My other sentence.')
  expect(page).toContain('water money')
  expect(page).toContain('name="version" value="1"')
  expect(
    (await ines.post(`${at}/wording/en`, { ...wording, version: '1', sentence: 'My other sentence.' }))
      .status,
  ).toBe(303)
  expect(await html(ines.get(`${at}/wording/en`))).toContain('My other sentence.')
})

test('a machine’s translation is marked until someone has reviewed it', async () => {
  const at = await openCase({ ...newCase, codeName: 'Marked' })
  const arabic = { ...lantern.texts.ar, version: '0', translation: 'machine' }
  await ines.post(`${at}/wording/ar`, arabic)
  expect(await html(ines.get(`${at}/wording/ar`))).toContain('Unreviewed translation')
  await ines.post(`${at}/wording/ar`, { ...arabic, version: '1', translation: 'reviewed' })
  expect(await html(ines.get(`${at}/wording/ar`))).not.toContain('Unreviewed translation')
})

test('a portrait loses its hidden data, needs words in each language, and is sealed', async () => {
  const built = await buildCase(office.db, office.member.ines, { codeName: 'Faces' })
  const at = `/cases/${built.caseId}/portrait`
  const bytes = await sharp({ create: { width: 1200, height: 1500, channels: 3, background: '#886644' } })
    .withExif({ IFD0: { Artist: 'canary-photographer' } })
    .jpeg()
    .toBuffer()
  const portrait = new File([new Uint8Array(bytes)], 'her.jpg', { type: 'image/jpeg' })
  const words = {
    'credit-en': lantern.portrait.credit.en,
    'alt-en': lantern.portrait.alt.en,
    'credit-ar': lantern.portrait.credit.ar,
    'alt-ar': lantern.portrait.alt.ar,
  }
  const refused = await ines.post(at, { portrait, ...words, 'alt-ar': '' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('Courtesy of the family')
  expect(await office.count('case_images')).toBe(0)
  const notAPicture = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'x.jpg', { type: 'image/jpeg' })
  expect((await ines.post(at, { portrait: notAPicture, ...words })).status).toBe(422)
  expect((await ines.post(at, { portrait, ...words })).status).toBe(303)
  const src = /src="([^"]+\/images\/[^"]+)"/.exec(await html(ines.get(at)))![1]!
  const served = Buffer.from(await (await ines.get(src)).arrayBuffer())
  expect((await sharp(served).metadata()).width).toBe(480)
  expect(served.includes('canary-photographer')).toBe(false)
  expect(served.length).toBeLessThanOrEqual(60_000)
  expect(
    await office.count(
      'case_image_renditions',
      `position('RIFF'::bytea in sealed) > 0 or position('WEBP'::bytea in sealed) > 0`,
    ),
  ).toBe(0)
  expect(await office.count('case_images', `position('canary'::bytea in original_sealed) > 0`)).toBe(0)
  // the room is open to colleagues, and so is the picture
  expect((await office.as('layla').get(src)).status).toBe(200)
})

test('the team: added by name, gone at once, never empty', async () => {
  const at = await openCase({ ...newCase, codeName: 'Team Tern' })
  const layla = office.as('layla')
  expect((await layla.get(at)).status).toBe(404)
  const { accountId } = office.member.layla
  expect((await ines.post(`${at}/team`, { accountId, role: 'legal' })).status).toBe(303)
  expect((await layla.get(at)).status).toBe(200)
  expect((await ines.post(`${at}/team`, { accountId, role: 'legal' })).status).toBe(409)
  expect((await ines.post(`${at}/team/remove`, { accountId })).status).toBe(303)
  expect((await layla.get(at)).status).toBe(404)
  const last = await ines.post(`${at}/team/remove`, { accountId: office.member.ines.accountId })
  expect(last.status).toBe(409)
  expect((await ines.get(at)).status).toBe(200)
})

test('the list sorts, filters, and tells an empty result from an empty desk', async () => {
  await openCase({ ...newCase, codeName: 'Zebra', country: 'KE' })
  const filtered = await html(ines.get('/cases?country=KE'))
  expect(filtered).toContain('Zebra')
  expect(filtered).not.toContain('Grey Heron')
  expect(await html(ines.get('/cases?q=100%25_none'))).toContain('No case fits')
  const sorted = await html(ines.get('/cases?sort=-code'))
  expect(sorted.indexOf('Zebra')).toBeLessThan(sorted.indexOf('Grey Heron'))
  expect((await ines.get('/cases?page=-3&sort=nonsense&state=%00')).status).toBe(200)
})

test('in Arabic the pages are whole and run from the right', async () => {
  const built = await buildCase(office.db, office.member.ines, { codeName: 'Right' })
  const layla = office.as('layla')
  const page = await html(layla.get(`/cases/${built.caseId}/wording/ar`))
  expect(page).toContain('dir="rtl"')
  expect(page).not.toContain('[en]')
})
