import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { rawPublicKey } from '../keys/keyring.ts'
import type { Link } from './link.ts'

/** What the chain was at one moment, signed. Counts and hashes only: it is read by every organisation of the instance. */
export interface Head {
  /** how many links */
  position: number
  /** how many events they cover */
  total: number
  /** of the last link */
  mac: Buffer
  madeAt: Date
  /** Ed25519 (RFC 8032) */
  signature: Buffer
}

/** @param now when the head is made, which is not when its last link was */
export function signHead(key: KeyObject, link: Pick<Link, 'position' | 'total' | 'mac'>, now: Date): Head {
  const head = { position: link.position, total: link.total, mac: link.mac, madeAt: now }
  return { ...head, signature: sign(null, saidBy(head), key) }
}

export const isSigned = (key: KeyObject, head: Head): boolean =>
  verify(null, saidBy(head), key.type === 'public' ? key : createPublicKey(key), head.signature)

const saidBy = (head: Omit<Head, 'signature'>): Buffer =>
  Buffer.from(`watchlight audit head 1|${fields(head).join('|')}`)

const fields = (head: Omit<Head, 'signature'>): string[] => [
  String(head.position),
  String(head.total),
  head.mac.toString('hex'),
  head.madeAt.toISOString(),
]

/** The key that a head is checked with, as it is printed: 43 characters. */
export const verifyKeyText = (key: KeyObject): string => rawPublicKey(key).toString('base64url')

const begin = '-----BEGIN WATCHLIGHT AUDIT HEAD-----'
const end = '-----END WATCHLIGHT AUDIT HEAD-----'

/** A head as it stands in mails; `parseHead` finds it there again. */
export function printHead(head: Head): string {
  const [position, total, mac, madeAt] = fields(head)
  const [first, second] = [mac!.slice(0, 32), mac!.slice(32)]
  const signature = head.signature.toString('base64url')
  return [
    begin,
    `Links: ${position}`,
    `Events: ${total}`,
    `Made: ${madeAt}`,
    'Hash:',
    first,
    second,
    'Signature:',
    signature.slice(0, 43),
    signature.slice(43),
    end,
  ].join('\n')
}

const shape =
  /^Links:(\d{1,15})Events:(\d{1,15})Made:([0-9TZ:.-]{24})Hash:([0-9a-f]{64})Signature:([\w-]{86})$/

/** The head in a text, such as a whole mail, quoted or broken into other lines; undefined when there is none. */
export function parseHead(text: string): Head | undefined {
  const from = text.indexOf(begin)
  const to = text.indexOf(end, from)
  if (from < 0 || to < 0) return undefined
  const found = shape.exec(text.slice(from + begin.length, to).replaceAll(/[\s>]/g, ''))
  return found ? headOf(found.slice(1) as Parts) : undefined
}

type Parts = [position: string, total: string, madeAt: string, mac: string, signature: string]

function headOf([position, total, madeAt, mac, signature]: Parts): Head | undefined {
  const at = new Date(madeAt)
  if (Number.isNaN(at.getTime())) return undefined
  return {
    position: Number(position),
    total: Number(total),
    mac: Buffer.from(mac, 'hex'),
    madeAt: at,
    signature: Buffer.from(signature, 'base64url'),
  }
}

/** One line of the files in the data directory. */
export function headLine(head: Head): string {
  const [position, total, mac, madeAt] = fields(head)
  return `${position} ${total} ${madeAt} ${mac} ${head.signature.toString('base64url')}\n`
}

const lineShape = /^(\d{1,15}) (\d{1,15}) ([0-9TZ:.-]{24}) ([0-9a-f]{64}) ([\w-]{86})$/

export function readHeadLine(line: string): Head | undefined {
  const found = lineShape.exec(line)
  return found ? headOf(found.slice(1) as Parts) : undefined
}
