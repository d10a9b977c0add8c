/** What the feeds of a case tell. */
import { tagOf, type Feed, type FeedEntry, type FeedWithdrawal } from '#platform/feeds.ts'
import type { Language } from '#platform/i18n.ts'
import type { JointLetterDocument } from '#joint-letters/document.ts'
import { atomPath, casePath, jsonFeedPath, letterPath, updatePath } from './addresses.ts'
import type { Composed } from './case-page.ts'
import { i18nOf, type Site } from './site.ts'
import { versionFor } from './snapshot.ts'
import { allUpdates, entryOf, escape } from './update-page.ts'
import type { Visible } from './visible.ts'

const entriesInFeed = 30
/** Beside the entries, not in their place: news must not fall out of a feed because others were withdrawn. */
const noticesInFeed = 30

/** The news and the joint letters of a case, as feeds tell them, and in place of each that was withdrawn a notice with nothing of it. */
export function composeFeed(site: Site, found: Visible<'case'>, lang: Language): Composed<Feed> {
  const i18n = i18nOf(lang)
  const { key, body, organisation } = found
  const told = [...updatesIn(site, found, lang), ...lettersIn(site, found, lang)]
    .toSorted((a, b) => b.entry.published.getTime() - a.entry.published.getTime())
    .slice(0, entriesInFeed)
  const host = new URL(site.publicUrl).hostname
  const since = told.at(-1)?.entry.published ?? new Date(Date.UTC(2026, 0, 1))
  const page: Feed = {
    id: tagOf(host, 2026, `case/${key}`),
    title: i18n.t('case.feed', { name: body.name }),
    subtitle: i18n.t('public.feed.subtitle'),
    language: lang,
    page: site.publicUrl + casePath(lang, key, body.slug),
    atom: site.publicUrl + atomPath(lang, key),
    json: site.publicUrl + jsonFeedPath(lang, key),
    publisher: organisation?.name ?? host,
    since,
    entries: [...withdrawn(site, found, lang), ...told.map(({ entry }) => entry)],
  }
  return { page, freshUntil: Math.min(found.freshUntil, ...told.map((one) => one.freshUntil)) }
}

interface Told {
  entry: FeedEntry
  freshUntil: number
}

const updatesIn = (site: Site, found: Visible<'case'>, lang: Language): Told[] =>
  allUpdates(found, found.key, lang)
    .slice(0, entriesInFeed)
    .map(({ body, freshUntil }) => ({ entry: entryOf(site, body, lang), freshUntil }))

const lettersIn = (site: Site, found: Visible<'case'>, lang: Language): Told[] =>
  found.snapshot
    .lettersOf(found.key)
    .flatMap((one) => versionFor(one, lang, found.now, [found.organisation?.defaultLanguage ?? 'en']) ?? [])
    .map(({ body, freshUntil }) => ({ entry: letterEntry(site, found, body, lang), freshUntil }))

const letterId = (host: string, key: string): string => tagOf(host, 2026, `letter/${key}`)

/** The letter alone: who signed it stands on its page, and goes from there at once. */
function letterEntry(
  site: Site,
  { snapshot }: Visible<'case'>,
  letter: JointLetterDocument,
  lang: Language,
): FeedEntry {
  const author = letter.organisationId && snapshot.organisation(letter.organisationId)?.name
  return {
    kind: 'entry',
    id: letterId(new URL(site.publicUrl).hostname, letter.id),
    url: site.publicUrl + letterPath(lang, letter.caseKey, letter.id),
    title: letter.title,
    published: new Date(letter.publishedAt),
    updated: new Date(letter.changedAt ?? letter.publishedAt),
    ...(letter.excerpt ? { summary: letter.excerpt } : {}),
    html: `<p>${escape(letter.addressee).replaceAll('\n', '<br>')}</p>${letter.html}`,
    ...(author ? { authors: [author] } : {}),
    language: letter.lang,
    tags: [i18nOf(lang).t('joint-letter')],
  }
}

function withdrawn(site: Site, { key, snapshot }: Visible<'case'>, lang: Language): FeedWithdrawal[] {
  const i18n = i18nOf(lang)
  const host = new URL(site.publicUrl).hostname
  return snapshot
    .noticesOf(key)
    .slice(0, noticesInFeed)
    .map((notice) => ({
      kind: 'withdrawn',
      ...(notice.kind === 'update'
        ? {
            id: tagOf(host, 2026, `update/${notice.key}`),
            url: site.publicUrl + updatePath(lang, key, notice.key),
          }
        : { id: letterId(host, notice.key), url: site.publicUrl + letterPath(lang, key, notice.key) }),
      published: notice.publishedAt,
      withdrawn: notice.withdrawnAt,
      title: i18n.t('public.feed.withdrawn'),
      notice: i18n.t('public.feed.withdrawn.text'),
      language: lang,
    }))
}
