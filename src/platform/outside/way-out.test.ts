import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { fetchOutside, isAllowedEndpoint, isPlainUnicast } from './index.ts'

const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`)
  if (request.url === '/away') return void response.writeHead(302, { location: '/here' }).end()
  if (request.url === '/circle') return void response.writeHead(302, { location: '/circle' }).end()
  if (request.url === '/inside')
    return void response.writeHead(302, { location: 'http://127.0.0.1:22/' }).end()
  if (request.url === '/large') return void response.end('x'.repeat(100_000))
  if (request.url === '/never') return
  void body(request).then((text) => response.end(`${request.method} ${text}`))
})
const body = async (request: IncomingMessage) => (await request.setEncoding('utf8').toArray()).join('')
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
const home = `http://127.0.0.1:${port}`
const allow = [`127.0.0.1:${port}`]
afterAll(() => void (server.closeAllConnections(), server.close()))

const refused = (address: string, more = {}) =>
  fetchOutside(address, { allow: [], ...more }).then(
    () => 'went out',
    (error: { code: string }) => error.code,
  )

describe('what is not plain unicast is no address', () => {
  test.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...[
      '224.0.0.1',
      '255.255.255.255',
      '198.18.0.1',
      '203.0.113.9',
      '::1',
      '::',
      'fe80::1',
      'fd00::1',
      'ff02::1',
    ],
    ...['::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', '2001:db8::1', 'localhost', ''],
  ])('%s', (address) => expect(isPlainUnicast(address)).toBe(false))
  test.each(['9.9.9.9', '193.0.6.139', '2a01:4f8::1', '2620:fe::9'])('%s is', (address) =>
    expect(isPlainUnicast(address)).toBe(true),
  )
})

test('nothing leaves for an address inside, another port, another protocol or one with a password', async () => {
  for (const address of [
    'http://127.0.0.1/',
    'http://localhost/',
    'http://2130706433/',
    'http://[::1]/',
    'http://[::ffff:7f00:1]/',
    `${home}/here`,
    'http://9.9.9.9:8080/',
    'http://user:secret@9.9.9.9/',
    'ftp://9.9.9.9/',
    'file:///etc/passwd',
    'no address',
  ])
    expect(await refused(address), address).toBe('address')
  expect(await refused('http://9.9.9.9/', { onlyAllowed: true })).toBe('address')
  expect(asked).toEqual([])
})

test('an endpoint of the operator is reached by its exact host and port', async () => {
  const answer = await fetchOutside(`${home}/alarm`, { method: 'POST', body: 'ring', allow })
  expect([answer.status, answer.body.toString()]).toEqual([200, 'POST ring'])
  expect(isAllowedEndpoint(`${home}/any/path`, allow)).toBe(true)
  for (const other of [
    `http://127.0.0.1:${port + 1}/`,
    `http://localhost:${port}/`,
    `ftp://127.0.0.1:${port}/`,
  ])
    expect(isAllowedEndpoint(other, allow), other).toBe(false)
})

test('a redirect is followed within what is allowed, and never into the inside', async () => {
  expect((await fetchOutside(`${home}/away`, { allow })).body.toString()).toBe('GET ')
  expect(await refused(`${home}/inside`, { allow })).toBe('address')
  expect(await refused(`${home}/circle`, { allow })).toBe('redirects')
  expect((await fetchOutside(`${home}/away`, { method: 'POST', body: 'x', allow })).status).toBe(302)
})

test('what is too large or too slow ends, and says no more than that', async () => {
  expect(await refused(`${home}/large`, { allow })).toBe('too-large')
  expect(await refused(`${home}/never`, { allow, patience: 100 })).toBe('timeout')
  expect(await refused('http://127.0.0.1:1/', { allow: ['127.0.0.1:1'] })).toBe('unreachable')
})
