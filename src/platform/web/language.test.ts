import { expect, test } from 'vitest'
import { languageOfPath } from './language.ts'

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
