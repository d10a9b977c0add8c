/** Updates and broadcasts as staff see them, in a real browser under the real policy; axe reads each page. */
import { serve } from '@hono/node-server'
import { sql } from 'kysely'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '@playwright/test'
import { startSession } from '../../src/organisations/index.ts'
import { signIn, workerOf } from '../../src/platform/actor.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { holdJoint } from '../../src/delivery/index.ts'
import { noteStale } from '../../src/updates/copy.ts'
import { addCopy, repostUpdate, sendUpdate, sendUpdateTogether } from '../../src/updates/index.ts'
import { buildLiveCampaign } from '../build-campaign.ts'
import { buildPartner, joinCoalition } from '../build-coalition.ts'
import { buildReaders, buildUpdate, publishBuilt } from '../build-update.ts'
import { testOffice } from '../office.ts'
import { look } from '../look.ts'
import { bundle, launch } from './serve.ts'

const islands = ['autosave', 'copy-text', 'letter-length', 'live-region']
const office = await testOffice({
  assets: {
    publicCss: '/assets/public.css',
    privateCss: '',
    consoleCss: '/assets/console.css',
    islands: Object.fromEntries(islands.map((name) => [name, `/assets/${name}.js`])),
    files: new Map([
      ['/assets/console.css', { type: 'text/css', bytes: bundle('src/ui/console.css') }],
      ['/assets/public.css', { type: 'text/css', bytes: bundle('src/ui/public.css') }],
      ...islands.map((name): [string, { type: string; bytes: Buffer }] => [
        `/assets/${name}.js`,
        { type: 'text/javascript', bytes: bundle(`src/ui/islands/${name}.ts`) },
      ]),
    ]),
  },
})
const { db, organisationId } = office
const ines = office.member.ines
const worker = openDatabase({
  url: office.database.workerUrl,
  keys: office.database.keys,
  clock: office.clock,
})
const campaign = await buildLiveCampaign(db, ines)
const sent = await buildUpdate(db, ines, campaign.caseId)
const ready = await buildUpdate(db, ines, campaign.caseId)
const draft = await buildUpdate(db, ines, campaign.caseId)
await publishBuilt(db, ines, sent, ['en', 'ar'])
await publishBuilt(db, ines, ready)
await buildReaders(
  worker,
  organisationId,
  campaign,
  Array.from({ length: 40 }, (_, i) => ({
    email: `reader${i}@mail.example`,
    kind: i % 3 ? ('signature' as const) : ('email' as const),
    language: i % 4 ? 'en' : 'ar',
    country: ['NG', 'SE', 'JO', 'NL'][i % 4]!,
    asked: i % 5 !== 0,
  })),
)
for (const [at, site] of [
  'Gate News',
  'A site with a very long name that has to be broken on a phone',
].entries())
  await db.transaction(ines, async (tx) => {
    const url = `https://news${at}.example/2026/12/a-text-of-harbour-watch-on-the-hearing-of-the-third`
    await addCopy(tx, { updateId: sent, url, site, contact: 'desk@news.example' })
    if (at === 0) await noteStale(tx, sent)
  })
const everyone = { who: 'acted' as const, kinds: [], languages: [], countries: [] }
const broadcast = await db.transaction(ines, (tx) => sendUpdate(tx, sent, everyone))
await worker.transaction(workerOf(organisationId), async (tx) => {
  await sql`insert into deliveries (broadcast_id, organisation_id, supporter, outcome, code, reply, at)
    select ${broadcast}, ${organisationId}, n, (array['sent', 'sent', 'unknown', 'hard'])[1 + row_number() over () % 4],
      550, '5.1.1 no such mailbox', ${tx.now}
    from broadcast_chunks, unnest(supporters) n where broadcast_id = ${broadcast} limit 20`.execute(tx.db)
})

// another case, which two organisations stand around
const shared = await buildLiveCampaign(db, ines, { codeName: 'Harvest' })
const wanjiru = await buildPartner(db)
const [together, next] = [
  await buildUpdate(db, ines, shared.caseId),
  await buildUpdate(db, ines, shared.caseId),
]
for (const one of [together, next]) await publishBuilt(db, ines, one)
await joinCoalition(db, ines, shared.caseId, wanjiru)
await joinCoalition(db, ines, campaign.caseId, wanjiru)
await db.transaction(wanjiru, (tx) => repostUpdate(tx, { updateId: sent }))
for (const [of, who] of [
  [organisationId, 'ruth'],
  [wanjiru.organisationId, 'sam'],
] as const)
  await buildReaders(worker, of, shared, [{ email: `${who}@mail.example`, kind: 'signature' }])
const joint = await db.transaction(ines, (tx) => sendUpdateTogether(tx, together, 'acted'))
await db.transaction(wanjiru, (tx) =>
  holdJoint(tx, { jointId: joint, reason: 'Her lawyer asks us to wait for the hearing of Thursday.' }),
)

let browser: Browser
const server = serve({ fetch: office.app.fetch, port: 0, hostname: '127.0.0.1' })
const origin = () => `http://localhost:${(server.address() as AddressInfo).port}`
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  server.close()
  await worker.close()
})

const pages: Record<string, string> = {
  updates: '/updates',
  'update-new': '/updates/new',
  'update-text': `/updates/${draft}`,
  'update-byline': `/updates/${draft}/byline`,
  'update-repost': `/updates/${sent}/repost`,
  'update-copies': `/updates/${sent}/copies`,
  'update-picture': `/updates/${draft}/picture`,
  'update-preview': `/updates/${draft}/preview/en`,
  'update-publish': `/updates/${draft}/publish`,
  'update-correct': `/updates/${sent}/publish`,
  'update-embed': `/updates/${sent}/embed?what=updates&accent=7a7a7a`,
  'update-send': `/updates/${ready}/send`,
  'update-send-together': `/updates/${next}/send`,
  'joint-broadcast': `/joint-broadcasts/${joint}`,
  broadcasts: '/broadcasts',
  broadcast: `/broadcasts/${broadcast}`,
  'broadcast-people': `/broadcasts/${broadcast}/people/unknown`,
}

test('what stands on the page to be copied is copied by a press', async () => {
  const { token } = await db.transaction(signIn, (tx) =>
    startSession(tx, { accountId: ines.accountId, how: 'passkey' }),
  )
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  await context.addCookies([{ name: 'watchlight-4001', value: token, url: origin() }])
  const page = await context.newPage()
  await page.goto(`${origin()}/updates/${sent}/embed`)
  await page.locator('[data-copy=embed-frame] button').click()
  await page.getByText('Copied.').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  // the link stays where a site takes frames away
  expect(copied).toMatch(
    /^<iframe src="[^"]+\/embed\/update\/\w+\/\w+\?lang=en"[^>]*><\/iframe><p><a href="[^"]+\/updates\/\w+">[^<]+<\/a><\/p>$/,
  )
  await context.close()
})

test.each([
  { lang: 'en', width: 360 },
  { lang: 'ar', width: 1440 },
  ...(process.env['SHOTS'] ? [{ lang: 'en', width: 1440 }] : []),
])(
  'axe finds nothing in $lang at $width px, and nothing is too wide',
  async ({ lang, width }) => {
    const { accountId } = ines
    await db.transaction(signIn, async (tx) => {
      await tx.db.updateTable('accounts').set({ language: lang }).where('id', '=', accountId).execute()
    })
    const { token } = await db.transaction(signIn, (tx) => startSession(tx, { accountId, how: 'passkey' }))
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: false })
    await context.addCookies([{ name: 'watchlight-4001', value: token, url: origin() }])
    const complaints: string[] = []
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    for (const [name, path] of Object.entries(pages)) {
      const answer = await page.goto(origin() + path)
      if (answer?.status() !== 200) complaints.push(`${name}: ${answer?.status()}`)
      complaints.push(...(await look(page, `office-${name}-${lang}-${width}`, { practice: true })))
    }
    await context.close()
    expect(complaints).toEqual([])
  },
  180_000,
)
