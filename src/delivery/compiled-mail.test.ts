import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { type MailTemplate, compileMail, slot } from './compile.ts'
import { cleanValue } from './encoding.ts'

const template: MailTemplate = {
  subject: `${slot('name')}, the hearing is on Tuesday`,
  text: `Dear ${slot('name')},\n\n.a line that begins with a dot\n${slot('name')}\nUnsubscribe: https://act.example.org/u/${slot('token')}\n`,
  html: `<p title="${slot('name')}">Dear <b>${slot('name')}</b></p><a href="https://act.example.org/u/${slot('token')}">out</a>`,
  language: 'en',
  from: { name: 'Eyes on Dara; the "Campaign"', address: 'news@act.example.org' },
  replyTo: { name: 'Frédéric', address: 'team@act.example.org' },
  date: new Date('2026-05-03T10:00:00Z'),
  messageIdDomain: 'act.example.org',
  unsubscribe: `https://act.example.org/u/${slot('token')}`,
  listId: { name: 'Updates about Dara', id: 'dara.act.example.org' },
  slots: { name: 'text', token: 'token' },
}
const compiled = compileMail(template)

const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

const hostile = [
  'Amina',
  'Jörg Łukasz',
  'محمد عبد الله',
  '.',
  '..',
  '\r\n.\r\n',
  'x\r\nBcc: everyone@example.org\r\n\r\nbody',
  '\r\n--=_boundary--\r\n',
  '='.repeat(300),
  '=?UTF-8?B?SGVsbG8=?=',
  '=3D=0D=0A',
  '👩🏽‍⚖️'.repeat(40),
  'a\u0000b\u0001c\u007f\u0085d',
  '\u202eevil\u202c \u2066x\u2069',
  'line\u2028separator\u2029',
  '\ud800 lone \udc00 surrogates',
  'é'.repeat(5000),
  'a'.repeat(5000),
  '. '.repeat(2500),
  '<script>alert(1)</script> & "quotes" \'single\'',
  'ends with a space ',
  ' two  spaces  inside ',
  'comma, semi; <angle@example.org>',
  'back\\slash "quoted"',
  'From here',
  slot('token').slice(0, 5),
]
const random = seeded(20261123)
const alphabet = [
  'a',
  '.',
  '=',
  ' ',
  '\r',
  '\n',
  '\t',
  'é',
  '字',
  '😀',
  '<',
  '"',
  '\\',
  '\u0000',
  '\ud83d',
  '?',
  '-',
  '@',
]
for (let i = 0; i < 300; i++) {
  let text = ''
  for (let n = Math.floor(random() * 120); n > 0; n--)
    text += alphabet[Math.floor(random() * alphabet.length)]
  hostile.push(text)
}

// what a header parser may fairly fold: runs of white space
const folded = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/** Reads the mail as a receiving server would: undo dot-stuffing, then parse. */
const read = (raw: string) => PostalMime.parse(Buffer.from(raw.replace(/\r\n\./g, '\r\n'), 'latin1'))

describe('a compiled mail', () => {
  test('keeps hostile values whole', async () => {
    for (const name of hostile) await keepsWhole(name)
  })

  async function keepsWhole(name: string): Promise<void> {
    const raw = compiled.render({
      to: { name, address: 'amina@example.net' },
      messageId: 'b1.7',
      values: { name, token: 'tk-1_2.3~4' },
    })
    const clean = cleanValue(name)

    expect(raw).not.toMatch(/[^\r]\n|\r[^\n]/)
    expect(raw).not.toMatch(/\r\n\./)
    for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78)
    expect(raw).toMatch(/^[\r\n\t\x20-\x7e]*$/)

    const mail = await read(raw)
    expect(mail.headers.map((header) => header.key)).toEqual([
      'from',
      'to',
      'subject',
      'date',
      'message-id',
      'reply-to',
      'list-unsubscribe',
      'list-unsubscribe-post',
      'list-id',
      'content-language',
      'mime-version',
      'content-type',
    ])
    const own = mail.to?.[0]
    expect(mail.to).toHaveLength(1)
    expect(own?.address).toBe('amina@example.net')
    expect(folded(own?.name ?? '')).toBe(folded(clean))
    expect(folded(mail.subject ?? '')).toBe(folded(`${clean}, the hearing is on Tuesday`))
    expect(mail.text?.trimEnd()).toBe(
      `Dear ${clean},\n\n.a line that begins with a dot\n${clean}\nUnsubscribe: https://act.example.org/u/tk-1_2.3~4`,
    )
    const escaped = clean.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    expect(mail.html?.replace(/\n$/, '')).toBe(
      `<p title="${escaped}">Dear <b>${escaped}</b></p><a href="https://act.example.org/u/tk-1_2.3~4">out</a>`,
    )
    expect(mail.attachments).toHaveLength(0)
  }

  test('carries the headers that list mail needs', async () => {
    const raw = compiled.render({
      to: { address: 'a@bücher.example' },
      messageId: 'b1.8',
      values: { name: 'A', token: 't' },
    })
    const mail = await read(raw)
    const header = (key: string) => mail.headers.find((each) => each.key === key)?.value
    expect(header('list-unsubscribe')).toBe('<https://act.example.org/u/t>')
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(header('list-id')).toBe('Updates about Dara <dara.act.example.org>')
    expect(header('content-language')).toBe('en')
    expect(header('date')).toBe('Sun, 03 May 2026 10:00:00 +0000')
    expect(mail.messageId).toBe('<b1.8@act.example.org>')
    expect(mail.from).toEqual({ name: 'Eyes on Dara; the "Campaign"', address: 'news@act.example.org' })
    expect(mail.replyTo?.[0]).toEqual({ name: 'Frédéric', address: 'team@act.example.org' })
    expect(mail.to?.[0]?.address).toBe('a@xn--bcher-kva.example')
  })

  test.each([
    'a@b@c.example',
    'a b@c.example',
    'a@c.example\r\nBcc: x@y.example',
    '<a@c.example>',
    'a,b@c.example',
    '"a"@c.example',
    'a@c.example, b@c.example',
    '@c.example',
    'a@',
    `${'a'.repeat(65)}@c.example`,
    'a@[127.0.0.1]',
    'a..b@c.example',
  ])('refuses %j as an address', (address) => {
    expect(() =>
      compiled.render({ to: { address }, messageId: 'b1.9', values: { name: 'A', token: 't' } }),
    ).toThrow()
  })

  test.each(['a b', 'a\r\nb', 'a>', '', 'a"b', 'ü'])('refuses %j as a link token', (token) => {
    expect(() =>
      compiled.render({ to: { address: 'a@b.example' }, messageId: 'b1.9', values: { name: 'A', token } }),
    ).toThrow()
  })

  test('refuses a template whose slots or addresses are not what they say', () => {
    expect(() => compileMail({ ...template, slots: {} })).toThrow(/not declared/)
    expect(() =>
      compileMail({ ...template, unsubscribe: 'https://x.example/\r\nBcc: a@b.example' }),
    ).toThrow()
    expect(() => compileMail({ ...template, language: 'en\r\nX: y' })).toThrow()
    expect(() => compileMail({ ...template, from: { address: 'a@b.example\r\n' } })).toThrow()
  })
})
