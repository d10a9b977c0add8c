/** The console's pages of joint letters, from both sides of the coalition: no barrier, nothing too wide. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser, Page } from '@playwright/test'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn, type Member } from '../../src/platform/actor.ts'
import { declineSignatory, listSignatory } from '../../src/joint-letters/index.ts'
import { startSession } from '../../src/organisations/index.ts'
import { buildLetter } from '../build-letter.ts'
import { lettersWorld } from '../letters-world.ts'
import { look, photographs } from '../look.ts'
import { bundle, launch } from './serve.ts'

const css = (file: string) => ({ type: 'text/css', bytes: bundle(file) })
const world = await lettersWorld({
  assets: {
    ...{ publicCss: '/assets/public.css', privateCss: '', consoleCss: '/assets/console.css', islands: {} },
    files: new Map([
      ['/assets/console.css', css('src/ui/console.css')],
      ['/assets/public.css', css('src/ui/public.css')],
    ]),
  },
})
const { office, ines, wanjiru, as, fresh } = world
const { db } = office
const { her, letterId } = await world.begin({ own: true })
await world.publish()
await world.signs(ines)
const logo = await sharp(
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="160"><rect width="400" height="160" fill="#1f4d5c"/>
      <circle cx="80" cy="80" r="48" fill="#e8b04b"/><path d="M160 60h200v40H160z" fill="#fff"/></svg>`,
  ),
)
  .png()
  .toBuffer()
const waiting = await world.outsider({
  logo,
  name: 'Union internationale des journalistes de la mer du Nord',
})
const elsewhere = await world.outsider({
  ...{ name: 'رابطة الكاتبات المستقلات', country: 'JO', website: 'https://writers.example/about' },
  ...{ atDomain: false, mailHost: 'mail.example' },
})
const listed = await world.outsider({ logo, name: 'Aurora Writers', country: 'FI' })
const declined = await world.outsider({ name: 'Quay Society', country: 'GB' })
await world.outsider({ name: 'Slow Answer', state: 'pending' })
await as(ines, (tx) => listSignatory(tx, { signatoryId: listed }))
await as(ines, (tx) => declineSignatory(tx, { signatoryId: declined, reason: 'not-known' }))
const draft = await buildLetter(db, fresh(ines), her.caseId, { closesOn: '2026-12-31' })
const empty = await buildLetter(db, fresh(ines), her.caseId, {}, [])

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

const at = `/joint-letters/${letterId}`
const pages: Record<string, readonly [Member, string]> = {
  list: [ines, '/joint-letters'],
  new: [ines, `/joint-letters/new?case=${her.caseId}`],
  draft: [ines, `/joint-letters/${draft}`],
  discussion: [wanjiru, `/joint-letters/${draft}/discussion`],
  paper: [ines, `${at}/print/ar`],
  publish: [ines, `/joint-letters/${draft}/publish`],
  sign: [wanjiru, `${at}/sign`],
  signatories: [ines, `${at}/signatories`],
  'signatory-elsewhere': [ines, `${at}/signatories/${elsewhere}`],
}

/** Looked at where pictures are asked for; what is on them stands on those above too. */
const further: typeof pages = {
  none: [world.noe, '/joint-letters'],
  empty: [ines, `/joint-letters/${empty}`],
  stands: [ines, at],
  preview: [wanjiru, `${at}/preview/ar`],
  page: [ines, `${at}/page/en`],
  'publish-again': [ines, `${at}/publish`],
  signed: [ines, `${at}/sign`],
  'signatories-listed': [wanjiru, `${at}/signatories?state=listed`],
  'signatory-waiting': [ines, `${at}/signatories/${waiting}`],
  'signatory-listed': [wanjiru, `${at}/signatories/${listed}`],
  'signatory-declined': [ines, `${at}/signatories/${declined}`],
}

test.each([
  { lang: 'en', width: 360 },
  { lang: 'ar', width: 1440 },
  ...(photographs
    ? [
        { lang: 'en', width: 1440 },
        { lang: 'ar', width: 360 },
      ]
    : []),
])(
  'axe finds nothing in $lang at $width px, and nothing is too wide',
  { timeout: 300_000 },
  async ({ lang, width }) => {
    const found: string[] = []
    const colorScheme = width === 360 ? 'dark' : 'light'
    /** one browser for each member, who signs in once */
    const desks = new Map<Member, Page>()
    const deskOf = async (member: Member): Promise<Page> => {
      const { accountId, organisationId } = member
      const { token } = await db.transaction(signIn, async (tx) => {
        await tx.db.updateTable('accounts').set({ language: lang }).where('id', '=', accountId).execute()
        return await startSession(tx, { accountId, organisationId, how: 'passkey' })
      })
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
      await context.addCookies([{ name: 'watchlight-4001', value: token, url: origin() }])
      const page = await context.newPage()
      desks.set(member, page)
      return page
    }
    for (const [name, [member, path]] of Object.entries(photographs ? { ...pages, ...further } : pages)) {
      const page = desks.get(member) ?? (await deskOf(member))
      const answer = await page.goto(origin() + path)
      if (answer?.status() !== 200) found.push(`${name}: ${answer?.status()}`)
      found.push(...(await look(page, `letters-${name}-${lang}-${width}`, { practice: true })))
    }
    for (const page of desks.values()) await page.context().close()
    expect(found).toEqual([])
  },
)
