/** A server that was set up dangerously does not start, and says which setting is wrong. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/platform/database.ts'
import { exitRefused } from '../../src/platform/config.ts'
import { makeKeyFile } from '../../src/platform/key-file.ts'
import { mustFitKey, openKeys } from '../../src/platform/keys/keyring.ts'
import { socketFolder } from '../../src/platform/paths.ts'
import { testDatabase } from '../database.ts'
import { freePort, serve } from './system.ts'

const database = await testDatabase()
const root = mkdtempSync(path.join(os.tmpdir(), 'watchlight-refused-'))
const dataDirectory = path.join(root, 'data')
const keyFile = path.join(root, 'master.key')
const keys = openKeys(makeKeyFile(keyFile))
const office = openDatabase({ url: database.officeUrl, keys, connections: 1 })
await mustFitKey(office.pool, keys)
await office.close()
afterAll(() => {
  rmSync(socketFolder(dataDirectory), { recursive: true, force: true })
  rmSync(root, { recursive: true, force: true })
})

/** Tries to start on the test's database; the logins are given, so that nothing is migrated. */
async function tryToStart(settings: Record<string, string>) {
  const [publicPort, consolePort, privatePort] = [await freePort(), await freePort(), await freePort()]
  const server = serve({
    WATCHLIGHT_DATA: dataDirectory,
    WATCHLIGHT_KEY_FILE: keyFile,
    WATCHLIGHT_PUBLIC_PORT: `${publicPort}`,
    WATCHLIGHT_CONSOLE_PORT: `${consolePort}`,
    WATCHLIGHT_PRIVATE_PORT: `${privatePort}`,
    WATCHLIGHT_DB_PUBLIC_URL: database.publicUrl,
    WATCHLIGHT_DB_OFFICE_URL: database.officeUrl,
    WATCHLIGHT_DB_WORKER_URL: database.workerUrl,
    ...settings,
  })
  const code = await Promise.race([server.ended, server.serving.then(() => 'it serves' as const)])
  if (code === 'it serves') {
    server.child.kill('SIGTERM')
    await server.ended
  }
  return { code, printed: server.printed() }
}

test('with a login that sees through the walls', { timeout: 60_000 }, async () => {
  for (const name of ['WATCHLIGHT_DB_OFFICE_URL', 'WATCHLIGHT_DB_WORKER_URL']) {
    const { code, printed } = await tryToStart({ [name]: database.ownerUrl })
    expect(code, printed).toBe(exitRefused)
    expect(printed).toMatch(/WATCHLIGHT_DB_/)
    expect(printed).toContain('too powerful')
    expect(printed).not.toContain(new URL(database.ownerUrl).password)
  }
})

test('with another master key than the data were sealed with', { timeout: 60_000 }, async () => {
  const other = path.join(root, 'other.key')
  makeKeyFile(other)
  const { code, printed } = await tryToStart({ WATCHLIGHT_KEY_FILE: other })
  expect(code, printed).toBe(exitRefused)
  expect(printed).toContain('The master key does not fit this database')
  expect(printed).toContain('WATCHLIGHT_KEY_FILE')
})

test(
  'with a mistyped setting, or two listeners on one port, and then makes nothing',
  {
    timeout: 60_000,
  },
  async () => {
    const untouched = path.join(root, 'mistyped', 'data')
    const port = `${await freePort()}`
    const ports = { WATCHLIGHT_PUBLIC_PORT: port, WATCHLIGHT_CONSOLE_PORT: port }
    for (const [settings, said] of [
      [{ WATCHLIGHT_TRUSTED_PROXY: '127.0.0.1' }, 'Did you mean WATCHLIGHT_TRUSTED_PROXIES?'],
      [ports, `WATCHLIGHT_CONSOLE_PORT must be another port than WATCHLIGHT_PUBLIC_PORT: both are ${port}.`],
    ] as const) {
      const { code, printed } = await tryToStart({ ...settings, WATCHLIGHT_DATA: untouched })
      expect(code, printed).toBe(exitRefused)
      expect(printed).toContain(said)
      expect(existsSync(untouched)).toBe(false)
    }
  },
)

test('without a master key, and then makes nothing', { timeout: 60_000 }, async () => {
  const empty = path.join(root, 'empty')
  mkdirSync(empty)
  for (const key of ['', path.join(root, 'nowhere.key')]) {
    const untouched = path.join(empty, 'data')
    const { code, printed } = await tryToStart({ WATCHLIGHT_KEY_FILE: key, WATCHLIGHT_DATA: untouched })
    expect(code, printed).toBe(exitRefused)
    expect(printed).toMatch(/WATCHLIGHT_KEY_FILE|nowhere\.key/)
    expect(existsSync(untouched)).toBe(false)
  }
})
