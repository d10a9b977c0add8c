/** Her own link in a real browser, as an old telephone shows it: no script, no barrier, nothing too wide; and where it is made. */
import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../../src/platform/actor.ts'
import { startSession } from '../../src/organisations/index.ts'
import { createPrivateDoor } from '../../src/private-app.tsx'
import { recordConsent, withdrawConsent } from '../../src/publishing/index.ts'
import { hashPhrases, keyForPhrase, makeLink, setPhrase } from '../../src/publishing/consent-links/link.ts'
import { readLinks } from '../../src/publishing/consent-links/reads.ts'
import { buildCase, buildConsents } from '../build-case.ts'
import { buildPoint } from '../build-words.ts'
import { testOffice } from '../office.ts'
import { privateDoor } from '../private-door.ts'
import { look } from '../look.ts'
import { publish } from '../sign.ts'
import { bundle, launch } from './serve.ts'

const styles = { console: bundle('src/ui/console.css'), private: bundle('src/ui/private.css') }
const assets = {
  ...{ publicCss: '', privateCss: '/assets/private.css', consoleCss: '/assets/console.css', islands: {} },
  files: new Map(
    Object.entries(styles).map(([name, bytes]) => [`/assets/${name}.css`, { type: 'text/css', bytes }]),
  ),
}
const office = await testOffice({ assets })
const { db, member } = office
const door = createPrivateDoor({ ...privateDoor(office).options, assets, intake: { append: async () => {} } })
const phrase = 'lemon tree by the well'
const looks = [
  { lang: 'en', width: 360, colorScheme: 'light' },
  { lang: 'ar', width: 1440, colorScheme: 'dark' },
  ...(process.env['SHOTS']
    ? ([
        { lang: 'ar', width: 360, colorScheme: 'dark' },
        { lang: 'en', width: 1440, colorScheme: 'light' },
      ] as const)
    : []),
] as const
type Look = (typeof looks)[number]

/** A case of its own for each look, with a page of hers, three consents and a proposal. */
async function herCase(language: string) {
  const her = await buildCase(db, member.ines, { codeName: 'Grey Plover' })
  const { caseId, personId } = her
  await buildConsents(db, member.ines, her, ['name', 'image', 'story'])
  await publish(db, member.ines, {
    ...{ caseId, subjectKind: 'case', subjectId: caseId, key: her.shortId },
    items: [{ personId, item: 'story' }],
    gate: { personId, item: 'name' },
    documents: [{ language: 'en', body: { lang: 'en', name: 'Samira Haddad' } }],
    text: 'the case page',
  })
  await db.transaction(member.ines, (tx) =>
    recordConsent(tx, {
      ...{ caseId, personId, items: ['quotes'], answer: 'proposed', how: 'oral' },
      ...{ agreed: 'Three thoughts', givenAt: tx.now, purposes: ['web', 'media'] },
    }),
  )
  await buildPoint(db, member.ines, her, {
    ...{ text: 'لست خائفة. سأستمر في السؤال عن أموال المياه.', language: 'ar', until: 'read-back' },
  })
  await buildPoint(db, member.ines, her, {
    ...{ text: 'She asks that nobody speaks of her brother.', form: 'paraphrase', until: 'taken' },
  })
  const key = await db.transaction(member.ines, (tx) => keyForPhrase(tx, { caseId, personId }))
  const hashed = await hashPhrases(key, { phrase, duress: 'olive branch on the sill' })
  const token = await db.transaction(member.ines, async (tx) => {
    await setPhrase(tx, { caseId, personId, hashed })
    await makeLink(tx, { caseId, personId, hours: 24, language })
    return (await readLinks(tx, caseId)).persons[0]!.open!.token
  })
  return { caseId, token }
}

let browser: Browser
const servers = [office.app, door].map((app) => serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }))
const origin = (n: number) => `http://localhost:${(servers[n]!.address() as AddressInfo).port}`
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  for (const server of servers) server.close()
})

const contextOf = ({ lang, width, colorScheme }: Look): Promise<BrowserContext> =>
  browser.newContext({
    ...{ viewport: { width, height: 800 }, colorScheme, locale: lang },
  })
const lookFrom =
  (page: Page, { lang, width, colorScheme }: Look, found: string[]) =>
  async (name: string) =>
    void found.push(...(await look(page, `her-${name}-${lang}-${width}-${colorScheme}`, { practice: true })))

test.each(looks)('her pages in $lang at $width px, $colorScheme', { timeout: 120_000 }, async (one) => {
  const { token } = await herCase(one.lang)
  const context = await contextOf(one)
  const page = await context.newPage()
  const found: string[] = []
  const see = lookFrom(page, one, found)
  const say = async (said: string) => {
    await page.goto(`${origin(1)}/m/${token}`)
    await page.locator('#phrase').fill(said)
    await page.locator('main form button').click()
  }
  await page.goto(`${origin(1)}/m/${token}`)
  await see('phrase')
  await say('not what we said')
  await see('wrong')
  for (const act of ['approve', 'narrow', 'confirm', 'withdraw']) {
    await say(phrase)
    if (act === 'approve') await see('read')
    if (act === 'narrow') {
      await page.locator('summary').first().click()
      await page.locator('[name=without]').first().check()
    }
    await page.locator(`button[value=${act}]`).last().click()
    await see(act)
    await page.locator('main form button').first().click()
    await see(`done-${act}`)
    if (act !== 'approve') continue
    await say(phrase)
    await see('points')
    await page.locator('button[value=approve]').first().click()
    await see('point-approve')
    await page.locator('main form button').first().click()
    await say(phrase)
    await see('points-approved')
  }
  await say(phrase)
  await see('nothing-left')
  await page.locator('.leave').click()
  expect([new URL(page.url()).pathname, await page.locator('body').innerText()]).toEqual(['/away', ''])
  await page.goto(`${origin(1)}/m/none`)
  await see('void')
  await context.close()
  expect(found).toEqual([])
})

test.each(looks)(
  'where it is made, in $lang at $width px, $colorScheme',
  { timeout: 120_000 },
  async (one) => {
    const { caseId } = await herCase(one.lang)
    const blank = await buildCase(db, member.ines, { codeName: 'Blank' })
    const { accountId } = member.ines
    await db.transaction(signIn, async (tx) => {
      await tx.db.updateTable('accounts').set({ language: one.lang }).where('id', '=', accountId).execute()
    })
    const { token } = await db.transaction(signIn, (tx) => startSession(tx, { accountId, how: 'passkey' }))
    const context = await contextOf(one)
    await context.addCookies([{ name: 'watchlight-4001', value: token, domain: 'localhost', path: '/' }])
    const page = await context.newPage()
    const found: string[] = []
    const see = lookFrom(page, one, found)
    for (const [name, path] of [
      ['office-first', `/cases/${blank.caseId}/consents`],
      ['office-blank', `/cases/${blank.caseId}/consents/link`],
      ['office-open', `/cases/${caseId}/consents/link`],
    ] as const) {
      const answer = await page.goto(origin(0) + path)
      expect(answer?.status()).toBe(200)
      await see(name)
    }
    // in doubt: the notice on the page of consents
    await db.transaction(member.ines, async (tx) => {
      const given = await tx.db
        .selectFrom('consents')
        .select('id')
        .where('case_id', '=', caseId)
        .where('state', '=', 'given')
        .execute()
      await withdrawConsent(tx, { caseId, consentIds: given.map(({ id }) => id), word: 'not-met' })
    })
    await page.goto(`${origin(0)}/cases/${caseId}/consents`)
    await see('office-doubt')
    await context.close()
    expect(found).toEqual([])
  },
)
