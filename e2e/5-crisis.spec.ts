/** From a phone call to a live page, by one caseworker and one colleague, each with a telephone in her hand. */
import { consoleUrl, expect, test, watch, nothing, type Page } from './world.ts'

/** Counts what people do, as they do it. */
class Thumb {
  taps = 0
  filled = 0
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }
  async tap(selector: string): Promise<void> {
    this.taps++
    await this.page.locator(selector).first().tap()
  }
  /** a field that must be filled; the keyboard's own taps are not counted */
  async fill(name: string, value: string): Promise<void> {
    this.filled++
    this.taps++
    const field = this.page.locator(`[name=${name}]`)
    const list = await field.evaluate((element) => element.tagName === 'SELECT')
    await (list ? field.selectOption(value) : field.fill(value))
  }
  async tick(name: string): Promise<void> {
    this.filled++
    await this.tap(`[name=${name}]`)
  }
  /** each page offers one obvious next step */
  async next(): Promise<void> {
    await this.tap('.next-step a')
  }
}

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const

test('a call becomes a page that stands, with her consent and two signatures', async ({
  browser,
  desk,
  colleague,
}) => {
  test.setTimeout(120_000)
  const began = performance.now()
  const thumbs: Thumb[] = []
  for (const session of [desk, colleague]) {
    const context = await browser.newContext({
      ...phone,
      javaScriptEnabled: false,
      storageState: await session.context().storageState(),
    })
    thumbs.push(new Thumb(await context.newPage()))
  }
  const [ines, tomas] = thumbs as [Thumb, Thumb]
  const seen = thumbs.map(({ page }) => watch(page))

  await ines.page.goto(consoleUrl)
  await ines.tap('main a[href="/cases/crisis"]')
  await ines.fill('legalName', 'Idris Valen')
  await ines.fill('reason', 'arrested')
  await ines.fill('country', 'BV')
  const other = ines.page.locator('[name=accountId] option', { hasText: 'Tomas' })
  await ines.fill('accountId', (await other.getAttribute('value'))!)
  await ines.tap('main form.sheet button.action')

  // her word first: a preset fills the form, the script is there to read aloud
  await expect(ines.page).toHaveURL(/\/consents\/new$/)
  await ines.tap('main a[href$="preset=public-named"]')
  await ines.fill('agreed', 'Say my name and what happened. Not where my family lives.')
  await ines.fill('how', 'oral')
  await ines.tap('main form.sheet button.action')

  await ines.next()
  await ines.fill('name', 'Idris Valen')
  await ines.fill('sentence', 'A schoolteacher, arrested this morning for a lesson about the harbour.')
  await ines.tap('main form.sheet button.action')
  await ines.next()
  await ines.tick('read')
  await ines.tap('main form.sheet button.action')
  await expect(ines.page).toHaveURL(/\/sign-offs\//)

  // nothing is public until the other has read it
  await tomas.page.goto(consoleUrl)
  await tomas.tap('main a[href*="/sign-offs/"]')
  await expect(tomas.page.locator('article.preview')).toContainText('schoolteacher')
  await tomas.tick('reviewed')
  await tomas.tick('confirmed')
  await tomas.tap('main form.sheet button.action')
  await expect(tomas.page).toHaveURL(/\/publications$/)
  const hers = (await tomas.page.locator('main a[href*="/en/c/"]').first().getAttribute('href'))!
  await expect.poll(async () => (await fetch(hers)).status).toBe(200)
  expect(await (await fetch(hers)).text()).toContain('A schoolteacher')

  // what people can do now is one press away, with all that is known filled in
  await tomas.next()
  await expect(tomas.page).toHaveURL(/\/campaigns\/new\?case=/)
  await expect(tomas.page.locator('[name=caseId] option:checked')).not.toHaveText('–')
  await expect(tomas.page.locator('[name=kinds][value=email]')).toBeChecked()
  await tomas.tap('main form button.action')
  await expect(tomas.page).toHaveURL(/\/campaigns\/[^/]+\/texts\/en$/)
  await expect(tomas.page.locator('[name=summary]')).toHaveValue(/schoolteacher/)

  const seconds = Math.round((performance.now() - began) / 1000)
  const filled = ines.filled + tomas.filled
  console.log(`crisis run: ${filled} required fields, ${ines.taps + tomas.taps} taps, ${seconds} s`)
  expect(filled).toBeLessThanOrEqual(12)
  for (const one of seen) expect(one).toEqual(nothing)
  for (const { page } of thumbs) await page.context().close()
})
