import { createHash } from 'node:crypto'

/** By which a form says what letter stood on it; the database computes the same (`wl.letter_hash`). 32 bytes. */
export const letterHash = (language: string, text: string): Buffer =>
  createHash('sha256').update(`${language}\n${text}`).digest()
