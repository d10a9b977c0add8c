import { expect, test } from 'vitest'
import { languageOfPath, preferredLanguage } from './language.ts'

const ours = ['en', 'ar'] as const

test.each([
  ['/ar/c/abc', 'ar'],
  ['/en', 'en'],
  ['/', undefined],
  ['/arx/c', undefined],
  ['/__proto__/c', undefined],
])('the address %s is %s', (path, language) => {
  expect(languageOfPath(path, ours)).toBe(language)
})

test.each([
  ['ar-EG,ar;q=0.9,en;q=0.5', 'ar'],
  ['fr,en;q=0.3,ar;q=0.6', 'ar'],
  ['AR', 'ar'],
  ['ar;q=0,en', 'en'],
  ['fr', 'en'],
  ['*', 'en'],
  [undefined, 'en'],
  [';;q=,'.repeat(10_000), 'en'],
])('a reader of %s gets %s', (header, language) => {
  expect(preferredLanguage(header, ours)).toBe(language)
})
