/** Every page that visitors and staff see, in both languages: nothing too wide, no barrier, and what must be there is reached. */
import { look, photographs } from '../test/look.ts'
import { isFull } from '../test/rounds.ts'
import { consoleUrl, expect, nothing, openCase, test, watch, type Page } from './world.ts'

interface Look {
  width: number
  scheme: 'light' | 'dark'
  /** axe reads each kind of page once, in English on a phone; `--full` reads and photographs every look */
  axe?: true
}

const looks: Record<'en' | 'ar', readonly Look[]> = {
  en: [
    { width: 1440, scheme: 'dark' },
    { width: 360, scheme: 'light', axe: true },
  ],
  ar: [
    { width: 360, scheme: 'dark' },
    { width: 1440, scheme: 'light' },
  ],
}

/** Lists what is wrong with the page that is open, narrow and wide; between the two languages also light and dark. */
async function lookAt(page: Page, name: string, lang: 'en' | 'ar'): Promise<string[]> {
  const found: string[] = []
  for (const { width, scheme, axe } of looks[lang]) {
    await page.setViewportSize({ width, height: 900 })
    if (axe || photographs) await page.emulateMedia({ colorScheme: scheme })
    const title = `e2e-${name}-${lang}-${width}-${scheme}`
    found.push(...(await look(page, title, { axe: axe === true || isFull })))
  }
  return found
}

for (const lang of ['en', 'ar'] as const) {
  test(`visitors’ pages in ${lang}`, async ({ page }) => {
    test.setTimeout(120_000)
    await openCase(page, lang)
    const her = page.url()
    const act = (await page.locator('a[href*="/act/"]').first().getAttribute('href'))!.replace(
      /(\/act\/\w+).*$/,
      '$1',
    )
    const update = await page.locator('a[href*="/updates/"]').first().getAttribute('href')
    const letter = await page.locator('a[href*="/letters/"]').first().getAttribute('href')
    const pages: Record<string, string> = {
      home: `/${lang}/`,
      case: her,
      ...Object.fromEntries(
        ['email', 'call', 'message', 'signature', 'share'].map((kind) => [kind, `${act}/${kind}`]),
      ),
      'email-inside': `${act}/email/inside`,
      ...(update ? { update } : {}),
      ...Object.fromEntries(
        ['', '/sign'].map((part) => [`letter${part.replace('/', '-')}`, `${letter}${part}`]),
      ),
      follow: `${her.replace(/(\/c\/\w+).*$/, '$1')}/follow`,
      privacy: `/${lang}/privacy`,
    }
    const found: string[] = []
    for (const [name, address] of Object.entries(pages)) {
      const answer = await page.goto(address)
      if (answer?.status() !== 200) found.push(`${address} answered ${answer?.status()}`)
      found.push(...(await lookAt(page, name, lang)))
    }
    expect(found).toEqual([])
  })
}

for (const lang of ['en', 'ar'] as const) {
  test(`the console in ${lang}`, async ({ desk }) => {
    // every page of the console, on a slow machine
    test.setTimeout(isFull ? 1_200_000 : 400_000)
    await speak(desk, lang)
    const second = await desk.context().newPage()
    const seen = watch(second)
    const found = await walk([desk, second], lang)
    await speak(desk, 'en')
    expect(found).toEqual([])
    expect(seen).toEqual(nothing)
  })
}

async function speak(page: Page, lang: string): Promise<void> {
  await page.goto(`${consoleUrl}/account`)
  await page.locator('[name=language]').selectOption(lang)
  await page.locator('form[action="/account"] button').first().click()
  await expect(page.locator('html')).toHaveAttribute('lang', lang)
}

/** Looks at what can be reached from Today by links, one page of each kind, on two pages at once. */
async function walk(pages: readonly Page[], lang: 'en' | 'ar'): Promise<string[]> {
  const found: string[] = []
  const seen = new Set(['/'])
  let waiting = ['/']
  while (waiting.length > 0) {
    const reached = new Set<string>()
    const lane = async (page: Page): Promise<void> => {
      for (let address = waiting.shift(); address !== undefined; address = waiting.shift())
        for (const href of await visit(page, address, lang, found)) reached.add(href)
    }
    await Promise.all(pages.map(lane))
    waiting = [...reached].filter((href) => !seen.has(kindOf(href)) && seen.add(kindOf(href)))
  }
  expect(
    kinds.filter((kind) => !seen.has(kind)),
    'kinds of pages that no link led to',
  ).toEqual([])
  return found
}

/** Looks at one page, and gives where its links lead. */
async function visit(page: Page, address: string, lang: 'en' | 'ar', found: string[]): Promise<string[]> {
  const answer = await page.goto(consoleUrl + address).catch((error: Error) => {
    // a table to download is no page
    if (/Download is starting|net::ERR_ABORTED/.test(error.message)) return undefined
    throw error
  })
  if (!answer?.headers()['content-type']?.includes('text/html')) return []
  if (answer?.status() !== 200) found.push(`${address} answered ${answer?.status()}`)
  // what visitors will see is previewed in the language of its text
  const preview = /\/(page|preview|print)\/language$/.test(kindOf(address))
  if (!preview && (await page.locator('html').getAttribute('lang')) !== lang)
    found.push(`${address} is not in ${lang}`)
  const hrefs = await page
    .locator('a[href^="/"]')
    .evaluateAll((links) => links.map((one) => one.getAttribute('href')!.replace(/#.*$/, '')))
  const name = `console${kindOf(address).replace(/[^\w]+/g, '-')}`.replace(/-$/, '')
  found.push(...(await lookAt(page, name, lang)))
  return hrefs
}

/** Pages that differ in what they are about, or in their language, are one kind. */
const kindOf = (address: string): string =>
  address
    .replace(/\?.*$/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one')
    .replace(/\/(en|ar)$/, '/language')

/** What must be among them, or the walk has lost its way. */
const kinds = [
  ...[
    '',
    'account',
    'calendar',
    'log',
    'members',
    'members/invite',
    'members/one',
    'messages',
    'organisation',
    'organisation/audit',
    'organisation/embeds',
    'organisation/coalitions',
    'organisation/mail-server',
    'organisation/findable',
    'organisation/logo',
  ],
  ...[
    'cases',
    'cases/new',
    'cases/crisis',
    'cases/one',
    'cases/one/consents',
    'cases/one/direction',
    'cases/one/consents/unobtainable',
    'cases/one/attachments',
    'cases/one/course',
    'cases/one/liberty',
    'cases/one/proceedings',
    'cases/one/proceedings/new',
    'cases/one/deadlines',
    'cases/one/interventions',
    'cases/one/tasks',
    'cases/one/timeline',
    'cases/one/persons',
    'cases/one/portrait',
    'cases/one/publications',
    'cases/one/emergency-flag',
    'cases/one/publicity',
    'cases/one/publicity/lower',
    'cases/one/quiet',
    'cases/one/sheet',
    'cases/one/sign-offs/one',
  ],
  ...[
    'cases/one/effects',
    'cases/one/statements',
    'cases/one/statements/new',
    'cases/one/statements/points/one',
    'cases/one/wishes',
    'cases/one/status',
    'cases/one/threats',
    'cases/one/team',
    'cases/one/wording',
    'messages/batches/one',
  ],
  ...['cases/one/check-ins', 'cases/one/check-ins/one', 'cases/one/check-ins/plans/new'],
  ...['cases/one/contacts', 'cases/one/coalition/tasks', 'cases/one/coalition/tasks/one', 'duty'],
  ...[
    'campaigns',
    'campaigns/new',
    'campaigns/one',
    'campaigns/one/demands',
    'campaigns/one/embed',
    'campaigns/one/emails',
    'campaigns/one/hand-over',
    'campaigns/one/paper',
    'campaigns/one/paper/new',
    'paper/one',
    'hand-overs/one',
    'hand-overs/one/sheet',
  ],
  ...['campaigns/one/letters', 'campaigns/one/officials', 'campaigns/one/preview', 'campaigns/one/publish'],
  ...['campaigns/one/settings', 'campaigns/one/stop', 'campaigns/one/texts', 'officials', 'officials/new'],
  ...['officials/one', 'officials/one/edit', 'supporters', 'supporters/one', 'supporters/export'],
  ...[
    'updates',
    'updates/new',
    'updates/one',
    'updates/one/embed',
    'updates/one/preview',
    'broadcasts',
    'broadcasts/one',
  ],
  ...[
    'joint-letters',
    'joint-letters/new',
    'joint-letters/one',
    'joint-letters/one/text/language',
    'joint-letters/one/preview',
    'joint-letters/one/publish',
    'joint-letters/one/sign',
    'joint-letters/one/signatories',
    'joint-letters/one/signatories/one',
    'joint-letters/one/hand-over',
  ],
].map((kind) => `/${kind}`)
