import type { Context } from 'hono'
import type { OrganisationDocument } from '#organisations/document.ts'
import { NotFound } from '#platform/web/errors.ts'
import { framedHeaders, redirection, type HeaderList } from '#platform/web/headers.ts'
import { framedPath, readTheme, type Frame, type PublicShell, type Theme } from '#ui/index.ts'
import type { ActDoor } from '../act-place.ts'
import { actPath, homePath, standingPath } from '../addresses.ts'
import { dress } from '../answers.ts'
import { movedTo } from '../moved-page.ts'
import { shellOf, type Site } from '../site.ts'
import { Gone, throughPartner, visible, type Visible } from '../visible.ts'
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

/**
 * On whose sites a page is shown: those of the organisation in its address, or of who answers for it. Safety: an
 * organisation that is not named in public with the case has no such address, and the answer is that of any that is gone.
 * @throws Gone
 */
export function hostOf(
  { snapshot, about, organisation }: Visible<'campaign' | 'update' | 'case'>,
  by: string | undefined,
): OrganisationDocument | undefined {
  if (by === undefined) return organisation
  const host = snapshot.organisations.find(({ shortId }) => shortId === by)
  if (!host || !isNamed(host, { about, organisation })) throw new Gone()
  return host
}

const isNamed = (
  { id }: OrganisationDocument,
  { about, organisation }: Pick<Visible<'campaign' | 'update' | 'case'>, 'about' | 'organisation'>,
): boolean => id === organisation?.id || about.body.organisations.some((one) => one.id === id)

/** What is around a framed page. `openHref`: the same on our own site; `standingHref`: where it asks whether it stands. */
export function framedShell(
  site: Site,
  theme: Theme,
  openHref: string,
  standingHref?: string,
  more: Partial<Frame> = {},
): PublicShell {
  const { always, light, dark } = site.assets.framedCss
  return {
    ...shellOf(site, theme.lang),
    ...(standingHref ? { standingHref } : {}),
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
  framedShell(site, theme, homePath(theme.lang), undefined, { empty: true })

/**
 * The counter in a frame, with the way to the form: what a form becomes in a sandbox in which nothing can be sent. On the
 * sites of the organisation whose form it was, if it is named with the case, as whoever framed the form sees the other.
 */
function cardOf(theme: Theme, found: Visible<'campaign'>): string | undefined {
  const { key: id, partner, organisation } = found
  if (!partner) return framedPath({ what: 'count', id, theme })
  return isNamed(organisation, found)
    ? framedPath({ what: 'count', id, by: organisation.shortId, theme })
    : undefined
}

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
      const standingHref = standingPath(theme.lang, 'act', id, standing?.address)
      return {
        lang: theme.lang,
        look,
        place: inFrame(theme, here),
        shell: () => ({
          ...framedShell(site, theme, actPath(theme.lang, here, first), standingHref, {
            cardHref: cardOf(theme, look()),
          }),
          ...(standing ? { siteName: organisation.name } : {}),
        }),
        headers: (found) => headersFor(site, found.organisation),
      }
    },
  }
}
