import { expect, test } from 'vitest'
import { ownMailLinks } from './own-mail-links.ts'

const letter = { to: ['office@justice.example'], subject: 'Case', body: 'One\nTwo & three?' }

test('line breaks and signs of the letter survive in every link', () => {
  const { mailto, gmail, outlook } = ownMailLinks(letter)
  expect(mailto).toBe('mailto:office@justice.example?subject=Case&body=One%0D%0ATwo%20%26%20three%3F')
  for (const link of [gmail, outlook]) {
    expect(new URL(link).searchParams.get('body')).toBe('One\r\nTwo & three?')
    expect(new URL(link).searchParams.get('to')).toBe('office@justice.example')
  }
})

test('a letter too long for mailto has none, and is copied instead', () => {
  expect(ownMailLinks({ ...letter, body: 'ا'.repeat(400) })).not.toHaveProperty('mailto')
})

test('neither subject nor address can add a recipient or a header', () => {
  const links = ownMailLinks({
    to: ['a@b.example?bcc=x@y.example'],
    subject: 'x\r\nBcc: x@y.example',
    body: '&bcc=x@y.example \ud83d',
  })
  const { search, pathname } = new URL(links.mailto ?? '')
  expect([...new URLSearchParams(search).keys()]).toEqual(['subject', 'body'])
  expect(pathname).not.toContain('?')
  expect(search).not.toMatch(/subject=[^&]*%0D/)
})
