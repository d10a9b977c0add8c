import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkCode, ensureDemoKey, KeyUnreadable, makeKeyFile, readKeyFile } from './key-file.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'watchlight-key-'))
  file = path.join(folder, 'sub/key')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a made key reads back, is closed to others, and is never overwritten', () => {
  const key = makeKeyFile(file)
  expect(readKeyFile(file)).toEqual(key)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(() => makeKeyFile(file)).toThrow('EEXIST')
  expect(readKeyFile(file)).toEqual(key)
})

test('hex is accepted, anything else than 32 bytes is not', () => {
  const key = makeKeyFile(file)
  writeFileSync(file, key.toString('hex').toUpperCase())
  expect(readKeyFile(file)).toEqual(key)
  for (const wrong of [
    '',
    'short',
    key.toString('base64url') + 'AA',
    key.toString('hex').slice(2),
    ' '.repeat(43),
  ]) {
    writeFileSync(file, wrong)
    expect(() => readKeyFile(file)).toThrow(KeyUnreadable)
  }
})

test('a key that others may read is refused, and so is a missing one; the message names the setting', () => {
  makeKeyFile(file)
  chmodSync(file, 0o640)
  expect(() => readKeyFile(file)).toThrow(/WATCHLIGHT_KEY_FILE .*chmod 600/)
  expect(() => readKeyFile(`${file}.gone`)).toThrow(/WATCHLIGHT_KEY_FILE .*ENOENT/)
})

test('the check code tells keys apart and is not part of the key', () => {
  const key = makeKeyFile(file)
  expect(checkCode(key)).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
  expect(checkCode(key)).toBe(checkCode(readKeyFile(file)))
  const other = readKeyFile(ensureDemoKey(folder))
  expect(checkCode(other)).not.toBe(checkCode(key))
  expect(readFileSync(file, 'utf8')).not.toContain(checkCode(key))
  expect(ensureDemoKey(folder)).toBe(ensureDemoKey(folder))
})
