import { expect, test } from 'vitest'
import { hostOf, parseWebsite, shownHost } from './website.ts'

test.each([
  ['lawyers.example', 'https://lawyers.example/'],
  ['  WWW.Lawyers.Example/About  ', 'https://www.lawyers.example/About'],
  ['http://lawyers.example', 'http://lawyers.example/'],
  ['https://lawyers.example/ar/?utm=1#top', 'https://lawyers.example/ar/'],
  ['bücher.example', 'https://xn--bcher-kva.example/'],
  ['https://محامون.example', 'https://xn--mgbl5ecfl.example/'],
])('%s is the site %s', (typed, website) => {
  expect(parseWebsite(typed)).toEqual({ ok: true, value: website })
})

test.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['lawyers', 'form'],
  ['localhost', 'form'],
  ['javascript:alert(1)', 'form'],
  ['data:text/html,x', 'form'],
  ['ftp://lawyers.example', 'form'],
  ['https://lawyers.example:8443', 'form'],
  ['https://lawyers.example@evil.example', 'form'],
  ['https://user:word@lawyers.example', 'form'],
  ['https://lawyers.example\\@evil.example', 'form'],
  ['192.0.2.7', 'form'],
  ['https://0x7f.1', 'form'],
  ['https://[2001:db8::1]', 'form'],
  ['lawyers.example or lawyers.test', 'form'],
  ['https://"onclick=x".example', 'form'],
  [`lawyers.example/${'a'.repeat(300)}`, 'long'],
  [`lawyers.example/${'a'.repeat(3_000)}`, 'long'],
])('%s is refused: %s', (typed, why) => {
  expect(parseWebsite(typed)).toEqual({ ok: false, error: `error.website.${why}` })
})

test('the host stands without www', () => {
  expect(hostOf('https://www.lawyers.example/about')).toBe('lawyers.example')
  expect(hostOf('https://wwwlawyers.example/')).toBe('wwwlawyers.example')
})

test.each([
  ['lawyers.example', 'lawyers.example'],
  ['xn--bcher-kva.example', 'bücher.example'],
  ['xn--mgbl5ecfl.example', 'محامون.example'],
  // Cyrillic а in a Latin name
  ['xn--pple-43d.example', 'xn--pple-43d.example'],
  // Latin and Han in one label
  ['xn--a-lq6a.example', 'xn--a-lq6a.example'],
])('%s is shown as %s', (host, shown) => expect(shownHost(host)).toBe(shown))
