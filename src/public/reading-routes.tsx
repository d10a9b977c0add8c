import { Hono, type Context } from 'hono'
import { atomFeed, ATOM_TYPE, jsonFeed, JSON_FEED_TYPE } from '#platform/feeds.ts'
import { languages, negotiate, type Language } from '#platform/i18n.ts'
import { shortIdOf } from '#platform/text/slug.ts'
import { NotFound, Overloaded } from '#platform/web/errors.ts'
import { answerIcon } from '#platform/web/icon.ts'
import { CasePage, HomePage, UpdatesPage } from '#cases/views/public.ts'
import { UpdatePage } from '#updates/views/public.ts'
import {
  atomPath,
  casePath,
  homePath,
  jsonFeedPath,
  organisationAtomPath,
  organisationJsonPath,
  organisationPath,
  repostPath,
  privacyPath,
  standingPath,
  updatePath,
  updatesPath,
} from './addresses.ts'
import { languageOf, ready } from './answers.ts'
import { composeCase, composeHome, composeUpdates } from './case-page.ts'
import {
  composeOrganisation,
  composeOrganisationFeed,
  composeRepost,
  organisationOf,
} from './organisation-page.ts'
import { OrganisationPage } from './views-organisation.tsx'
import { shellOf, type Site } from './site.ts'
import { composeFeed } from './case-feed.ts'
import { composeUpdate } from './update-page.ts'
import { visible } from './visible.ts'
import { PrivacyPage } from './views.tsx'

/** A short id in an address. @throws NotFound when it cannot be one */
export function idOf(c: Context, name = 'id'): string {
  const id = shortIdOf(c.req.param(name) ?? '')
  if (!id) throw new NotFound()
  return id
}

/** Where links of mails lead, each to one reader. */
const ofMails = ['/u/', '/*/confirm/', '/*/preferences/', '/*/sign-on/', '/*/signatory/']

/** Pages, feeds and files: what is the same for everybody. */
export function readingRoutes(site: Site): Hono {
  const app = new Hono()
  app.get('/', (c) => {
    c.header('Vary', 'Accept-Language')
    return site.seeOther(homePath(negotiate(c.req.header('Accept-Language'), languages)))
  })
  app.get('/healthz', (c) => {
    if (!site.published.snapshot) throw new Overloaded(2)
    return c.text('ok')
  })
  app.get('/robots.txt', (c) =>
    c.text(`User-agent: *\n${ofMails.map((path) => `Disallow: ${path}\n`).join('')}`),
  )
  app.get('/favicon.ico', answerIcon)
  app.get('/assets/*', (c) => asset(c, site))
  app.get('/files/:key', (c) => file(c, site))

  app.get('/:lang', (c) => site.seeOther(homePath(languageOf(c))))
  app.get('/:lang/', (c) => {
    const lang = languageOf(c)
    return ready(c, site, homePath(lang), undefined, () => {
      const composed = composeHome(site, lang)
      return { ...composed, markup: () => <HomePage shell={shellOf(site, lang)} page={composed.page} /> }
    })
  })
  app.get('/:lang/privacy', (c) => {
    const lang = languageOf(c)
    return ready(c, site, privacyPath(lang), undefined, () => ({
      page: undefined,
      freshUntil: Infinity,
      markup: () => (
        <PrivacyPage
          shell={shellOf(site, lang, privacyPath)}
          organisations={site.published.snapshot?.listed ?? []}
          sourceUrl={site.sourceUrl}
        />
      ),
    }))
  })
  app.get('/:lang/o/:id', (c) => organisationPage(c, site))
  app.get('/:lang/o/:id/updates/:update', (c) => repostPage(c, site))
  app.get('/:lang/o/:id/feed.atom', (c) =>
    organisationFeed(c, site, organisationAtomPath, atomFeed, ATOM_TYPE),
  )
  app.get('/:lang/o/:id/feed.json', (c) =>
    organisationFeed(c, site, organisationJsonPath, jsonFeed, JSON_FEED_TYPE),
  )
  app.get('/:lang/c/:id', (c) => casePage(c, site))
  app.get('/:lang/c/:id/updates', (c) => updatesPage(c, site))
  app.get('/:lang/c/:id/updates/:update', (c) => updatePage(c, site))
  app.get('/:lang/c/:id/feed.atom', (c) => feed(c, site, atomPath, atomFeed, ATOM_TYPE))
  app.get('/:lang/c/:id/feed.json', (c) => feed(c, site, jsonFeedPath, jsonFeed, JSON_FEED_TYPE))
  return app
}

function casePage(c: Context, site: Site): Response | Promise<Response> {
  const [lang, id] = [languageOf(c), idOf(c)]
  const path = casePath(lang, id, visible(site, 'case', id, lang).body.slug)
  // the slug is decoration: a wrong or outdated one leads to the right address
  if (c.req.path !== path) return site.seeOther(path)
  return ready(c, site, path, id, () => {
    const found = visible(site, 'case', id, lang)
    const composed = composeCase(site, found, lang)
    const shell = {
      ...shellOf(site, lang, (other) => casePath(other, id, found.body.slug), found.languages),
      standingHref: standingPath(lang, 'updates', id),
    }
    return {
      ...composed,
      headers: site.askingHeaders,
      markup: () => <CasePage shell={shell} page={composed.page} />,
    }
  })
}

function updatesPage(c: Context, site: Site): Response | Promise<Response> {
  const [lang, id] = [languageOf(c), idOf(c)]
  const path = updatesPath(lang, id)
  if (c.req.path !== path) return site.seeOther(path)
  return ready(c, site, path, id, () => {
    const found = visible(site, 'case', id, lang)
    const composed = composeUpdates(site, found, lang)
    const shell = {
      ...shellOf(site, lang, (other) => updatesPath(other, id), found.languages),
      standingHref: standingPath(lang, 'updates', id),
    }
    return {
      ...composed,
      headers: site.askingHeaders,
      markup: () => <UpdatesPage shell={shell} page={composed.page} />,
    }
  })
}

function updatePage(c: Context, site: Site): Response | Promise<Response> {
  const [lang, caseId, id] = [languageOf(c), idOf(c), idOf(c, 'update')]
  const { body } = visible(site, 'update', id, lang)
  const path = updatePath(lang, body.caseKey, id)
  if (body.caseKey !== caseId) throw new NotFound()
  if (c.req.path !== path) return site.seeOther(path)
  return ready(c, site, path, caseId, () => {
    const found = visible(site, 'update', id, lang)
    const composed = composeUpdate(site, found, lang)
    const shell = {
      ...shellOf(site, lang, (other) => updatePath(other, caseId, id), found.languages),
      standingHref: standingPath(lang, 'update', id),
    }
    return {
      ...composed,
      headers: site.askingHeaders,
      markup: () => <UpdatePage shell={shell} page={composed.page} />,
    }
  })
}

function organisationPage(c: Context, site: Site): Response | Promise<Response> {
  const [lang, id] = [languageOf(c), idOf(c)]
  organisationOf(site, id)
  const path = organisationPath(lang, id)
  if (c.req.path !== path) return site.seeOther(path)
  return ready(c, site, path, undefined, () => {
    const composed = composeOrganisation(site, organisationOf(site, id), lang)
    const shell = shellOf(site, lang, (other) => organisationPath(other, id))
    return { ...composed, markup: () => <OrganisationPage shell={shell} page={composed.page} /> }
  })
}

function repostPage(c: Context, site: Site): Response | Promise<Response> {
  const [lang, id, update] = [languageOf(c), idOf(c), idOf(c, 'update')]
  const compose = () => composeRepost(site, organisationOf(site, id), update, lang)
  const { caseKey } = compose()
  const path = repostPath(lang, id, update)
  if (c.req.path !== path) return site.seeOther(path)
  return ready(c, site, path, caseKey, () => {
    const { languages: available, ...composed } = compose()
    const shell = shellOf(site, lang, (other) => repostPath(other, id, update), available)
    return { ...composed, markup: () => <UpdatePage shell={shell} page={composed.page} /> }
  })
}

function organisationFeed(
  c: Context,
  site: Site,
  path: (lang: Language, id: string) => string,
  write: typeof atomFeed,
  type: string,
): Promise<Response> {
  const [lang, id] = [languageOf(c), idOf(c)]
  organisationOf(site, id)
  return ready(c, site, path(lang, id), undefined, () => {
    const composed = composeOrganisationFeed(site, organisationOf(site, id), lang)
    return { ...composed, type, markup: () => write(composed.page) }
  })
}

function feed(
  c: Context,
  site: Site,
  path: (lang: Language, id: string) => string,
  write: typeof atomFeed,
  type: string,
): Promise<Response> {
  const [lang, id] = [languageOf(c), idOf(c)]
  visible(site, 'case', id, lang)
  return ready(c, site, path(lang, id), id, () => {
    const composed = composeFeed(site, visible(site, 'case', id, lang), lang)
    return { ...composed, type, markup: () => write(composed.page) }
  })
}

/** A frame that another site put into a sandbox belongs to no origin, and would get none of its own files. */
export const forAnyFrame = {
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
}

function asset(c: Context, site: Site): Response {
  const found = site.assets.files.get(c.req.path)
  if (!found) throw new NotFound()
  return c.body(new Uint8Array(found.bytes), 200, {
    'Content-Type': found.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    ...forAnyFrame,
  })
}

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif'])

async function file(c: Context, site: Site): Promise<Response> {
  const key = c.req.param('key') ?? ''
  const etag = `"${key}"`
  const found = await site.published.file(key, site.clock.now().getTime()).catch(() => {
    throw new Overloaded(5)
  })
  if (!found) throw new NotFound()
  // a picture is withdrawn as fast as its page: no cache keeps it longer
  const headers = {
    ...{ ETag: etag, 'Cache-Control': 'max-age=1, stale-while-revalidate=3', Vary: 'Sec-Fetch-Dest' },
  }
  // decision 18: a frame that another site put into a sandbox shows a picture too, and nothing but a picture
  const asked = c.req.header('Sec-Fetch-Dest')
  if (pictures.has(found.contentType) && (asked === undefined || asked === 'image'))
    c.header('Cross-Origin-Resource-Policy', forAnyFrame['Cross-Origin-Resource-Policy'])
  if (c.req.header('If-None-Match') === etag) return c.body(null, 304, headers)
  return c.body(new Uint8Array(found.bytes), 200, {
    ...headers,
    'Content-Type': pictures.has(found.contentType) ? found.contentType : 'application/octet-stream',
  })
}
