import { expect, test } from 'vitest'
import { countryCodes, countryName, countryOptions, parseCountry } from './country.ts'

test('there are 249 countries of ISO 3166 and Kosovo, each once, each with a name', () => {
  expect(new Set(countryCodes).size).toBe(250)
  for (const code of countryCodes) expect(countryName(code, 'en')).not.toBe(code)
})

test('names and order follow the language', () => {
  expect(countryName('KH', 'ar')).toBe('كمبوديا')
  expect(countryName('DE', 'fr')).toBe('Allemagne')
  const list = countryOptions('en').map(({ name }) => name)
  expect(list[0]).toBe('Afghanistan')
  expect(list.indexOf('Åland Islands')).toBeLessThan(list.indexOf('Albania'))
  expect(countryOptions('en')).toBe(countryOptions('en'))
})

test('a country is one of the list', () => {
  expect(parseCountry(' kh ')).toEqual({ ok: true, value: 'KH' })
  expect(parseCountry('')).toEqual({ ok: false, error: 'error.country.empty' })
  expect(parseCountry('ZZ')).toEqual({ ok: false, error: 'error.country.unknown' })
  expect(countryName('<b>', 'en')).toBe('<b>')
})
