/** The pages on which two people sign, and those of a quiet case: no barrier, and what is in doubt can be seen in the shots. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../../src/platform/actor.ts'
import { startSession } from '../../src/organisations/index.ts'
import { addToTeam, setWish } from '../../src/cases/index.ts'
import { askToEndQuiet, goQuiet, raiseEmergency } from '../../src/publishing/index.ts'
import { getUpdate, publishUpdate, saveUpdateText } from '../../src/updates/index.ts'
import { buildLiveCampaign } from '../build-campaign.ts'
import { buildConsents } from '../build-case.ts'
import { buildUpdate, publishBuilt, updateWords } from '../build-update.ts'
import { buildPoint } from '../build-words.ts'
import { testOffice } from '../office.ts'
import { look } from '../look.ts'
import { bundle, launch } from './serve.ts'

const office = await testOffice({
  assets: {
    ...{ publicCss: '', privateCss: '', consoleCss: '/assets/console.css', islands: {} },
    files: new Map([['/assets/console.css', { type: 'text/css', bytes: bundle('src/ui/console.css') }]]),
  },
})
const { db } = office
const { ines, tomas } = office.member
const campaign = await buildLiveCampaign(db, ines, {})
const { caseId } = campaign
const updateId = await buildUpdate(db, ines, caseId)
await publishBuilt(db, ines, updateId, ['en', 'ar'])
const fresh = await buildUpdate(db, tomas, caseId)
const askUpdate = async (id: string, condition?: string) =>
  await db.transaction(tomas, async (tx) => {
    const { version } = await getUpdate(tx, id)
    return await publishUpdate(tx, {
      ...{ updateId: id, version, languages: ['en', 'ar'], items: ['story', 'charges'] },
      review: { concerns: ['reprisal'], note: 'Her brother still works at the council.' },
      note: 'Her lawyer read it this morning.',
      ...(condition ? { condition } : {}),
    })
  })
const wishId = await db.transaction(ines, (tx) =>
  setWish(tx, {
    ...{ caseId, kind: 'publish-if-arrested', text: 'Publish it if they take me.', since: '2026-11-01' },
    given: 'written',
  }),
)
await db.transaction(ines, (tx) => addToTeam(tx, { caseId, accountId: tomas.accountId, role: 'comms' }))
await buildConsents(db, ines, campaign, ['quotes'])
for (const [text, form] of [
  ['I thank every one of you. I read the letters in the evening.', 'verbatim'],
  ['She asks that nobody speaks of her brother.', 'paraphrase'],
] as const)
  await buildPoint(db, ines, campaign, { text, form })
const asked = await askUpdate(fresh)
const later = await askUpdate(await buildUpdate(db, tomas, caseId), 'arrested')
const other = await buildUpdate(db, tomas, caseId)
const stale = await askUpdate(other)
await db.transaction(tomas, (tx) =>
  saveUpdateText(tx, {
    ...{ updateId: other, language: 'en', version: 1, translation: 'original' },
    words: { ...updateWords.en, headline: 'Another headline' },
  }),
)
const still = await buildLiveCampaign(db, ines)
await db.transaction(ines, (tx) => goQuiet(tx, still.caseId))
const back = await db.transaction(ines, (tx) => askToEndQuiet(tx, still.caseId))

await db.transaction(ines, (tx) => raiseEmergency(tx, { caseId: still.caseId, reason: 'arrested' }))
for (const id of [caseId, still.caseId])
  await db.transaction(ines, (tx) =>
    addToTeam(tx, { caseId: id, accountId: office.member.layla.accountId, role: 'caseworker' }),
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
})

const at = `/cases/${caseId}`
const pages: Record<string, string> = {
  publish: `${at}/publish`,
  signing: `${at}/sign-offs/${asked.signOffId}`,
  'signing-prepared': `${at}/sign-offs/${later.signOffId}`,
  'signing-changed': `${at}/sign-offs/${stale.signOffId}`,
  publicity: `${at}/publicity`,
  'publicity-lower': `${at}/publicity/lower?level=4`,
  'emergency-flag': `${at}/emergency-flag`,
  'emergency-now': `/cases/${still.caseId}/emergency-flag`,
  'wish-ready': `${at}/wishes/${wishId}`,
  quiet: `${at}/quiet`,
  'quiet-now': `/cases/${still.caseId}/quiet`,
  'quiet-end': `/cases/${still.caseId}/sign-offs/${back.signOffId}`,
}

test.each([
  { lang: 'en', width: 360 },
  { lang: 'ar', width: 1440 },
  ...(process.env['SHOTS'] ? [{ lang: 'en', width: 1440 }] : []),
])(
  'axe finds nothing in $lang at $width px, and nothing is too wide',
  async ({ lang, width }) => {
    const { accountId } = office.member.layla
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
