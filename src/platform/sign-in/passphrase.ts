import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Sealer } from '../keys/keyring.ts'

/** Characters; a sentence of four or five words. */
export const shortestPassphrase = 15
export const longestPassphrase = 200

// Twice the memory that OWASP asks of Argon2id with one lane (46 MiB, one pass); about 0.2 s on a small machine.
export const cost = { memory: 65_536, passes: 2, parallelism: 1, tagLength: 32 }
const derive = promisify(argon2)

/** Two at once at most: each takes 64 MB, and a flood of sign-ins must not take the machine's memory. */
const lanes = 2
let working = 0
const waiting: (() => void)[] = []

async function stretch(passphrase: string, nonce: Buffer, secret: Buffer, as = cost): Promise<Buffer> {
  if (working >= lanes) await new Promise<void>((resolve) => waiting.push(resolve))
  working++
  try {
    // NFKC, so that the same sentence typed on another keyboard is the same bytes (RFC 8265 section 4.2)
    return await derive('argon2id', { ...as, message: passphrase.normalize('NFKC'), nonce, secret })
  } finally {
    working--
    waiting.shift()?.()
  }
}

const pepper = (instance: Sealer): Buffer => instance.derive('passphrase')

/**
 * Argon2id (RFC 9106), keyed: a stolen table of hashes cannot be tried without the master key. Slow: never in a transaction.
 * @param as what it costs; less only in tests that try hundreds, and the hash says so
 */
export async function hashPassphrase(instance: Sealer, passphrase: string, as = cost): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await stretch(passphrase, nonce, pepper(instance), as)
  return [
    'argon2id',
    as.memory,
    as.passes,
    as.parallelism,
    nonce.toString('base64url'),
    tag.toString('base64url'),
  ].join('$')
}

/**
 * Whether the passphrase is the one. Slow: never in a transaction.
 * Safety: without a hash it works just as long and says no, so that nobody can time who has an account.
 */
export async function isPassphrase(
  instance: Sealer,
  passphrase: string,
  hash: string | undefined,
): Promise<boolean> {
  const [, memory, passes, parallelism, nonce, tag] = (hash ?? '').split('$')
  const known = tag === undefined ? undefined : Buffer.from(tag, 'base64url')
  const as = known
    ? {
        memory: Number(memory),
        passes: Number(passes),
        parallelism: Number(parallelism),
        tagLength: known.length,
      }
    : cost
  const made = await stretch(
    passphrase.slice(0, longestPassphrase),
    nonce ? Buffer.from(nonce, 'base64url') : Buffer.alloc(16),
    pepper(instance),
    as,
  )
  return known !== undefined && timingSafeEqual(made, known)
}
