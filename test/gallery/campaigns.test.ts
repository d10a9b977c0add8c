/** Campaigns, officials and messages as staff see them, in a real browser under the real policy; axe reads each page. */
import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '@playwright/test'
import { catalogue } from '../../src/catalogue.ts'
import { gatherMessages, listMessages, moderateMessages } from '../../src/campaigns/campaign-messages.ts'
import { stopForBurst } from '../../src/campaigns/campaign-officials.ts'
import { campaignIntake } from '../../src/campaigns/intake.ts'
import { startSession } from '../../src/organisations/index.ts'
import { signIn, workerOf } from '../../src/platform/actor.ts'
import {
  buildCampaign,
  buildLiveCampaign,
  buildPaper,
  buildPublicCase,
  buildTarget,
} from '../build-campaign.ts'
import { testOffice } from '../office.ts'
import { actAndConfirm } from '../supporter.ts'
import { testWorker } from '../worker.ts'
import { look } from '../look.ts'
import { bundle, launch } from './serve.ts'

const islands = ['autosave', 'letter-length', 'live-region']
const office = await testOffice({
  assets: {
    publicCss: '/assets/public.css',
    privateCss: '',
    consoleCss: '/assets/console.css',
    islands: Object.fromEntries(islands.map((name) => [name, `/assets/${name}.js`])),
    files: new Map([
      ['/assets/console.css', { type: 'text/css', bytes: bundle('src/ui/console.css') }],
      ...islands.map((name): [string, { type: string; bytes: Buffer }] => [
        `/assets/${name}.js`,
        { type: 'text/javascript', bytes: bundle(`src/ui/islands/${name}.ts`) },
      ]),
    ]),
  },
})
const { db, clock, organisationId } = office
const ines = office.member.ines
const worker = testWorker(office.database, { intake: campaignIntake, catalogue, clock })
const of = await buildPublicCase(db, ines)
const live = await buildLiveCampaign(db, ines, { of })
const draft = await buildCampaign(db, ines, { of, codeName: 'Second ask' })
await buildTarget(db, ines, { name: 'Dalia Renn', emailVerifiedOn: '2026-01-02' })
const where = { organisationId, clock }
const say = (text: string, who: object) => actAndConfirm(worker, where, live, 'message', { text, who })
await say('We think of you every day. You are not alone.', { firstName: 'Ruth', country: 'NG' })
await say('نحن معك، ولن ننسى.', { firstName: 'نور', country: 'TN' })
await actAndConfirm(worker, where, live, 'email', {
  letter: { variant: 'plain', subject: '', body: 'My grandmother drinks that water.', edited: true },
})
await actAndConfirm(worker, where, live, 'email', {
  letter: { variant: 'plain', subject: '', body: 'You will regret this, traitor.', edited: true },
})
// a queue that stands still, with letters of one network, and an inbox with a list of names
const burst = await buildLiveCampaign(db, ines, { of, codeName: 'Burst', targetId: live.targetId })
const network = 'AAAAAAAAAAAAAAAA'
for (const country of ['NG', 'SE', 'TN'])
  await actAndConfirm(worker, where, burst, 'email', { network, who: { country } })
await actAndConfirm(worker, where, burst, 'email', {
  network: 'BBBBBBBBBBBBBBBB',
  letter: { variant: 'plain', subject: '', body: 'My grandmother drinks that water.', edited: true },
})
await worker.db.transaction(workerOf(organisationId), (tx) =>
  stopForBurst(tx, { ...burst, sign: 'network', letters: 20 }),
)
for (let n = 0; n < 10; n++)
  await actAndConfirm(worker, where, burst, 'signature', {
    who: { firstName: `Name ${'abcdefghij'[n]}`, email: 'list@mail.example' },
  })
const paper = await buildPaper(db, ines, live.campaignId, {
  where: 'Market square, Haarlem',
  signatures: 1_240,
})
const batch = await db.transaction(ines, async (tx) => {
  const [first] = await listMessages(tx, { moderation: 'held' })
  await moderateMessages(tx, { ids: [first!.id], to: 'accepted' })
  return await gatherMessages(tx, { caseId: of.caseId })
})

let browser: Browser
const server = serve({ fetch: office.app.fetch, port: 0, hostname: '127.0.0.1' })
const origin = () => `http://localhost:${(server.address() as AddressInfo).port}`
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

const one = `/campaigns/${live.campaignId}`
const pages: Record<string, string> = {
  today: '/',
  campaigns: '/campaigns',
  'campaign-new': '/campaigns/new',
  'campaign-overview': one,
  'campaign-settings': `${one}/settings`,
  'campaign-texts': `${one}/texts/en`,
  'campaign-texts-missing': `${one}/texts/ar`,
  'campaign-demands': `${one}/demands`,
  'campaign-officials': `${one}/officials`,
  'campaign-letters': `${one}/letters/en`,
  'campaign-preview': `${one}/preview/en?kind=email`,
  'campaign-emails': `${one}/emails`,
  'campaign-emails-burst': `/campaigns/${burst.campaignId}/emails`,
  'campaign-set-aside': `/campaigns/${burst.campaignId}`,
  'supporters-set-aside': '/supporters?acts=set-aside',
  'campaign-paper': `${one}/paper`,
  'campaign-paper-new': `${one}/paper/new`,
  'campaign-paper-batch': `/paper/${paper}`,
  'campaign-embed': `${one}/embed`,
  'campaign-publish': `/campaigns/${draft.campaignId}/publish`,
  'campaign-stop': `${one}/stop`,
  officials: '/officials',
  'official-new': '/officials/new',
  official: `/officials/${live.targetId}`,
  'official-retire': `/officials/${live.targetId}/retire`,
  messages: '/messages',
  'messages-batch': `/messages/batches/${batch}`,
}

test.each([
  { lang: 'en', width: 360 },
  { lang: 'ar', width: 1440 },
  ...(process.env['SHOTS']
    ? [
        { lang: 'ar', width: 360 },
        { lang: 'en', width: 1440 },
      ]
    : []),
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
      if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
    })
    for (const [name, path] of Object.entries(pages)) {
      const answer = await page.goto(origin() + path)
      if (answer?.status() !== 200) complaints.push(`${name}: ${answer?.status()}`)
      complaints.push(...(await look(page, `office-${name}-${lang}-${width}`, { practice: true })))
    }
    await context.close()
    expect(complaints).toEqual([])
  },
  360_000,
)
