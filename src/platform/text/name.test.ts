import { describe, expect, test } from 'vitest'
import { foldName, parseName, parseOrganisationName } from './name.ts'

const valueOf = (input: string) => {
  const result = parseName(input)
  return result.ok ? result.value : result.error
}

test('an organisation may have a longer name than a person, and no link in it either', () => {
  const name = 'Coalition of Lawyers and Families '.repeat(3).trim()
  expect(parseName(name)).toEqual({ ok: false, error: 'error.name.long' })
  expect(parseOrganisationName(name)).toEqual({ ok: true, value: name })
  expect(parseOrganisationName('a'.repeat(121))).toEqual({
    ok: false,
    error: 'error.name.organisation-long',
  })
  expect(parseOrganisationName('Lawyers at www.evil.example')).toEqual({
    ok: false,
    error: 'error.name.link',
  })
})

describe('reading a name', () => {
  test.each([
    'Nguyễn Thị Hồng',
    "Siobhán O'Neill",
    'سارة العتيبي',
    'សុខា ចាន់',
    'क्‍षमा',
    'நிலா',
    '李小龍',
    'X Æ A-12',
    'J.R. Smith',
    'Mme.de Staël',
    'St.John Rivers',
    'Dr. Ana M. Souza',
    'Müller-Lüdenscheidt',
  ])('keeps %s as it is', (name) => {
    expect(valueOf(name)).toBe(name.normalize('NFC'))
  })

  test('takes out what cannot be seen and evens spaces', () => {
    expect(valueOf('  Ana\u202E \u200B\u2066Souza\u0000\n')).toBe('Ana Souza')
    expect(valueOf('An\u200Da Sou\u200Cza')).toBe('Ana Souza')
    expect(valueOf('A\u0301na')).toBe('Ána')
  })

  test('keeps the joiner that Persian spelling needs', () => {
    expect(valueOf('علی\u200Cرضا')).toBe('علی\u200Cرضا')
  })

  test.each(['', '   ', '\u200B\u202E', '\u3164'])('finds nothing in %j', (input) => {
    expect(parseName(input)).toEqual({ ok: false, error: 'error.name.empty' })
  })

  test.each([
    'Win at www.example.test',
    'https://x.example',
    'visit bit.ly/abc',
    'freeprize.com',
    'freeprize。com',
    'free\u200Bprize.com',
    'ana@example.org',
    'tel:+3312345678',
  ])('refuses the link in %s', (input) => {
    expect(parseName(input)).toEqual({ ok: false, error: 'error.name.link' })
  })

  test.each(['<b>Ana</b>', '12345', '!!!', 'Ana 🎉', `A${'\u0301\u0302'.repeat(10)}na`])(
    'refuses %j',
    (input) => {
      expect(parseName(input)).toEqual({ ok: false, error: 'error.name.characters' })
    },
  )

  test('counts eighty characters as a reader does', () => {
    expect(valueOf('ខ្ញុំ'.repeat(20)).length).toBe(100)
    expect(valueOf('é'.repeat(80))).toBe('é'.repeat(80))
    expect(valueOf('a'.repeat(81))).toBe('error.name.long')
    expect(valueOf('a'.repeat(1_000_000))).toBe('error.name.long')
  })
})

describe('folding a name for counting', () => {
  test.each([
    ['José  García', 'JOSE GARCIA'],
    ["O'Neill", 'ONeill'],
    ['Straße', 'STRASSE'],
    ['أحمد', 'احمد'],
    ['مُحَمَّد', 'محمد'],
    ['علی\u200Cرضا', 'علیرضا'],
    ['İlkay', 'ilkay'],
  ])('%s is %s', (one, other) => {
    expect(foldName(one)).toBe(foldName(other))
  })

  test('keeps different people apart', () => {
    expect(foldName('សុខា')).not.toBe(foldName('សុខ'))
    expect(foldName('राम')).not.toBe(foldName('रमा'))
    expect(foldName('Ana Maria')).not.toBe(foldName('Maria Ana'))
  })
})
