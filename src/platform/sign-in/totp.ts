import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Sealer } from '../keys/keyring.ts'

const period = 30

const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: 'Watchlight', label, secret: Secret.fromBase32(secret), digits: 6, period })

/**
 * The time step that a code belongs to, one step of drift either way; undefined when it is none of them.
 * The caller keeps the step and takes each only once (RFC 6238 section 5.2).
 */
export function totpStep(secret: string, code: string, now: Date): number | undefined {
  const digits = code.replace(/[\s-]/g, '')
  if (!/^\d{6}$/.test(digits)) return undefined
  const delta = totpOf(secret).validate({ token: digits, timestamp: now.getTime(), window: 1 })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / period) + delta
}

/** The code that an app would show; for tests and the demo. */
export const totpCode = (secret: string, now: Date): string =>
  totpOf(secret).generate({ timestamp: now.getTime() })

export interface TotpOffer {
  /** base32, in groups for typing */
  shown: string
  uri: string
  /** goes along in the form, so that nothing is stored before the app has proved that it knows the secret */
  sealed: string
}

const place = (subject: string) => ({ table: 'totp-offer', column: 'secret', row: subject })
const offerLasts = 60 * 60_000

/** A new secret offered to one subject (an account or a link); good for an hour. `again` offers the same one. */
export function offerTotp(
  instance: Sealer,
  subject: string,
  label: string,
  now: Date,
  again?: string,
): TotpOffer {
  const secret =
    (again && takeTotpOffer(instance, subject, again, now)) ||
    new Secret({ buffer: randomBytes(20).buffer.slice(0, 20) as ArrayBuffer }).base32
  return {
    shown: secret.replace(/(.{4})(?=.)/g, '$1 '),
    uri: totpOf(secret, label).toString(),
    sealed: instance.sealJson(place(subject), { secret, at: now.getTime() }).toString('base64url'),
  }
}

/** The offered secret, or undefined when it was offered to another or too long ago. */
export function takeTotpOffer(
  instance: Sealer,
  subject: string,
  sealed: string,
  now: Date,
): string | undefined {
  try {
    const { secret, at } = instance.openJson<{ secret: string; at: number }>(
      place(subject),
      Buffer.from(sealed, 'base64url'),
    )
    return now.getTime() - at < offerLasts ? secret : undefined
  } catch {
    return undefined
  }
}
