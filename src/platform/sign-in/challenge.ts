import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Sealer } from '../keys/keyring.ts'

/**
 * Challenges for passkeys (WebAuthn section 13.4.3): signed instead of stored, so that asking for one costs no row.
 * 'nonce 16 | expiry 6 | mac 16', bound to a purpose such as 'sign-in' or 'add <account>'.
 */
const lasts = 5 * 60_000

export function newChallenge(instance: Sealer, purpose: string, now: Date): Buffer {
  const body = Buffer.alloc(22)
  randomBytes(16).copy(body)
  body.writeUIntBE(now.getTime() + lasts, 16, 6)
  return Buffer.concat([body, mac(instance, purpose, body)])
}

/** Until when it was good and what to keep of it, so that it is answered only once; undefined when it is not ours or over. */
export function readChallenge(
  instance: Sealer,
  purpose: string,
  challenge: string,
  now: Date,
): { hash: Buffer; expiresAt: Date } | undefined {
  const bytes = Buffer.from(challenge, 'base64url')
  if (bytes.length !== 38) return undefined
  const body = bytes.subarray(0, 22)
  if (!timingSafeEqual(mac(instance, purpose, body), bytes.subarray(22))) return undefined
  const expiresAt = new Date(body.readUIntBE(16, 6))
  return expiresAt > now ? { hash: createHash('sha256').update(bytes).digest(), expiresAt } : undefined
}

const mac = (instance: Sealer, purpose: string, body: Buffer): Buffer =>
  createHmac('sha256', instance.derive('challenge'))
    .update(`${purpose}|`)
    .update(body)
    .digest()
    .subarray(0, 16)
