import { domainToASCII } from 'node:url'

/** An address with the name shown beside it. The two are never joined into one string before the last moment. */
export interface MailAddress {
  name?: string
  address: string
}

export interface SplitAddress {
  local: string
  /** The domain in its ASCII form (punycode for international names). */
  domain: string
  /** Whether the local part needs SMTPUTF8 (RFC 6531). */
  international: boolean
}

// Safety: line separators would end a header or a line, direction overrides would disguise a name or a link.
const dangerous = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** A value as it may stand in a mail: one line, no control or direction-override characters, well-formed. */
export function cleanValue(value: string): string {
  return value.toWellFormed().replace(dangerous, '')
}

const localPart = /^[\w!#$%&'*+/=?^`{|}~\u{a0}-\u{10ffff}-]+(\.[\w!#$%&'*+/=?^`{|}~\u{a0}-\u{10ffff}-]+)*$/u
const domainName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Splits one plain address, or gives null for anything that could be read as more or other than one address. */
export function splitAddress(address: string): SplitAddress | null {
  const at = address.lastIndexOf('@')
  if (at < 1 || address.length > 254 || address !== cleanValue(address)) return null
  const local = address.slice(0, at)
  const given = address.slice(at + 1).toLowerCase()
  const domain = domainName.test(given) ? given : domainToASCII(given)
  if (/\s/u.test(address) || Buffer.byteLength(local) > 64) return null
  if (!localPart.test(local) || !domainName.test(domain)) return null
  return { local, domain, international: /[^\x20-\x7e]/.test(local) }
}

/** UTF-8 bytes as a latin1 string: what goes on the wire is joined as flat one-byte strings. */
export const wire = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

const octets = Array.from({ length: 256 }, (_, byte) =>
  (byte >= 33 && byte <= 126 && byte !== 61) || byte === 32 || byte === 9
    ? String.fromCharCode(byte)
    : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
)

/** One line of quoted-printable (no line ends in it), soft-broken to at most 76 octets. Source: RFC 2045 6.7. */
function quotedLine(line: string): string {
  const bytes = Buffer.from(line, 'utf8')
  let out = ''
  let width = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    let code = octets[byte]!
    const last = i === bytes.length - 1
    if (last && (byte === 32 || byte === 9)) code = `=${byte === 32 ? '20' : '09'}`
    if (width + code.length > 75) {
      out += '=\r\n'
      width = 0
    }
    // Safety: a dot that starts a line would end the message; encoded, it cannot (RFC 5321 4.5.2).
    if (width === 0 && byte === 46) code = '=2E'
    out += code
    width += code.length
  }
  return out
}

/** A whole text as quoted-printable with CRLF line ends; no line begins with a dot. */
export const quotedPrintable = (text: string): string =>
  text
    .toWellFormed()
    .split(/\r\n|\r|\n/)
    .map(quotedLine)
    .join('\r\n')

const plainSlot = /^[!-<>-~][ -<>-~]{0,70}$/

/** A value inside a quoted-printable body, for a line of its own between soft breaks. */
export function quotedValue(value: string): string {
  if (plainSlot.test(value) && value.charCodeAt(0) !== 46) return value
  return quotedLine(cleanValue(value))
}

/** The same for letters, digits and `-._~`, of which nothing needs to be encoded but a dot that starts a line. */
export function quotedToken(value: string): string {
  let out = ''
  for (let at = 0; at < value.length; at += 72) {
    const line = value.slice(at, at + 72)
    out += (at > 0 ? '=\r\n' : '') + (line.startsWith('.') ? `=2E${line.slice(1)}` : line)
  }
  return out
}

/** A value inside HTML text or a quoted attribute. */
export const escapeHtml = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const printable = /^[\x20-\x7e]*$/

/** RFC 2047 words, short enough to stand behind "Reply-To: ", split between characters, folded. */
function encodedWords(value: string): string {
  const words: string[] = []
  let word = ''
  let bytes = 0
  for (const character of value) {
    const size = Buffer.byteLength(character)
    if (bytes + size > 39) {
      words.push(word)
      word = ''
      bytes = 0
    }
    word += character
    bytes += size
  }
  words.push(word)
  return words.map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ')
}

/** Unstructured header text (Subject), folded. `used` is the length of the header's name and colon. */
export function headerText(text: string, used: number): string {
  const value = cleanValue(text)
  const plain = printable.test(value) && !value.includes('=?') && !/^ | $| {2}/.test(value)
  if (plain && value.length + used <= 76) return value
  if (!plain || /[^ ]{60}/.test(value)) return encodedWords(value)
  let out = ''
  let width = used
  for (const word of value.split(' ')) {
    const fold = width + word.length + 1 > 76
    out += out === '' ? word : fold ? `\r\n ${word}` : ` ${word}`
    width = fold && out !== word ? word.length + 1 : width + word.length + 1
  }
  return out
}

/** `"Name" <address>` for From, To, Reply-To. Throws on what is not one plain address. */
export function addressHeader({ name, address }: MailAddress): string {
  const parts = splitAddress(address)
  if (!parts) throw new Error('not one plain mail address')
  const angle = `<${wire(parts.local)}@${parts.domain}>`
  const shown = cleanValue(name ?? '').trim()
  if (shown === '') return angle
  const simple = printable.test(shown) && !shown.includes('=?') && shown.length <= 60 && !/ {2}/.test(shown)
  const phrase = simple ? `"${shown.replace(/["\\]/g, '\\$&')}"` : encodedWords(shown)
  return `${phrase}\r\n ${angle}`
}
