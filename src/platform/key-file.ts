/** The master key: 32 bytes in a file that only its owner may read, kept apart from database and backups. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { derive } from './keys/seal.ts'

/** The file is there but cannot be used now; or it is not there at all. The message says how to mend it. */
export class KeyUnreadable extends Error {
  override name = 'KeyUnreadable'
}

/** Reads 32 bytes written as base64url or hex. Throws KeyUnreadable. */
export function readKeyFile(file: string): Buffer {
  let text: string
  try {
    // Safety: who can read this file can read every supporter.
    if (statSync(file).mode & 0o077)
      throw new KeyUnreadable(`WATCHLIGHT_KEY_FILE ${file} is open to others: chmod 600 it.`)
    text = readFileSync(file, 'utf8').trim()
  } catch (cause) {
    if (cause instanceof KeyUnreadable) throw cause
    const reason = (cause as NodeJS.ErrnoException).code
    throw new KeyUnreadable(`WATCHLIGHT_KEY_FILE ${file} cannot be read (${reason}).`, { cause })
  }
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64url')
  if (key.length !== 32 || !/^[\w-]{43,64}$/.test(text)) {
    throw new KeyUnreadable(
      `WATCHLIGHT_KEY_FILE ${file} must hold 32 bytes as base64url or hex, and nothing else.`,
    )
  }
  return key
}

/** Makes a new key and its file; throws when the file exists, because to replace a key is to lose what it opens. */
export function makeKeyFile(file: string): Buffer {
  const key = randomBytes(32)
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, key.toString('base64url') + '\n', { mode: 0o600, flag: 'wx', flush: true })
  return key
}

/** The demo alone keeps its key with its data. Returns the file. */
export function ensureDemoKey(dataDirectory: string): string {
  const file = path.join(dataDirectory, 'demo.key')
  if (!existsSync(file)) makeKeyFile(file)
  return file
}

/** Eight letters and digits that tell two keys apart and give nothing of the key away: `7Q2K-9XMD`. */
export function checkCode(key: Buffer): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const code = Array.from(derive(key, 'check code').subarray(0, 8), (byte) => letters[byte % 32]).join('')
  return `${code.slice(0, 4)}-${code.slice(4)}`
}
