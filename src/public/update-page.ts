import { tagOf, type FeedEntry } from '#platform/feeds.ts'
import type { I18n, Language } from '#platform/i18n.ts'
import type { UpdateDocument } from '#updates/document.ts'
import { authorNames, handOverOn, quoteLines, type UpdateProjection } from '#updates/views/public.ts'
import { actPath, casePath, updatePath } from './addresses.ts'
import { liveCampaigns, pictureOf, type Composed } from './case-page.ts'
import { minimumOf } from './hand-over.ts'
import { i18nOf, type Site } from './site.ts'
import { versionFor, type Version } from './snapshot.ts'
import { updateKindOf } from './update-kind.ts'
import { closesAt } from './ends.ts'
import type { Visible } from './visible.ts'

/** One update with what is asked now, and the news before it. */
export function composeUpdate(
  site: Site,
  found: Visible<'update'>,
  lang: Language,
): Composed<UpdateProjection> {
  const { body, about, now } = found
  const campaigns = liveCampaigns(found, lang)
  const ask = campaigns[0]?.body
  const earlier = earlierThan(found, lang)
  const page: UpdateProjection = {
    id: body.id,
    lang: body.lang,
    canonical: site.publicUrl + updatePath(lang, body.caseKey, body.id),
    kind: updateKindOf(body.kind),
    headline: body.headline,
    summary: body.excerpt,
    publishedAt: body.publishedAt,
    zone: about.body.zone,
    place: body.place || undefined,
    authors: authorNames(body.authors, i18nOf(lang).t('update.author.withheld')),
    ...creditOf(found),
    picture: pictureOf(body.image),
    ...handOverOn(body, {
      zone: about.body.zone,
      minimum: minimumOf(found.snapshot, body.caseKey, body.handOver?.campaignId),
    }),
    bodyHtml: body.html,
    nextExpected: body.nextExpected || undefined,
    quotes: body.quotes,
    person: about.body.name,
    caseHref: casePath(lang, body.caseKey, about.body.slug),
    ask: ask && { title: ask.title, href: actPath(lang, ask.id, ask.kinds[0]!), text: body.ask || undefined },
    corrections:
      body.correctedAt && body.correctionNote ? [{ on: body.correctedAt, text: body.correctionNote }] : [],
    earlier: earlier.map(({ body: one }) => ({
      kind: updateKindOf(one.kind),
      headline: one.headline,
      href: updatePath(lang, body.caseKey, one.id),
      on: one.datedOn,
      place: one.place || undefined,
      lang: one.lang === lang ? undefined : one.lang,
    })),
    fallback: found.fallback,
  }
  const ends = [
    found.freshUntil,
    ...campaigns.flatMap((one) => [one.freshUntil, closesAt(one.body)]),
    ...earlier.map((one) => one.freshUntil),
  ]
  return { page, freshUntil: Math.min(...ends.filter((end) => end > now), Infinity) }
}

/** Whose text it is, and whose page, where these are two. Safety: nobody who is not named in public. */
export function creditOf({
  body,
  organisation,
  snapshot,
}: Pick<Visible<'update'>, 'body' | 'organisation' | 'snapshot'>): Pick<
  UpdateProjection,
  'source' | 'postedBy'
> {
  const { sourceOrganisation: member, source: typed } = body
  if (!member && !typed)
    return organisation
      ? { source: { name: organisation.name, href: organisation.website || undefined } }
      : {}
  const source = member
    ? { name: member.name, href: snapshot.organisation(member.id)?.website || undefined }
    : { name: typed! }
  return {
    source,
    ...(organisation && organisation.name !== source.name ? { postedBy: organisation.name } : {}),
  }
}

function earlierThan(found: Visible<'update'>, lang: Language): Version<'update'>[] {
  return allUpdates(found, found.body.caseKey, lang)
    .filter(({ body }) => body.id !== found.body.id && body.publishedAt <= found.body.publishedAt)
    .slice(0, 5)
}

/** All the news of a case that may be shown now, newest first. */
export const allUpdates = (
  found: Visible<'case' | 'update'>,
  caseKey: string,
  lang: Language,
): Version<'update'>[] =>
  found.snapshot
    .updatesOf(caseKey)
    .flatMap((one) => versionFor(one, lang, found.now, [found.organisation?.defaultLanguage ?? 'en']) ?? [])

/** One update as a feed in the reader's language tells it. */
export function entryOf(site: Site, update: UpdateDocument, lang: Language): FeedEntry {
  const i18n = i18nOf(lang)
  return {
    kind: 'entry',
    id: tagOf(new URL(site.publicUrl).hostname, 2026, `update/${update.id}`),
    url: site.publicUrl + updatePath(lang, update.caseKey, update.id),
    title: update.headline,
    published: new Date(update.publishedAt),
    updated: new Date(update.correctedAt ?? update.publishedAt),
    ...(update.excerpt ? { summary: update.excerpt } : {}),
    html: correctionOf(update) + update.html + quotesOf(i18n, update),
    authors: authorNames(update.authors, i18n.t('update.author.withheld')),
    language: update.lang,
    tags: [i18n.t(`update.kind.${updateKindOf(update.kind)}`)],
    ...(update.image ? { image: `${site.publicUrl}/files/${update.image.key}` } : {}),
  }
}

/** Her own words go along, each with how it was taken down. */
const quotesOf = (i18n: I18n, update: UpdateDocument): string =>
  quoteLines(i18n, update.quotes)
    .map((text) => `<p>${escape(text).replaceAll('\n', '<br>')}</p>`)
    .join('')

export const escape = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** In a feed, too, what was wrong stands above the text. */
function correctionOf(update: UpdateDocument): string {
  if (!update.correctionNote) return ''
  return `<p><strong>${escape(update.correctionNote)}</strong></p>`
}
