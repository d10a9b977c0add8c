import { expect, test } from 'vitest'
import { parseCountry } from './country.ts'

test('a country is one of the list', () => {
  expect(parseCountry(' kh ')).toEqual({ ok: true, value: 'KH' })
  expect(parseCountry('XK')).toEqual({ ok: true, value: 'XK' })
  expect(parseCountry('')).toEqual({ ok: false, error: 'error.country.empty' })
  expect(parseCountry('ZZ')).toEqual({ ok: false, error: 'error.country.unknown' })
  expect(parseCountry('KHM')).toEqual({ ok: false, error: 'error.country.unknown' })
})
