import { describe, expect, test } from 'vitest'
import { canonicalAddress, exactAddress, parseAddress } from './address.ts'

const valueOf = (input: string) => {
  const result = parseAddress(input)
  return result.ok ? result.value : result.error
}

describe('reading an address', () => {
  test.each([
    ['ana@example.org', 'ana@example.org'],
    ['  Ana.Souza+news@Example.ORG \u200E', 'Ana.Souza+news@example.org'],
    ["o'neill@mail.example.co.uk", "o'neill@mail.example.co.uk"],
    ['info@bücher.example', 'info@xn--bcher-kva.example'],
    ['info@مثال.إختبار', 'info@xn--mgbh0fb.xn--kgbechtv'],
  ])('%s is %s', (input, address) => {
    expect(valueOf(input)).toBe(address)
  })

  test.each([
    'a@b.example, c@d.example',
    'a@b.example;c@d.example',
    'a@b@c.example',
    'group: a@b.example, c@d.example;',
  ])('takes no second recipient: %s', (input) => {
    expect(valueOf(input)).toBe('error.address.several')
  })

  test.each([
    'ana',
    '@example.org',
    'a..b@example.org',
    '.a@example.org',
    'a.@example.org',
    '"a b"@example.org',
    'a(c)@example.org',
    'Ana <ana@example.org>',
    'a\r\nBcc:x@example.org',
    'a\u0000b@example.org',
    'añb@example.org',
  ])('refuses the form of %j', (input) => {
    expect(valueOf(input)).toBe('error.address.form')
  })

  test.each([
    'a@localhost',
    'a@example',
    'a@-x.example',
    'a@x-.example',
    'a@x..example',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@1.2',
    'a@exa mple.org',
    'a@example.org\r\nX: y',
    'a@ex%61mple.org',
    'a@example.org/x',
    'a@example.org:25',
    'a@',
  ])('refuses the domain of %j', (input) => {
    expect(valueOf(input)).toBe('error.address.domain')
  })

  test('holds the limits of RFC 5321', () => {
    expect(valueOf(`${'a'.repeat(64)}@example.org`)).toContain('@')
    expect(valueOf(`${'a'.repeat(65)}@example.org`)).toBe('error.address.long')
    expect(valueOf(`a@${'b'.repeat(64)}.org`)).toBe('error.address.domain')
    const domain = `${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`
    expect(valueOf(`${'a'.repeat(64)}@${domain}`)).toBe('error.address.long')
    expect(valueOf('@'.repeat(2_000_000))).toBe('error.address.long')
    expect(valueOf('')).toBe('error.address.empty')
  })
})

describe('counting inboxes', () => {
  test.each([
    ['A.n.a+x@GoogleMail.com', 'ana@gmail.com'],
    ['ana+x@outlook.com', 'ana@outlook.com'],
    ['a.n_a@pm.me', 'ana@proton.me'],
    ['ana@me.com', 'ana@icloud.com'],
    ['a-na@ya.ru', 'ana@yandex.ru'],
    ['A.na+x@example.org', 'a.na+x@example.org'],
    ['+x@gmail.com', '+x@gmail.com'],
  ])('%s counts as %s', (address, canonical) => {
    expect(canonicalAddress(address)).toBe(canonical)
  })

  test('the inbox itself keeps its dots', () => {
    expect(exactAddress('A.na+x@gmail.com')).toBe('a.na+x@gmail.com')
  })
})
