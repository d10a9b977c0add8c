/** The button that lets a browser ring, and the notification itself, in a real browser under the console's own policy. */
import { serve } from '@hono/node-server'
import type { Browser, BrowserContext, BrowserContextOptions } from '@playwright/test'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { modules } from '../../src/composed.ts'
import { createOffice, type OfficeApp } from '../../src/office-app.tsx'
import { signIn } from '../../src/platform/actor.ts'
import { startSession } from '../../src/organisations/index.ts'
import { look } from '../look.ts'
import { catalogue, privateUrl, publicUrl, testOffice } from '../office.ts'
import { bundle, launch } from './serve.ts'

const office = await testOffice()
const script = (name: string) => ({ type: 'text/javascript', bytes: bundle(`src/cases/islands/${name}.ts`) })
let app: OfficeApp | undefined
const server = serve({ fetch: (...call) => app!.fetch(...call), port: 0, hostname: '127.0.0.1' })
await once(server, 'listening')
const { port } = server.address() as AddressInfo
const consoleUrl = `http://localhost:${port}`
app = createOffice({
  ...{ db: office.db, keys: office.database.keys, catalogue, publicUrl, privateUrl, consoleUrl, modules },
  ...{ demo: false, outsideAllow: [] },
  assets: {
    ...{ publicCss: '', privateCss: '', consoleCss: '/assets/console.css' },
    islands: { 'alarm-browser': '/assets/alarm-browser.js', 'alarm-worker': '/assets/alarm-worker.js' },
    files: new Map([
      ['/assets/console.css', { type: 'text/css', bytes: bundle('src/ui/console.css') }],
      ['/assets/alarm-browser.js', script('alarm-browser')],
      ['/assets/alarm-worker.js', script('alarm-worker')],
    ]),
  },
})

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  server.close()
})
const complaints: string[] = []
beforeEach(() => void (complaints.length = 0))

async function signedIn(who: 'ines' | 'layla', options: BrowserContextOptions = {}) {
  const { accountId } = office.member[who]
  const { token } = await office.db.transaction(signIn, (tx) =>
    startSession(tx, { accountId, how: 'passkey' }),
  )
  const context = await browser.newContext(options)
  await context.addCookies([{ name: `watchlight-${port}`, value: token, domain: 'localhost', path: '/' }])
  return context
}

async function dutyPage(context: BrowserContext) {
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(`${consoleUrl}/duty`)
  return page
}

/** What the push service of its maker would give; there is none on this machine. */
const subscription = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/canary',
  keys: {
    // Source: RFC 8291 appendix A
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
}
const button = 'Let this browser ring'

test('without script the page says that this browser cannot, and shows no button', async () => {
  const context = await signedIn('ines', { javaScriptEnabled: false })
  const page = await dutyPage(context)
  await expect.poll(() => page.getByText('This browser cannot ring').isVisible()).toBe(true)
  expect(await page.getByRole('button', { name: button }).isVisible()).toBe(false)
  await context.close()
})

test('a refused permission and an absent push service are said, and nothing is sent', async () => {
  const context = await signedIn('ines')
  const page = await dutyPage(context)
  expect(await page.getByText('This browser cannot ring').isVisible()).toBe(false)
  // a browser without a window leaves the question open for ever
  await page.evaluate(() => {
    Notification.requestPermission = () => Promise.resolve('denied')
  })
  await page.getByRole('button', { name: button }).click()
  await expect.poll(() => page.getByText('shows no notifications from this address').isVisible()).toBe(true)
  await context.grantPermissions(['notifications'], { origin: consoleUrl })
  await page.evaluate(() => {
    Notification.requestPermission = () => Promise.resolve('granted')
    PushManager.prototype.subscribe = () => Promise.reject(new DOMException('no push service', 'AbortError'))
  })
  await page.getByRole('button', { name: button }).click()
  await expect.poll(() => page.getByText('could not sign up').isVisible(), { timeout: 20_000 }).toBe(true)
  expect(await office.count('alarm_channels')).toBe(0)
  expect(complaints).toEqual([])
  await context.close()
})

test('one press adds the browser; its notification shows the sentence once and carries the link', async () => {
  const context = await signedIn('ines', { permissions: ['notifications'] })
  await context.addInitScript((given) => {
    PushManager.prototype.subscribe = (options) => {
      if (typeof options?.applicationServerKey !== 'string') throw new Error('no key of this installation')
      return Promise.resolve({ toJSON: () => given } as unknown as PushSubscription)
    }
  }, subscription)
  const page = await dutyPage(context)
  await page.getByRole('button', { name: button }).click()
  await expect.poll(() => page.getByText(/Chrome, .*, added on/).isVisible(), { timeout: 20_000 }).toBe(true)
  expect(await office.count('alarm_channels', "kind = 'push'")).toBe(1)

  const devtools = await context.newCDPSession(page)
  const registered = new Promise<string>((resolve) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId)
    }),
  )
  await devtools.send('ServiceWorker.enable')
  const shown = {
    ...{
      text: 'Night Heron: a hearing within a day',
      more: 'Open to say: I have it',
      lang: 'en',
      dir: 'ltr',
    },
    ...{ link: `${consoleUrl}/healthz`, tag: 'one' },
  }
  const message = { origin: consoleUrl, registrationId: await registered, data: JSON.stringify(shown) }
  const notifications = () =>
    page.evaluate(async () =>
      (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, data }) => ({
        title,
        body,
        data: data as unknown,
      })),
    )
  // the debugger's delivery is dropped in silence while the worker is still being activated, so each round sends again
  const deliver = () => devtools.send('ServiceWorker.deliverPushMessage', message)
  const one = [{ title: shown.text, body: shown.more, data: shown.link }]
  await expect.poll(() => deliver().then(notifications), { timeout: 20_000 }).toEqual(one)
  await deliver()
  expect(await notifications()).toEqual(one)
  expect(complaints).toEqual([])
  await context.close()
})

test('the page is whole on a phone and on a desk, in both languages', { timeout: 120_000 }, async () => {
  const found: string[] = []
  for (const who of ['ines', 'layla'] as const)
    for (const [width, scheme] of [
      [360, 'light'],
      [1440, 'dark'],
    ] as const) {
      const context = await signedIn(who, { viewport: { width, height: 900 }, colorScheme: scheme })
      const page = await dutyPage(context)
      found.push(...(await look(page, `push-${who}-${width}-${scheme}`, { practice: true })))
      await context.close()
    }
  expect(found).toEqual([])
})
