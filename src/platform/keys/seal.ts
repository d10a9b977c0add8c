import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'

/** Raw bytes, or a key object where one key serves many calls: that saves 80 us each time. */
export type SealKey = Buffer | KeyObject

/** Where a sealed value stands. It is authenticated, so that ciphertext cannot be moved to another row or column. */
export interface Place {
  table: string
  column: string
  /** primary key of the row, as text */
  row: string
}

const version = 1
const nonceLength = 12
const tagLength = 16

/** Thrown when bytes do not open: wrong key, moved or changed. Says nothing of the content. */
export class SealBroken extends Error {
  override name = 'SealBroken'
}

/** AES-256-GCM: version 1 | nonce 12 | tag 16 | ciphertext. The owner (organisation, case) is part of the key. */
export function seal(key: SealKey, place: Place, content: string | Buffer): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(aad(place))
  const body = Buffer.concat([cipher.update(content as string, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body])
}

/** @throws SealBroken */
export function open(key: SealKey, place: Place, sealed: Buffer): Buffer {
  if (sealed.length < 1 + nonceLength + tagLength || sealed[0] !== version)
    throw new SealBroken(`not a sealed value: ${place.table}.${place.column}`)
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceLength))
  decipher.setAAD(aad(place))
  decipher.setAuthTag(sealed.subarray(1 + nonceLength, 1 + nonceLength + tagLength))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + nonceLength + tagLength)), decipher.final()])
  } catch {
    throw new SealBroken(`a sealed value does not open: ${place.table}.${place.column}`)
  }
}

const aad = (place: Place): Buffer => Buffer.from(`${place.table}|${place.column}|${place.row}`)

/** HKDF-SHA-256 (RFC 5869) with the purpose as info: one key per purpose, none leads to another. */
export function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `watchlight/${purpose}`, 32))
}

/** Blind index: 16 bytes that are equal for equal text under one key and purpose, and mean nothing without the key. */
export function blindIndex(key: SealKey, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest().subarray(0, 16)
}
