import { buildSync } from 'esbuild'
import { brotliCompressSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { sampleNames } from './sample.ts'
import { catalogue, renderAll } from './pages.tsx'

const languages = ['en', 'ar'] as const
const rendered = Object.fromEntries(
  await Promise.all(languages.map(async (lang) => [lang, await renderAll(lang)] as const)),
)
const each = languages.flatMap((lang) =>
  Object.keys(rendered[lang] ?? {}).map((name) => [lang, name] as const),
)
const publicPages = each.filter(([, name]) => !name.startsWith('console'))
const page = (lang: string, name: string): string => rendered[lang]?.[name] ?? ''

/** Longest page with its stylesheet, compressed: interface.md allows 14 kB, we hold ourselves to far less. */
const budget = 9_000
let css = 0

beforeAll(() => {
  const { outputFiles } = buildSync({
    entryPoints: ['src/ui/public.css'],
    bundle: true,
    minify: true,
    write: false,
  })
  css = brotliCompressSync(outputFiles[0]?.contents ?? '').length
})

test('the stylesheet for visitors stays under 5 kB', () => expect(css).toBeLessThan(5_000))

describe.each(publicPages)('%s %s', (lang, name) => {
  test('fits the budget of a bad line', () => {
    expect(brotliCompressSync(page(lang, name)).length + css).toBeLessThan(budget)
  })
  test('says its language, direction, title and way back', () => {
    expect(page(lang, name)).toMatch(/^<!doctype html><html lang="(en|ar)" dir="(ltr|rtl)">/)
    expect(page(lang, name)).toMatch(/<title>[^<]{3,}<\/title>/)
    expect(page(lang, name).match(/<h1[\s>]/g)).toHaveLength(1)
    expect(page(lang, name)).toContain(`href="/${lang}/"`)
  })
})

describe.each(each)('%s %s', (lang, name) => {
  test('has no inline style or script and no third party', () => {
    const html = page(lang, name)
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i)
    expect(html).not.toMatch(/<script(?! type="module" src="\/)/)
    expect(html).not.toMatch(
      /<(?:img|script|iframe|link rel="stylesheet")[^>]+(?:src|href)="(?:https?:)?\/\//,
    )
  })
  test('every label, description and error leads to something', () => {
    const html = page(lang, name)
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const references = [...html.matchAll(/\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)]
    for (const [, list = ''] of references) for (const id of list.split(' ')) expect(ids).toContain(id)
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id)
  })
})

test('each language has every message, and each can be spoken', () => {
  expect([...catalogue.ar.keys()].toSorted()).toEqual([...catalogue.en.keys()].toSorted())
  for (const lang of languages) {
    const text = [...catalogue[lang].values()]
    expect(text.filter((message) => message.trim() === '')).toEqual([])
  }
})

test('whoever counts in Arabic uses all six forms', () => {
  for (const [key, message] of catalogue.ar) {
    for (const form of message.includes('plural,') ? ['zero', 'one', 'two', 'few', 'many', 'other'] : []) {
      expect(message, key).toMatch(new RegExp(`\\b${form} \\{`))
    }
  }
})

describe('the pages where a word could harm', () => {
  const [en, ar] = languages
  test('nothing is preset on the questions whether to hear more', () => {
    for (const name of ['act-email', 'act-message', 'act-signature', 'act-email-inside']) {
      expect(page(en, name)).toMatch(/name="follow"/)
      expect(page(en, name)).not.toMatch(/name="(?:follow|newsletter)"[^>]*checked/)
    }
  })
  test('inside the country of risk the least is preset and no reply is offered', () => {
    expect(page(en, 'act-email-inside')).toMatch(/value="country"[^>]*checked/)
    expect(page(en, 'act-email-inside')).not.toContain('name="reply"')
    expect(page(en, 'act-email')).toMatch(/value="full"[^>]*checked/)
  })
  test('the neutral page names nobody and gives no reason', () => {
    expect(page(en, 'neutral')).not.toContain(sampleNames.en.name)
    expect(page(ar, 'neutral')).not.toContain(sampleNames.ar.name)
    expect(page(en, 'neutral')).not.toMatch(/paus|ended|withdr|quiet|expired/i)
  })
  test('an assessment past its date is no all-clear', () => {
    expect(page(en, 'case')).toContain(sampleNames.en.status)
    expect(page(en, 'case-bare')).not.toContain(sampleNames.en.status)
    expect(page(en, 'case-bare')).toContain('a new assessment is due')
  })
  test('sections without content are absent', () => {
    for (const word of ['Latest news', 'In the words', 'What happened', 'gift', 'people have acted']) {
      expect(page(en, 'case')).toContain(word)
      expect(page(en, 'case-bare')).not.toContain(word)
    }
  })
  test('the donation always says what it is for', () => {
    expect(page(en, 'case')).toContain('general work of')
  })
  test('pages of one reader are not indexed', () => {
    for (const name of ['next', 'confirm', 'preferences', 'unsubscribe', 'act-email-refused', 'neutral']) {
      expect(page(en, name)).toContain('<meta name="robots" content="noindex"')
    }
    expect(page(en, 'case')).not.toContain('noindex')
  })
})
