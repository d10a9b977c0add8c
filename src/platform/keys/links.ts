import { type KeyObject, sign, verify } from 'node:crypto'

/**
 * Tokens of links in mails that the public process itself can check, because it must say "expired" and may hold no
 * secret: signed with Ed25519, readable by anybody, so they carry ids only. Opaque ones: `links-opaque.ts`.
 */
export interface Link {
  /** rows that it speaks of: UUIDs, whole numbers or short ASCII text, at most eight */
  ids: readonly string[]
  /** id of the campaign or joint letter, so that an expired link can still lead there */
  about?: string
  language: string
  expires: Date
}

export type LinkVerdict =
  | ({ state: 'valid' } & Link)
  /** really ours, but over: it says where to ask again, and speaks for nobody any more */
  | ({ state: 'expired' } & Omit<Link, 'expires'>)
  | { state: 'invalid' }

const VERSION = 1
const SIGNATURE = 64
const LONGEST = 400

/**
 * Makes the token of a link for one purpose ("confirm", "preference", "invitation" …). The expiry counts in seconds.
 * Throws RangeError for an id or language that no token can carry. 50 us.
 */
export const signLink = (privateKey: KeyObject, purpose: string, link: Link): string => {
  const payload = encodePayload(link)
  return Buffer.concat([payload, sign(null, signed(purpose, payload), privateKey)]).toString('base64url')
}

/** Checks a token as it came, of any length and content. Valid up to and not including its expiry. 160 us. */
export const verifyLink = (publicKey: KeyObject, token: string, purpose: string, now: Date): LinkVerdict => {
  const bytes = strictBase64url(token, LONGEST)
  if (bytes === undefined || bytes.length <= SIGNATURE) return { state: 'invalid' }
  const payload = bytes.subarray(0, -SIGNATURE)
  // Safety: the signature first; nothing of the payload is looked at before.
  if (!verify(null, signed(purpose, payload), publicKey, bytes.subarray(-SIGNATURE)))
    return { state: 'invalid' }
  const link = decodePayload(payload)
  if (link === undefined) return { state: 'invalid' }
  if (now.getTime() < link.expires.getTime()) return { state: 'valid', ...link }
  const { expires: _over, ...rest } = link
  return { state: 'expired', ...rest }
}

// Safety: the purpose is signed but not carried, so a token for one purpose is no token at all for another.
const signed = (purpose: string, payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`watchlight link ${VERSION}\0${purpose}\0`), payload])

/** Base64url of at most so many characters, in the one spelling that its bytes have; else undefined. */
export const strictBase64url = (text: string, longest: number): Buffer | undefined => {
  if (text.length === 0 || text.length > longest || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  // Safety: a second spelling of one token would pass by every list of tokens already used.
  return bytes.toString('base64url') === text ? bytes : undefined
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const NUMBER = /^(?:0|[1-9]\d{0,14})$/
const TEXT = /^[\x21-\x7e]{1,60}$/
const LANGUAGE = /^[A-Za-z0-9-]{2,20}$/
const KIND = { uuid: 1, number: 2, text: 3 }

const encodeId = (id: string): Buffer => {
  if (UUID.test(id))
    return Buffer.concat([Buffer.from([KIND.uuid]), Buffer.from(id.replaceAll('-', ''), 'hex')])
  if (NUMBER.test(id)) {
    const bytes = Buffer.alloc(8)
    bytes[0] = KIND.number
    bytes.writeUIntBE(Math.floor(Number(id) / 2 ** 32), 1, 3)
    bytes.writeUInt32BE(Number(id) % 2 ** 32, 4)
    return bytes
  }
  if (!TEXT.test(id)) throw new RangeError('a link carries only ids')
  return Buffer.concat([Buffer.from([KIND.text, id.length]), Buffer.from(id, 'latin1')])
}

const encodePayload = ({ ids, about, language, expires }: Link): Buffer => {
  const seconds = Math.floor(expires.getTime() / 1000)
  if (!LANGUAGE.test(language) || ids.length > 8 || !(seconds > 0 && seconds < 2 ** 32)) {
    throw new RangeError('a link needs a language, an expiry and at most eight ids')
  }
  const head = Buffer.alloc(7)
  head[0] = VERSION
  head.writeUInt32BE(seconds, 1)
  head[5] = (ids.length << 1) | (about === undefined ? 0 : 1)
  head[6] = language.length
  const all = about === undefined ? ids : [...ids, about]
  return Buffer.concat([head, Buffer.from(language, 'latin1'), ...all.map(encodeId)])
}

/** Only for bytes whose signature holds: a wrong form is then a token of another version. */
const decodePayload = (bytes: Buffer): Link | undefined => {
  if (bytes.length < 7 || bytes[0] !== VERSION) return undefined
  const counts = bytes[5] ?? 0
  let at = 7 + (bytes[6] ?? 0)
  const language = bytes.toString('latin1', 7, at)
  const ids: string[] = []
  while (at < bytes.length) {
    const kind = bytes[at]
    if (kind === KIND.uuid) {
      const hex = bytes.toString('hex', at + 1, at + 17)
      ids.push(hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'))
      at += 17
    } else if (kind === KIND.number) {
      ids.push(String(bytes.readUIntBE(at + 1, 3) * 2 ** 32 + bytes.readUInt32BE(at + 4)))
      at += 8
    } else if (kind === KIND.text) {
      const end = at + 2 + (bytes[at + 1] ?? 0)
      ids.push(bytes.toString('latin1', at + 2, end))
      at = end
    } else return undefined
  }
  if (ids.length !== (counts >> 1) + (counts & 1)) return undefined
  const expires = new Date(bytes.readUInt32BE(1) * 1000)
  const about = counts & 1 ? ids.pop() : undefined
  return { ids, language, expires, ...(about === undefined ? {} : { about }) }
}
