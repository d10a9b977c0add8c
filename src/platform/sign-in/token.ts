import { createHash, randomBytes } from 'node:crypto'

/** A secret that is handed out once: 32 random bytes in base64url, and the hash under which it is stored. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: tokenHash(token) }
}

/** Safety: only the hash is stored. Plain SHA-256 is enough for 256 random bits; there is nothing to guess. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)
