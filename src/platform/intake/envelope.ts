import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { rawPublicKey } from '../keys/keyring.ts'
import { derive, SealBroken } from '../keys/seal.ts'

/**
 * What visitors submit is sealed to the worker's X25519 key before it touches the database: whoever breaks the public
 * process or reads the disk finds bytes. Layout: 1 | sender's public key 32 | nonce 12 | tag 16 | AES-256-GCM of JSON.
 * The shared secret is derived once per short-lived sender key, not per row.
 */
export interface Envelope {
  seal(content: unknown): Buffer
}

const version = 1
const spki = Buffer.from('302a300506032b656e032100', 'hex') // X25519 SubjectPublicKeyInfo (RFC 8410)
const publicKey = (raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' })
const keyLife = 10 * 60_000

/** @param intakePublicKey 32 raw bytes */
export function openEnvelope(intakePublicKey: Buffer): Envelope {
  const recipient = publicKey(intakePublicKey)
  let current: { key: KeyObject; head: Buffer; sealed: number; until: number } | undefined
  return {
    seal(content) {
      const now = Date.now()
      if (!current || current.until < now) {
        const own = generateKeyPairSync('x25519')
        const shared = diffieHellman({ privateKey: own.privateKey, publicKey: recipient })
        const raw = rawPublicKey(own.publicKey)
        current = {
          // a key object: handing over raw bytes each time costs 80 us more per row
          key: createSecretKey(rowKey(shared, raw)),
          head: Buffer.concat([Buffer.of(version), raw]),
          sealed: 0,
          until: now + keyLife,
        }
      }
      // Source: NIST SP 800-38D section 8.2.1: counted, not drawn; the key is this process's own and lives ten minutes
      const nonce = Buffer.alloc(12)
      nonce.writeUIntBE(++current.sealed, 6, 6)
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce)
      const body = cipher.update(JSON.stringify(content), 'utf8')
      // of GCM nothing is left for the end
      cipher.final()
      return Buffer.concat([current.head, nonce, cipher.getAuthTag(), body])
    },
  }
}

const rowKey = (shared: Buffer, sender: Buffer): Buffer =>
  derive(Buffer.concat([shared, sender]), 'intake-row')

/** Opens what `openEnvelope` sealed. Keeps the derived keys of the latest senders. */
export function envelopeOpener(intakePrivate: KeyObject): (sealed: Buffer) => unknown {
  const keys = new Map<string, KeyObject>()
  return (sealed) => {
    if (sealed.length < 61 || sealed[0] !== version) throw new SealBroken('not an intake row')
    const sender = sealed.subarray(1, 33)
    const name = sender.toString('base64')
    let key = keys.get(name)
    if (!key) {
      const shared = diffieHellman({ privateKey: intakePrivate, publicKey: publicKey(sender) })
      key = createSecretKey(rowKey(shared, sender))
      if (keys.size > 1_000) keys.clear()
      keys.set(name, key)
    }
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(33, 45))
    decipher.setAuthTag(sealed.subarray(45, 61))
    try {
      return JSON.parse(
        Buffer.concat([decipher.update(sealed.subarray(61)), decipher.final()]).toString('utf8'),
      ) as unknown
    } catch {
      throw new SealBroken('an intake row does not open')
    }
  }
}
