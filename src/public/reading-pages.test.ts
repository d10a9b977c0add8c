import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { visitorsDoor } from '../../test/visitors-door.ts'
import { visitorsApp } from './app.ts'
import { openPageCache } from './page-cache.ts'
import { nameInPublic } from '#coalitions/index.ts'
import { leaveNotice, takeDown } from '#publishing/index.ts'

const database = await testDatabase()
const door = await visitorsDoor(database)
const { world, get, site } = door
const casePath = `/en/c/${world.her.shortId}-samira-haddad`
const text = async (path: string, headers = {}) => await (await get(path, headers)).text()

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'"

test('the first page is chosen by the language of the browser', async () => {
  const arabic = await get('/', { 'Accept-Language': 'ar-JO,ar;q=0.9,en;q=0.5' })
  expect([arabic.status, arabic.headers.get('Location')]).toEqual([303, '/ar/'])
  expect((await get('/')).headers.get('Location')).toBe('/en/')
  expect((await get('/en')).headers.get('Location')).toBe('/en/')
})

test('every page offers the source code: by the operator’s address, or by whom to ask', async () => {
  expect(await text(casePath)).toContain('href="/en/privacy#source"')
  expect(await text('/ar/privacy')).toContain('id="source"')
  const told = { ...site, sourceUrl: 'https://code.example/watchlight', pages: openPageCache() }
  const html = await (await visitorsApp(told).request(casePath)).text()
  expect(html).toMatch(/<footer[\s\S]*href="https:\/\/code\.example\/watchlight"[\s\S]*<\/footer>/)
})

test('all news have a page of their own, which goes with the case', async () => {
  const { her, updateKey } = world
  const path = `/en/c/${her.shortId}/updates`
  const html = await text(path)
  expect(html).toContain(`/en/c/${her.shortId}/updates/${updateKey}`)
  expect(html).toContain(casePath)
  // with less than a page of news there is nothing more to lead to
  expect(await text(casePath)).not.toContain(`href="${path}"`)
  expect((await get(`${path}/`)).status).not.toBe(200)
  expect((await get('/en/c/unknown111/updates')).status).toBe(404)
})

test('every public page has the exact policy, no cookie, no inline script or style', async () => {
  const { campaignKey, her, updateKey } = world
  for (const path of [
    '/en/',
    casePath,
    `/en/c/${her.shortId}/updates/${updateKey}`,
    `/en/c/${her.shortId}/updates`,
    `/en/c/${her.shortId}/follow`,
    `/en/act/${campaignKey}/email`,
    `/ar/act/${campaignKey}/message`,
    `/en/act/${campaignKey}/call`,
    `/en/act/${campaignKey}/signature`,
    `/en/act/${campaignKey}/email/inside`,
    '/ar/privacy',
    '/en/c/unknown111',
  ]) {
    const response = await get(path)
    const html = await response.text()
    // a page that speaks of her, or asks for something, may ask whether it still stands
    const asks = html.includes(' data-standing="/standing/') ? "; connect-src 'self'" : ''
    expect(response.headers.get('Content-Security-Policy'), path).toBe(policy + asks)
    expect([path, asks !== '']).toEqual([path, /\/(?:c|act)\/(?!unknown|.*follow$)/.test(path)])
    expect(response.headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(response.headers.get('Set-Cookie')).toBeNull()
    expect(html).toMatch(/^<!doctype html>/)
    expect(html).not.toMatch(
      /<script(?![^>]*\ssrc="\/assets\/)|\sstyle=|\son\w+=|https?:\/\/(?!watch\.example|harbour\.example|social\.example|blue\.example)/,
    )
    expect(html).toMatch(/<html lang="(en|ar)" dir="(ltr|rtl)"/)
  }
})

test('the case page tells who she is, how it stands, what to do and the news', async () => {
  const html = await text(casePath)
  for (const words of [
    'Samira Haddad',
    'She asked where the water money went.',
    'At this time no arrest is expected.',
    'The inquiry is suspended',
    `/en/act/${world.campaignKey}/email`,
    `/files/${world.fileKey}`,
    'Harbour Watch',
    `/en/c/${world.her.shortId}/feed.atom`,
    'Give hope',
    'Donate now',
  ])
    expect(html).toContain(words)
  expect(html).toContain(`<link rel="canonical" href="https://watch.example${casePath}"`)
})

test('a wrong slug leads to the right address, in every language', async () => {
  for (const path of [`/en/c/${world.her.shortId}`, `/en/c/${world.her.shortId}-somebody-else`]) {
    const response = await get(path)
    expect([response.status, response.headers.get('Location')]).toEqual([303, casePath])
  }
})

test('an unknown address is a page with a way back', async () => {
  for (const path of ['/en/c/unknown111', '/ar/act/unknown111/email', '/en/nowhere', '/xx/', '/en/c/%00']) {
    const response = await get(path)
    expect(response.status, path).toBe(404)
    expect(await response.text()).toMatch(/href="\/(en|ar)\/"/)
  }
})

test('a page is answered 304, compressed as asked, and cached for a second', async () => {
  const first = await get(casePath, { 'Accept-Encoding': 'br, gzip' })
  expect(first.headers.get('Content-Encoding')).toBe('br')
  expect(first.headers.get('Cache-Control')).toBe('max-age=1, stale-while-revalidate=3')
  expect(first.headers.get('Vary')).toBe('Accept-Encoding')
  const etag = first.headers.get('ETag')!
  const again = await get(casePath, { 'If-None-Match': etag })
  expect([again.status, await again.text()]).toEqual([304, ''])
  await world.tally(1_234)
  await site.published.refresh()
  door.clock.move(600)
  await get(casePath) // the first to ask gets the former numbers while the new ones are made
  await expect.poll(async () => await text(casePath)).toContain('1,234')
  expect((await get(casePath, { 'If-None-Match': etag })).status).toBe(200)
})

test('a counter below its minimum is not shown', async () => {
  await world.tally(9)
  await site.published.refresh()
  door.clock.move(600)
  await get(casePath)
  await expect.poll(async () => await text(casePath)).not.toContain('class="counter"')
})

test('signatures on paper are told apart from people, and never added to them', async () => {
  const read = async (people: number, onPaper: { evidenced: number; unproven: number }) => {
    await world.tally(people, onPaper)
    await site.published.refresh()
    door.clock.move(600)
    await get(casePath)
    return async () => (await text(casePath)).replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ')
  }
  const both = await read(1_234, { evidenced: 1_240, unproven: 40 })
  await expect.poll(both).toContain('1,240 signatures on paper, with evidence. 40 more on paper, without')
  expect(await both()).toContain('1,234 people have acted online')
  expect(await both()).not.toContain('2,4')
  // people too few to be told stay untold beside it
  await expect.poll(await read(9, { evidenced: 500, unproven: 0 })).toContain('500 signatures on paper')
  expect(await text(casePath)).not.toContain('have acted')
  await expect.poll(await read(9, { evidenced: 9, unproven: 500 })).not.toContain('on paper')
})

test('a language that has no version is shown in another, and says so', async () => {
  await world.putUpdate({ languages: ['en'] })
  await site.published.refresh()
  const html = await text(`/ar/c/${world.her.shortId}/updates/${world.updateKey}`)
  expect(html).toContain('The inquiry is suspended')
  expect(html).toContain('<html lang="ar" dir="rtl"')
  expect(html).toContain('بلغتك')
})

test('feeds tell the updates of the case', async () => {
  const atom = await get(`/en/c/${world.her.shortId}/feed.atom`)
  expect(atom.headers.get('Content-Type')).toContain('application/atom+xml')
  expect(await atom.text()).toContain('The inquiry is suspended')
  const json = await get(`/en/c/${world.her.shortId}/feed.json`)
  expect(json.headers.get('Content-Type')).toContain('application/feed+json')
  expect((await json.json()) as object).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    items: [
      { url: `https://watch.example/en/c/${world.her.shortId}/updates/${world.updateKey}` },
      {
        url: `https://watch.example/en/c/${world.her.shortId}/letters/${world.letterKey}`,
        content_html: expect.stringContaining('To the Minister of Justice'),
      },
    ],
  })
})

test('feeds put a notice in the place of an update or a letter that was withdrawn, and nothing of it', async () => {
  const { her, updateId, updateKey, letterId, letterKey } = world
  const feeds = [`/en/c/${her.shortId}/feed.atom`, `/ar/c/${her.shortId}/feed.json`] as const
  const [before, letter] = parseAtomFeed(await text(feeds[0])).entries!
  const etag = (await get(feeds[0])).headers.get('ETag')
  await door.office.transaction(world.member, async (tx) => {
    await takeDown(tx, { subjectKind: 'update', subjectId: updateId, quiet: true })
    const publishedAt = new Date(before!.published!)
    await leaveNotice(tx, { caseId: her.caseId, key: updateKey, publishedAt })
    await takeDown(tx, { subjectKind: 'joint-letter', subjectId: letterId, quiet: true })
    await leaveNotice(tx, { caseId: her.caseId, kind: 'joint-letter', key: letterKey, publishedAt })
  })
  await site.published.refresh()
  const atom = await get(feeds[0], { 'If-None-Match': etag ?? '' })
  expect(atom.status).toBe(200)
  const xml = await atom.text()
  const json = await text(feeds[1])
  const { entries } = parseAtomFeed(xml)
  expect(new Set(entries!.map(({ id }) => id))).toEqual(new Set([before!.id, letter!.id]))
  expect(entries!.find(({ id }) => id === before!.id)).toMatchObject({
    ...{ id: before!.id, title: { value: 'Withdrawn' }, published: before!.published },
    updated: door.clock.now().toISOString(),
    content: { value: expect.stringContaining('has been withdrawn') },
  })
  const withdrawn = { title: 'سُحب هذا النص' }
  expect(parseJsonFeed(json).items).toMatchObject([withdrawn, withdrawn])
  const items = JSON.parse(json).items as object[]
  for (const told of [xml.slice(xml.indexOf('<entry')), JSON.stringify(items)])
    expect(told).not.toMatch(/inquiry|suspended|Samira|سميرة|Hearing|files|Minister/)
  // its page has the neutral text, and the case page lists nothing of it
  expect((await get(`/en/c/${her.shortId}/updates/${updateKey}`)).status).toBe(410)
  expect(await text(casePath)).not.toContain(updateKey)
  // a feed goes with its case, notices and all
  await door.office.transaction(world.member, (tx) =>
    takeDown(tx, { subjectKind: 'case', subjectId: her.caseId, quiet: true }),
  )
  await site.published.refresh()
  for (const feed of feeds) expect((await get(feed)).status).toBe(410)
  await world.putCase()
  await world.putUpdate()
  await world.putLetter()
  await site.published.refresh()
  const again = parseAtomFeed(await text(feeds[0])).entries!.map(({ title }) => title?.value)
  expect(again).toEqual([before!.title?.value, letter!.title?.value])
})

test('images are served while they are published, for a second at a time', async () => {
  const response = await get(`/files/${world.fileKey}`)
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'image/webp'])
  expect(response.headers.get('Cache-Control')).toBe('max-age=1, stale-while-revalidate=3')
  // also in a frame that another site put into a sandbox, where it belongs to no origin
  expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
  // and as nothing but a picture
  const script = await get(`/files/${world.fileKey}`, { 'Sec-Fetch-Dest': 'script' })
  expect(script.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
  expect(await response.text()).toBe('picture')
  expect((await get('/files/not-there')).status).toBe(404)
})

test('what was taken down answers with one neutral page, the same whatever it was', async () => {
  const before = await get(`/en/act/${world.campaignKey}/email`)
  expect(before.status).toBe(200)
  const down = (subjectKind: 'campaign' | 'update' | 'case', subjectId: string) =>
    door.office.transaction(world.member, (tx) => takeDown(tx, { subjectKind, subjectId, quiet: true }))
  await down('campaign', world.campaignId)
  await site.published.refresh()
  const paused = await get(`/en/act/${world.campaignKey}/email`)
  expect(paused.status).toBe(410)
  const neutral = await paused.text()
  expect(neutral).not.toContain('Samira')
  // an update whose case is gone goes with it, although nobody took it down
  await down('case', world.her.caseId)
  await site.published.refresh()
  for (const path of [
    casePath,
    `/en/c/${world.her.shortId}/updates/${world.updateKey}`,
    `/en/c/${world.her.shortId}/feed.atom`,
  ]) {
    const gone = await get(path)
    expect([gone.status, await gone.text()], path).toEqual([410, neutral])
  }
  expect((await get(`/files/${world.fileKey}`)).status).toBe(404)
  expect(await text('/en/')).not.toContain('Samira')
  await world.putCase()
  await world.putCampaign()
  await site.published.refresh()
  expect((await get(casePath)).status).toBe(200)
})

test('safety: nothing is shown after the end of a consent, even with nobody there to take it down', async () => {
  const end = new Date(door.clock.now().getTime() + 3_600_000)
  await world.run(sql`update published.documents set ends_at = ${end} where kind = 'case'`)
  await site.published.refresh()
  expect((await get(casePath)).status).toBe(200)
  door.clock.move(3_599_000)
  expect((await get(casePath)).headers.get('Cache-Control')).toBe('no-cache')
  door.clock.move(1_000)
  expect((await get(casePath)).status).toBe(410)
  expect((await get(`/files/${world.fileKey}`)).status).toBe(404)
  expect((await get(`/en/act/${world.campaignKey}/email`)).status).toBe(410)
  expect(await text('/en/')).not.toContain('Samira')
  await world.putCase()
  await site.published.refresh()
})

test('safety: an assessment past its last day only says that a new one is due', async () => {
  const ends = new Date('2026-11-20T21:00:00Z') // the end of 20 November in Amman and a little more
  const status = {
    text: 'At this time no arrest is expected.',
    assessedOn: '2026-11-12',
    assessors: [],
    assessorCount: 1,
    validUntil: '2026-11-20',
  }
  await world.putCase({ status }, ends)
  await site.published.refresh()
  expect(await text(casePath)).toContain('no arrest is expected')
  door.clock.move(ends.getTime() - door.clock.now().getTime())
  const after = await text(casePath)
  expect(after).not.toContain('no arrest is expected')
  expect(after).toContain('a new assessment is due')
})

test('her own words stand on the case page, each with how it was taken down, when, and from which language', async () => {
  const saidOn = '2026-11-10'
  await world.putCase({
    words: [
      { form: 'verbatim', text: 'I go on <asking>.', saidOn, translatedFrom: 'ar' },
      { form: 'paraphrase', text: 'She is not afraid.', saidOn },
    ],
  })
  await site.published.refresh()
  const page = await text(casePath)
  expect(page).toMatch(/In the words of .*Samira Haddad/)
  expect(page).toContain('“I go on &lt;asking&gt;.”')
  expect(page).toMatch(/<time datetime="2026-11-10">10 November 2026<\/time> · translated from Arabic/)
  expect(page).toContain('<p>She is not afraid.</p>')
  expect(page).toContain('not word for word')
  await world.putCase()
  await site.published.refresh()
  expect(await text(casePath)).not.toContain('I go on')
})

test('machines find what they look for', async () => {
  expect(await text('/healthz')).toBe('ok')
  expect(await text('/robots.txt')).toContain('Disallow: /u/')
})

test('a case that is led by who is not named works without a name, donations and an address to follow it by', async () => {
  await world.putCase({ organisations: [], leadOrganisationId: undefined })
  await site.published.refresh()
  const html = await text(casePath)
  expect(html).toContain('Samira Haddad')
  expect(html).toContain(`/en/c/${world.her.shortId}/feed.atom`)
  for (const gone of ['Donate now', `/en/c/${world.her.shortId}/follow`, 'social.example'])
    expect(html).not.toContain(gone)
  expect((await get(`/en/c/${world.her.shortId}/follow`)).status).toBe(410)
  const feed = await get(`/en/c/${world.her.shortId}/feed.atom`)
  expect([feed.status, (await feed.text()).includes('<name>watch.example</name>')]).toEqual([200, true])
  for (const path of ['/en/', `/en/c/${world.her.shortId}/updates`, `/en/act/${world.campaignKey}/email`])
    expect((await get(path)).status, path).toBe(200)
  await world.putCase()
})

test('an organisation that takes its name back is on no page of the instance, and an update stands without it', async () => {
  const { member, her, updateKey } = world
  const update = `/en/c/${her.shortId}/updates/${updateKey}`
  const places = ['/en/', '/en/privacy', casePath, update, `/en/c/${her.shortId}/updates`]
  // who took a picture is typed; such words stay until they are corrected
  await world.putCase({ portrait: undefined })
  await site.published.refresh()
  for (const path of places) expect(await text(path), path).toContain('Harbour Watch')
  const proved = { ...member, steppedUpAt: door.clock.now() }
  await door.office.transaction(proved, async (tx) => {
    await nameInPublic(tx, { caseId: her.caseId, named: false })
    // published without a row of its own here, so that nothing else stops it
    await takeDown(tx, { subjectKind: 'campaign', subjectId: world.campaignId, quiet: true })
  })
  await site.published.refresh()
  for (const path of places) {
    const html = await text(path)
    expect(html.includes('Harbour Watch') || html.includes('harbour.example'), path).toBe(false)
  }
  expect(await text(update)).toContain('The inquiry is suspended')
  for (const kind of ['atom', 'json'])
    expect(await text(`/en/c/${her.shortId}/feed.${kind}`)).not.toContain('Harbour Watch')
  expect((await get(`/en/act/${world.campaignKey}/email`)).status).toBe(410)
  // named again, the instance's own pages tell of it; its pages about her do when they are signed anew
  await door.office.transaction(proved, (tx) => nameInPublic(tx, { caseId: her.caseId, named: true }))
  await site.published.refresh()
  expect(await text('/en/privacy')).toContain('Harbour Watch')
  expect(await text(update)).not.toContain('harbour.example')
})
