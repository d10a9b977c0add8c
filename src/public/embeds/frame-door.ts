import type { Context } from 'hono'
import type { OrganisationDocument } from '#organisations/document.ts'
import { NotFound } from '#platform/web/errors.ts'
import { framedHeaders, redirection, type HeaderList } from '#platform/web/headers.ts'
import { readTheme, type Frame, type PublicShell, type Theme } from '#ui/index.ts'
import type { ActDoor } from '../act-place.ts'
import { actPath, homePath } from '../addresses.ts'
import { movedTo } from '../moved-page.ts'
import { shellOf, type Site } from '../site.ts'
import { throughPartner, visible, type Visible } from '../visible.ts'
import { accentPath, inFrame } from './addresses.ts'

/** An address that other sites show in a frame. */
export const isFramed = (path: string): boolean => path.startsWith('/embed/')

/** How the frame that was asked for is to look. */
export const themeOf = (c: Context): Theme => readTheme((name) => c.req.query(name))

const isHttps = (site: Site): boolean => site.publicUrl.startsWith('https:')

/**
 * Of a page of an organisation's: its sites alone may show it. Safety: an organisation that is not named in public has
 * none here, or the header would name it.
 */
export const headersFor = (site: Site, organisation: OrganisationDocument | undefined): HeaderList =>
  framedHeaders({ https: isHttps(site), sites: organisation?.embedSites ?? [] })

/**
 * Of a page on which nothing stands but the neutral text: any site may show it, since there is nothing to press, and an
 * old frame must be able to say it.
 */
export const neutralHeaders = (site: Site): HeaderList => framedHeaders({ https: isHttps(site), sites: '*' })

/** Gives the answer the headers of its page; to be called before one that is made for this request alone. */
export function dress(c: Context, headers: HeaderList): void {
  for (const [name, value] of headers) c.header(name, value)
}

/** What is around a framed page. `openHref`: the same on our own site. */
export function framedShell(
  site: Site,
  theme: Theme,
  openHref: string,
  more: Partial<Frame> = {},
): PublicShell {
  const { always, light, dark } = site.assets.framedCss
  return {
    ...shellOf(site, theme.lang),
    frame: {
      styles: [
        always,
        ...(theme.scheme === 'auto' ? [] : [theme.scheme === 'dark' ? dark : light]),
        ...(theme.accent ? [accentPath(theme.accent)] : []),
      ],
      letters: theme.letters,
      openHref,
      ...more,
    },
  }
}

/** The frame of what may not be shown, whatever was asked for. */
export const emptyShell = (site: Site, theme: Theme): PublicShell =>
  framedShell(site, theme, homePath(theme.lang), { empty: true })

/** The forms of a campaign in a frame: the same forms, with addresses that keep the look and the language. */
export const frameDoor = (site: Site): ActDoor => doorAt(site, '/embed/act/:id')
/** The same of an organisation's own page of the campaign: its acts are its own, and so are the sites. */
export const partnerFrameDoor = (site: Site): ActDoor => ({
  ...doorAt(site, '/embed/act/:id/:partner'),
  movedTo: (c) => movedTo(site, c, themeOf(c).lang),
})

function doorAt(site: Site, at: string): ActDoor {
  const seeOther = redirection(neutralHeaders(site))
  return {
    at,
    seeOther,
    // only this once, and not when the page is loaded again, the frame tells the page around it that somebody acted
    goOn: (path) => seeOther(`${path}#acted`),
    enter(c) {
      const [theme, id, partner] = [themeOf(c), c.req.param('id') ?? '', c.req.param('partner')]
      const look = (): Visible<'campaign'> => {
        const found = visible(site, 'campaign', id, theme.lang)
        return partner === undefined ? found : throughPartner(found, partner, theme.lang)
      }
      const { body, organisation, partner: standing } = look()
      dress(c, headersFor(site, organisation))
      const [first] = body.kinds
      if (!first) throw new NotFound()
      const here = standing ? `${id}/${standing.address}` : id
      return {
        lang: theme.lang,
        look,
        place: inFrame(theme, here),
        shell: () => ({
          ...framedShell(site, theme, actPath(theme.lang, here, first)),
          ...(standing ? { siteName: organisation.name } : {}),
        }),
        headers: (found) => headersFor(site, found.organisation),
      }
    },
  }
}
