import { describe, expect, test } from 'vitest'
import { createCatalogue, createI18n, directionOf, negotiate, quoted, type MessageKey } from './i18n.ts'

const catalogue = createCatalogue({
  en: {
    people: '{count, plural, one {# person} other {# people}}',
    thanks: 'Thank you, {name}.',
    only: 'Only in English',
    quote: "it's {name}'s <b>",
  },
  ar: {
    people:
      '{count, plural, zero {لا أحد} one {شخص واحد} two {شخصان} few {# أشخاص} many {# شخصًا} other {# شخص}}',
    thanks: 'شكرًا لك يا {name}.',
    quote: '{name}',
  },
})
const en = createI18n('en', catalogue)
const ar = createI18n('ar', catalogue)
const key = (name: string) => name as MessageKey

describe('counts', () => {
  test('Arabic uses all six plural forms', () => {
    const say = (count: number) => ar.t(key('people'), { count })
    expect([0, 1, 2, 3, 11, 100].map(say)).toEqual([
      'لا أحد',
      'شخص واحد',
      'شخصان',
      '3 أشخاص',
      '11 شخصًا',
      '100 شخص',
    ])
  })
  test('Arabic keeps Latin digits, so a number reads the same in each language', () => {
    expect(ar.number(12412)).toBe('12,412')
    expect(ar.t(key('people'), { count: 12412 })).toContain('12,412')
    expect(ar.date('2026-11-12', { zone: 'UTC' })).toBe('12 نوفمبر 2026')
  })
})

describe('values typed by strangers', () => {
  test.each(['{count}', "'{'", '<b>', '#', '{x, plural, other {y}}', '${1}', '__proto__', '\u202e'])(
    'are shown as they are: %s',
    (name) => {
      expect(en.t(key('thanks'), { name })).toBe(`Thank you, ${name}.`)
      expect(ar.t(key('thanks'), { name })).toBe(`شكرًا لك يا ${name}.`)
    },
  )
  test('stay apart from the message in pieces', () => {
    const name = { bdi: '{count}' }
    expect(en.parts(key('thanks'), { name })).toEqual(['Thank you, ', name, '.'])
  })
  test('tags in a message are text', () => expect(en.t(key('quote'), { name: 'N' })).toBe("it's N's <b>"))
  test('a country code that is none does not break the page', () => {
    expect(en.country('<script>')).toBe('<SCRIPT>')
    expect(en.country('kh')).toBe('Cambodia')
    expect(en.language('not a tag!')).toBe('not a tag!')
  })
})

describe('a text missing in a language', () => {
  test('is plain English for visitors and marked for staff', () => {
    expect(ar.t(key('only'))).toBe('Only in English')
    expect(createI18n('ar', catalogue, { staff: true }).t(key('only'))).toBe('Only in English [en]')
    expect(createI18n('en', catalogue, { staff: true }).t(key('only'))).toBe('Only in English')
  })
  test('fails loudly when no language has it', () =>
    expect(() => en.t(key('constructor'))).toThrow('No message'))
})

test('two modules may not claim one key', () => {
  const one = { en: { a: 'x' }, ar: { a: 'y' } }
  expect(() => createCatalogue(one, one)).toThrow('Two modules')
})

test('the interface of a language is made once', () => expect(createI18n('en', catalogue)).toBe(en))

describe('dates', () => {
  const at = '2026-11-12T22:30:00Z'
  test('are told in the zone that is asked for', () => {
    expect(en.date(at, { zone: 'UTC' })).toBe('12 November 2026')
    expect(en.date(at, { zone: 'Asia/Amman' })).toBe('13 November 2026')
    expect(en.dateTime(at, { zone: 'Asia/Amman', style: 'short' })).toBe('13 Nov 2026, 01:30 GMT+3')
    expect(en.dateTime(at, { zone: 'UTC', style: 'short' })).toBe('12 Nov 2026, 22:30 UTC')
  })
  test('a calendar day belongs to no zone', () =>
    expect(en.date('2026-11-12', { zone: 'America/Lima', style: 'day' })).toBe('12 November'))
})

describe('choosing a language', () => {
  test.each([
    ['ar', 'ar'],
    ['ar-EG,ar;q=0.9,en;q=0.8', 'ar'],
    ['fr-FR,fr;q=0.9,en;q=0.5,ar;q=0.7', 'ar'],
    ['ar;q=0,en;q=0.1', 'en'],
    ['km', 'en'],
    ['*', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    [',;q=,,--;q=9'.repeat(500), 'en'],
  ])('%s gives %s', (header, expected) => expect(negotiate(header, ['en', 'ar'])).toBe(expected))
  test('quotation marks', () =>
    expect(['en', 'ar', 'de', 'fr'].map((lang) => quoted('a', lang))).toEqual([
      '“a”',
      '«a»',
      '„a“',
      '«\u00a0a\u00a0»',
    ]))
  test('directions', () =>
    expect(['ar', 'fa-IR', 'en', 'km'].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr', 'ltr']))
})
