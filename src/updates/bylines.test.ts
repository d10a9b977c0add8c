/** Who signs an update, from the console's form to page and feed; and who is taken off. */
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildPublicCase } from '../../test/build-campaign.ts'
import { buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { buildUpdate, publishBuilt, updateWords } from '../../test/build-update.ts'
import { testOffice } from '../../test/office.ts'
import { signBeside } from '../../test/sign.ts'
import { openTestSite } from '../../test/visitors-door.ts'
import { lighthouse } from '../../test/world.ts'
import { nameInPublic } from '#coalitions/index.ts'
import type { Member } from '#platform/actor.ts'
import {
  addAuthor,
  chooseSource,
  correctUpdate,
  getUpdate,
  publishUpdate,
  readByline,
  readRealNames,
  saveUpdateText,
  type NewAuthor,
} from './index.ts'

const office = await testOffice()
const { db } = office
const { ines, tomas } = office.member
const wanjiru = await buildPartner(db)
const { app, site, close } = openTestSite(office.database, office.clock)
afterAll(close)
const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
const as = <T>(who: Member, run: Parameters<typeof db.transaction<T>>[1]) => db.transaction(fresh(who), run)

let her: Awaited<ReturnType<typeof buildPublicCase>>
let updateId: string
beforeEach(async () => {
  her = await buildPublicCase(db, fresh(ines))
  await joinCoalition(db, fresh(ines), her.caseId, fresh(wanjiru))
  updateId = await buildUpdate(db, fresh(ines), her.caseId)
})

const version = async () => (await as(ines, (tx) => getUpdate(tx, updateId))).version
const add = async (author: NewAuthor, who: Member = ines) => {
  const read = await version()
  await as(who, (tx) => addAuthor(tx, { updateId, version: read, author }))
}
const form = async (fields: Record<string, string>) => ({ version: String(await version()), ...fields })
const at = (path = '') => `/updates/${updateId}/byline${path}`
const rows = () => as(ines, async (tx) => (await readByline(tx, await getUpdate(tx, updateId))).authors)
const publish = () => publishBuilt(db, fresh(ines), updateId, ['en', 'ar'], fresh(wanjiru))
async function page(lang: string, path = '/updates'): Promise<string> {
  await site.published.refresh()
  const { shortId } = await as(ines, (tx) => getUpdate(tx, updateId))
  const where = path === '/updates' ? `${path}/${shortId}` : path
  const answer = await app.request(`/${lang}/c/${her.shortId}${where}`)
  return `${answer.status} ${(await answer.text()).replaceAll(/<\/?bdi>|[\u2068\u2069]/g, '')}`
}

test('authors are added, put in order and removed by plain forms, and what is wrong keeps what was typed', async () => {
  const desk = office.as('ines')
  await desk.post(at(), await form({ kind: 'person', 'name-en': 'Noor Haddad', 'name-ar': 'نور حداد' }))
  await desk.post(at(), await form({ kind: 'withheld', realName: 'Rania Odeh' }))
  await desk.post(at(), await form({ kind: 'organisation', organisationId: wanjiru.organisationId }))
  const nameless = await desk.post(at(), await form({ kind: 'pseudonym', realName: 'Known to us' }))
  expect([nameless.status, (await nameless.text()).includes('value="Known to us"')]).toEqual([422, true])
  expect((await rows()).map(({ kind }) => kind)).toEqual(['person', 'withheld', 'organisation'])
  const third = (await rows())[2]!.id
  await desk.post(at(`/${third}`), await form({ act: 'up' }))
  await desk.post(at(`/${third}`), await form({ act: 'up' }))
  await desk.post(at(`/${third}`), await form({ act: 'up' }))
  expect((await rows()).map(({ kind }) => kind)).toEqual(['organisation', 'person', 'withheld'])
  const stale = await desk.post(at(`/${third}`), { version: '1', act: 'remove' })
  expect([stale.status, (await rows()).length]).toEqual([409, 3])
  await desk.post(at(`/${third}`), await form({ act: 'remove' }))
  expect((await rows()).map(({ kind }) => kind)).toEqual(['person', 'withheld'])
  expect((await desk.post(at(`/${third}`), await form({ act: 'remove' }))).status).toBe(404)
})

test('page, feeds and signer read the same authors; a withheld name is in none of them', async () => {
  await add({ kind: 'person', names: { en: 'Noor Haddad', ar: 'نور حداد' } })
  await add({ kind: 'pseudonym', names: { en: 'The Gardener' }, realName: 'Rania Odeh' })
  await add({ kind: 'withheld', realName: 'Sami Odeh' })
  await add({ kind: 'organisation', organisationId: wanjiru.organisationId })
  await publish()
  expect(await page('en')).toContain(
    'By Noor Haddad, The Gardener, name withheld for safety and Lighthouse Circle.',
  )
  expect(await page('ar')).toContain('نور حداد')
  expect(await page('ar')).toContain('الاسم محجوب حفاظًا على السلامة')
  const json = JSON.parse((await page('en', '/feed.json')).slice(4)) as { items: { authors: object[] }[] }
  expect(json.items[0]!.authors).toEqual(
    ['Noor Haddad', 'The Gardener', 'name withheld for safety', 'Lighthouse Circle'].map((name) => ({
      name,
    })),
  )
  expect(await page('en', '/feed.atom')).toContain('<name>name withheld for safety</name>')
  const all = await as(ines, ({ db: query }) =>
    sql<{ text: string }>`select string_agg(body::text, ' ') as text from published.documents
      where case_id = ${her.caseId}`.execute(query),
  )
  expect(all.rows[0]!.text).not.toMatch(/Odeh/)
})

test('who it is in truth is for the case team alone, in the console too', async () => {
  await add({ kind: 'withheld', realName: 'Rania Odeh' })
  const known = (who: Member) => as(who, async (tx) => readRealNames(tx, await getUpdate(tx, updateId)))
  expect([[...(await known(ines)).values()], (await known(wanjiru)).size]).toEqual([['Rania Odeh'], 0])
  expect(await (await office.as('ines').get(at())).text()).toContain('Rania Odeh')
  const room = await (await office.signedIn(wanjiru).get(at())).text()
  expect(room).toContain('name withheld for safety')
  expect(room).not.toContain('Odeh')
  expect(room).not.toContain('name="realName"')
  await expect(add({ kind: 'withheld', realName: 'Rania Odeh' }, tomas)).rejects.toMatchObject({
    status: 403,
  })
  expect((await rows()).length).toBe(1)
})

test('an organisation that takes its name back is off page and feeds, as author, as source and as typed', async () => {
  await add({ kind: 'person', names: { en: 'Noor Haddad' } })
  await add({ kind: 'organisation', organisationId: wanjiru.organisationId })
  const read = await version()
  await as(ines, (tx) =>
    chooseSource(tx, { updateId, version: read, organisationId: wanjiru.organisationId }),
  )
  await publish()
  const before = await page('en')
  expect(before).toMatch(/Courtesy of\s*<a href="https:\/\/lighthouse\.example">Lighthouse Circle/)
  expect(before).toContain('Posted here by Harbour Watch.')
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId: her.caseId, named: false }))
  for (const path of ['/updates', '/feed.json', '/feed.atom'])
    expect([path, (await page('en', path)).includes('Lighthouse')]).toEqual([path, false])
  expect(await page('en')).toContain('By Noor Haddad.')
  await expect(add({ kind: 'organisation', organisationId: wanjiru.organisationId })).rejects.toMatchObject({
    fields: { organisationId: 'error.field.choose' },
  })
})

test('an organisation stands as author or source of no words that it has not seen, whatever the quorum', async () => {
  const noe = await buildPartner(
    db,
    { ...lighthouse, name: 'River Desk' },
    { name: 'Noe Ruiz', address: 'noe@river.example' },
  )
  await joinCoalition(db, fresh(ines), her.caseId, fresh(noe))
  await add({ kind: 'organisation', organisationId: wanjiru.organisationId })
  const read = await version()
  await as(ines, (tx) => chooseSource(tx, { updateId, version: read, organisationId: noe.organisationId }))
  const { signOffId } = await as(ines, async (tx) => {
    const of = { updateId, version: (await getUpdate(tx, updateId)).version, items: [], languages: ['en'] }
    return await publishUpdate(tx, of)
  })
  const signs = async (who: Member) => (await signBeside(db, fresh(who), signOffId)).state
  expect(await signs(tomas), 'two people of one organisation').toBe('asked')
  const reads = async () =>
    await (await office.as('ines').get(`/cases/${her.caseId}/sign-offs/${signOffId}`)).text()
  expect(await reads()).toMatch(/under the name of .*Lighthouse Circle.*River Desk/)
  expect(await signs(wanjiru), 'the source has not seen it').toBe('asked')
  expect(await page('en')).toMatch(/^404/)
  expect(await signs(noe)).toBe('signed')
  expect(await page('en')).toContain('By Lighthouse Circle.')
})

test('a correction by one person puts the name of no organisation over it that has not seen it', async () => {
  await add({ kind: 'person', names: { en: 'Noor Haddad', ar: 'نور حداد' } })
  await publishBuilt(db, fresh(ines), updateId, ['en'], fresh(wanjiru))
  await add({ kind: 'organisation', organisationId: wanjiru.organisationId })
  const words = { ...updateWords.en, correctionNote: 'Authors.' }
  await as(ines, (tx) =>
    saveUpdateText(tx, { updateId, language: 'en', version: 1, translation: 'original', words }),
  )
  const correct = (correcting: boolean) =>
    as(ines, async (tx) =>
      correctUpdate(tx, {
        ...{ updateId, version: (await getUpdate(tx, updateId)).version, items: [], correcting },
        languages: ['en'],
      }),
    )
  await expect(correct(true)).rejects.toMatchObject({ code: 'publishing.approval.author-unheard' })
  expect(await page('en')).not.toContain('Lighthouse Circle')
  const { state, signOffId } = await correct(false)
  expect(state).toBe('asked')
  await signBeside(db, fresh(wanjiru), signOffId)
  expect(await page('en')).toContain('By Noor Haddad and Lighthouse Circle.')
})

test('an update of an organisation that is not named in public says nothing of whose page it is', async () => {
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId: her.caseId, named: false }))
  updateId = await buildUpdate(db, fresh(wanjiru), her.caseId)
  await publishBuilt(db, fresh(wanjiru), updateId, ['en'], fresh(ines))
  const shown = await page('en')
  expect(shown).toMatch(/^200 /)
  expect(shown).not.toContain('Lighthouse')
  expect(shown).not.toContain('Courtesy of')
})

test('names that were typed are shown until there is a row; what is signed is the row', async () => {
  const typed = await (await office.as('ines').get(at())).text()
  expect(typed).toMatch(/Ines Duarte.{0,3}, .{0,3}Layla Nasser/)
  await publish()
  expect(await page('en')).toContain('By Ines Duarte and Layla Nasser.')
  updateId = await buildUpdate(db, fresh(ines), her.caseId)
  await add({ kind: 'organisation', organisationId: wanjiru.organisationId })
  await add({ kind: 'person', names: { en: 'Noor Haddad' } })
  const ask = async () => {
    const what = { updateId, version: await version(), languages: ['en'], items: ['story'] }
    const asked = await as(ines, (tx) => publishUpdate(tx, what))
    return asked.state === 'asked' ? asked.signOffId : ''
  }
  const outdated = await ask()
  await add({ kind: 'withheld' })
  await expect(signBeside(db, fresh(wanjiru), outdated)).rejects.toMatchObject({
    message: 'publishing.sign.changed',
  })
  const signOffId = await ask()
  // who is named is the organisation's to say, also between two signatures
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId: her.caseId, named: false }))
  await signBeside(db, fresh(wanjiru), signOffId)
  expect(await page('en')).toContain('By Noor Haddad and name withheld for safety.')
})
