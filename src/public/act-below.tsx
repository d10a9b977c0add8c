import { DonateBlock, UpdateList } from '#cases/views/public.ts'
import type { Language } from '#platform/i18n.ts'
import { safeHref, say } from '#ui/index.ts'
import { HandOverNote } from '#updates/views/public.ts'
import { donateOf, socialOf, updatesOf } from './case-page.ts'
import { findHandOver, type FoundHandOver } from './hand-over.ts'
import { i18nOf } from './site.ts'
import type { Visible } from './visible.ts'

const newsOnPage = 3

const newsOf = (found: Visible<'campaign'>, lang: Language) =>
  updatesOf({ ...found, key: found.body.caseKey }, lang).slice(0, newsOnPage)

/** The hand-over of this campaign's signatures, where it asked for them. */
export const handOverOf = (found: Visible<'campaign'>, lang: Language): FoundHandOver | undefined =>
  findHandOver(found, { caseKey: found.body.caseKey, campaignId: found.body.campaignId }, lang)

/** When the first of the news on this page may not be shown any more. */
export const newsEnd = (found: Visible<'campaign'>, lang: Language): number =>
  Math.min(
    handOverOf(found, lang)?.freshUntil ?? Infinity,
    ...newsOf(found, lang).map(({ freshUntil }) => freshUntil),
  )

/** What stands below the ask: the newest of what happened, and on an organisation's own page its appeal and where else it is. */
export function BelowAsk({ found, lang }: { found: Visible<'campaign'>; lang: Language }) {
  const i18n = i18nOf(lang)
  const { partner, organisation, body } = found
  const news = newsOf(found, lang)
  const over = handOverOf(found, lang)
  const donate = partner?.showsDonate ? donateOf(organisation, lang) : undefined
  const social = (partner?.showsSocial ? socialOf(organisation) : []).flatMap(({ label, href }) => {
    const safe = safeHref(href)
    return safe ? [{ label, href: safe }] : []
  })
  return (
    <>
      {over && <HandOverNote i18n={i18n} handOver={over.handOver} />}
      {news.length > 0 && (
        <section class="part">
          <h2>{say(i18n, 'act.news', { name: body.personName })}</h2>
          <UpdateList i18n={i18n} updates={news.map(({ teaser }) => teaser)} zone={body.zone} />
        </section>
      )}
      {donate && (
        <section class="part">
          <h2>{donate.headline}</h2>
          <DonateBlock i18n={i18n} donate={donate} name={body.personName} />
        </section>
      )}
      {social.length > 0 && (
        <section class="part">
          <h2>{say(i18n, 'act.partner.social', { organisation: organisation.name })}</h2>
          <ul class="inline-list">
            {social.map(({ label, href }) => (
              <li>
                <a href={href} rel="me noopener noreferrer">
                  <bdi>{label}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
