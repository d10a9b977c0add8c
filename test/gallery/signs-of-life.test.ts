/** Check-ins, contacts, duty and the pages behind private links, in a real browser; axe reads each, none is wider than a phone. */
import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '@playwright/test'
import { modules } from '../../src/composed.ts'
import { openFile } from '../../src/cases/file.ts'
import { planShift } from '../../src/cases/duty/shift.ts'
import { turnOnce } from '../../src/cases/check-ins/turn.ts'
import { signIn } from '../../src/platform/actor.ts'
import { startSession } from '../../src/organisations/index.ts'
import { createPrivateDoor } from '../../src/private-app.tsx'
import { buildCase } from '../build-case.ts'
import { addressOfPlan, buildPlan } from '../build-check-in.ts'
import { catalogue, testOffice } from '../office.ts'
import { privateDoor } from '../private-door.ts'
import { testWorker } from '../worker.ts'
import { look } from '../look.ts'
import { bundle, launch } from './serve.ts'

const styles = { console: bundle('src/ui/console.css'), private: bundle('src/ui/private.css') }
const assets = {
  publicCss: '',
  privateCss: '/assets/private.css',
  consoleCss: '/assets/console.css',
  islands: {},
  files: new Map(
    Object.entries(styles).map(([name, bytes]) => [`/assets/${name}.css`, { type: 'text/css', bytes }]),
  ),
}
const office = await testOffice({ assets, outsideAllow: ['ntfy.example:443'] })
const { db, clock, member } = office
const door = createPrivateDoor({ ...privateDoor(office).options, assets, intake: { append: async () => {} } })
const worker = testWorker(office.database, {
  catalogue,
  clock,
  intake: Object.assign({}, ...modules.map((module) => module.intake ?? {})),
})
const { caseId } = await buildCase(db, member.ines, { codeName: 'Grey Plover' })
const planId = await buildPlan(db, member.ines, caseId, { codeWord: 'blue kettle', language: 'ar' })
await turnOnce(worker.services)
for (let i = 0; i < 53; i++) {
  clock.move(5 * 60_000)
  await turnOnce(worker.services)
}
await db.transaction({ ...member.ines, steppedUpAt: clock.now() }, (tx) =>
  planShift(tx, {
    accountId: member.ines.accountId,
    from: clock.now(),
    to: new Date(clock.now().getTime() + 8 * 3_600_000),
  }),
)
const late = (
  await db.reading(member.ines, (tx) =>
    tx.db.selectFrom('check_ins').select('id').where('state', '=', 'late').executeTakeFirstOrThrow(),
  )
).id

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

const at = `/cases/${caseId}`
const pages: Record<string, [number, string]> = {
  today: [0, '/'],
  'check-ins': [0, `${at}/check-ins`],
  'check-in': [0, `${at}/check-ins/${late}`],
  plan: [0, `${at}/check-ins/plans/new`],
  contacts: [0, `${at}/contacts?answers=${late}`],
  duty: [0, '/duty'],
  reply: [1, await addressOfPlan(db, member.ines, caseId, planId)],
  done: [1, '/done/en'],
  gone: [1, '/k/none'],
}

test('each page is whole on a phone and on a desk', { timeout: 180_000 }, async () => {
  const { accountId } = member.ines
  const session = await db.transaction(signIn, (tx) => startSession(tx, { accountId, how: 'passkey' }))
  await db.transaction(member.ines, (tx) =>
    openFile(tx, { caseId, sessionId: session.sessionId, reason: 'contact' }),
  )
  const found: string[] = []
  for (const [width, scheme] of [
    [360, 'light'],
    [1440, 'dark'],
  ] as const) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme })
    await context.addCookies([
      { name: 'watchlight-4001', value: session.token, domain: 'localhost', path: '/' },
    ])
    const page = await context.newPage()
    for (const [what, [n, path]] of Object.entries(pages)) {
      await page.goto(origin(n) + path)
      found.push(...(await look(page, `life-${what}-${width}-${scheme}`, { practice: true })))
    }
    await context.close()
  }
  expect(found).toEqual([])
})
