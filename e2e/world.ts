/** What every journey starts with: a page that is watched, the mailbox of the demo, and a member's session. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test as plain, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'

export { expect, type Page }

export interface Mail {
  id: number
  envelope: { from: string; to: string[] }
  subject: string
  text: string
  html: string
  links: string[]
  headers: { key: string; value: string }[]
}

type Session = Exclude<BrowserContextOptions['storageState'], string | undefined>

interface Fixtures {
  /** a signed-in member's page, watched like a visitor's */
  desk: Page
  /** the page of another one, who signs beside the first */
  colleague: Page
  /** the page of somebody in another organisation of the coalition */
  partner: Page
  /** what a page did that no page of ours does */
  watched: void
}

interface WorkerFixtures {
  session: Session
}

export const consoleUrl = 'http://localhost:4101'
const mailbox = (): string => process.env.WATCHLIGHT_MAILBOX ?? 'http://localhost:4103/'

/** Journeys with JavaScript on or off; after each, nothing may have left this machine and no script complained. */
export const test = plain.extend<Fixtures, WorkerFixtures>({
  watched: [
    async ({ page }, use) => {
      const seen = watch(page)
      await use()
      expect(seen).toEqual(nothing)
    },
    { auto: true },
  ],
  desk: async ({ browser, session }, use) => {
    const context = await browser.newContext({ storageState: session })
    const page = await context.newPage()
    const seen = watch(page)
    await use(page)
    expect(seen).toEqual(nothing)
    await context.close()
  },
  colleague: ({ browser }, use) => as(browser, 'colleague', process.env.WATCHLIGHT_COLLEAGUE!, use),
  partner: ({ browser }, use) => as(browser, 'partner', process.env.WATCHLIGHT_PARTNER!, use),
  session: [
    async ({ browser }, use) => {
      await use(await sessionOf(browser, 'session', process.env.WATCHLIGHT_SIGN_IN!))
    },
    { scope: 'worker' },
  ],
})

async function as(
  browser: Browser,
  name: string,
  link: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ storageState: await sessionOf(browser, name, link) })
  const page = await context.newPage()
  const seen = watch(page)
  await use(page)
  expect(seen).toEqual(nothing)
  await context.close()
}

/** The link works once, and a failed test begins a new worker: the session is kept beside the world. */
async function sessionOf(browser: Browser, name: string, link: string): Promise<Session> {
  const kept = `data/e2e/${name}.json`
  if (!existsSync(kept)) {
    const page = await browser.newPage()
    await page.goto(link)
    await page.getByRole('button').click()
    await expect(page.locator('main h1')).toBeVisible()
    writeFileSync(kept, JSON.stringify(await page.context().storageState()))
    await page.close()
  }
  return JSON.parse(readFileSync(kept, 'utf8')) as Session
}

const ours = new Set(['localhost', '127.0.0.1', '[::1]'])

/** What a page of ours did that it must not: requests that left this machine, and what the browser complained of. */
export interface Seen {
  abroad: string[]
  complaints: string[]
}

export const nothing: Seen = { abroad: [], complaints: [] }

export function watch(page: Page): Seen {
  const seen: Seen = { abroad: [], complaints: [] }
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && !ours.has(url.hostname)) seen.abroad.push(request.url())
  })
  page.on('console', (message) => {
    // a refused form answers 422 and a withdrawn page 410: the browser reports the status, which is as it should be
    const told = /status of (410|422)/.test(message.text())
    if (message.type() === 'error' && !told) seen.complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => seen.complaints.push(`${page.url()}: ${error.message}`))
  return seen
}

export async function mailsTo(address: string): Promise<Mail[]> {
  const answer = await fetch(`${mailbox()}mails.json?to=${encodeURIComponent(address)}`)
  return (await answer.json()) as Mail[]
}

/** The newest mail to an address that fits; waits for it. */
export async function mailTo(address: string, fits: (mail: Mail) => boolean = () => true): Promise<Mail> {
  let found: Mail | undefined
  await expect
    .poll(async () => (found = (await mailsTo(address)).find(fits)) !== undefined, {
      message: `a mail to ${address}`,
      timeout: 30_000,
    })
    .toBe(true)
  return found!
}

/** From the first page to hers. */
export async function openCase(page: Page, lang: 'en' | 'ar' = 'en'): Promise<void> {
  await page.goto(`/${lang}/`)
  await page.locator('main a[href*="/c/"]').first().click()
  await expect(page.locator('h1')).toBeVisible()
}

/** Her page's address of one kind of action. */
export async function actPath(page: Page, kind: string, lang: 'en' | 'ar' = 'en'): Promise<string> {
  await openCase(page, lang)
  const href = await page.locator('a[href*="/act/"]').first().getAttribute('href')
  return href!.replace(/(\/act\/\w+).*$/, `$1/${kind}`)
}

/** Who leaves in the first journey, and must not be written to in a later one. */
export const leaving = {
  'without script': 'reader@post.example',
  'with script': 'friend1@post.example',
} as const

export interface Somebody {
  firstName: string
  lastName: string
  email: string
  country: string
}

export async function introduce(page: Page, who: Somebody, follow: 'yes' | 'no' = 'yes'): Promise<void> {
  await page.locator('[name=firstName]').fill(who.firstName)
  await page.locator('[name=lastName]').fill(who.lastName)
  await page.locator('[name=email]').fill(who.email)
  await page.locator('[name=country]').selectOption(who.country)
  await page.locator(`[name=follow][value=${follow}]`).check()
}

export const press = (page: Page, name: string, value: string) =>
  page.locator(`button[name=${name}][value=${value}]`).first().click()
