import { Hono, type Context } from 'hono'
import type { HeaderList } from '#platform/web/headers.ts'
import { NotFound } from '#platform/web/errors.ts'
import { embeddable, type Embeddable } from '#ui/index.ts'
import { standingPath } from './addresses.ts'
import { languageOf, ready } from './answers.ts'
import { hostOf } from './embeds/frame-door.ts'
import { forAnyFrame, idOf } from './reading-routes.tsx'
import type { Site } from './site.ts'
import { Gone, throughPartner, visible, type Visible } from './visible.ts'

// A frame that another site put into a sandbox asks too. There is nothing in the answer that is not for everybody.
const headers: HeaderList = [['X-Content-Type-Options', 'nosniff'], ...Object.entries(forAnyFrame)]

/**
 * Whether a page still stands, for those that are open: the same bytes as long as it does, from memory, and 410 from the
 * moment on in which the page itself would be the neutral text. Safety: the reason shows in none of it, nor whether there
 * ever was such a page.
 */
export function standingRoutes(site: Site): Hono {
  const app = new Hono()
  app.get('/standing/:lang/:what/:id/:by?', (c) => stands(c, site))
  return app
}

async function stands(c: Context, site: Site): Promise<Response> {
  try {
    const [lang, what, id, by] = [languageOf(c), whatOf(c), idOf(c), c.req.param('by')]
    const look = () => looked(site, what, id, lang, by)
    const caseKey = caseKeyOf(look())
    return await ready(c, site, standingPath(lang, what, id, by), caseKey, () => ({
      page: undefined,
      freshUntil: look().freshUntil,
      type: 'text/plain; charset=utf-8',
      headers,
      exact: true,
      markup: () => 'stands',
    }))
  } catch (error) {
    if (!(error instanceof Gone || error instanceof NotFound)) throw error
    return c.body(null, 410, { 'Cache-Control': 'no-store', ...forAnyFrame })
  }
}

function whatOf(c: Context): Embeddable {
  const what = embeddable.find((one) => one === c.req.param('what'))
  if (!what) throw new NotFound()
  return what
}

/** The look that the page itself takes. @throws NotFound, Gone */
function looked(site: Site, what: Embeddable, id: string, lang: string, by: string | undefined) {
  if (what === 'act') {
    const found = visible(site, 'campaign', id, lang)
    return by === undefined ? found : throughPartner(found, by, lang)
  }
  const kind = what === 'count' ? 'campaign' : what === 'update' ? 'update' : 'case'
  const found: Visible<'campaign' | 'update' | 'case'> = visible(site, kind, id, lang)
  hostOf(found, by)
  return found
}

const caseKeyOf = ({ key, body }: Visible<'campaign' | 'update' | 'case'>): string =>
  'caseKey' in body ? body.caseKey : key
