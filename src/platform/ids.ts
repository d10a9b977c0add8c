import { randomBytes, randomInt } from 'node:crypto'

/** A uuid of version 7 (RFC 9562 section 5.7): sorts by the millisecond in which it was made. Made here, not in SQL (portable 15 to 18). */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** The id in a public address: random, so that nobody can count cases; ten characters are 58 bits. */
export function newShortId(): string {
  return Array.from({ length: 10 }, () => base58[randomInt(58)]).join('')
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isId = (text: string): boolean => uuid.test(text)
export const isShortId = (text: string): boolean => /^[1-9A-HJ-NP-Za-km-z]{6,16}$/.test(text)
