import { randomInt, randomUUID } from 'node:crypto'

/** A uuid of version 7 (RFC 9562 section 5.7): sorts by the millisecond in which it was made. Made here, not in SQL (portable 15 to 18). */
export function newId(now: number = Date.now()): string {
  // of a random uuid the time takes the first 48 bits; node draws them for many at once, and drawing is what costs
  const time = now.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** The id in a public address: random, so that nobody can count cases; ten characters are 58 bits. */
export function newShortId(): string {
  return Array.from({ length: 10 }, () => base58[randomInt(58)]).join('')
}

/** The same for bytes that nobody can guess, at least ten of them: the same bytes give the same id. */
export const shortIdOf = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 10), (byte) => base58[byte % 58]).join('')

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isId = (text: string): boolean => uuid.test(text)
export const isShortId = (text: string): boolean => /^[1-9A-HJ-NP-Za-km-z]{6,16}$/.test(text)
