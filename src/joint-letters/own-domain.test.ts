import { describe, expect, test } from 'vitest'
import { isAtOwnDomain, markOf, registeredPart } from './own-domain.ts'

describe('a mailbox is at the domain of a web site', () => {
  test.each([
    ['https://lawyers.example/', 'maya@lawyers.example'],
    ['https://www.lawyers.example/ar/about', 'maya@lawyers.example'],
    ['https://lawyers.example/', 'maya@mail.lawyers.example'],
    ['https://beirut.lawyers.example/', 'maya@lawyers.example'],
    ['https://lawyers.org.kh/', 'maya@lawyers.org.kh'],
    ['https://www.lawyers.co.uk/', 'maya@office.lawyers.co.uk'],
    ['https://xn--mgbl5ecfl.example/', 'maya@xn--mgbl5ecfl.example'],
    ['https://gazette.example/', 'maya@gazette.example'],
  ])('%s and %s', (website, email) => expect(isAtOwnDomain(website, email)).toBe(true))

  test.each([
    ['another domain', 'https://lawyers.example/', 'maya@solicitors.example'],
    ['the end of a longer name', 'https://lawyers.example/', 'maya@evil-lawyers.example'],
    ['the beginning of a longer name', 'https://lawyers.example/', 'maya@lawyers.example.evil.test'],
    ['two names beside each other', 'https://a.lawyers.example/', 'maya@b.lawyers.example'],
    ['a mail provider', 'https://gmail.com/', 'maya@gmail.com'],
    ['a mail provider of a country', 'https://yahoo.co.uk/', 'maya@yahoo.co.uk'],
    ['a mail provider for throwing away', 'https://yopmail.com/', 'maya@yopmail.com'],
    ['a mail provider under a suffix', 'https://uol.com.br/', 'maya@uol.com.br'],
    ['a place where names are given away', 'https://lawyers.eu.org/', 'maya@eu.org'],
    ['a mailbox below a mail provider', 'https://x.gmx.net/', 'maya@x.gmx.net'],
    ['a suffix of a country', 'https://org.kh/', 'maya@org.kh'],
    ['a name below a suffix, and the suffix', 'https://lawyers.org.kh/', 'maya@org.kh'],
    ['a mailbox below a place of everybody', 'https://workers.dev/', 'maya@x.workers.dev'],
    ['a place of everybody', 'https://lawyers.wordpress.com/', 'maya@wordpress.com'],
    ['a page at a network', 'https://www.facebook.com/lawyers', 'maya@facebook.com'],
    ['one letter in another script', 'https://xn--lwyers-3ve.example/', 'maya@lawyers.example'],
  ])('not: %s', (_, website, email) => expect(isAtOwnDomain(website, email)).toBe(false))
})

test.each([
  ['www.lawyers.example', 'lawyers.example'],
  ['a.b.lawyers.org.kh', 'lawyers.org.kh'],
  ['a.lawyers.wordpress.com', 'lawyers.wordpress.com'],
  ['org.kh', 'org.kh'],
])('of %s somebody registered %s', (host, part) => expect(registeredPart(host)).toBe(part))

test('one organisation is known by its name, whatever the mailbox there', () => {
  const mark = markOf('https://www.lawyers.example/', 'maya@lawyers.example')
  expect(markOf('http://beirut.lawyers.example/', 'sami@lawyers.example')).toBe(mark)
  expect(markOf('https://lawyers.org.kh/', 'maya@lawyers.org.kh')).not.toBe(mark)
})

test('a mailbox elsewhere is known by itself, in all its spellings, and never by the web site that was typed', () => {
  const mark = markOf('https://lawyers.example/', 'm.aya+letters@gmail.com')
  expect(markOf('https://other.example/', 'maya@googlemail.com')).toBe(mark)
  expect(markOf('https://lawyers.example/', 'maya@lawyers.example')).not.toBe(mark)
})
