import { Hono, type Context } from 'hono'
import type { OrganisationDocument } from '#organisations/document.ts'
import { NotFound } from '#platform/web/errors.ts'
import { UpdatesPage } from '#cases/views/public.ts'
import { accentCss, framedPath } from '#ui/index.ts'
import { UpdatePage } from '#updates/views/public.ts'
import { handOverOf } from '../act-below.tsx'
import { actRoutes } from '../act-routes.tsx'
import { actPath, standingPath, updatePath, updatesPath } from '../addresses.ts'
import { ready } from '../answers.ts'
import { composeUpdates } from '../case-page.ts'
import { forAnyFrame, idOf } from '../reading-routes.tsx'
import type { Site } from '../site.ts'
import { versionFor } from '../snapshot.ts'
import { composeUpdate } from '../update-page.ts'
import { counterOf, visible, type Visible } from '../visible.ts'
import {
  frameDoor,
  framedShell,
  headersFor,
  hostOf,
  neutralHeaders,
  partnerFrameDoor,
  themeOf,
} from './frame-door.ts'
import { oembed } from './oembed.ts'
import { CountPage } from './views.tsx'

/** Updates in a frame; who wants more follows the link. */
const updatesInFrame = 5

/**
 * What other sites show in frames: the forms, the counter, the news, each from what is published, so that it goes when
 * its page goes. Each page may be framed by the sites of the organisation that answers for it, and by no other.
 */
export function embedRoutes(whole: Site): Hono {
  const site: Site = { ...whole, pages: whole.framed, headers: neutralHeaders(whole) }
  const app = new Hono()
  app.get('/embed.js', (c) => script(c, site))
  app.get('/oembed', (c) => oembed(c, { ...whole, pages: whole.framed }))
  app.get('/embed/accent/:file{[0-9a-f]{6}\\.css}', accent)
  app.get('/embed/count/:id/:by?', (c) => count(c, site))
  app.get('/embed/update/:id/:by?', (c) => update(c, site))
  app.get('/embed/updates/:id/:by?', (c) => updates(c, site))
  app.route('/', actRoutes(site, frameDoor(site)))
  app.route('/', actRoutes(site, partnerFrameDoor(site)))
  return app
}

function script(c: Context, site: Site): Response {
  const { embedScript } = site.assets
  if (!embedScript) throw new NotFound()
  return c.body(new Uint8Array(embedScript), 200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    // it only makes frames; what stands in them is never older than a page
    'Cache-Control': 'public, max-age=3600',
    ...forAnyFrame,
  })
}

/** Made from the address alone, so it may be kept. */
function accent(c: Context): Response {
  const css = accentCss((c.req.param('file') ?? '').replace('.css', ''))
  if (!css) throw new NotFound()
  return c.body(css, 200, {
    'Content-Type': 'text/css; charset=utf-8',
    'Cache-Control': 'public, max-age=86400',
    ...forAnyFrame,
  })
}

/** Where one takes part through an organisation: its own page of the campaign, where it has one. */
function addressOf(
  { snapshot, key, now }: Visible<'campaign'>,
  host: OrganisationDocument | undefined,
  lang: string,
): string {
  const page = host && versionFor(snapshot.pageOfPartner(key, host.id), lang, now)
  return page ? `${key}/${page.body.address}` : key
}

/** How many people, and the way to take part. */
function count(c: Context, site: Site): Promise<Response> {
  const [theme, id, by] = [themeOf(c), idOf(c), c.req.param('by')]
  const look = () => visible(site, 'campaign', id, theme.lang)
  const { body } = look()
  return ready(c, site, framedPath({ what: 'count', id, by, theme }), body.caseKey, () => {
    const found = look()
    const [kind] = found.body.kinds
    if (!kind) throw new NotFound()
    const host = hostOf(found, by)
    const actHref = actPath(theme.lang, addressOf(found, host, theme.lang), kind)
    const shell = framedShell(site, theme, actHref, standingPath(theme.lang, 'count', id, by))
    const counter = counterOf(found.body, found.snapshot.tally(id))
    const { title, lang } = found.body
    const over = handOverOf(found, theme.lang)
    return {
      page: undefined,
      freshUntil: Math.min(found.freshUntil, over?.freshUntil ?? Infinity),
      headers: headersFor(site, host),
      markup: () => (
        <CountPage
          shell={shell}
          page={{
            title,
            lang,
            counter,
            actHref,
            embeddable: site.publicUrl + actHref,
            handOver: over?.handOver,
          }}
        />
      ),
    }
  })
}

function update(c: Context, site: Site): Promise<Response> {
  const [theme, id, by] = [themeOf(c), idOf(c), c.req.param('by')]
  const look = () => visible(site, 'update', id, theme.lang)
  const { body } = look()
  return ready(c, site, framedPath({ what: 'update', id, by, theme }), body.caseKey, () => {
    const found = look()
    const composed = composeUpdate(site, found, theme.lang)
    const openHref = updatePath(theme.lang, found.body.caseKey, id)
    const shell = framedShell(site, theme, openHref, standingPath(theme.lang, 'update', id, by))
    return {
      ...composed,
      headers: headersFor(site, hostOf(found, by)),
      markup: () => <UpdatePage shell={shell} page={{ ...composed.page, earlier: [] }} />,
    }
  })
}

function updates(c: Context, site: Site): Promise<Response> {
  const [theme, id, by] = [themeOf(c), idOf(c), c.req.param('by')]
  const look = () => visible(site, 'case', id, theme.lang)
  look()
  return ready(c, site, framedPath({ what: 'updates', id, by, theme }), id, () => {
    const found = look()
    const composed = composeUpdates(site, found, theme.lang)
    const standing = standingPath(theme.lang, 'updates', id, by)
    const shell = framedShell(site, theme, updatesPath(theme.lang, id), standing)
    const page = { ...composed.page, updates: composed.page.updates.slice(0, updatesInFrame) }
    return {
      ...composed,
      headers: headersFor(site, hostOf(found, by)),
      markup: () => <UpdatesPage shell={shell} page={page} />,
    }
  })
}
