import { expect, test } from 'vitest'
import { gmailLink, mailtoLink, outlookLink } from './letter.ts'

const letter = {
  to: ['office+x@min.example'],
  subject: 'Ana & the court?',
  body: 'Dear Minister,\nfree Ana.\r\nYours',
}
const long = { ...letter, body: 'Nous demandons la libération. '.repeat(200) }

test('a short letter goes whole, line ends as RFC 6068 wants them', () => {
  expect(mailtoLink(letter)).toEqual({
    href: 'mailto:office%2Bx@min.example?subject=Ana%20%26%20the%20court%3F&body=Dear%20Minister%2C%0D%0Afree%20Ana.%0D%0AYours',
    truncated: false,
  })
})

test.each([mailtoLink, gmailLink, outlookLink])('a long letter is cut between words, under 1,900', (link) => {
  const { href, truncated } = link(long)
  expect(truncated).toBe(true)
  expect(href.length).toBeLessThanOrEqual(1_900)
  expect(href.length).toBeGreaterThan(1_800)
  const body = new URL(href).searchParams.get('body') ?? ''
  expect(body).toMatch(/(Nous|demandons|la|libération\.)\r\n…$/)
})

test('no character is broken where there are no words', () => {
  const { href } = mailtoLink({ ...letter, body: '👩🏽‍🚀'.repeat(500) })
  const body = new URL(href).searchParams.get('body') ?? ''
  expect(body.replace('\r\n…', '').replaceAll('👩🏽‍🚀', '')).toBe('')
})

test('nothing typed becomes another field', () => {
  const { href } = mailtoLink({ ...letter, subject: 'x&bcc=evil@x.example', body: 'a&to=b?cc=c\r\nBcc: d' })
  expect([...new URL(href).searchParams.keys()]).toEqual(['subject', 'body'])
  expect(gmailLink(letter).href).toContain('&su=Ana%20%26%20')
  expect(outlookLink(letter).href).toContain('to=office%2Bx@min.example')
})
