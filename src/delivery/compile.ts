import { createHash, randomBytes } from 'node:crypto'
import {
  type MailAddress,
  addressHeader,
  cleanValue,
  escapeHtml,
  headerText,
  quotedPrintable,
  quotedToken,
  quotedValue,
} from './encoding.ts'

/** `text`: any words of a person, escaped where they stand. `token`: letters, digits, `-._~` only, for links. */
export type SlotKind = 'text' | 'token'

// Safety: the marker carries random bytes of this process, so nothing an editor or a supporter types can be one.
const secret = randomBytes(9).toString('hex')
const marker = new RegExp(`\u0001${secret}:([a-zA-Z]+)\u0002`)

/** Marks, in the subject, text or HTML of a template, the place where each recipient's own value will stand. */
export const slot = (name: string): string => `\u0001${secret}:${name}\u0002`

export interface MailTemplate {
  subject: string
  text: string
  html: string
  /** BCP 47 */
  language: string
  from: MailAddress
  replyTo?: MailAddress
  date: Date
  /** The right side of the Message-ID; the left is each recipient's own. */
  messageIdDomain: string
  /** An https address with a token slot; POSTing to it unsubscribes at once (RFC 8058). */
  unsubscribe?: string
  /** Stable for the list's life (RFC 2919). */
  listId?: { name: string; id: string }
  /** RFC 3834 */
  autoSubmitted?: 'auto-generated' | 'auto-replied'
  slots: Record<string, SlotKind>
}

export interface MailRecipient {
  to: MailAddress
  /** Deterministic per broadcast and recipient, so that a mailbox can tell a repetition: letters, digits, `-._`. */
  messageId: string
  values: Record<string, string>
}

export interface CompiledMail {
  /** Bytes of the static parts. */
  bytes: number
  /** The whole mail as a one-byte string, dot-stuffed, ending in CRLF, without the final dot. */
  render(recipient: MailRecipient): string
}

const urlToken = /^[\w.~-]{1,500}$/
const idLeft = /^[\w.-]{1,120}$/

function token(value: string): string {
  if (!urlToken.test(value)) throw new Error('a link token may hold letters, digits and -._~ only')
  return value
}

type Piece = string | ((recipient: MailRecipient) => string)

/** Splits at the slots: even places are static, odd ones are slot names. */
const split = (source: string): string[] => source.split(marker)

function valueOf(recipient: MailRecipient, name: string): string {
  const value = recipient.values[name]
  if (value === undefined) throw new Error(`no value for the slot ${name}`)
  return value
}

function kindOf(template: MailTemplate, name: string): SlotKind {
  const kind = template.slots[name]
  if (!kind) throw new Error(`the slot ${name} is not declared`)
  return kind
}

/** A body part: static text encoded now, each slot on a soft-broken line of its own. */
function body(template: MailTemplate, source: string, html: boolean): Piece[] {
  return split(source).map((part, index) => {
    const first = index === 0
    if (index % 2 === 0) return (first ? '' : '=\r\n') + quotedPrintable(dropControls(part))
    if (kindOf(template, part) === 'token')
      return (recipient) => `=\r\n${quotedToken(token(valueOf(recipient, part)))}`
    if (html) return (recipient) => `=\r\n${quotedValue(escapeHtml(valueOf(recipient, part)))}`
    return (recipient) => `=\r\n${quotedValue(valueOf(recipient, part))}`
  })
}

// editors paste all sorts of bytes; line ends and tabs stay
const dropControls = (text: string): string => text.replace(/[^\P{Cc}\r\n\t]/gu, '')

function subject(template: MailTemplate): Piece {
  const parts = split(template.subject)
  if (parts.length === 1) return headerText(template.subject, 9)
  for (let i = 1; i < parts.length; i += 2) kindOf(template, parts[i]!)
  return (recipient) => {
    const text = parts.map((part, index) => (index % 2 ? valueOf(recipient, part) : part)).join('')
    return headerText(text, 9)
  }
}

/** A URL header with token slots only. Source: RFC 8058 section 3.1: one https address, in angle brackets. */
function urlPieces(template: MailTemplate, url: string): Piece[] {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(url.replace(new RegExp(marker, 'g'), 't')) || /[<>]/.test(url)) {
    throw new Error('the unsubscribe address must be one plain http(s) URL')
  }
  return split(url).map((part, index) => {
    if (index % 2 === 0) return part
    if (kindOf(template, part) !== 'token') throw new Error('only a token may stand in a URL header')
    return (recipient) => token(valueOf(recipient, part))
  })
}

const date = (at: Date): string => at.toUTCString().replace('GMT', '+0000')

function headers(template: MailTemplate, boundary: string): Piece[] {
  const { listId, unsubscribe, replyTo, autoSubmitted } = template
  const domain = cleanValue(template.messageIdDomain)
  if (!/^[a-z0-9.-]+$/i.test(domain)) throw new Error('the Message-ID domain must be a plain host name')
  if (!/^[a-z0-9-]{2,35}$/i.test(template.language)) throw new Error('the language must be a BCP 47 tag')
  if (listId && !/^[\w.-]+$/.test(listId.id))
    throw new Error('the List-Id must be letters, digits, dots, dashes')
  const list = listId ? `List-Id: ${headerText(listId.name, 9)}\r\n <${listId.id}>\r\n` : ''
  return [
    `From: ${addressHeader(template.from)}\r\nTo: `,
    (recipient) => addressHeader(recipient.to),
    '\r\nSubject: ',
    subject(template),
    `\r\nDate: ${date(template.date)}\r\nMessage-ID: <`,
    (recipient) => {
      if (!idLeft.test(recipient.messageId))
        throw new Error('a Message-ID may hold letters, digits and -._ only')
      return recipient.messageId
    },
    `@${domain}>\r\n`,
    replyTo ? `Reply-To: ${addressHeader(replyTo)}\r\n` : '',
    ...(unsubscribe ? ['List-Unsubscribe: <', ...urlPieces(template, unsubscribe), '>\r\n'] : []),
    unsubscribe ? 'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n' : '',
    list,
    autoSubmitted ? `Auto-Submitted: ${autoSubmitted}\r\n` : '',
    `Content-Language: ${template.language}\r\nMIME-Version: 1.0\r\n`,
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n\r\n`,
  ]
}

const partHead = (type: string): string =>
  `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`

/** Joins neighbouring static pieces, so that a recipient costs one concatenation per slot. */
function join(pieces: Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.length - 1
    if (typeof piece === 'string' && typeof joined[last] === 'string') joined[last] += piece
    else joined.push(piece)
  }
  return joined
}

/**
 * Compiles a mail once for all who get the same words: everything static is encoded here, and per recipient only
 * the slots. Throws where the template itself could break a header. `render` throws on an address that is not one
 * plain address and on tokens with other characters; it never lets a value change the structure of the mail.
 */
export function compileMail(template: MailTemplate): CompiledMail {
  const digest = createHash('sha256').update(`${template.subject}\n${template.text}\n${template.html}`)
  // '=_' cannot occur in quoted-printable, so no text can forge the boundary
  const boundary = `=_${digest.digest('hex').slice(0, 24)}`
  const pieces = join([
    ...headers(template, boundary),
    `--${boundary}\r\n${partHead('text/plain')}`,
    ...body(template, template.text, false),
    `\r\n--${boundary}\r\n${partHead('text/html')}`,
    ...body(template, template.html, true),
    `\r\n--${boundary}--\r\n`,
  ])
  const bytes = pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0)
  return {
    bytes,
    render(recipient) {
      let mail = ''
      for (const piece of pieces) mail += typeof piece === 'string' ? piece : piece(recipient)
      return mail
    },
  }
}
