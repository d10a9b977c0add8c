/** A visitor's journey, first in a browser without script: what she does must work whole. */
import {
  actPath,
  expect,
  introduce,
  leaving,
  mailTo,
  mailsTo,
  openCase,
  press,
  test,
  type Page,
} from './world.ts'

for (const [script, who] of [
  ['without script', 'mira'],
  ['with script', 'dana'],
] as const) {
  test.describe(script, () => {
    test.use({ javaScriptEnabled: script === 'with script' })
    const email = `${who}@journey.example`
    const words = `I grew up beside a harbour, and I write as ${who}.`

    test('she reads, writes to the officials, confirms, and goes on', async ({ page }) => {
      await openCase(page)
      await expect(page.locator('.status-line')).toContainText('At this time no arrest is expected.')
      await expect(page.locator('.portrait img')).toHaveJSProperty('complete', true)
      await page.goto(await actPath(page, 'email'))

      await refused(page, words)
      await introduce(page, { firstName: who, lastName: 'Journey', email, country: 'NL' })
      await page.locator('[name=identity][value=first]').check()
      await press(page, 'send', 'server')
      await expect(page).toHaveURL(/\/next\//)

      // the next step asks nothing again
      await page.locator('.now a.action').click()
      await expect(page.locator('[name=email]')).toHaveCount(0)
      await onwards(page)
      await confirm(page, email)
      await officialsGotNothingUnread(words)
    })

    test('she follows the case by mail', async ({ page }) => {
      const reader = `reader-${email}`
      await openCase(page)
      await page.locator('a[href$="/follow"]').click()
      await page.locator('[name=email]').fill(reader)
      await page.locator('main form button').first().click()
      await expect(page).toHaveURL(/\/follow\/sent/)
      const mail = await mailTo(reader)
      await page.goto(mail.links.find((link) => link.includes('/confirm/'))!)
      await press(page, 'answer', 'follow')
      await expect(page).toHaveURL(/\/confirmed\//)
      await expect(page.locator('main')).toContainText('Samira Haddad')
    })

    test('who wants no more mail leaves with one press', async ({ page }) => {
      const mail = await mailTo(leaving[script], ({ links }) => links.some((link) => link.includes('/u/')))
      await page.goto(mail.links.find((link) => link.includes('/u/'))!)
      await press(page, 'scope', 'all')
      await expect(page.locator('button[name=scope][value=all]')).toHaveCount(0)
      await expect(page.locator('main h1')).toBeVisible()
    })
  })
}

/** A form with mistakes comes back with all that was typed, and says what is wrong. */
async function refused(page: Page, words: string): Promise<void> {
  await page.locator('[name=part-body]').fill(words)
  await page.locator('[name=lastName]').fill('Journey')
  await page.locator('[name=email]').fill('mira at nowhere')
  await page
    .locator('form#form, main form')
    .first()
    .evaluate((form) => form.setAttribute('novalidate', ''))
  await press(page, 'send', 'server')
  await expect(page.locator('.error-summary')).toBeVisible()
  await expect(page.locator('[name=part-body]')).toHaveValue(words)
  await expect(page.locator('[name=email]')).toHaveValue('mira at nowhere')
  await page.locator('.error-summary a').first().click()
  await expect(page).toHaveURL(/#/)
}

/** A call if one is asked for, then the word is passed on. */
async function onwards(page: Page): Promise<void> {
  if (page.url().includes('/call')) {
    await expect(page.locator('a[href^="tel:"]')).toBeVisible()
    await press(page, 'outcome', 'left_message')
    await expect(page).toHaveURL(/\/next\//)
  }
  const share = page.locator('a[href*="/share"]').first()
  if ((await share.count()) > 0) {
    await share.click()
    await expect(page.locator('textarea')).toHaveValue(/\/en\/c\//)
  }
}

async function confirm(page: Page, email: string): Promise<void> {
  const mail = await mailTo(email)
  expect(mail.text).toContain('Samira Haddad')
  const link = mail.links.find((one) => one.includes('/confirm/'))!
  await page.goto(link)
  // opening it changed nothing: the button does
  await press(page, 'answer', 'follow')
  await expect(page).toHaveURL(/\/confirmed\//)
  expect(
    (await mailsTo(email)).filter((one) => one.links.some((each) => each.includes('/confirm/'))),
  ).toHaveLength(1)
}

/** Safety: her own words wait for staff; nothing of them has left. */
async function officialsGotNothingUnread(words: string): Promise<void> {
  const letters = await mailsTo('kestra.example')
  expect(letters.length).toBeGreaterThan(0)
  expect(letters.filter(({ text }) => text.includes(words))).toEqual([])
}

test.describe('for an organisation, without script', () => {
  test.use({ javaScriptEnabled: false })

  test('she reads the joint letter, signs it, and presses the button in the mail', async ({ page }) => {
    const email = 'clerk@northmoor-guild.example'
    await openCase(page)
    await page.locator('main a[href*="/letters/"]').first().click()
    await page.locator('.now a.action').click()
    const typed = { organisation: 'Guild of Northmoor', website: 'northmoor-guild.example', email }
    for (const [name, value] of Object.entries({ ...typed, name: 'Una Marsh', role: 'Clerk' }))
      await page.locator(`[name=${name}]`).fill(value)
    await page.locator('[name=country]').selectOption('IE')
    await page.locator('[name=authority]').check()
    await page.locator('[name=hear][value=no]').check()
    await page.locator('main form button.action').click()
    await expect(page).toHaveURL(/\/sign\/thanks$/)
    const mail = await mailTo(email)
    await page.goto(mail.links.find((link) => link.includes('/sign-on/'))!)
    await press(page, 'answer', 'confirm')
    await expect(page).toHaveURL(/\/sign\/confirmed$/)
    // nothing is public before a person has looked
    await page.locator('main a[href*="/letters/"]').click()
    await expect(page.locator('.signatories')).not.toContainText('Northmoor')
  })
})

test.describe('in Arabic, without script', () => {
  test.use({ javaScriptEnabled: false, locale: 'ar' })

  test('she finds her way and signs, from right to left', async ({ page }) => {
    await page.goto('/')
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await page.goto(await actPath(page, 'signature', 'ar'))
    await introduce(
      page,
      { firstName: 'سلمى', lastName: 'الخطيب', email: 'salma@journey.example', country: 'JO' },
      'no',
    )
    await page.locator('[name=identity][value=country]').check()
    await page.locator('main form button.action').click()
    await expect(page).toHaveURL(/\/ar\/act\/.*\/next\//)
    const mail = await mailTo('salma@journey.example')
    expect(mail.subject).toMatch(/[\u0600-\u06ff]/)
    await page.goto(mail.links.find((link) => link.includes('/confirm/'))!)
    await press(page, 'answer', 'only')
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
  })

  test('the home page leads to the other language', async ({ page }) => {
    await openCase(page, 'ar')
    await page.locator('header a[href^="/en/"][lang=en], header a[hreflang=en]').first().click()
    await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
  })
})

test('what does not exist answers 404 with a way back', async ({ request }) => {
  const answer = await request.get('/en/c/ABCDEFGHJK')
  expect(answer.status()).toBe(404)
  expect(await answer.text()).toContain('href="/en/"')
})
