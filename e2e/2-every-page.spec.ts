/** Every page that visitors and staff see: no barrier in either language, a picture of each in four looks. */
import { mkdirSync } from 'node:fs'
import { barriers, consoleUrl, expect, openCase, test, type Page } from './world.ts'

const looks = [
  { width: 360, scheme: 'light' },
  { width: 1440, scheme: 'light' },
  { width: 360, scheme: 'dark' },
  { width: 1440, scheme: 'dark' },
] as const

mkdirSync('shots', { recursive: true })

/** Looks at one page; a look twice as long is no more than one picture's worth of it. */
async function look(page: Page, address: string, name: string): Promise<string[]> {
  const answer = await page.goto(address)
  const found = answer && answer.status() >= 400 ? [`${address} answered ${answer.status()}`] : []
  for (const { width, scheme } of looks) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: scheme })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (wide > 0) found.push(`${name}: ${wide} px wider than ${width}`)
    await page.screenshot({ path: `shots/e2e-${name}-${width}-${scheme}.png`, fullPage: true })
    // what colours do is looked at in both lights, the rest once
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
    for (const [name, address] of Object.entries(pages))
      found.push(...(await look(page, address, `${name}-${lang}`)))
    expect(found).toEqual([])
  })
}

for (const lang of ['en', 'ar'] as const) {
  test(`the console in ${lang}`, async ({ browser, session }) => {
    test.setTimeout(180_000)
    const context = await browser.newContext({ storageState: session })
    const page = await context.newPage()
    await speak(page, lang)
    const found: string[] = []
    for (const address of await consolePages(page)) {
      const name = address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one').replace(/[^\w]+/g, '-') || '-today'
      found.push(...(await look(page, consoleUrl + address, `console${name}-${lang}`)))
    }
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

/** What can be reached from Today by links, one page of each kind. */
async function consolePages(page: Page): Promise<string[]> {
  const kinds = new Map<string, string>()
  const waiting = ['/']
  while (waiting.length > 0) {
    const address = waiting.shift()!
    const kind = address.replace(/\?.*$/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one')
    if (kinds.has(kind) || /\/(export|images)\b/.test(kind)) continue
    const answer = await page.goto(consoleUrl + address)
    if (!answer?.headers()['content-type']?.includes('text/html')) continue
    if (page.url().includes('/step-up')) continue
    kinds.set(kind, address)
    const hrefs = await page
      .locator('a[href^="/"]')
      .evaluateAll((links) => links.map((one) => one.getAttribute('href')!))
    waiting.push(...new Set(hrefs.map((href) => href.replace(/#.*$/, ''))))
  }
  return [...kinds.values()]
}
