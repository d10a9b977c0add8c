import { createHash, createHmac, randomBytes } from 'node:crypto'

/** JSON with sorted keys and without what is undefined: the same content is the same text, whoever built it. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  )
}

/** Safety: salted, because a short text (a name, a sentence) could otherwise be found by trying. */
export function hashShown(salt: Buffer, shown: unknown): Buffer {
  return createHash('sha256').update(salt).update(canonicalJson(shown)).digest()
}

export const newSalt = (): Buffer => randomBytes(16)

/**
 * Keys of the files of one sign-off: unguessable, another one for each publication, and the same whenever the text is
 * built again to be compared with what was signed.
 */
export const fileKeys =
  (salt: Buffer) =>
  (name: string): string =>
    createHmac('sha256', salt).update(`file ${name}`).digest().subarray(0, 18).toString('base64url')
