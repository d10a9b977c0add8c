import type { Language } from '#platform/i18n.ts'
import {
  quotesBy,
  type AskProjection,
  type CaseProjection,
  type DonateProjection,
  type HomeProjection,
  type UpdatesProjection,
  type UpdateTeaser,
} from '#cases/views/public.ts'
import type { FileReference } from '#cases/document.ts'
import type { OrganisationDocument } from '#organisations/document.ts'
import type { CounterProjection, PictureProjection } from '#ui/index.ts'
import {
  actPath,
  atomPath,
  casePath,
  filePath,
  followPath,
  homePath,
  jsonFeedPath,
  letterPath,
  updatePath,
  updatesPath,
} from './addresses.ts'
import { i18nOf, snapshotOf, type Site } from './site.ts'
import { versionFor, type Version } from './snapshot.ts'
import { assessmentEnds, closesAt } from './ends.ts'
import { counterOf, visible, type Visible } from './visible.ts'
import { updateKindOf } from './update-kind.ts'

export interface Composed<P> {
  page: P
  /** milliseconds since 1970 */
  freshUntil: number
}

const updatesOnPage = 10

/** The case page, put together from what is published about one case. */
export function composeCase(site: Site, found: Visible<'case'>, lang: Language): Composed<CaseProjection> {
  const { body, now, key } = found
  const campaigns = liveCampaigns(found, lang)
  const ends = [found.freshUntil, assessmentEnds(body), ...campaigns.flatMap(endsOf)]
  const all = updatesOf(found, lang)
  const updates = all.slice(0, updatesOnPage)
  const letters = lettersOf(found, lang)
  const page: CaseProjection = {
    id: key,
    lang: body.lang,
    canonical: site.publicUrl + casePath(lang, key, body.slug),
    name: body.name,
    sentence: body.sentence,
    storyHtml: body.storyHtml,
    country: body.country,
    portrait: pictureOf(body.portrait),
    status: body.status && { ...body.status, due: now >= assessmentEnds(body) },
    urgentSince: body.urgent?.since,
    asks: asksOf(campaigns, lang),
    counter: widest(campaigns.map(({ body: one }) => counterOf(one, found.snapshot.tally(one.id)))),
    updates: updates.map(({ teaser }) => teaser),
    allUpdatesHref: all.length > updates.length ? updatesPath(lang, key) : undefined,
    letters: letters.map(({ teaser }) => teaser),
    quotes: quotesBy(body),
    timeline: body.timeline,
    effects: body.effects,
    organisations: body.organisations.flatMap(({ id, role }) => {
      const named = found.snapshot.organisation(id)
      return named ? [{ name: named.name, role, href: named.website || undefined }] : []
    }),
    donate: found.organisation && donateOf(found.organisation, lang),
    follow: {
      // Safety: who is not named in public asks for no addresses there
      ...(found.organisation ? { mailHref: followPath(lang, key) } : {}),
      atomHref: atomPath(lang, key),
      jsonFeedHref: jsonFeedPath(lang, key),
      social: found.organisation ? socialOf(found.organisation) : [],
    },
    fallback: found.fallback,
    zone: body.zone,
  }
  const soonest = [...ends, ...[...updates, ...letters].map(({ freshUntil }) => freshUntil)].filter(
    (end) => end > now,
  )
  return { page, freshUntil: Math.min(Infinity, ...soonest) }
}

/** Campaigns in which one can still act. */
export function liveCampaigns(found: Visible<'case' | 'update'>, lang: Language): Version<'campaign'>[] {
  const caseKey = 'caseKey' in found.body ? found.body.caseKey : found.key
  return found.snapshot
    .campaignsOf(caseKey)
    .flatMap(
      (subject) =>
        versionFor(subject, lang, found.now, [found.organisation?.defaultLanguage ?? 'en', 'en']) ?? [],
    )
    .filter(({ body }) => found.now < closesAt(body) && body.kinds.length > 0)
}

const endsOf = ({ body, freshUntil }: Version<'campaign'>): number[] => [freshUntil, closesAt(body)]

/** All kinds of the first campaign; of further ones their title, or the page would ask the same thing twice. */
function asksOf([first, ...others]: Version<'campaign'>[], lang: Language): AskProjection[] {
  if (!first) return []
  const { body } = first
  return [
    ...body.kinds.map((kind, i) => ({
      kind,
      title: '',
      href: actPath(lang, body.id, kind),
      ...(i === 0 ? { summary: body.summary, actBy: body.actBy } : {}),
    })),
    ...others.map(({ body: other }) => ({
      kind: other.kinds[0]!,
      title: other.title,
      href: actPath(lang, other.id, other.kinds[0]!),
    })),
  ]
}

/** People are counted once per campaign, so numbers of two campaigns are never added up. */
function widest(counters: (CounterProjection | undefined)[]): CounterProjection | undefined {
  return counters
    .flatMap((counter) => counter ?? [])
    .reduce<CounterProjection | undefined>(
      (most, one) => (most && most.confirmed >= one.confirmed ? most : one),
      undefined,
    )
}

/** All the news of a case that may be shown now, the newest first. @param found its `key` is the case's */
export function updatesOf(
  found: Pick<Visible<'case' | 'campaign'>, 'key' | 'snapshot' | 'now' | 'organisation'>,
  lang: Language,
): { teaser: UpdateTeaser; freshUntil: number }[] {
  const i18n = i18nOf(lang)
  return found.snapshot
    .updatesOf(found.key)
    .flatMap(
      (subject) => versionFor(subject, lang, found.now, [found.organisation?.defaultLanguage ?? 'en']) ?? [],
    )
    .map(({ body, freshUntil }) => ({
      freshUntil,
      teaser: {
        kind: i18n.t(`update.kind.${updateKindOf(body.kind)}`),
        headline: body.headline,
        href: updatePath(lang, found.key, body.id),
        on: body.datedOn,
        place: body.place || undefined,
        summary: body.excerpt || undefined,
        lang: body.lang === lang ? undefined : body.lang,
      },
    }))
}

/** The joint letters of a case that may be shown now, each with how many stand under it in public. */
function lettersOf(found: Visible<'case'>, lang: Language): { teaser: UpdateTeaser; freshUntil: number }[] {
  const i18n = i18nOf(lang)
  return found.snapshot
    .lettersOf(found.key)
    .flatMap(
      (subject) => versionFor(subject, lang, found.now, [found.organisation?.defaultLanguage ?? 'en']) ?? [],
    )
    .map(({ body, freshUntil }) => {
      const count = found.snapshot.signatoriesOf(body.id).length
      return {
        freshUntil,
        teaser: {
          kind: i18n.t('joint-letter'),
          headline: body.title,
          href: letterPath(lang, found.key, body.id),
          on: body.datedOn,
          place: body.place || undefined,
          summary: count > 0 ? i18n.t('joint-letter.signatories.count', { count }) : undefined,
          lang: body.lang === lang ? undefined : body.lang,
        },
      }
    })
}

/** All the news about one person, newest first. */
export function composeUpdates(
  site: Site,
  found: Visible<'case'>,
  lang: Language,
): Composed<UpdatesProjection> {
  const { body, key } = found
  const updates = updatesOf(found, lang)
  const page = {
    canonical: site.publicUrl + updatesPath(lang, key),
    name: body.name,
    caseHref: casePath(lang, key, body.slug),
    updates: updates.map(({ teaser }) => teaser),
    zone: body.zone,
  }
  return { page, freshUntil: Math.min(found.freshUntil, ...updates.map(({ freshUntil }) => freshUntil)) }
}

export function pictureOf(file: FileReference | undefined): PictureProjection | undefined {
  if (!file) return undefined
  const { key, width, height, alt, credit } = file
  return { src: filePath(key), width, height, alt, credit }
}

/** The organisation's own appeal, in words that say what the gift is for. */
export function donateOf(organisation: OrganisationDocument, lang: Language): DonateProjection | undefined {
  const texts = organisation.texts[lang] ?? organisation.texts[organisation.defaultLanguage]
  if (!organisation.donateUrl || !texts?.donateHeadline) return undefined
  return {
    headline: texts.donateHeadline,
    sentence: texts.donateSentence ?? '',
    button: texts.donateButton,
    href: organisation.donateUrl,
    purpose: organisation.donatePurpose,
    organisation: organisation.name,
  }
}

/** Where else one finds the organisation. */
export const socialOf = ({ social }: OrganisationDocument): { label: string; href: string }[] =>
  social.map(({ network, url }) => ({ label: titled(network), href: url }))

const titled = (network: string): string => network.charAt(0).toUpperCase() + network.slice(1)

/** All cases that may be shown now. */
export function composeHome(site: Site, lang: Language): Composed<HomeProjection> {
  const snapshot = snapshotOf(site)
  const shown = snapshot.cases.flatMap((subject) => {
    try {
      return visible(site, 'case', subject.key, lang)
    } catch {
      return [] // nothing of it may be shown at this moment
    }
  })
  const ends = shown.flatMap((found) => [found.freshUntil, assessmentEnds(found.body)])
  const now = site.clock.now().getTime()
  return {
    freshUntil: Math.min(Infinity, ...ends.filter((end) => end > now)),
    page: {
      canonical: site.publicUrl + homePath(lang),
      cases: shown.map(({ key, body }) => ({
        name: body.name,
        sentence: body.sentence,
        href: casePath(lang, key, body.slug),
        country: body.country,
        portrait: pictureOf(body.portrait),
        status: body.status && { ...body.status, due: now >= assessmentEnds(body) },
      })),
    },
  }
}
