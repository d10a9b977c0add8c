import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigError, readConfig } from '#platform/config.ts'
import { readKeyFile } from '#platform/key-file.ts'
import { AlreadyRunning, holdDataDirectory } from '#platform/supervisor/hold.ts'
import { demoConfig } from './demo.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'watchlight-demo-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const config = (settings: Record<string, string> = {}) => readConfig({ WATCHLIGHT_DATA: folder, ...settings })

test('the demo lives in a corner of its own, with its own key, on this machine', () => {
  const demo = demoConfig(config({ WATCHLIGHT_HOST: '0.0.0.0' }))
  expect(demo).toMatchObject({ dataDirectory: path.join(folder, 'demo'), host: '127.0.0.1' })
  expect(demo.smtpUrl).toBe('smtp://127.0.0.1:4025')
  expect(readKeyFile(demo.keyFile!)).toHaveLength(32)
  expect(demoConfig(config()).keyFile).toBe(demo.keyFile)
})

test.each([
  ['DATABASE_URL', 'postgres://owner:secret@db.example/real'],
  ['WATCHLIGHT_DB_OFFICE_URL', 'postgres://wl_office:secret@db.example/real'],
  ['WATCHLIGHT_SMTP_URL', 'smtp://relay.example:587'],
  ['WATCHLIGHT_PUBLIC_URL', 'https://watchlight.example'],
])('with %s it refuses, and makes nothing', (name, value) => {
  expect(() => demoConfig(config({ [name]: value }))).toThrow(ConfigError)
  expect(existsSync(path.join(folder, 'demo'))).toBe(false)
})

test('it does not start twice', () => {
  const hold = holdDataDirectory(path.join(folder, 'demo'))
  expect(() => demoConfig(config())).toThrow(AlreadyRunning)
  hold.release()
})

test('played once it begins anew each time, and leaves the lasting demo alone', () => {
  const lasting = demoConfig(config())
  const first = readKeyFile(demoConfig(config(), true).keyFile!)
  expect(readKeyFile(demoConfig(config(), true).keyFile!)).not.toEqual(first)
  expect(demoConfig(config()).keyFile).toBe(lasting.keyFile)
})
