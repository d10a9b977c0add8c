import { randomInt } from 'node:crypto'
import type { Sealer } from '../keys/keyring.ts'

export const recoveryCodeCount = 10

// without letters that look like digits (Crockford's base 32)
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Sixteen letters are 80 random bits: nothing to guess, so no slow hash is needed. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: recoveryCodeCount }, () =>
    Array.from({ length: 16 }, () => letters[randomInt(letters.length)])
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  )

/** What is stored of a code; typed in any case, with or without its dashes, O for 0 and I or L for 1. */
export const recoveryCodeHash = (instance: Sealer, accountId: string, code: string): Buffer =>
  instance.index(
    'recovery-code',
    `${accountId}|${code
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1')}`,
  )
