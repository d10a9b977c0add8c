import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openKeys } from '../keys/keyring.ts'
import { newChallenge, readChallenge } from './challenge.ts'
import { hashPassphrase, isPassphrase } from './passphrase.ts'
import { qrModules } from './qr-code.ts'
import { newRecoveryCodes, recoveryCodeHash } from './recovery-code.ts'
import { offerTotp, takeTotpOffer, totpCode, totpStep } from './totp.ts'

const { instance } = openKeys(Buffer.alloc(32, 7))
const other = openKeys(Buffer.alloc(32, 8)).instance
const now = new Date('2026-11-23T09:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)

describe('a challenge', () => {
  const made = newChallenge(instance, 'sign-in', now).toString('base64url')
  test('is good for five minutes, for its purpose, under its key', () => {
    expect(readChallenge(instance, 'sign-in', made, after(299))?.expiresAt).toEqual(after(300))
    expect(readChallenge(instance, 'sign-in', made, after(300))).toBeUndefined()
    expect(readChallenge(instance, 'add somebody', made, now)).toBeUndefined()
    expect(readChallenge(other, 'sign-in', made, now)).toBeUndefined()
  })
  test('of which any bit was changed is none', () => {
    const bytes = Buffer.from(made, 'base64url')
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes)
      changed[i]! ^= 1
      expect(
        readChallenge(instance, 'sign-in', changed.toString('base64url'), now),
        String(i),
      ).toBeUndefined()
    }
    for (const none of ['', 'AAAA', made + 'AAAA'])
      expect(readChallenge(instance, 'sign-in', none, now)).toBeUndefined()
  })
})

describe('a code of the app', () => {
  // Source: RFC 6238 appendix B, the secret "12345678901234567890", its codes cut to six digits
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('at second %i is %s', (second, code) => {
    const at = new Date(second * 1000)
    expect(totpCode(secret, at)).toBe(code)
    expect(totpStep(secret, code, at)).toBe(Math.floor(second / 30))
  })
  test('may be one step off, typed with a space, and nothing else', () => {
    const code = totpCode(secret, now)
    const step = Math.floor(now.getTime() / 30_000)
    for (const drift of [-30, 0, 30]) expect(totpStep(secret, code, after(drift))).toBe(step)
    for (const drift of [-60, 60]) expect(totpStep(secret, code, after(drift))).toBeUndefined()
    expect(totpStep(secret, `${code.slice(0, 3)} ${code.slice(3)}`, now)).toBe(step)
    for (const none of ['', '12345', '1234567', 'abcdef']) expect(totpStep(secret, none, now)).toBeUndefined()
  })
  test('belongs to the secret that was offered to this subject within the hour', () => {
    const offer = offerTotp(instance, 'account 1', 'ines@harbour.example', now)
    const taken = takeTotpOffer(instance, 'account 1', offer.sealed, after(3599))
    expect(taken).toBe(offer.shown.replaceAll(' ', ''))
    expect(offer.uri).toContain(`secret=${taken}`)
    expect(offerTotp(instance, 'account 1', '', after(60), offer.sealed).shown).toBe(offer.shown)
    expect(takeTotpOffer(instance, 'account 2', offer.sealed, now)).toBeUndefined()
    expect(takeTotpOffer(instance, 'account 1', offer.sealed, after(3600))).toBeUndefined()
  })
})

describe('a passphrase', () => {
  test('is known again however its letters were composed, and not by another key', async () => {
    const hash = await hashPassphrase(instance, 'quinze hérons gris au port')
    expect(hash).toMatch(/^argon2id\$65536\$2\$1\$/)
    expect(await isPassphrase(instance, 'quinze he\u0301rons gris au port', hash)).toBe(true)
    expect(await isPassphrase(instance, 'quinze herons gris au port', hash)).toBe(false)
    expect(await isPassphrase(other, 'quinze hérons gris au port', hash)).toBe(false)
    expect(await isPassphrase(instance, 'quinze hérons gris au port', undefined)).toBe(false)
  })
})

test('recovery codes differ, and are read as people write them', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
  const hash = (code: string, account = 'a') => recoveryCodeHash(instance, account, code).toString('hex')
  expect(hash('oil0 1234-5678 9abc')).toBe(hash('0110-1234-5678-9ABC'))
  expect(hash('0110-1234-5678-9ABC', 'b')).not.toBe(hash('0110-1234-5678-9ABC'))
})

describe('a QR code', () => {
  // the prints below were taken from codes that a reader of another make (jsQR 1.4) read back
  const print = (text: string) =>
    createHash('sha256')
      .update((qrModules(text) ?? []).map((row) => row.map((dark) => (dark ? '#' : '.')).join('')).join('\n'))
      .digest('hex')
      .slice(0, 16)
  test.each([
    [17, 21, '831ccb98879af88a'],
    [100, 37, 'ebc371c24dbd1885'],
    [135, 45, 'd60c68881bee4248'],
    [271, 57, 'e91ac0bf5790d422'],
  ])('of %i bytes has the modules that a reader read', (length, size, read) => {
    const text = 'otpauth://totp/'.repeat(20).slice(0, length)
    expect(qrModules(text)).toHaveLength(size)
    expect(print(text)).toBe(read)
  })
  test('of more than 271 bytes is none', () => expect(qrModules('x'.repeat(272))).toBeUndefined())
})
