import type { Context } from 'hono'
import type { Site } from './site.ts'
import { throughPartner, visible } from './visible.ts'

/**
 * Where an organisation's page is by now that was asked for under an address of before, with all that stands behind it.
 * Undefined where it stands at this address, and where nothing may be shown: then the route says the neutral text.
 */
export function movedTo(site: Site, c: Context, lang: string): string | undefined {
  const { id = '', partner = '' } = c.req.param() as Record<string, string>
  try {
    const { address } = throughPartner(visible(site, 'campaign', id, lang), partner, lang).partner!
    if (address === partner) return undefined
    const { pathname, search } = new URL(c.req.url)
    return pathname.replace(`/${id}/${partner}`, `/${id}/${address}`) + search
  } catch {
    return undefined
  }
}
