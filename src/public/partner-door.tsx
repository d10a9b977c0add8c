import { NotFound } from '#platform/web/errors.ts'
import { BelowAsk } from './act-below.tsx'
import { onOurPages, type ActDoor } from './act-place.ts'
import { standingPath } from './addresses.ts'
import { dress, languageOf } from './answers.ts'
import { movedTo } from './moved-page.ts'
import { idOf } from './reading-routes.tsx'
import { shellOf, type Site } from './site.ts'
import { throughPartner, visible, type Visible } from './visible.ts'

/** The forms of a campaign on an organisation's own page of it: under its name, in its care, with the campaign's words. */
export function partnerDoor(site: Site): ActDoor {
  return {
    at: '/:lang/act/:id/:partner',
    seeOther: site.seeOther,
    goOn: site.seeOther,
    movedTo: (c) => movedTo(site, c, languageOf(c)),
    enter(c) {
      const [lang, id, partner] = [languageOf(c), idOf(c), c.req.param('partner') ?? '']
      if ((c.req.param('id') ?? '') !== id) throw new NotFound()
      const look = (): Visible<'campaign'> =>
        throughPartner(visible(site, 'campaign', id, lang), partner, lang)
      const found = look()
      const { organisation } = found
      const here = `${id}/${found.partner!.address}`
      dress(c, site.askingHeaders)
      return {
        lang,
        look,
        place: onOurPages(lang, here),
        shell: (page, available) => ({
          ...shellOf(site, lang, page && ((other) => page(onOurPages(other, here))), available),
          siteName: organisation.name,
          standingHref: standingPath(lang, 'act', id, found.partner!.address),
        }),
        headers: () => site.askingHeaders,
        below: (found) => <BelowAsk found={found} lang={lang} />,
      }
    },
  }
}
