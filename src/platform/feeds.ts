import { generateAtomFeed, generateJsonFeed } from 'feedsmith'

/** One thing that happened, as feeds tell it. All text is plain but `html`, which the caller has sanitized. */
export interface FeedEntry {
  kind: 'entry'
  /** permanent: `tagOf(…)`; never reused, never changed with the address */
  id: string
  url: string
  title: string
  published: Date
  updated: Date
  summary?: string
  html: string
  /** names as agreed to be shown */
  authors?: readonly string[]
  language: string
  tags?: readonly string[]
  /** absolute address of a picture of ours */
  image?: string
}

/**
 * What stands in the place of an entry that was withdrawn: the same id, so that feed readers put it over what they
 * keep. It must stay in the feed for as long as readers may hold the entry (30 days at least).
 */
export interface FeedWithdrawal {
  kind: 'withdrawn'
  id: string
  url: string
  published: Date
  withdrawn: Date
  /** neutral words: "Withdrawn" and why the text is gone, naming nobody */
  title: string
  notice: string
  language: string
}

export interface Feed {
  id: string
  title: string
  subtitle?: string
  language: string
  /** the page that the feed belongs to */
  page: string
  /** addresses of the feed itself in both forms */
  atom: string
  json: string
  /** who publishes: needed where an entry names no author (RFC 4287 section 4.1.1) */
  publisher: string
  entries: readonly (FeedEntry | FeedWithdrawal)[]
  /** when there is no entry yet */
  since: Date
}

/**
 * A permanent id after RFC 4151. `host` and `year`: whose name it was when the thing was made; `path`: kind and id,
 * nothing that names a person ("update/0196…").
 */
export const tagOf = (host: string, year: number, path: string): string => `tag:${host},${year}:${path}`

// Source: XML 1.0, section 2.2. One such character from anywhere would make the whole feed unreadable.
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

const clean = (text: string): string => text.toWellFormed().replace(NOT_XML, '')

const escape = (text: string): string =>
  clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

interface Told {
  id: string
  url: string
  title: string
  published: Date
  updated: Date
  summary?: string
  html: string
  authors: string[]
  language: string
  tags: string[]
  image?: string
}

/** Both forms tell the same: a withdrawal has nothing left of the entry but id, address and date. */
const told = (entry: FeedEntry | FeedWithdrawal, publisher: string): Told => {
  if (entry.kind === 'withdrawn') {
    const { id, url, published, withdrawn, title, notice, language } = entry
    const html = `<p>${escape(notice)}</p>`
    return {
      id,
      url,
      title: clean(title),
      published,
      updated: withdrawn,
      html,
      authors: [clean(publisher)],
      language,
      tags: [],
    }
  }
  const { id, url, published, updated, language, image } = entry
  const authors = (entry.authors ?? []).map(clean).filter((name) => name.trim() !== '')
  return {
    id,
    url,
    published,
    updated,
    language,
    title: clean(entry.title),
    html: clean(entry.html),
    authors: authors.length > 0 ? authors : [clean(publisher)],
    tags: (entry.tags ?? []).map(clean),
    ...(entry.summary === undefined ? {} : { summary: clean(entry.summary) }),
    ...(image === undefined ? {} : { image }),
  }
}

/** Newest first, and the feed as new as its newest entry: never the time of asking, or caches would never hold. */
const inOrder = (feed: Feed): { entries: Told[]; updated: Date } => {
  const entries = feed.entries
    .map((entry) => told(entry, feed.publisher))
    .toSorted((a, b) => b.published.getTime() - a.published.getTime())
  const updated = entries.reduce((last, entry) => (entry.updated > last ? entry.updated : last), feed.since)
  return { entries, updated }
}

export const ATOM_TYPE = 'application/atom+xml; charset=utf-8'
export const JSON_FEED_TYPE = 'application/feed+json; charset=utf-8'

/** The feed as Atom (RFC 4287). */
export const atomFeed = (feed: Feed): string => {
  const { entries, updated } = inOrder(feed)
  return generateAtomFeed({
    xml: { lang: feed.language },
    id: feed.id,
    title: { value: clean(feed.title) },
    ...(feed.subtitle === undefined ? {} : { subtitle: { value: clean(feed.subtitle) } }),
    updated,
    authors: [{ name: clean(feed.publisher) }],
    links: [
      { href: feed.atom, rel: 'self', type: 'application/atom+xml' },
      { href: feed.page, rel: 'alternate', type: 'text/html', hreflang: feed.language },
    ],
    entries: entries.map((entry) => ({
      xml: { lang: entry.language },
      id: entry.id,
      title: { value: entry.title },
      published: entry.published,
      updated: entry.updated,
      authors: entry.authors.map((name) => ({ name })),
      links: [{ href: entry.url, rel: 'alternate', type: 'text/html', hreflang: entry.language }],
      categories: entry.tags.map((term) => ({ term })),
      ...(entry.summary === undefined ? {} : { summary: { value: entry.summary } }),
      content: { value: entry.html, type: 'html' },
    })),
  })
}

/** The same as JSON Feed 1.1. */
export const jsonFeed = (feed: Feed): string => {
  const { entries } = inOrder(feed)
  return JSON.stringify(
    generateJsonFeed({
      title: clean(feed.title),
      home_page_url: feed.page,
      feed_url: feed.json,
      ...(feed.subtitle === undefined ? {} : { description: clean(feed.subtitle) }),
      language: feed.language,
      authors: [{ name: clean(feed.publisher) }],
      items: entries.map((entry) => ({
        id: entry.id,
        url: entry.url,
        title: entry.title,
        content_html: entry.html,
        ...(entry.summary === undefined ? {} : { summary: entry.summary }),
        ...(entry.image === undefined ? {} : { image: entry.image }),
        date_published: entry.published,
        date_modified: entry.updated,
        authors: entry.authors.map((name) => ({ name })),
        ...(entry.tags.length === 0 ? {} : { tags: entry.tags }),
        language: entry.language,
      })),
    }),
  )
}
