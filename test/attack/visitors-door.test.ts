/** The visitors' door on a real socket: half bodies, hostile fields, addresses that were withdrawn. */
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { withdrawConsent } from '../../src/publishing/index.ts'
import { finish, listen, visitorsServer } from '../../src/public/server.ts'
import { testDatabase } from '../database.ts'
import { visitorsDoor } from '../visitors-door.ts'

const door = await visitorsDoor(await testDatabase())
const { world } = door
const server = visitorsServer(door.site)
const port = await listen(server, '127.0.0.1', 0)
afterAll(() => finish(server))
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

const good = { firstName: 'Ada', lastName: 'Probe', email: 'ada@mail.example', country: 'NL', follow: 'no' }

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

test('a page and a picture that were withdrawn are gone for whoever holds their tags, in every form', async () => {
  const paths = [casePage, casePage.replace('/en/', '/ar/'), act, `/en/c/${world.her.shortId}/feed.atom`]
  paths.push(`/en/c/${world.her.shortId}/feed.json`, `/en/c/${world.her.shortId}/updates/${world.updateKey}`)
  paths.push(`/files/${world.fileKey}`)
  const tags = new Map<string, string>()
  for (const path of paths) {
    const answer = await ask(path)
    await answer.arrayBuffer()
    tags.set(path, answer.headers.get('ETag') ?? '')
    expect(`${path} ${answer.status} ${tags.get(path) !== ''}`).toBe(`${path} 200 true`)
    expect((await ask(path, { headers: { 'If-None-Match': tags.get(path)! } })).status).toBe(304)
  }
  await door.office.transaction({ ...world.member, steppedUpAt: door.clock.now() }, (tx) =>
    withdrawConsent(tx, {
      caseId: world.her.caseId,
      consentIds: Object.values(world.consents),
    }),
  )
  await door.site.published.refresh()
  for (const path of paths)
    for (const method of ['GET', 'HEAD'])
      for (const tag of [tags.get(path)!, '*', ''])
        for (const encoding of ['identity', 'br']) {
          const headers = { 'If-None-Match': tag, 'Accept-Encoding': encoding }
          const answer = await ask(path, { method, headers })
          expect(`${path} ${answer.status}`).toMatch(/ (404|410)$/)
          const text = await answer.text()
          expect(text).not.toMatch(/Samira|سميرة|samira/)
          expect(answer.headers.get('Cache-Control')).toBe('no-store')
        }
  // what was open in a browser meanwhile
  const late = await door.post(act, good)
  expect([404, 410]).toContain(late.status)
  expect(await late.text()).not.toContain('Samira')
  expect(await door.sent()).toEqual([])
})
