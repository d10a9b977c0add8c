import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'
import { TooMany } from './errors.ts'
import { networkOf } from './network.ts'
import { createRateLimit, limitRate } from './rate-limit.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 4, 3)

describe('a rate limit', () => {
  test('lets a burst through, then one by one', () => {
    const limit = createRateLimit({ burst: 3, perHour: 60 })
    const take = (after: number) => limit.take('203.0.113.9', START + after)
    expect([take(0), take(0), take(0)]).toEqual([0, 0, 0])
    expect(take(0)).toBe(60)
    expect(take(30_000)).toBe(30)
    expect(take(60_000)).toBe(0)
    expect(take(60_000)).toBe(60)
    expect([take(HOUR), take(HOUR), take(HOUR)]).toEqual([0, 0, 0])
    expect(take(HOUR)).toBe(60)
  })

  test('one network does not pay for another', () => {
    const limit = createRateLimit({ burst: 1, perHour: 1 })
    expect(limit.take('203.0.113.9', START)).toBe(0)
    expect(limit.take('203.0.113.10', START)).toBe(0)
    expect(limit.take('2001:db8:1:200::1', START)).toBe(0)
    expect(limit.take('2001:db8:1:2ff:ffff::9', START)).toBe(HOUR / 1000)
    expect(limit.take('2001:db8:1:300::1', START)).toBe(0)
  })

  test('forgets everything when its salt changes', () => {
    const limit = createRateLimit({ burst: 1, perHour: 0.001 })
    limit.take('203.0.113.9', START)
    expect(limit.take('203.0.113.9', START + 23 * HOUR)).toBeGreaterThan(0)
    expect(limit.take('203.0.113.9', START + 24 * HOUR)).toBe(0)
    expect(limit.size).toBe(1)
  })

  test('never grows beyond its size and forgets the longest unused', () => {
    const limit = createRateLimit({ burst: 1, perHour: 1, maxNetworks: 100 })
    for (let n = 0; n < 1_000; n++) limit.take(`10.0.${n >> 8}.${n & 255}`, START + n)
    expect(limit.size).toBe(100)
    expect(limit.take('10.0.3.231', START + 1_000)).toBeGreaterThan(0)
    expect(limit.take('10.0.0.0', START + 1_000)).toBe(0)
  })

  test('holds posts back before their work, never a page', async () => {
    let posts = 0
    const app = new Hono()
    let trouble: unknown
    app.onError((error, c) => {
      trouble = error
      return c.text('', 429)
    })
    app.use(limitRate(createRateLimit({ burst: 1, perHour: 60 }), clientAddress([]), () => new Date(START)))
    app.get('/', (c) => c.text(''))
    app.post('/', (c) => {
      posts++
      return c.text('')
    })
    for (let n = 0; n < 3; n++) expect((await app.request('/')).status).toBe(200)
    expect((await app.request('/', { method: 'POST' })).status).toBe(200)
    expect((await app.request('/', { method: 'POST' })).status).toBe(429)
    expect(trouble).toBeInstanceOf(TooMany)
    expect((trouble as TooMany).retryAfterSeconds).toBe(60)
    expect(posts).toBe(1)
  })
})

test.each([
  ['192.0.2.255', '04c00002ff', '04c00002'],
  ['2001:db8::1', '0620010db800000000', '0620010db80000'],
  ['::1', '060000000000000000', '06000000000000'],
  ['1:2:3:4:5:6:7:8', '060001000200030004', '06000100020003'],
  ['64:ff9b::192.0.2.1', '060064ff9b00000000', '060064ff9b0000'],
  ['nonsense', '', ''],
])('the network of %s', (address, fine, coarse) => {
  expect(networkOf(address, { v4: 32, v6: 64 }).toString('hex')).toBe(fine)
  expect(networkOf(address, { v4: 24, v6: 48 }).toString('hex')).toBe(coarse)
})

test('bits within a byte are cut too', () => {
  expect(networkOf('10.255.0.0', { v4: 12, v6: 56 }).toString('hex')).toBe('040af0')
})
