import { tagOf, type Feed, type FeedWithdrawal } from '#platform/feeds.ts'
import type { Language } from '#platform/i18n.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { OrganisationDocument } from '#organisations/document.ts'
import type { UpdateProjection } from '#updates/views/public.ts'
import {
  actPath,
  organisationAtomPath,
  organisationJsonPath,
  organisationPath,
  repostPath,
  updatePath,
} from './addresses.ts'
import type { Composed } from './case-page.ts'
import { closesAt } from './ends.ts'
import { logoOf } from './logo.ts'
import { i18nOf, snapshotOf, type Site } from './site.ts'
import { versionFor, type Repost } from './snapshot.ts'
import { composeUpdate, creditOf, entryOf, escape } from './update-page.ts'
import { updateKindOf } from './update-kind.ts'
import { Gone, visible, type Visible } from './visible.ts'
import type { NewsProjection, OrganisationProjection } from './views-organisation.tsx'

const onPage = 30

/**
 * Who has a page of its own here. Safety: nobody of whom no public page says that it takes part.
 * @throws NotFound, the same for one that takes part unnamed as for none
 */
export function organisationOf(site: Site, shortId: string): OrganisationDocument {
  const found = snapshotOf(site).listed.find((one) => one.shortId === shortId)
  if (!found) throw new NotFound()
  return found
}

/** An update of its own, or one that it passes on. */
interface News {
  found: Visible<'update'>
  /** when it came onto the organisation's page */
  at: Date
  repost?: Repost
}

/** What it published, or passes on, and may be shown now, the last first. */
function newsOf(site: Site, { id }: OrganisationDocument, lang: Language): News[] {
  const snapshot = snapshotOf(site)
  const passed = snapshot
    .repostsOf(id)
    .filter(({ ended }) => !ended)
    .flatMap((repost) => {
      const found = shown(site, repost.updateKey, lang)
      return found ? { found, repost, at: repost.postedAt } : []
    })
  const own = snapshot.cases
    .flatMap(({ key }) => snapshot.updatesOf(key))
    // whose it is, before anything is opened: an instance has many updates, and a page thirty
    .filter(({ versions }) => [...versions.values()].some(({ body }) => body.organisationId === id))
    .flatMap(({ key }) => {
      const found = shown(site, key, lang)
      return found?.body.organisationId === id ? { found, at: new Date(found.body.publishedAt) } : []
    })
  return [...passed, ...own].toSorted((one, other) => other.at.getTime() - one.at.getTime()).slice(0, onPage)
}

/** Undefined where the text is gone, and with it all that was made of it. */
function shown(site: Site, updateKey: string, lang: Language): Visible<'update'> | undefined {
  try {
    return visible(site, 'update', updateKey, lang)
  } catch (error) {
    if (error instanceof Gone || error instanceof NotFound) return undefined
    throw error
  }
}

const endsOf = (news: readonly News[]): number =>
  Math.min(Infinity, ...news.map(({ found }) => found.freshUntil))

/** Whose text it is, where it is not the organisation's own. */
const courtesyOf = ({ found, repost }: News, name: string): string | undefined => {
  const source = creditOf(found).source?.name
  return repost || source !== name ? source : undefined
}

/** News of an organisation, with what it passes on, and where one can act with it. */
export function composeOrganisation(
  site: Site,
  organisation: OrganisationDocument,
  lang: Language,
): Composed<OrganisationProjection> {
  const i18n = i18nOf(lang)
  const { shortId } = organisation
  const news = newsOf(site, organisation, lang)
  const campaigns = campaignsOf(site, organisation, lang)
  const page: OrganisationProjection = {
    canonical: site.publicUrl + organisationPath(lang, shortId),
    name: organisation.name,
    website: organisation.website || undefined,
    logo: logoOf(organisation),
    feeds: [
      { href: organisationAtomPath(lang, shortId), type: 'application/atom+xml' },
      { href: organisationJsonPath(lang, shortId), type: 'application/feed+json' },
    ],
    news: news.map((one): NewsProjection => {
      const { body, about } = one.found
      return {
        kind: i18n.t(`update.kind.${updateKindOf(body.kind)}`),
        headline: body.headline,
        href: one.repost ? repostPath(lang, shortId, body.id) : updatePath(lang, body.caseKey, body.id),
        on: body.datedOn,
        place: body.place || undefined,
        summary: body.excerpt || undefined,
        lang: body.lang === lang ? undefined : body.lang,
        courtesy: courtesyOf(one, organisation.name),
        zone: about.body.zone,
        corrected: body.correctedAt !== undefined,
      }
    }),
    campaigns: campaigns.map(({ body, at }) => ({
      title: body.title,
      href: actPath(lang, at, body.kinds[0]!),
    })),
  }
  const ends = campaigns.flatMap((one) => [one.freshUntil, closesAt(one.body)])
  return { page, freshUntil: Math.min(endsOf(news), ...ends) }
}

/** Campaigns in which one can act now, its own and those that it has a page of, under the address that is its own. */
function campaignsOf(site: Site, { id }: OrganisationDocument, lang: Language) {
  const snapshot = snapshotOf(site)
  const now = site.clock.now().getTime()
  return snapshot.cases
    .flatMap(({ key }) =>
      versionFor(snapshot.find('case', key), lang, now) ? snapshot.campaignsOf(key) : [],
    )
    .flatMap((subject) => {
      const one = versionFor(subject, lang, now)
      if (!one || now >= closesAt(one.body) || one.body.kinds.length === 0) return []
      if (one.body.organisationId === id) return { ...one, at: one.body.id }
      const page = versionFor(snapshot.pageOfPartner(subject.key, id), lang, now)
      if (!page) return []
      const freshUntil = Math.min(one.freshUntil, page.freshUntil)
      return { ...one, freshUntil, at: `${one.body.id}/${page.body.address}` }
    })
}

/**
 * One update as the organisation passes it on: the text that was published, under the address where it belongs.
 * @throws NotFound, Gone
 */
export function composeRepost(
  site: Site,
  organisation: OrganisationDocument,
  updateKey: string,
  lang: Language,
): Composed<UpdateProjection> & { languages: string[]; caseKey: string } {
  const repost = snapshotOf(site)
    .repostsOf(organisation.id)
    .find((one) => one.updateKey === updateKey && !one.ended)
  if (!repost) throw new NotFound()
  const found = visible(site, 'update', updateKey, lang)
  const { page, freshUntil } = composeUpdate(site, found, lang)
  return {
    page: { ...page, postedBy: organisation.name, earlier: [] },
    freshUntil,
    languages: found.languages,
    caseKey: found.body.caseKey,
  }
}

/** The same news as feeds tell it; the ids are the updates' own, so that nobody reads one twice. */
export function composeOrganisationFeed(
  site: Site,
  organisation: OrganisationDocument,
  lang: Language,
): Composed<Feed> {
  const i18n = i18nOf(lang)
  const { shortId, name } = organisation
  const news = newsOf(site, organisation, lang)
  const page: Feed = {
    id: tagOf(new URL(site.publicUrl).hostname, 2026, `organisation/${shortId}`),
    title: i18n.t('public.organisation.title', { organisation: name }),
    subtitle: i18n.t('public.feed.subtitle'),
    language: lang,
    page: site.publicUrl + organisationPath(lang, shortId),
    atom: site.publicUrl + organisationAtomPath(lang, shortId),
    json: site.publicUrl + organisationJsonPath(lang, shortId),
    publisher: name,
    since: news.at(-1)?.at ?? new Date(Date.UTC(2026, 0, 1)),
    entries: [
      ...withdrawn(site, organisation, lang),
      ...news.map((one) => {
        const entry = entryOf(site, one.found.body, lang)
        const courtesy = courtesyOf(one, name)
        const above = courtesy && i18n.t('public.organisation.courtesy', { source: courtesy })
        return {
          ...entry,
          published: one.at,
          updated: one.at > entry.updated ? one.at : entry.updated,
          html: (above ? `<p>${escape(above)}</p>` : '') + entry.html,
        }
      }),
    ],
  }
  return { page, freshUntil: endsOf(news) }
}

/** Of texts that were withdrawn while their case stands; of a quiet case there is nothing to say. */
function withdrawn(site: Site, { id }: OrganisationDocument, lang: Language): FeedWithdrawal[] {
  const i18n = i18nOf(lang)
  const snapshot = snapshotOf(site)
  const host = new URL(site.publicUrl).hostname
  return snapshot
    .repostsOf(id)
    .filter(({ ended }) => ended)
    .flatMap(({ caseId, updateKey }) => {
      const caseKey = snapshot.caseOf(caseId)?.key
      const notice = caseKey && snapshot.noticesOf(caseKey).find(({ key }) => key === updateKey)
      if (!caseKey || !notice) return []
      return {
        kind: 'withdrawn' as const,
        id: tagOf(host, 2026, `update/${updateKey}`),
        url: site.publicUrl + updatePath(lang, caseKey, updateKey),
        published: notice.publishedAt,
        withdrawn: notice.withdrawnAt,
        title: i18n.t('public.feed.withdrawn'),
        notice: i18n.t('public.feed.withdrawn.text'),
        language: lang,
      }
    })
}
