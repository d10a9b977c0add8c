import { type Cipheriv, createCipheriv, createDecipheriv, type Decipheriv, hkdfSync } from 'node:crypto'
import { strictBase64url } from './links.ts'

/**
 * Tokens of links in broadcasts (unsubscribe, choices): a million are made at once, so they cost under 5 us, not an
 * Ed25519 signature. One AES block: organisation number, supporter number and eight bytes of nought, enciphered as a
 * whole under a key for this purpose. A block cipher is a random permutation to whoever lacks the key: nothing can be
 * read, no part can be changed without changing all of it, and a guess shows eight noughts once in 2^64 tries. It is
 * the same for the same supporter, holds for years, and only the office, which has the key, can open it.
 */
export type OpaquePurpose = 'unsubscribe' | 'choices'

export interface Addressee {
  /** dense number of the organisation, below 2^32 */
  organisation: number
  /** dense number of the supporter within it, below 2^32 */
  supporter: number
}

const LENGTH = 22
const BLOCK = 16

interface Pair {
  close: Cipheriv
  open: Decipheriv
}

// Hand in the same Buffer each time: deriving the cipher costs twenty times what a token does.
const pairs = new WeakMap<Buffer, Map<OpaquePurpose, Pair>>()

/** Without chaining and padding each block stands alone, so that one cipher object serves for all. */
const pairFor = (key: Buffer, purpose: OpaquePurpose): Pair => {
  let known = pairs.get(key)
  if (known === undefined) pairs.set(key, (known = new Map()))
  let pair = known.get(purpose)
  if (pair === undefined) {
    if (key.length < 32) throw new RangeError('the key of opaque links has at least 32 bytes')
    // Safety: a key for each purpose: a token of one is noise to the other.
    const own = Buffer.from(hkdfSync('sha256', key, '', `watchlight opaque link 1 ${purpose}`, 32))
    pair = {
      close: createCipheriv('aes-256-ecb', own, null).setAutoPadding(false),
      open: createDecipheriv('aes-256-ecb', own, null).setAutoPadding(false),
    }
    known.set(purpose, pair)
  }
  return pair
}

/** Makes the token: 22 characters of base64url. Throws RangeError for a number that does not fit. */
export const opaqueToken = (
  key: Buffer,
  purpose: OpaquePurpose,
  { organisation, supporter }: Addressee,
): string => {
  if (!Number.isInteger(organisation) || !Number.isInteger(supporter))
    throw new RangeError('numbers are whole')
  const block = Buffer.alloc(BLOCK)
  block.writeUInt32BE(organisation, 0)
  block.writeUInt32BE(supporter, 4)
  return pairFor(key, purpose).close.update(block).toString('base64url')
}

/** True for what has the form of such a token: all that the public process can know, and it always answers alike. */
export const isOpaqueToken = (text: string): boolean => decode(text) !== undefined

/** Whom the token names, or undefined when it was not made with this key for this purpose. For the office alone. */
export const openOpaque = (key: Buffer, purpose: OpaquePurpose, token: string): Addressee | undefined => {
  const bytes = decode(token)
  if (bytes === undefined) return undefined
  const block = pairFor(key, purpose).open.update(bytes)
  // Safety: all eight bytes, or a forger would need fewer tries.
  if (block.readBigUInt64BE(8) !== 0n) return undefined
  return { organisation: block.readUInt32BE(0), supporter: block.readUInt32BE(4) }
}

const decode = (text: string): Buffer | undefined =>
  text.length === LENGTH ? strictBase64url(text, LENGTH) : undefined
