import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isOpaqueToken, openOpaque, opaqueToken } from './links-opaque.ts'
import { type Link, signLink, verifyLink } from './links.ts'

const ours = generateKeyPairSync('ed25519')
const theirs = generateKeyPairSync('ed25519')
const NOW = new Date('2026-05-03T10:00:00Z')
const link: Link = {
  ids: ['0196a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b', '4294967296123', 'abc'],
  about: '0196a1b2-ffff-7e5f-8a9b-0c1d2e3f4a5b',
  language: 'ar',
  expires: new Date('2026-05-10T10:00:00Z'),
}
const token = signLink(ours.privateKey, 'confirm', link)
const check = (text: string, purpose = 'confirm', now = NOW) => verifyLink(ours.publicKey, text, purpose, now)

describe('a signed link', () => {
  test('gives back what was signed', () => {
    expect(check(token)).toEqual({ state: 'valid', ...link })
    const bare = { ids: [], language: 'en', expires: link.expires }
    expect(check(signLink(ours.privateKey, 'confirm', bare))).toEqual({ state: 'valid', ...bare })
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/)
    expect(token.length).toBeLessThan(180)
  })

  test('ends at its expiry and still says where to ask again', () => {
    expect(check(token, 'confirm', new Date(link.expires.getTime() - 1)).state).toBe('valid')
    expect(check(token, 'confirm', link.expires)).toEqual({
      state: 'expired',
      ids: link.ids,
      language: 'ar',
      about: link.about,
    })
  })

  test('is nothing for another purpose, expired or not', () => {
    expect(check(token, 'preference')).toEqual({ state: 'invalid' })
    expect(check(token, 'preference', new Date('2030-01-01'))).toEqual({ state: 'invalid' })
    expect(check(token, 'confirm\0')).toEqual({ state: 'invalid' })
  })

  test('cannot be forged with another key', () => {
    expect(check(signLink(theirs.privateKey, 'confirm', link))).toEqual({ state: 'invalid' })
  })

  test('does not survive the change of any bit', () => {
    const bytes = Buffer.from(token, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(check(changed.toString('base64url')).state).toBe('invalid')
    }
  })

  test('does not survive cutting, adding or another spelling', () => {
    for (let length = 0; length < token.length; length++)
      expect(check(token.slice(0, length)).state).toBe('invalid')
    for (const text of [
      `${token}A`,
      `${token}=`,
      ` ${token}`,
      token.replaceAll('-', '+'),
      'ä',
      'A'.repeat(1_000_000),
    ]) {
      if (text !== token) expect(check(text).state).toBe('invalid')
    }
  })

  test('carries ids only', () => {
    for (const id of ['ana souza', 'é', 'x'.repeat(61), '']) {
      expect(() => signLink(ours.privateKey, 'confirm', { ...link, ids: [id] })).toThrow(RangeError)
    }
    expect(() => signLink(ours.privateKey, 'confirm', { ...link, language: '' })).toThrow(RangeError)
    expect(() => signLink(ours.privateKey, 'confirm', { ...link, expires: new Date(Number.NaN) })).toThrow(
      RangeError,
    )
  })
})

describe('an opaque link', () => {
  const key = randomBytes(32)
  const addressee = { organisation: 3, supporter: 4_294_967_295 }
  const opaque = opaqueToken(key, 'unsubscribe', addressee)

  test('names one supporter to the office, always alike', () => {
    expect(openOpaque(key, 'unsubscribe', opaque)).toEqual(addressee)
    expect(opaqueToken(key, 'unsubscribe', addressee)).toBe(opaque)
    expect(openOpaque(Buffer.from(key), 'unsubscribe', opaque)).toEqual(addressee)
    expect(opaque).toMatch(/^[A-Za-z0-9_-]{22}$/)
  })

  test('shows nothing: neighbours have nothing in common', () => {
    const tokens = Array.from({ length: 500 }, (_, supporter) =>
      opaqueToken(key, 'unsubscribe', { organisation: 3, supporter }),
    )
    expect(new Set(tokens).size).toBe(500)
    expect(new Set(tokens.map((one) => one.slice(0, 6))).size).toBe(500)
    expect(new Set(tokens.map((one) => one.slice(-6))).size).toBe(500)
  })

  test('is noise for another purpose and another key', () => {
    expect(openOpaque(key, 'choices', opaque)).toBeUndefined()
    expect(openOpaque(randomBytes(32), 'unsubscribe', opaque)).toBeUndefined()
    expect(opaqueToken(key, 'choices', addressee)).not.toBe(opaque)
  })

  test('does not survive the change of any bit', () => {
    const bytes = Buffer.from(opaque, 'base64url')
    for (let bit = 0; bit < 128; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(openOpaque(key, 'unsubscribe', changed.toString('base64url'))).toBeUndefined()
    }
    for (let n = 0; n < 2_000; n++) {
      expect(openOpaque(key, 'unsubscribe', randomBytes(16).toString('base64url'))).toBeUndefined()
    }
  })

  test('has a form that can be checked without its key', () => {
    expect(isOpaqueToken(opaque)).toBe(true)
    expect(isOpaqueToken(randomBytes(16).toString('base64url'))).toBe(true)
    for (const text of [
      '',
      opaque.slice(1),
      `${opaque}A`,
      `${opaque.slice(0, 21)}B`,
      `${opaque.slice(0, 21)}=`,
      '☃'.repeat(22),
    ]) {
      expect(isOpaqueToken(text)).toBe(false)
      expect(openOpaque(key, 'unsubscribe', text)).toBeUndefined()
    }
  })

  test('refuses numbers that do not fit', () => {
    for (const supporter of [-1, 2 ** 32, 1.5, Number.NaN]) {
      expect(() => opaqueToken(key, 'unsubscribe', { organisation: 1, supporter })).toThrow(RangeError)
    }
    expect(() => opaqueToken(Buffer.alloc(16), 'unsubscribe', addressee)).toThrow(RangeError)
  })
})
