import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { clientOf, type FindClient } from './client-address.ts'
import { TooMany } from './errors.ts'
import { networkOf } from './network.ts'

export interface RateRules {
  /** how many may come at once */
  burst: number
  /** how many come back in an hour */
  perHour: number
  /** networks remembered at most; about 120 bytes each */
  maxNetworks?: number
}

export interface RateLimit {
  /** 0 when this one may pass, else the seconds after which the next may */
  take(address: string, now: number): number
  readonly size: number
}

/**
 * A single IPv4 address, because behind it stand already a household, a café or a whole provider's customers, and its
 * neighbours have nothing to do with it. 56 bits of IPv6, because that is what one household gets: with 64 it would
 * have 256 allowances. Many people share one Tor exit: choose bursts that let them through.
 */
const BITS = { v4: 32, v6: 56 }
const SALT_LIFE = 24 * 3_600_000

/**
 * Counts per network without knowing any: one number each, under a hash whose salt lives 24 hours and is written
 * nowhere. In memory, of bounded size; several processes count each for itself.
 */
export const createRateLimit = ({ burst, perHour, maxNetworks = 50_000 }: RateRules): RateLimit => {
  const interval = 3_600_000 / perHour
  // For each network the moment at which its allowance is whole again.
  const full = new Map<string, number>()
  // a key object: handing over raw bytes each time costs 50 us more
  let salt = createSecretKey(randomBytes(32))
  let saltUntil = -Infinity

  const renewSalt = (now: number): void => {
    if (now < saltUntil) return
    // Safety: nobody can tell afterwards which network was here, not even from this process's memory.
    salt = createSecretKey(randomBytes(32))
    saltUntil = now + SALT_LIFE
    full.clear()
  }

  return {
    take(address, now) {
      renewSalt(now)
      const key = createHmac('sha256', salt).update(networkOf(address, BITS)).digest('base64').slice(0, 16)
      const wholeAt = Math.max(full.get(key) ?? now, now)
      const wait = wholeAt - now - (burst - 1) * interval
      if (wait > 0) return Math.ceil(wait / 1000)
      // Deleted first, so that the map stays in order of last use and the longest unused is forgotten.
      full.delete(key)
      full.set(key, wholeAt + interval)
      if (full.size > maxNetworks) {
        const oldest = full.keys().next()
        if (oldest.done !== true) full.delete(oldest.value)
      }
      return 0
    },
    get size() {
      return full.size
    },
  }
}

/** Throws TooMany for a network that comes too often; for posts, since a page read costs nothing. */
export const limitRate = (limit: RateLimit, find: FindClient, now: () => Date): MiddlewareHandler =>
  async function rate(c, next) {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const wait = limit.take(clientOf(c, find), now().getTime())
      if (wait > 0) throw new TooMany(wait)
    }
    await next()
  }
