import { randomBytes } from 'node:crypto'

// Base 58: no 0, O, I and l, so that an address can be read out on the telephone.
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const LENGTH = 10

/** A new id for a public address: ten random characters, 58 bits, so that nobody finds a case by trying. */
export const newShortId = (): string => {
  let id = ''
  while (id.length < LENGTH) {
    for (const byte of randomBytes(LENGTH * 2)) {
      // 232 is the largest multiple of 58 in a byte; taking the rest too would favour the first letters.
      if (byte < 232 && id.length < LENGTH) id += ALPHABET[byte % 58]
    }
  }
  return id
}

const FORM = /^[1-9A-HJ-NP-Za-km-z]{10}$/

export const isShortId = (text: string): boolean => FORM.test(text)
