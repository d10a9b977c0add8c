/** The visitors' door on a real socket: half bodies, hostile fields, addresses that were withdrawn. */
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import type { Tx } from '../../src/platform/database.ts'
import { goQuiet, withdrawConsent } from '../../src/publishing/index.ts'
import { finish, listen, visitorsServer } from '../../src/public/server.ts'
import { testDatabase } from '../database.ts'
import { shows, type Shows } from '../doors/visitors.ts'
import { visitorsDoor } from '../visitors-door.ts'

const door = await visitorsDoor(await testDatabase())
const { world } = door
const server = visitorsServer(door.site)
const port = await listen(server, '127.0.0.1', 0)
afterAll(() => finish(server))
const { shortId } = door.site.published.snapshot!.organisation(world.organisationId)!
await world.run(sql`insert into published.reposts (organisation_id, update_key, case_id, posted_at)
  values (${world.organisationId}, ${world.updateKey}, ${world.her.caseId}, ${door.clock.now()})`)
await door.site.published.refresh()
const act = `/en/act/${world.campaignKey}/signature`
const casePage = `/en/c/${world.her.shortId}-samira-haddad`
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { redirect: 'manual', ...init })

test('who hangs up in the middle of a form leaves no row and no fault in the log', async () => {
  for (const length of ['Content-Length: 60000', 'Transfer-Encoding: chunked']) {
    const socket = connect(port, '127.0.0.1')
    const body = length.startsWith('T') ? '5\r\nfirst\r\n' : 'first'
    socket.write(
      `POST ${act} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n${length}\r\n\r\n${body}`,
    )
    const [taken] = (await once(server, 'request')) as [NodeJS.EventEmitter]
    const closed = new Promise((resolve) => taken.on('close', resolve))
    socket.destroy()
    await closed
  }
  expect((await ask(casePage)).status).toBe(200)
  expect(door.logged.filter((line) => line.startsWith('fault'))).toEqual([])
  expect(await door.sent()).toEqual([])
})

const good = {
  ...{ firstName: 'Ada', lastName: 'Probe', email: 'ada@mail.example', country: 'NL' },
  ...{ follow: 'no', identity: 'country' },
}

describe('hostile text in a public form', () => {
  test.each([
    ['a script', { firstName: '<script>alert(1)</script>' }],
    ['an attribute that breaks out', { firstName: '"\'><img src=x onerror=alert(1)>' }],
    ['a header', { firstName: 'Ada\r\nBcc: all@mail.example' }],
    ['two addresses', { email: 'a@mail.example,b@mail.example' }],
    ['an address with a header', { email: 'a@mail.example\r\nBcc: b@mail.example' }],
    ['placeholders of a letter', { firstName: '{name} {salutation}' }],
    ['no country', { country: '__proto__' }],
    ['very much', { lastName: 'x'.repeat(50_000) }],
  ])('%s comes back as it was typed, escaped, and leaves nothing', async (_, changes) => {
    const answer = await door.post(act, { ...good, ...changes })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).not.toMatch(/<script>alert|<img src=x/)
    expect(html).toContain('lastName' in changes ? 'value="Ada"' : 'value="Probe"')
    expect(await door.sent()).toEqual([])
  })

  test.each<[string, [string, string][]]>([
    ['a field twice', [['firstName', 'Bo']]],
    ['a choice twice', [['follow', 'yes']]],
  ])('%s is refused, not guessed', async (_, more) => {
    expect((await door.post(act, [...Object.entries(good), ...more])).status).toBe(422)
    expect(await door.sent()).toEqual([])
  })

  test('names of properties are fields like others; marks that turn text around are gone', async () => {
    const fields = { ...good, firstName: 'A\u202Ed\0a\u200B', __proto__x: 'x', constructor: 'y' }
    const answer = await door.post(act, [...Object.entries(fields), ['__proto__', 'z']])
    expect(answer.status).toBe(303)
    expect(await door.sent()).toMatchObject([{ who: { firstName: 'Ada', lastName: 'Probe' } }])
  })
})

const doors = door.app.routes
  .filter(({ method, path }) => method !== 'ALL' && path !== '')
  .map(({ method, path }) => `${method} ${path.replaceAll(/\{.*?\}(?=\/|$)/g, '')}`)

test('every door of the visitors stands in the table', () => {
  const missing = doors.filter((one) => !shows.has(one))
  expect(
    missing,
    'not in test/doors/visitors.ts: write each under what it shows (instance, case, partner, link); a new name in its path goes into `names` here',
  ).toEqual([])
  expect(
    [...shows.keys()].filter((one) => !doors.includes(one)),
    'in the table, and no route any more',
  ).toEqual([])
})

const names: Record<string, string> = {
  ...{
    lang: 'en',
    update: world.updateKey,
    letter: world.letterKey,
    key: world.fileKey,
    kind: 'signature',
    partner: 'far-shore',
    token: 'forged',
  },
  ...{ journey: 'A'.repeat(22), command: 'held', answer: 'follow', page: 'c', what: 'updates' },
}
function addressOf(path: string): string {
  // what an address may have and need not
  const shortest = path.replaceAll(/\/:\w+\?/g, '')
  const filled = shortest.replaceAll(/:(\w+)/g, (_, name: string) => {
    if (name !== 'id') return names[name]!
    if (/\/(act|count)\//.test(path)) return world.campaignKey
    if (path.includes('/update/')) return world.updateKey
    if (path.includes('/o/')) return shortId
    return path.endsWith('/c/:id') ? `${world.her.shortId}-samira-haddad` : world.her.shortId
  })
  return path.includes('/next/') ? `${filled}?after=signature` : filled
}
const all = (what: Shows) =>
  doors.filter((one) => shows.get(one) === what).map((one) => one.split(' ') as [string, string])

test('a link that nobody made, and a page that nobody has, open nothing', async () => {
  for (const [method, path] of [...all('link'), ...all('partner')]) {
    const answer = await (method === 'GET' ? door.get(addressOf(path)) : door.post(addressOf(path), good))
    expect(`${method} ${path} ${answer.status}`).toMatch(/ (404|410|422)$/)
    expect(await answer.text()).not.toMatch(hers)
  }
  expect(await door.sent()).toEqual([])
})

const hers = /Samira|سميرة|samira|A question is no crime|inquiry/

test('all that shows a case is gone while it is quiet, and when she takes her word back, in every form', async () => {
  const pages = all('case').filter(([method]) => method === 'GET')
  const tags = new Map<string, string>()
  for (const [, path] of pages) {
    const answer = await ask(addressOf(path))
    await answer.arrayBuffer()
    expect(`${path} ${answer.status}`).toMatch(/ (200|303)$/)
    const tag = answer.headers.get('ETag')
    if (tag === null) continue
    tags.set(path, tag)
    expect((await ask(addressOf(path), { headers: { 'If-None-Match': tag } })).status, path).toBe(304)
  }
  expect(tags.size).toBeGreaterThan(8)
  const as = <T>(run: (tx: Tx) => Promise<T>) =>
    door.office.transaction({ ...world.member, steppedUpAt: door.clock.now() }, run)
  const { caseId } = world.her
  for (const end of [
    (tx: Tx) => goQuiet(tx, caseId),
    (tx: Tx) => withdrawConsent(tx, { caseId, consentIds: Object.values(world.consents) }),
  ]) {
    await as<unknown>(end)
    await door.site.published.refresh()
    for (const [, path] of pages)
      for (const lang of ['/en/', '/ar/'])
        for (const init of [
          { method: 'GET' },
          { method: 'HEAD' },
          { headers: { 'If-None-Match': tags.get(path) ?? '*', 'Accept-Encoding': 'br' } },
        ]) {
          const answer = await ask(addressOf(path).replace('/en/', lang), init)
          expect(`${path} ${answer.status}`).toMatch(/ (404|410)$/)
          expect(await answer.text()).not.toMatch(hers)
          expect(answer.headers.get('Cache-Control')).toBe('no-store')
        }
    // what was open in a browser meanwhile
    for (const [method, path] of all('case').filter(([one]) => one === 'POST')) {
      const late = await door.post(addressOf(path), good)
      expect(`${method} ${path} ${late.status}`).toMatch(/ (404|410)$/)
      expect(await late.text()).not.toMatch(hers)
    }
    expect(await door.sent()).toEqual([])
  }
})
