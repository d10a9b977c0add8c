/** The case sheet on the screen and on paper: no barrier, nothing too wide, and nothing of the desk around it in print. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addFact } from '../../src/cases/facts/fact.ts'
import { audienceNames, audiences } from '../../src/cases/sheets/audiences.ts'
import { addRestriction } from '../../src/cases/liberty/restriction.ts'
import { setLiberty } from '../../src/cases/liberty/status.ts'
import { addCharge } from '../../src/cases/proceedings/charge.ts'
import { scheduleHearing } from '../../src/cases/proceedings/hearing.ts'
import { addProceeding } from '../../src/cases/proceedings/proceeding.ts'
import { setWish } from '../../src/cases/wishes/wish.ts'
import { consentItems, recordConsent, saveDirection } from '../../src/publishing/index.ts'
import { buildCase } from '../build-case.ts'
import { buildPoint } from '../build-words.ts'
import { look, photographs } from '../look.ts'
import { testOffice } from '../office.ts'
import { bundle, launch } from './serve.ts'

const office = await testOffice({
  assets: {
    ...{ publicCss: '', privateCss: '', consoleCss: '/assets/console.css', islands: {} },
    files: new Map([['/assets/console.css', { type: 'text/css', bytes: bundle('src/ui/console.css') }]]),
  },
})
const { db } = office
const { ines } = office.member
const { caseId, personId } = await buildCase(db, ines)
const at = `/cases/${caseId}`
await db.transaction(ines, async (tx) => {
  await recordConsent(tx, {
    ...{
      caseId,
      personId,
      items: consentItems.filter((item) => item !== 'health'),
      answer: 'given',
      how: 'written',
    },
    purposes: audienceNames.map((name) => audiences[name].purpose),
    ...{ agreed: 'Tell those who can help, and name me.', givenAt: tx.now },
  })
  const text = 'Say that she asked about the water money. Do not call her a victim.'
  await setWish(tx, { caseId, kind: 'how-to-speak', since: '2026-11-01', given: 'written', text })
  await setLiberty(tx, {
    ...{ caseId, status: 'police-custody', since: '2026-11-20', detention: 'expression', basis: ['ii'] },
    ...{ contact: ['family-refused', 'lawyer-allowed'], counsel: ['chosen'], place: 'Station 4, Amman' },
  })
  await addRestriction(tx, { caseId, kind: 'travel-ban', since: '2026-11-01', untilOn: '2027-02-01' })
  const proceedingId = await addProceeding(tx, {
    ...{ caseId, kind: 'criminal', role: 'defendant', openedOn: '2026-11-02' },
    text: { title: 'The water case', court: 'Court of first instance, Amman', numbers: '412/2026' },
  })
  await addCharge(tx, {
    ...{
      caseId,
      proceedingId,
      state: 'brought',
      stateOn: '2026-11-20',
      law: 'Penal Code',
      article: 'Article 132',
    },
    ...{ offence: 'نشر أخبار كاذبة', translated: 'Spreading false news', maximum: 'Three months' },
  })
  await scheduleHearing(tx, {
    ...{ caseId, proceedingId, kind: 'first-appearance', at: new Date('2026-12-03T07:00:00Z') },
    ...{ zone: 'Asia/Amman', openness: 'public', room: 'Room 2' },
  })
  for (const day of [10, 12, 14, 20])
    await addFact(tx, {
      ...{
        caseId,
        kind: 'fact',
        on: `2026-11-${day}`,
        precision: 'exact',
        zone: 'Asia/Amman',
        visibility: 'public',
      },
      ...{ tlp: 'clear', verification: 'confirmed', reliability: 'reliable', sources: ['one', 'two'] },
      ...{ statement: `Officers came to the council on ${day} November and asked for her papers.` },
      ...{ attribution: 'According to two members of the council' },
      public: {
        en: 'Officers came to the council and asked for papers.',
        ar: 'جاء أفراد من الشرطة إلى المجلس وطلبوا أوراقًا.',
      },
    })
})

await buildPoint(
  db,
  ines,
  { caseId, personId },
  { text: 'I asked where the water money went. I would ask again.' },
)
await buildPoint(
  db,
  ines,
  { caseId, personId },
  { text: 'لست خائفة، وأشكر كل من كتب.', language: 'ar', form: 'paraphrase' },
)
await db.transaction(ines, (tx) =>
  saveDirection(tx, {
    ...{
      caseId,
      personId,
      version: 0,
      lawyer: true,
      words: 'A letter in my hand.',
      confirmedOn: '2026-11-20',
    },
    speakers: [
      { name: 'Nadia Haddad', relation: 'sister', reach: 'Signal, after six' },
      { name: 'Rami Aziz', relation: 'lawyer', reach: 'Any hour, by voice' },
    ],
    ...{ items: ['name', 'story'], purposes: ['web'], confirmedHow: 'written' },
  }),
)

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

/** Each page as the office answers it: before and after the file is open, and a sheet of either kind. */
async function answers(language: string): Promise<Record<string, string>> {
  const desk = office.as('ines')
  await db.transaction(ines, (tx) =>
    tx.db.updateTable('accounts').set({ language }).where('id', '=', ines.accountId).execute(),
  )
  const text = async (answer: Response) => {
    expect(answer.status).toBe(200)
    return await answer.text()
  }
  const closed = await text(await desk.get(`${at}/sheet`))
  await desk.post(`${at}/person/open`, { reason: 'legal', next: 'sheet' })
  const sheet = async (audience: string) =>
    await text(await desk.post(`${at}/sheet`, { audience, language, recipient: 'Rania Odeh' }))
  return {
    closed,
    door: await text(await desk.get(`${at}/sheet`)),
    lawyer: await sheet('lawyer'),
    press: await sheet('press'),
    emergency: await text(await desk.post(`${at}/emergency`)),
  }
}

test.each([
  { lang: 'en', width: 360 },
  { lang: 'ar', width: 1440 },
  ...(process.env['SHOTS']
    ? [
        { lang: 'en', width: 1440 },
        { lang: 'ar', width: 360 },
      ]
    : []),
])(
  'axe finds nothing in $lang at $width px, and paper holds the sheet alone',
  { timeout: 300_000 },
  async ({ lang, width }) => {
    const found: string[] = []
    const context = await browser.newContext({
      ...{ viewport: { width, height: 900 }, colorScheme: width === 360 ? 'dark' : 'light' },
    })
    const page = await context.newPage()
    for (const [name, html] of Object.entries(await answers(lang))) {
      await page.route('**/shown', (route) =>
        route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
      )
      await page.goto(`${origin()}/shown`)
      found.push(...(await look(page, `sheet-${name}-${lang}-${width}`, { practice: true })))
      await page.unroute('**/shown')
      if (name !== 'lawyer' && name !== 'press') continue
      await page.emulateMedia({ media: 'print' })
      for (const around of ['.top', '.side', '.case-bar', '.heading', '.trail', '.not-printed', '.tabs'])
        for (const one of await page.locator(around).all())
          if (await one.isVisible()) found.push(`${name}: ${around} goes to paper`)
      expect(await page.title()).not.toContain('Lantern')
      expect(await page.locator('.paper').innerText()).not.toContain('Lantern')
      if (photographs)
        await page.pdf({ path: `shots/sheet-${name}-${lang}-${width}.pdf`, preferCSSPageSize: true })
      await page.emulateMedia({ media: 'screen' })
    }
    await context.close()
    expect(found).toEqual([])
  },
)
