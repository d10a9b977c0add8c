/** Every page that visitors and staff see: no barrier in either language, a picture of each in four looks. */
import { mkdirSync } from 'node:fs'
import { barriers, consoleUrl, expect, openCase, test, type Page } from './world.ts'

interface Look {
  width: number
  scheme: 'light' | 'dark'
}

const looks: readonly Look[] = [
  { width: 360, scheme: 'light' },
  { width: 1440, scheme: 'light' },
  { width: 360, scheme: 'dark' },
  { width: 1440, scheme: 'dark' },
]
/** The console has many more pages: each is seen narrow and wide, light and dark, in one language or the other. */
const half = {
  en: [looks[0]!, looks[3]!],
  ar: [looks[2]!, looks[1]!],
}

mkdirSync('shots', { recursive: true })

/** Photographs the page that is open, and lists what keeps somebody from using it. */
async function look(page: Page, name: string, wanted: readonly Look[] = looks): Promise<string[]> {
  const found: string[] = []
  for (const { width, scheme } of wanted) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: scheme })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (wide > 0) found.push(`${name}: ${wide} px wider than ${width}`)
    await page.screenshot({ path: `shots/e2e-${name}-${width}-${scheme}.png`, fullPage: true })
    if (width === 1440) found.push(...(await barriers(page)).map((one) => `${name} ${scheme}: ${one}`))
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
    const pages: Record<string, string> = {
      home: `/${lang}/`,
      case: her,
      ...Object.fromEntries(
        ['email', 'call', 'message', 'signature', 'share'].map((kind) => [kind, `${act}/${kind}`]),
      ),
      'email-inside': `${act}/email/inside`,
      ...(update ? { update } : {}),
      follow: `${her.replace(/(\/c\/\w+).*$/, '$1')}/follow`,
      privacy: `/${lang}/privacy`,
    }
    const found: string[] = []
    for (const [name, address] of Object.entries(pages)) {
      const answer = await page.goto(address)
      if (answer?.status() !== 200) found.push(`${address} answered ${answer?.status()}`)
      found.push(...(await look(page, `${name}-${lang}`)))
    }
    expect(found).toEqual([])
  })
}

for (const lang of ['en', 'ar'] as const) {
  test(`the console in ${lang}`, async ({ browser, session }) => {
    test.setTimeout(300_000)
    const context = await browser.newContext({ storageState: session })
    const page = await context.newPage()
    await speak(page, lang)
    const found = await walk(page, lang)
    await speak(page, 'en')
    await context.close()
    expect(found).toEqual([])
  })
}

async function speak(page: Page, lang: string): Promise<void> {
  await page.goto(`${consoleUrl}/account`)
  await page.locator('[name=language]').selectOption(lang)
  await page.locator('form[action="/account"] button').first().click()
  await expect(page.locator('html')).toHaveAttribute('lang', lang)
}

/** Looks at what can be reached from Today by links, one page of each kind. */
async function walk(page: Page, lang: 'en' | 'ar'): Promise<string[]> {
  const found: string[] = []
  const seen = new Set<string>()
  const waiting = ['/']
  while (waiting.length > 0) {
    const address = waiting.shift()!
    const kind = kindOf(address)
    if (seen.has(kind)) continue
    seen.add(kind)
    const answer = await page.goto(consoleUrl + address)
    if (!answer?.headers()['content-type']?.includes('text/html')) continue
    if (answer.status() !== 200) found.push(`${address} answered ${answer.status()}`)
    const name = `console${kind.replace(/[^\w]+/g, '-')}`.replace(/-$/, '')
    found.push(...(await look(page, `${name}-${lang}`, half[lang])))
    const hrefs = await page
      .locator('a[href^="/"]')
      .evaluateAll((links) => links.map((one) => one.getAttribute('href')!.replace(/#.*$/, '')))
    waiting.push(...new Set(hrefs.filter((href) => !seen.has(kindOf(href)))))
  }
  expect(seen.size, 'pages of the console').toBeGreaterThan(20)
  return found
}

/** Pages that differ in what they are about, or in their language, are one kind. */
const kindOf = (address: string): string =>
  address
    .replace(/\?.*$/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one')
    .replace(/\/(en|ar)$/, '/language')
