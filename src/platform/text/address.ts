import { domainToASCII } from 'node:url'
import { bad, good, type Parsed } from './parsed.ts'

export type AddressError =
  | 'error.address.empty'
  | 'error.address.form'
  | 'error.address.long'
  | 'error.address.several'
  | 'error.address.domain'

// Source: RFC 5321, sections 4.5.3.1.1 to 4.5.3.1.3; a path of 256 leaves 254 between the angle brackets.
const MAX_ADDRESS = 254
const MAX_LOCAL = 64
const MAX_DOMAIN = 253

// Copied out of right-to-left text, an address brings invisible marks at its ends.
const OUTER = /^[\s\p{Default_Ignorable_Code_Point}]+|[\s\p{Default_Ignorable_Code_Point}]+$/gu
const ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const LETTERS_OF_A_DOMAIN = /^[\p{L}\p{M}\p{N}.\-\u200C\u200D]+$/u

/**
 * Reads exactly one address as typed on a form and gives it with its domain in ASCII and lower case; the part before
 * the @ stays as typed. A grammar of our own, one pass over each part: no groups, no comments, no quotes, no display
 * name, no address literal. What a lenient parser would take for two recipients is refused, never guessed at.
 */
export const parseAddress = (input: string): Parsed<string, AddressError> => {
  if (input.length > 1024) return bad('error.address.long')
  const text = input.replace(OUTER, '')
  if (text === '') return bad('error.address.empty')
  if (/[,;]/.test(text) || text.indexOf('@') !== text.lastIndexOf('@')) return bad('error.address.several')
  const at = text.indexOf('@')
  if (at < 1) return bad('error.address.form')
  const local = text.slice(0, at)
  if (local.length > MAX_LOCAL) return bad('error.address.long')
  if (!local.split('.').every((atom) => ATOM.test(atom))) return bad('error.address.form')
  const domain = parseDomain(text.slice(at + 1))
  if (domain === undefined) return bad('error.address.domain')
  const address = `${local}@${domain}`
  return address.length > MAX_ADDRESS ? bad('error.address.long') : good(address)
}

/** A host name of at least two labels in ASCII and lower case, or undefined. */
export const parseDomain = (input: string): string | undefined => {
  // domainToASCII follows browsers: it would decode percent signs and read numbers as IPv4.
  if (input.length > 512 || !LETTERS_OF_A_DOMAIN.test(input)) return undefined
  const domain = domainToASCII(input)
  const labels = domain.split('.')
  if (domain.length > MAX_DOMAIN || labels.length < 2 || !labels.every((label) => LABEL.test(label)))
    return undefined
  return /^\d+$/.test(labels.at(-1) ?? '') ? undefined : domain
}

/**
 * The inbox, for sending and suppression: the address in lower case. No provider in use tells capitals apart, and a
 * person who unsubscribes with another spelling means the same inbox.
 */
export const exactAddress = (address: string): string => address.toLowerCase()

interface Rule {
  domain?: string
  ignored?: RegExp
  plus?: boolean
}

const GMAIL: Rule = { domain: 'gmail.com', ignored: /\./g, plus: true }
const PROTON: Rule = { domain: 'proton.me', ignored: /[._-]/g, plus: true }
const APPLE: Rule = { domain: 'icloud.com', plus: true }
const YANDEX: Rule = { domain: 'yandex.ru', ignored: /[.-]/g, plus: true }
const PLUS: Rule = { plus: true }

// Only what a provider documents. On an unknown domain "a+b" may be another person than "a".
const RULES = new Map<string, Rule>([
  ...['gmail.com', 'googlemail.com'].map((d) => [d, GMAIL] as const),
  ...['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'].map((d) => [d, PROTON] as const),
  ...['icloud.com', 'me.com', 'mac.com'].map((d) => [d, APPLE] as const),
  ...['yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'ya.ru'].map(
    (d) => [d, YANDEX] as const,
  ),
  ...[
    'outlook.com',
    'hotmail.com',
    'live.com',
    'msn.com',
    'fastmail.com',
    'fastmail.fm',
    'zoho.com',
    'mail.ru',
  ].map((d) => [d, PLUS] as const),
])

/**
 * The form in which all spellings of one inbox are equal, for counting people only. Never send to it, never suppress
 * by it: a rule may be wrong for one person, who would then lose her mail.
 */
export const canonicalAddress = (address: string): string => {
  const exact = exactAddress(address)
  const at = exact.lastIndexOf('@')
  const domain = exact.slice(at + 1)
  const rule = RULES.get(domain)
  if (rule === undefined) return exact
  const whole = exact.slice(0, at)
  const base = rule.plus === true ? (whole.split('+', 1)[0] ?? whole) : whole
  const local = rule.ignored === undefined ? base : base.replace(rule.ignored, '')
  return local === '' ? exact : `${local}@${rule.domain ?? domain}`
}

/**
 * The mailbox that an address most likely ends in, for limiting what we send into it: as for counting, and without a
 * "+tag" on any domain. Where the guess is wrong, two people share an allowance, and nobody loses a mail for good.
 */
export const mailboxOf = (address: string): string => {
  const canonical = canonicalAddress(address)
  const at = canonical.lastIndexOf('@')
  const plus = canonical.indexOf('+')
  return plus > 0 && plus < at ? canonical.slice(0, plus) + canonical.slice(at) : canonical
}
