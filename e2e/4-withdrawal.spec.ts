/** She takes back what she agreed to: at the console with a few presses, for visitors at once. */
import { consoleUrl, expect, openCase, test } from './world.ts'

test('a consent is withdrawn, and her page goes neutral before a visitor’s eyes', async ({ page, desk }) => {
  await openCase(page)
  const her = page.url()
  const name = await page.locator('h1').innerText()
  const picture = (await page.locator('.portrait img').getAttribute('src'))!
  const feed = (await page.locator('link[type="application/atom+xml"]').getAttribute('href'))!

  await desk.goto(`${consoleUrl}/cases`)
  await desk.getByRole('link', { name: 'Lantern' }).first().click()
  await desk.locator('.tabs a[href$="/consents"]').click()
  await desk.locator('a[href*="/consents/withdraw"]').first().click()
  await expect(desk.locator('main')).toContainText('Withdraw')
  await desk.locator('main form button.action').click()
  await expect(desk).toHaveURL(/\/consents$/)

  // 5 seconds is what is promised
  await expect
    .poll(async () => (await page.goto(her))?.status(), { timeout: 5_000, intervals: [100, 250] })
    .toBe(410)
  await expect(page.locator('body')).not.toContainText(name)
  await expect(page.locator('body')).not.toContainText('Haddad')
  for (const address of [picture, feed, her.replace('/en/', '/ar/')]) {
    const answer = await page.request.get(new URL(address, her).href)
    expect(answer.status(), address).toBeGreaterThanOrEqual(400)
  }
})
