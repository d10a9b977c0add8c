/** Every page of the console that stands without a case, in a real browser under the real policy; axe reads each. */
import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Browser } from '@playwright/test'
import { makeFirstMemberLink, startSession } from '../../src/organisations/index.ts'
import { signIn } from '../../src/platform/actor.ts'
import { buildOrganisation } from '../build.ts'
import { checkChain, makeWeeklyHead } from '../../src/platform/audit/keeping-watch.ts'
import { linkEvents } from '../../src/platform/audit/linking.ts'
import { catalogue } from '../../src/catalogue.ts'
import { consoleUrl, testOffice } from '../office.ts'
import { testWorker } from '../worker.ts'
import { look } from '../look.ts'
import { bundle, launch } from './serve.ts'

const css = bundle('src/ui/console.css')
const passkey = bundle('src/organisations/islands/passkey.ts')
const autosave = bundle('src/ui/islands/autosave.ts')
const live = bundle('src/ui/islands/live-region.ts')
const office = await testOffice({
  demo: true,
  assets: {
    publicCss: '/assets/public.css',
    privateCss: '',
    consoleCss: '/assets/console.css',
    islands: {
      passkey: '/assets/passkey.js',
      autosave: '/assets/autosave.js',
      'live-region': '/assets/live-region.js',
    },
    files: new Map([
      ['/assets/console.css', { type: 'text/css', bytes: css }],
      ['/assets/passkey.js', { type: 'text/javascript', bytes: passkey }],
      ['/assets/autosave.js', { type: 'text/javascript', bytes: autosave }],
      ['/assets/live-region.js', { type: 'text/javascript', bytes: live }],
    ]),
  },
})
const { id } = await buildOrganisation(office.db, { name: 'Quay Circle' })
const welcome = new URL(await makeFirstMemberLink(office.db, { organisationId: id, consoleUrl })).pathname
const { accountId, memberId } = office.member.ines

const auditDir = fs.mkdtempSync(path.join(os.tmpdir(), 'watchlight-shown-'))
afterAll(() => fs.rmSync(auditDir, { recursive: true, force: true }))
const { services } = testWorker(office.database, { catalogue, clock: office.clock, auditDir })

let browser: Browser
const server = serve({ fetch: office.app.fetch, port: 0, hostname: '127.0.0.1' })
const origin = () => `http://localhost:${(server.address() as AddressInfo).port}`
beforeAll(async () => {
  browser = await launch()
  await vi.waitFor(async () => expect(await linkEvents(services)).toBeDefined(), 30_000)
  await makeWeeklyHead(services)
  await checkChain(services)
})
afterAll(async () => {
  await browser.close()
  server.close()
})

const open = ['/sign-in', '/sign-in/recovery-code', welcome]
const inside = [
  '/',
  '/account',
  '/account/passphrase',
  '/organisation',
  '/organisation/audit',
  '/organisation/embeds',
  '/organisation/mail-server',
  '/organisation/logo',
  '/members',
  '/members/invite',
  '/log',
  '/step-up',
  '/nowhere',
]
const looks = [
  { lang: 'en', width: 360 },
  { lang: 'ar', width: 1440 },
  ...(process.env['SHOTS']
    ? ([
        { lang: 'ar', width: 360 },
        { lang: 'en', width: 1440 },
      ] as const)
    : []),
] as const

test.each(looks)(
  'axe finds nothing in $lang at $width px, and nothing is too wide',
  async ({ lang, width }) => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      locale: lang,
      bypassCSP: false,
    })
    const complaints: string[] = []
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
    })
    const visit = async (path: string) => {
      await page.goto(origin() + path)
      const name =
        path === welcome ? 'welcome' : path.slice(1).replaceAll('/', '-').replace(memberId, 'one') || 'today'
      complaints.push(...(await look(page, `office-${name}-${lang}-${width}`, { practice: true })))
      if ((await page.title()).includes('undefined')) complaints.push(`${path}: no title`)
    }
    for (const path of open) await visit(path)
    await office.db.transaction(signIn, async (tx) => {
      await tx.db.updateTable('accounts').set({ language: lang }).where('id', '=', accountId).execute()
    })
    const { token } = await office.db.transaction(signIn, (tx) =>
      startSession(tx, { accountId, how: 'passkey' }),
    )
    await context.addCookies([{ name: 'watchlight-4001', value: token, url: origin() }])
    for (const path of [...inside, `/members/${memberId}`]) await visit(path)
    await context.close()
    expect(complaints).toEqual([])
  },
  120_000,
)
