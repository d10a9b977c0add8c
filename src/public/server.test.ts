import http from 'node:http'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { visitorsDoor } from '../../test/visitors-door.ts'
import { finish, listen, visitorsServer } from './server.ts'

const database = await testDatabase()
const door = await visitorsDoor(database)
const { world, site, sent } = door
const casePath = `/en/c/${world.her.shortId}-samira-haddad`

interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
}

/** A request as it goes over the wire: nothing is followed, decoded or added. */
function ask(
  port: number,
  path: string,
  options: http.RequestOptions & { send?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', path, ...options }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(pieces).toString('utf8'),
        }),
      )
    })
    request.on('error', reject)
    request.end(options.send)
  })
}

const form = (fields: Record<string, string>) => {
  const send = new URLSearchParams(fields).toString()
  return {
    method: 'POST',
    send,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': Buffer.byteLength(send),
    },
  }
}
const message = {
  firstName: 'Noor',
  lastName: 'van Dijk',
  email: 'noor@example.org',
  country: 'NL',
  follow: 'yes',
  message: 'You are not alone.',
}

test('a page answered before the router is the one that the router answers', async () => {
  const server = visitorsServer(site)
  const port = await listen(server, '127.0.0.1', 0)
  expect(site.pages.find(casePath, door.clock.now().getTime())).toBeUndefined()
  const routed = await ask(port, casePath)
  expect(site.pages.find(casePath, door.clock.now().getTime())).toBeDefined()
  const ready = await ask(port, casePath)
  expect(ready.body).toBe(routed.body)
  const plain = ({ headers }: Answer) =>
    Object.fromEntries(
      Object.entries(headers).filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)),
    )
  expect(plain(ready)).toEqual(plain(routed))
  expect(ready.headers['content-security-policy']).toContain("default-src 'none'")
  const head = await ask(port, casePath, { method: 'HEAD' })
  expect([head.status, head.body, head.headers['content-length']]).toEqual([
    200,
    '',
    ready.headers['content-length'],
  ])
  const unchanged = await ask(port, casePath, { headers: { 'If-None-Match': ready.headers.etag! } })
  expect([unchanged.status, unchanged.body]).toEqual([304, ''])
  await finish(server)
})

test('forms come in over the wire, as browsers and mail programs send them', async () => {
  const server = visitorsServer(site)
  const port = await listen(server, '127.0.0.1', 0)
  const taken = await ask(port, `/en/act/${world.campaignKey}/message`, form(message))
  expect(taken.status).toBe(303)
  expect((await ask(port, taken.headers.location!)).status).toBe(200)
  const boundary = 'part'
  const multipart = `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`
  const left = await ask(port, '/u/AAAAAAAAAAAAAAAAAAAAAA', {
    method: 'POST',
    send: multipart,
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  })
  expect([left.status, left.body]).toEqual([200, 'ok'])
  expect((await sent()).map(({ type }) => type)).toEqual(['act', 'unsubscribe'])
  const large = await ask(
    port,
    `/en/act/${world.campaignKey}/message`,
    form({ ...message, message: 'a'.repeat(140_000) }),
  )
  expect(large.status).toBe(413)
  await finish(server)
})

test('stopping lets an accepted form finish, and takes no new one', async () => {
  const server = visitorsServer(site)
  const port = await listen(server, '127.0.0.1', 0)
  const intake = site.intake
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>()
  site.intake = {
    async append(lane, content) {
      arrive()
      await mayGoOn
      await intake.append(lane, content)
    },
  }
  const answer = ask(port, `/en/act/${world.campaignKey}/message`, form(message))
  await arrived
  const finished = finish(server)
  await expect(ask(port, casePath)).rejects.toThrow()
  goOn()
  expect((await answer).status).toBe(303)
  await finished
  site.intake = intake
  expect(await sent()).toHaveLength(1)
})
