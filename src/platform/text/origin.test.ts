import { expect, test } from 'vitest'
import { parseOrigin } from './origin.ts'

test.each([
  ['https://Harbour.Example', 'https://harbour.example'],
  ['  www.harbour.example  ', 'https://www.harbour.example'],
  ['https://harbour.example:443/en/take-part?x=1#form', 'https://harbour.example'],
  ['https://harbour.example:8443', 'https://harbour.example:8443'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
])('%s is the site %s', (typed, origin) => {
  expect(parseOrigin(typed)).toEqual({ ok: true, value: origin })
})

test.each([
  ['', 'empty'],
  ['http://harbour.example', 'https'],
  ['http://localhost:4100', 'https'],
  ['ftp://harbour.example', 'https'],
  ['javascript:alert(1)', 'form'],
  ['https://a.example;script-src*', 'several'],
  ['https://a.example https://b.example', 'several'],
  ['https://a.example,b.example', 'several'],
  ['https://*.harbour.example', 'form'],
  ["https://'self'.example", 'form'],
  ['https://user:word@harbour.example', 'form'],
  ['https://harbour', 'form'],
  ['https://192.0.2.7', 'form'],
  ['https://[2001:db8::1]', 'form'],
  [`https://${'a'.repeat(60)}.${'b'.repeat(60)}.example`, 'form'],
])('%s is refused: %s', (typed, why) => {
  expect(parseOrigin(typed)).toEqual({ ok: false, error: `error.origin.${why}` })
})

test('this machine is a site only where Watchlight itself runs on one', () => {
  expect(parseOrigin('http://127.0.0.1:4180/', { loopback: true })).toEqual({
    ok: true,
    value: 'http://127.0.0.1:4180',
  })
  expect(parseOrigin('http://10.0.0.1', { loopback: true })).toEqual({
    ok: false,
    error: 'error.origin.https',
  })
})
