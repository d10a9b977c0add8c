import { once } from 'node:events'
import { createServer, request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { publicHeaders } from './headers.ts'
import { answerReady, encodingFor, makeReady, readyResponse } from './ready-bytes.ts'

const NOW = Date.UTC(2026, 4, 3)
const html = `<!doctype html><title>Ana</title><p>${'Ana must be free. '.repeat(500)}</p>`
const get = (headers: Record<string, string> = {}, method = 'GET') =>
  new Request('http://localhost/en', { headers, method })

describe('a ready page', () => {
  test('is the same page in every encoding', async () => {
    const page = await makeReady(html, { headers: publicHeaders({ https: true }) })
    const plain = readyResponse(get(), page, NOW)
    expect(await plain?.text()).toBe(html)
    expect(plain?.headers.get('Content-Encoding')).toBeNull()
    expect(plain?.headers.get('Content-Length')).toBe(String(Buffer.byteLength(html)))

    for (const [encoding, open] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const answer = readyResponse(get({ 'Accept-Encoding': encoding }), page, NOW)
      expect(answer?.headers.get('Content-Encoding')).toBe(encoding)
      expect(answer?.headers.get('ETag')).toBe(plain?.headers.get('ETag'))
      expect(answer?.headers.get('Vary')).toBe('Accept-Encoding')
      expect(answer?.headers.get('Cache-Control')).toBe('max-age=1, stale-while-revalidate=3')
      expect(answer?.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
      const bytes = Buffer.from((await answer?.arrayBuffer()) ?? new ArrayBuffer())
      expect(bytes.length).toBeLessThan(1_000)
      expect(open(bytes).toString()).toBe(html)
    }
  })

  test('is not sent to who has it', async () => {
    const page = await makeReady(html)
    for (const tag of [page.etag, `"x", ${page.etag}`, page.etag.slice(2), '*']) {
      const answer = readyResponse(get({ 'If-None-Match': tag }), page, NOW)
      expect([answer?.status, await answer?.text()]).toEqual([304, ''])
      expect(answer?.headers.get('ETag')).toBe(page.etag)
    }
    expect(readyResponse(get({ 'If-None-Match': '"other"' }), page, NOW)?.status).toBe(200)
    expect((await makeReady(`${html} `)).etag).not.toBe(page.etag)
  })

  test('ends with the first consent on it', async () => {
    const page = await makeReady(html, { freshUntil: new Date(NOW + 10_000) })
    expect(readyResponse(get(), page, NOW)?.status).toBe(200)
    expect(readyResponse(get(), page, NOW + 7_000)?.headers.get('Cache-Control')).toBe('no-cache')
    expect(readyResponse(get(), page, NOW + 10_000)).toBeUndefined()
    expect(readyResponse(get({ 'If-None-Match': page.etag }), page, NOW + 10_000)).toBeUndefined()
  })

  test('answers no post', async () => {
    expect(readyResponse(get({}, 'POST'), await makeReady(html), NOW)).toBeUndefined()
  })
})

test.each([
  [undefined, 'identity'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['br;q=0.0,gzip;q=0', 'identity'],
  ['br;q=0.1', 'br'],
  ['brotli, x-gzip', 'identity'],
  ['BR', 'br'],
])('for %s the encoding is %s', (accept, encoding) => {
  expect(encodingFor(accept)).toBe(encoding)
})

test('node:http sends it before any router', async () => {
  const page = await makeReady(html)
  const server = createServer((request, response) => {
    if (!answerReady(request, response, page, NOW)) response.writeHead(418).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const call = async (method: string, headers: Record<string, string> = {}) => {
    const sent = ask({ host: '127.0.0.1', port, method, headers, agent: false }).end()
    const [answer] = await once(sent, 'response')
    const pieces: Buffer[] = []
    for await (const piece of answer) pieces.push(piece)
    return { status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(pieces) }
  }
  try {
    const whole = await call('GET', { 'Accept-Encoding': 'br' })
    expect(whole.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(whole.bytes).toString()).toBe(html)
    const head = await call('HEAD')
    expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([
      200,
      0,
      String(Buffer.byteLength(html)),
    ])
    const known = await call('GET', { 'If-None-Match': page.etag })
    expect([known.status, known.bytes.length, known.headers.etag]).toEqual([304, 0, page.etag])
    expect((await call('POST')).status).toBe(418)
  } finally {
    server.close()
  }
})
