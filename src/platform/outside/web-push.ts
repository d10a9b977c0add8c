/**
 * Web Push without a library: the message is encrypted for one browser (RFC 8291, aes128gcm of RFC 8188), and the sender
 * names itself by a signed token (VAPID, RFC 8292). The push service in between sees times, never words.
 */
import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  hkdfSync,
  randomBytes,
  sign,
  type ECDH,
} from 'node:crypto'
import type { Sealer } from '../keys/keyring.ts'
import { isAllowedEndpoint } from './fetch.ts'

/**
 * The push services that browsers bring along, each over https on its usual port. A name with a point in front stands
 * for every host below it. The list is short on purpose: an address typed by a member reaches nothing else.
 */
const browsersOwn: readonly { host: string; of: string }[] = [
  {
    host: 'fcm.googleapis.com',
    of: 'Chrome, Chromium, Brave, Opera, Vivaldi, Samsung Internet, Edge on Android',
  },
  { host: 'updates.push.services.mozilla.com', of: 'Firefox' },
  { host: '.notify.windows.com', of: 'Edge on Windows: a host for each region' },
  { host: '.push.apple.com', of: 'Safari' },
]

/** Safety: a push service of a browser, or what the operator wrote down; checked when it is stored and at each sending. */
export function isPushEndpoint(address: string, allow: readonly string[]): boolean {
  if (isAllowedEndpoint(address, allow)) return true
  if (!URL.canParse(address)) return false
  const { protocol, hostname, port, username, password } = new URL(address)
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false
  return browsersOwn.some(({ host }) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host))
}

/** What a browser gave when its member pressed the button; sealed whole. */
export interface PushSubscription {
  endpoint: string
  /** the browser's public key and secret, base64url */
  p256dh: string
  auth: string
}

const recordSize = 4096
/** Safety: every message is as long as any other, or its length would tell which alarm it is. */
const paddedTo = 1024
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url')
const hkdf = (salt: Buffer, secret: Buffer, info: Buffer | string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length))

/** Whether keys are what a browser makes: a point of P-256 and sixteen bytes. */
export function isSubscription({ p256dh, auth }: PushSubscription): boolean {
  try {
    const ours = createECDH('prime256v1')
    ours.generateKeys()
    ours.computeSecret(bytes(p256dh))
    return bytes(p256dh).length === 65 && bytes(auth).length === 16
  } catch {
    return false
  }
}

/** One record. `once` is for the published example alone, which is not padded. */
export function encryptPush(
  { p256dh, auth }: PushSubscription,
  message: string,
  once?: { key: ECDH; salt: Buffer },
): Buffer {
  const ours = once?.key ?? createECDH('prime256v1')
  if (!once) ours.generateKeys()
  const salt = once?.salt ?? randomBytes(16)
  const theirs = bytes(p256dh)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours.getPublicKey()])
  const secret = hkdf(bytes(auth), ours.computeSecret(theirs), info, 32)
  const cipher = createCipheriv(
    'aes-128-gcm',
    hkdf(salt, secret, 'Content-Encoding: aes128gcm\0', 16),
    hkdf(salt, secret, 'Content-Encoding: nonce\0', 12),
  )
  const header = Buffer.alloc(5)
  header.writeUInt32BE(recordSize)
  header.writeUInt8(65, 4)
  // the last record ends with a 2 and what it is padded with (RFC 8188 section 2)
  const text = Buffer.from(message)
  const padding = once ? 0 : paddedTo - 1 - (text.length % paddedTo)
  const end = Buffer.concat([Buffer.from([2]), Buffer.alloc(padding)])
  const sealed = [cipher.update(text), cipher.update(end), cipher.final()]
  return Buffer.concat([salt, header, ours.getPublicKey(), ...sealed, cipher.getAuthTag()])
}

// the order of P-256 (FIPS 186-5, SP 800-186)
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The key pair by which push services know this installation; the same each time, and nowhere stored. */
function vapidKey(instance: Sealer): ECDH {
  // twice the bits of the order, so that no number is likelier than another (FIPS 186-5 A.2.1)
  const bits = ['web-push/vapid/1', 'web-push/vapid/2'].map((purpose) =>
    instance.derive(purpose).toString('hex'),
  )
  const scalar = (BigInt(`0x${bits.join('')}`) % (order - 1n)) + 1n
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex'))
  return pair
}

/** What a browser must be given when it subscribes, base64url. */
export const vapidPublicKey = (instance: Sealer): string =>
  vapidKey(instance).getPublicKey().toString('base64url')

/** RFC 8292 allows a day. */
const tokenLife = 43_200

/** The Authorization header for one push service. `contact` is the private host: a push service learns no other name. */
export function vapidHeader(
  instance: Sealer,
  { endpoint, contact, now }: { endpoint: string; contact: string; now: Date },
): string {
  const pair = vapidKey(instance)
  const point = pair.getPublicKey()
  const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const expires = Math.floor(now.getTime() / 1000) + tokenLife
  const claims = { aud: new URL(endpoint).origin, exp: expires, sub: contact }
  const token = `${json({ typ: 'JWT', alg: 'ES256' })}.${json(claims)}`
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      ...{ kty: 'EC', crv: 'P-256', d: pair.getPrivateKey().toString('base64url') },
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const signature = sign('sha256', Buffer.from(token), { key, dsaEncoding: 'ieee-p1363' })
  return `vapid t=${token}.${signature.toString('base64url')}, k=${point.toString('base64url')}`
}
