/** At the console: an update is written, looked at, published and sent, with script in the browser. */
import { consoleUrl, expect, leaving, mailsTo, openCase, test } from './world.ts'

const headline = 'The court’s list is out: no hearing for her'

test('Today greets whoever signs in; every section opens', async ({ desk: page }) => {
  await page.goto(consoleUrl)
  await expect(page.locator('main h1')).toBeVisible()
  const sections = await page
    .locator('nav a[href^="/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')!))])
  expect(sections).toEqual(
    expect.arrayContaining(['/cases', '/campaigns', '/officials', '/updates', '/messages']),
  )
  for (const href of sections) {
    const answer = await page.goto(consoleUrl + href)
    expect(answer?.status(), href).toBe(200)
  }
})

test('an update is written, previewed, signed by two organisations, published and sent from both', async ({
  page,
  desk,
  partner,
}) => {
  await desk.goto(`${consoleUrl}/updates/new`)
  await desk.locator('[name=kind]').selectOption('still-watching')
  await desk.locator('main form button').first().click()
  await expect(desk).toHaveURL(/\/updates\/[\w-]+$/)
  const at = desk.url()

  // what was typed is kept although it was never saved
  await desk.locator('[name=headline]').fill(headline)
  await desk
    .locator('[name=body]')
    .fill('The list for the month stands at the door of the court. Her name is **not** on it.')
  await expect(desk.locator('live-region')).toContainText(headline, { timeout: 20_000 })
  await desk.reload()
  await expect(desk.locator('[name=headline]')).toHaveValue(headline)

  await desk.locator('[name=place]').fill('Kestra')
  await desk.locator('[name=translation][value=original]').check()
  await desk.locator('form.sheet button.action').first().click()
  await expect(desk.locator('.notice.success, [role=status]').first()).toBeVisible()
  await desk.goto(`${at}/preview/en`)
  await expect(desk.frameLocator('iframe').first().locator('body')).toContainText(headline)

  await desk.goto(`${at}/publish`)
  await desk.locator('main form button.action').first().click()
  await expect(desk).toHaveURL(/\/sign-offs\//)
  await partner.goto(desk.url())
  await expect(partner.locator('article.preview')).toContainText(headline)
  await partner.locator('[name=reviewed]').check()
  await partner.locator('[name=confirmed]').check()
  await partner.locator('main form button.action').first().click()
  await expect(partner).toHaveURL(/\/publications$/)
  await desk.goto(`${at}/send`)
  await openCase(page)
  await expect(page.locator('main')).toContainText(headline)

  await expect(desk.locator('main')).toContainText('asked to hear')
  const count = Number(/Send (\d+) mail/.exec(await desk.locator('main').innerText())?.[1])
  expect(count).toBeGreaterThan(10)
  await desk.getByRole('button', { name: /Send \d+ mail/ }).click()
  await expect(desk).toHaveURL(/\/joint-broadcasts\//)
  await expect(async () => {
    await desk.reload()
    await expect(desk.locator('main')).toContainText('Done', { timeout: 1000 })
  }).toPass({ timeout: 30_000 })
  const mails = (await mailsTo('@')).filter(({ subject }) => subject.includes(headline))
  expect(mails).toHaveLength(count)
  const left: readonly string[] = Object.values(leaving)
  expect(mails.filter(({ envelope }) => left.includes(envelope.to[0]!))).toEqual([])
  expect(new Set(mails.map(({ envelope }) => envelope.to[0])).size).toBe(count)
})

test('who is not signed in learns nothing of what is there', async ({ request }) => {
  for (const path of ['/cases', '/supporters', '/nowhere']) {
    const answer = await request.get(consoleUrl + path)
    expect(answer.url(), path).toContain('/sign-in')
  }
})
