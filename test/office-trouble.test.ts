import { afterAll, expect, test } from 'vitest'
import { readAssets } from '../src/platform/assets.ts'
import { openDatabase } from '../src/platform/database.ts'
import { createOffice } from '../src/office-app.tsx'
import { catalogue, consoleUrl, publicUrl, testOffice } from './office.ts'

const office = await testOffice()
const { keys } = office.database
const faults: unknown[] = []
// a port on which nobody listens
const away = openDatabase({ url: 'postgres://nobody:x@127.0.0.1:9/none', keys })
afterAll(() => away.close())
const services = {
  keys,
  catalogue,
  publicUrl,
  consoleUrl,
  privateUrl: '',
  outsideAllow: [],
  demo: false,
  assets: readAssets(),
}
const app = createOffice({ ...services, db: away, modules: [], report: (fault) => faults.push(fault) })
const cookie = `watchlight-4001=${'A'.repeat(43)}`
const own = { 'Sec-Fetch-Site': 'same-origin', Origin: consoleUrl }

test('with the database away every page says so, when to come back, and that nothing was kept', async () => {
  for (const [path, init] of [
    ['/members', { headers: { cookie } }],
    [
      '/organisation',
      { method: 'POST', body: new URLSearchParams({ name: 'x' }), headers: { cookie, ...own } },
    ],
    ['/healthz', {}],
  ] as const) {
    const answer = await app.request(consoleUrl + path, init)
    expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '10'])
    if (path !== '/healthz') expect(await answer.text()).toContain('Nothing of what you sent was kept')
  }
  expect(faults).toEqual([])
})

test('the page to sign in needs no database', async () => {
  expect((await app.request(`${consoleUrl}/sign-in`)).status).toBe(200)
})

test('every answer carries the policy of the console, refusals too', async () => {
  for (const path of ['/sign-in', '/nowhere', '/members', `/welcome/${'B'.repeat(43)}`]) {
    const answer = await office.visitor().get(path)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    // Safety: the address of a private link goes nowhere, not even to our own pages
    expect(answer.headers.get('referrer-policy')).toBe(
      path.startsWith('/welcome/') ? 'no-referrer' : 'same-origin',
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
  }
})

test('a form that is too large is refused with a way back', async () => {
  const answer = await office.as('ines').post('/organisation', { name: 'x'.repeat(100_000) })
  expect(answer.status).toBe(413)
  expect(await answer.text()).toContain('href="/"')
})

test('every page of a member who reads Arabic is Arabic', async () => {
  for (const path of ['/', '/account', '/members', '/organisation', '/nowhere']) {
    const html = await (await office.as('layla').get(path)).text()
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(html).not.toContain('[en]')
  }
})
