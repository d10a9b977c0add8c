import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { describe, expect, test } from 'vitest'
import { atomFeed, type Feed, type FeedEntry, jsonFeed, tagOf } from './feeds.ts'

const entry: FeedEntry = {
  kind: 'entry',
  id: tagOf('watch.example', 2026, 'update/0196a1b2'),
  url: 'https://watch.example/en/c/abc#u1',
  title: 'Hearing <b>moved</b> & “held” ]]> \u0000\u000B\uD800',
  published: new Date('2026-05-03T10:00:00Z'),
  updated: new Date('2026-05-04T11:30:00Z'),
  summary: 'Moved to & fro',
  html: '<div class="prose" lang="en" dir="ltr"><p>a &amp; b ]]&gt; &lt;script&gt; ]]></p></div>',
  authors: ['Ana <admin>'],
  language: 'en',
  tags: ['hearing'],
  image: 'https://watch.example/files/a.webp',
}
const older: FeedEntry = {
  ...entry,
  id: tagOf('watch.example', 2026, 'update/0196a1b1'),
  title: 'خبر',
  language: 'ar',
  published: new Date('2026-04-01T00:00:00Z'),
  updated: new Date('2026-04-01T00:00:00Z'),
  authors: [],
}
const feed: Feed = {
  id: tagOf('watch.example', 2026, 'case/abc'),
  title: 'News of "Ana" & others',
  language: 'en',
  page: 'https://watch.example/en/c/abc',
  atom: 'https://watch.example/en/c/abc/feed.atom',
  json: 'https://watch.example/en/c/abc/feed.json',
  publisher: 'Watch & Co',
  entries: [older, entry],
  since: new Date('2026-01-01T00:00:00Z'),
}

describe('Atom', () => {
  test('has all that RFC 4287 asks for, read back as it was', () => {
    const xml = atomFeed(feed)
    expect(xml).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>/i)
    expect(xml).toContain('xmlns="http://www.w3.org/2005/Atom"')
    const read = parseAtomFeed(xml)
    expect(read.id).toBe(feed.id)
    expect(read.title?.value).toBe(feed.title)
    expect(new Date(read.updated ?? '')).toEqual(entry.updated)
    expect(read.authors).toEqual([{ name: 'Watch & Co' }])
    expect(read.links?.map(({ rel, href }) => [rel, href])).toEqual([
      ['self', feed.atom],
      ['alternate', feed.page],
    ])
    expect(read.entries?.map(({ id }) => id)).toEqual([entry.id, older.id])
    const [first, second] = read.entries ?? []
    expect(first?.title?.value).toBe('Hearing <b>moved</b> & “held” ]]> \uFFFD')
    expect(first?.content).toMatchObject({ type: 'html', value: entry.html })
    expect(first?.authors).toEqual([{ name: 'Ana <admin>' }])
    expect(new Date(first?.published ?? '')).toEqual(entry.published)
    expect(new Date(first?.updated ?? '')).toEqual(entry.updated)
    expect(first?.links?.[0]).toMatchObject({ rel: 'alternate', href: entry.url })
    expect(second?.authors).toEqual([{ name: 'Watch & Co' }])
    expect(xml).toContain('xml:lang="ar"')
  })

  test('holds no markup and no character that XML forbids', () => {
    const xml = atomFeed(feed)
    // What stands in a section of character data is text; outside there are only elements of Atom.
    const elements = xml.replace(/<!\[CDATA\[.*?\]\]>/gs, '').match(/<\/?[\w:]+/g) ?? []
    const ofAtom = /^<\/?(feed|entry|author|name|id|link|title|updated|published|category|content|summary)$/
    expect(elements.filter((tag) => !ofAtom.test(tag))).toEqual([])
    // oxlint-disable-next-line no-control-regex
    expect(xml).not.toMatch(/[\u0000-\u0008\u000B\u000C]/)
  })

  test('of nothing is still a feed', () => {
    const read = parseAtomFeed(atomFeed({ ...feed, entries: [] }))
    expect(new Date(read.updated ?? '')).toEqual(feed.since)
    expect(read.id).toBe(feed.id)
  })

  test('is the same bytes for the same news', () => {
    expect(atomFeed({ ...feed, entries: [entry, older] })).toBe(atomFeed(feed))
  })
})

describe('JSON Feed', () => {
  test('has all that version 1.1 asks for, read back as it was', () => {
    const raw = JSON.parse(jsonFeed(feed)) as {
      version: string
      items: { id: string; date_modified: string }[]
    }
    expect(raw.version).toBe('https://jsonfeed.org/version/1.1')
    expect(raw.items[0]?.date_modified).toMatch(/^2026-05-04T11:30:00(\.000)?Z$/)
    const read = parseJsonFeed(jsonFeed(feed))
    expect(read).toMatchObject({
      title: feed.title,
      home_page_url: feed.page,
      feed_url: feed.json,
      language: 'en',
    })
    expect(read.items?.map(({ id }) => id)).toEqual([entry.id, older.id])
    expect(read.items?.[0]).toMatchObject({ url: entry.url, content_html: entry.html, image: entry.image })
  })
})

describe('a withdrawn entry', () => {
  const withdrawn: Feed = {
    ...feed,
    entries: [
      older,
      {
        kind: 'withdrawn',
        id: entry.id,
        url: entry.url,
        published: entry.published,
        withdrawn: new Date('2026-05-06T00:00:00Z'),
        title: 'Withdrawn',
        notice: 'This text was <withdrawn>.',
        language: 'en',
      },
    ],
  }

  test('is put over the old one in every reader, and nothing of it is left', () => {
    const read = parseAtomFeed(atomFeed(withdrawn)).entries?.[0]
    expect(read?.id).toBe(entry.id)
    expect(new Date(read?.updated ?? '')).toEqual(new Date('2026-05-06T00:00:00Z'))
    expect(read?.content?.value).toBe('<p>This text was &lt;withdrawn&gt;.</p>')
    const item = parseJsonFeed(jsonFeed(withdrawn)).items?.[0]
    expect(item).toMatchObject({ id: entry.id, title: 'Withdrawn' })
    const first = (text: string) => text.slice(0, text.indexOf(older.id))
    for (const text of [first(atomFeed(withdrawn)), first(jsonFeed(withdrawn))]) {
      expect(text).not.toMatch(/Hearing|fro|Ana <|a\.webp/)
    }
  })
})
