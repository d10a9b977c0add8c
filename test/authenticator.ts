/** A passkey in software, for tests: answers what a browser with a finger on the sensor would answer. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

type Cbor = number | string | Buffer | Map<number | string, Cbor>

/** As much of CBOR (RFC 8949) as an attestation without a statement needs. */
function cbor(value: Cbor): Buffer {
  const head = (major: number, n: number): Buffer => {
    if (n < 24) return Buffer.of((major << 5) | n)
    if (n < 256) return Buffer.of((major << 5) | 24, n)
    return Buffer.of((major << 5) | 25, n >> 8, n & 255)
  }
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([k, v]) => [cbor(k), cbor(v)])])
}

export interface SoftPasskey {
  id: string
  /** the answer to a question of `POST …/passkeys/question`, as the island would put it into the form */
  register(options: { challenge: string; rp: { id?: string } }): string
  /** the answer to a question of `POST …/passkey` */
  answer(options: { challenge: string; rpId?: string }): string
  /** the same key, as a dishonest device would offer it a second time */
  underAnotherId(): SoftPasskey
}

export function softPasskey(
  origin = 'http://localhost:4001',
  pair = generateKeyPairSync('ec', { namedCurve: 'P-256' }),
): SoftPasskey {
  const { publicKey, privateKey } = pair
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  let counter = 0
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  const data = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type: `webauthn.${type}`, challenge, origin, crossOrigin: false }))
  const authenticator = (rpId: string, flags: number, rest = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(++counter)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.of(flags), count, rest])
  }
  const shell = (response: object) =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    })
  return {
    id: id.toString('base64url'),
    register({ challenge, rp }) {
      // COSE key (RFC 9052): EC2, ES256, P-256
      const key = new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, bytes(x)],
        [-3, bytes(y)],
      ])
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, cbor(key)])
      const attestation = new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        // present, verified, attested data
        ['authData', authenticator(rp.id ?? 'localhost', 0x45, attested)],
      ])
      return shell({
        clientDataJSON: data('create', challenge).toString('base64url'),
        attestationObject: cbor(attestation).toString('base64url'),
        transports: ['internal'],
      })
    },
    answer({ challenge, rpId }) {
      const clientData = data('get', challenge)
      const authData = authenticator(rpId ?? 'localhost', 0x05)
      const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()])
      return shell({
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
      })
    },
    underAnotherId: () => softPasskey(origin, pair),
  }
}
