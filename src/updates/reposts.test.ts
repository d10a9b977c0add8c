/** An update on the page of another member, and the copies of it elsewhere: both go with the text, whatever ends it. */
import { parseJsonFeed } from 'feedsmith'
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildLiveCampaign, buildPublicCase } from '../../test/build-campaign.ts'
import { buildPartner, buildPartnerPage, joinCoalition } from '../../test/build-coalition.ts'
import { buildUpdate, publishBuilt, updateWords } from '../../test/build-update.ts'
import { testOffice } from '../../test/office.ts'
import { signed } from '../../test/sign.ts'
import { lighthouse } from '../../test/world.ts'
import { openTestSite } from '../../test/visitors-door.ts'
import { setWish } from '#cases/index.ts'
import { leaveCoalition, nameInPublic } from '#coalitions/index.ts'
import { getOrganisation } from '#organisations/index.ts'
import type { Member } from '#platform/actor.ts'
import { goQuiet } from '#publishing/index.ts'
import {
  correctUpdate,
  getUpdate,
  listCopies,
  listReposts,
  repostUpdate,
  saveUpdateText,
  withdrawUpdate,
} from './index.ts'

const office = await testOffice()
const { db } = office
const { ines } = office.member
const wanjiru = await buildPartner(db)
const aram = await buildPartner(
  db,
  { ...lighthouse, name: 'Tide House' },
  { name: 'Aram Said', address: 'aram@tide.example' },
)
const { app, site, close } = openTestSite(office.database, office.clock)
afterAll(close)
const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
const as = <T>(who: Member, run: Parameters<typeof db.transaction<T>>[1]) => db.transaction(fresh(who), run)
const { shortId: lighthouseId } = await as(wanjiru, (tx) => getOrganisation(tx, wanjiru.organisationId))

let her: Awaited<ReturnType<typeof buildPublicCase>>
let updateId: string
let key: string
beforeEach(async () => {
  office.clock.move(60_000)
  her = await buildPublicCase(db, fresh(ines))
  await joinCoalition(db, fresh(ines), her.caseId, fresh(wanjiru))
  await joinCoalition(db, fresh(ines), her.caseId, fresh(aram), { role: 'observer' })
  await publishBuilt(
    db,
    fresh(ines),
    (updateId = await buildUpdate(db, fresh(ines), her.caseId)),
    ['en', 'ar'],
    fresh(wanjiru),
  )
  key = (await as(ines, (tx) => getUpdate(tx, updateId))).shortId
})

async function visit(path = '', lang = 'en'): Promise<string> {
  await site.published.refresh()
  const answer = await app.request(`/${lang}/o/${lighthouseId}${path}`)
  return `${answer.status} ${(await answer.text()).replaceAll(/<\/?bdi>|[\u2068\u2069]/g, '')}`
}
const entries = async () => parseJsonFeed((await visit('/feed.json')).slice(4)).items!
const repost = (who: Member = wanjiru) => as(who, (tx) => repostUpdate(tx, { updateId }))
const reposts = () => as(ines, async (tx) => await listReposts(tx, await getUpdate(tx, updateId)))
const happened = (type: string) => office.count('events', `type = '${type}' and subject = '${updateId}'`)
const correct = async (body: string) => {
  const words = { ...updateWords.en, body, correctionNote: 'The day was wrong.' }
  await as(ines, (tx) =>
    saveUpdateText(tx, { updateId, language: 'en', version: 1, translation: 'original', words }),
  )
  await signed(
    db,
    fresh(ines),
    async (tx) => {
      const { version } = await getUpdate(tx, updateId)
      return await correctUpdate(tx, { updateId, version, languages: ['en'], items: ['story'] })
    },
    fresh(wanjiru),
  )
}

test('a member passes an update on: one text, with whose it is, on its page, in its feed, and under the first address', async () => {
  await repost()
  const list = await visit()
  expect(list).toContain(updateWords.en.headline)
  expect(list).toContain('Courtesy of Harbour Watch')
  const whole = await visit(`/updates/${key}`)
  expect(whole).toContain(
    `<link rel="canonical" href="https://watch.example/en/c/${her.shortId}/updates/${key}"`,
  )
  expect(whole).toContain('Posted here by Lighthouse Circle.')
  expect(whole).toMatch(/Courtesy of\s*<a[^>]*>Harbour Watch/)
  expect(await visit(`/updates/${key}`, 'ar')).toContain(updateWords.ar.headline)
  const [entry] = await entries()
  expect(entry).toMatchObject({ url: `https://watch.example/en/c/${her.shortId}/updates/${key}` })
  expect(entry!.content_html).toContain('Courtesy of Harbour Watch')
  const stored = await as(ines, ({ db: query }) =>
    sql<{
      text: string
    }>`select row_to_json(r)::text as text from published.reposts r where update_key = ${key}`.execute(query),
  )
  expect(stored.rows[0]!.text).not.toContain('hearing')
  await expect(repost()).rejects.toMatchObject({ code: 'updates.error.reposted' })
  expect(await happened('update.reposted')).toBe(1)
})

test('an organisation’s page and feed tell its own news too, with nobody’s courtesy, and not once it is down', async () => {
  const { shortId } = await as(ines, (tx) => getOrganisation(tx, ines.organisationId))
  const read = async (path = '') => {
    await site.published.refresh()
    return await (await app.request(`/en/o/${shortId}${path}`)).text()
  }
  const list = await read()
  expect(list).toContain(`<a href="/en/c/${her.shortId}/updates/${key}"`)
  expect(list).toContain(updateWords.en.headline)
  expect(list).not.toContain('Courtesy')
  const told = parseJsonFeed(await read('/feed.json')).items!
  expect(told.map(({ url }) => url)).toContain(`https://watch.example/en/c/${her.shortId}/updates/${key}`)
  await as(ines, (tx) => goQuiet(tx, her.caseId))
  expect(await read()).not.toContain(key)
  expect(await read('/feed.json')).not.toContain(key)
})

test('nothing more of her stands on a page once she wishes for quiet, and nothing of its own beside the text', async () => {
  const words = { 'intro-en': 'She needs an operation.' }
  await as(ines, (tx) =>
    setWish(tx, {
      ...{ caseId: her.caseId, kind: 'go-quiet', text: 'Say nothing.' },
      ...{ since: '2026-11-12', given: 'written' },
    }),
  )
  const refused = await office.signedIn(fresh(wanjiru)).post(`/updates/${updateId}/repost`, words)
  expect([refused.status, await office.count('reposts', `update_id = '${updateId}'`)]).toEqual([403, 0])
})

test('words that somebody sends along are shown nowhere', async () => {
  await office.signedIn(fresh(wanjiru)).post(`/updates/${updateId}/repost`, { 'intro-en': 'An operation.' })
  expect(await visit()).toContain(updateWords.en.headline)
  for (const path of ['', `/updates/${key}`, '/feed.json'])
    expect(await visit(path)).not.toContain('operation')
})

test('a correction reaches it at once, and a withdrawal leaves a notice in the feed and nothing else', async () => {
  await repost()
  await correct('On 4 December the judge heard **Samira Haddad**.')
  expect(await visit(`/updates/${key}`)).toContain('The day was wrong.')
  expect((await entries())[0]!.content_html).toContain('On 4 December')
  await as(ines, (tx) => withdrawUpdate(tx, updateId))
  expect(await visit(`/updates/${key}`)).toMatch(/^404 /)
  expect(await visit()).not.toContain(key)
  const left = (await entries()).filter(({ id }) => id?.includes(key))
  expect(left.map(({ title }) => title)).toEqual(['Withdrawn'])
  expect(JSON.stringify(left)).not.toMatch(/Samira/)
  expect([(await reposts()).length, await happened('update.repost-ended')]).toEqual([0, 1])
})

test.each<[string, () => Promise<unknown>]>([
  ['it leaves', () => as(wanjiru, (tx) => leaveCoalition(tx, { caseId: her.caseId }))],
  [
    'it takes its name back',
    () => as(wanjiru, (tx) => nameInPublic(tx, { caseId: her.caseId, named: false })),
  ],
  ['the case goes quiet', () => as(ines, (tx) => goQuiet(tx, her.caseId))],
])('nothing of the case is on the page of an organisation when %s', async (_, end) => {
  await repost()
  await end()
  for (const path of ['', '/feed.json', '/feed.atom'])
    expect([path, (await visit(path)).includes(key)]).toEqual([path, false])
  expect(await visit(`/updates/${key}`)).toMatch(/^404 /)
  expect(await office.count('published.reposts', `update_key = '${key}' and not ended`)).toBe(0)
  expect(await happened('update.repost-ended')).toBe(1)
})

test('who observes, who is not named, whose own it is, and who has not just proved who they are, pass nothing on', async () => {
  await expect(repost(aram)).rejects.toMatchObject({ status: 403, code: 'coalition.observers-read' })
  await expect(repost(ines)).rejects.toMatchObject({ code: 'updates.error.own' })
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId: her.caseId, named: false }))
  await expect(repost()).rejects.toMatchObject({ code: 'updates.error.unnamed' })
  expect(await office.count('reposts', `update_id = '${updateId}'`)).toBe(0)
  expect(await happened('update.reposted')).toBe(0)
})

test('the page leads to where one acts with the organisation: to its own page of a campaign, while that stands', async () => {
  expect(await visit()).not.toContain('Where you can act now')
  const { campaignId } = await buildLiveCampaign(db, fresh(ines), { of: her })
  const { address } = await buildPartnerPage(db, fresh(wanjiru), fresh(ines), campaignId)
  const link = new RegExp(`href="/en/act/\\w+/${address}/\\w+"`)
  expect(await visit()).toMatch(link)
  await as(wanjiru, (tx) => leaveCoalition(tx, { caseId: her.caseId }))
  expect(await visit()).not.toMatch(link)
})

test('known copies are told of a correction and a withdrawal, by a notice that names nobody', async () => {
  const at = `/updates/${updateId}/copies`
  const desk = office.signedIn(fresh(wanjiru))
  const copy = { url: 'https://news.example/samira', site: 'Gate News', contact: 'desk@news.example' }
  for (const url of ['http://news.example/a', 'javascript:alert(1)', 'https://user:pw@news.example/', ''])
    expect([url, (await desk.post(at, { ...copy, url })).status]).toEqual([url, 422])
  expect((await desk.post(at, copy)).status).toBe(303)
  expect((await desk.post(at, copy)).status).toBe(422)
  expect((await office.signedIn(fresh(aram)).post(at, { ...copy, url: 'https://a.example/' })).status).toBe(
    403,
  )
  const today = async () => await (await office.as('ines').get('/')).text()
  expect(await today()).not.toContain('pasted cop')
  await correct('On 4 December the judge heard **Samira Haddad**.')
  expect(await today()).toContain('1 pasted copy of an update that was changed')
  const told = await (await desk.get(at)).text()
  expect(told).toContain('href="mailto:desk%40news.example?subject=A%20text')
  expect(told).toContain(`https://news.example/samira`)
  const [known] = await as(ines, (tx) => listCopies(tx, updateId))
  expect((await desk.post(`${at}/${known!.id}`, { act: 'told' })).status).toBe(303)
  expect(await today()).not.toContain('pasted cop')
  office.clock.move(60_000)
  await as(ines, (tx) => withdrawUpdate(tx, updateId))
  const gone = await (await desk.get(at)).text()
  const mail = decodeURIComponent(/href="(mailto:[^"]+)"/.exec(gone)![1]!)
  expect(mail).toContain('take your copy down too')
  expect(mail.replace(copy.url, '')).not.toMatch(/Samira|hearing/)
  expect(await today()).toContain('1 pasted copy')
  expect((await desk.post(`${at}/${known!.id}`, { act: 'remove' })).status).toBe(303)
  expect(await as(ines, (tx) => listCopies(tx, updateId))).toEqual([])
})
