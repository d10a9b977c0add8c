import type { MiddlewareHandler } from 'hono'
import { Refused } from './errors.ts'

const READING = new Set(['GET', 'HEAD'])

/**
 * Lets the console change something only from its own pages. The origin comes from configuration, never from Host.
 * For the console alone: visitors' forms carry no session, so there is nothing to forge.
 */
export const ownPagesOnly = (consoleUrl: URL): MiddlewareHandler =>
  async function ownPages(c, next) {
    if (!READING.has(c.req.method)) {
      const site = c.req.header('Sec-Fetch-Site')
      const origin = c.req.header('Origin')
      // Safety: where a browser says both, both must hold; where it says neither, it is refused.
      const siteHolds = site === undefined || site === 'same-origin'
      // a page of ours without referrer posts `null`; so does any page that hides where it is, but not as same-origin
      const originHolds =
        origin === undefined || origin === consoleUrl.origin || (origin === 'null' && site === 'same-origin')
      if (!siteHolds || !originHolds || (site === undefined && origin === undefined)) {
        throw new Refused('error.other-site')
      }
    }
    await next()
  }
