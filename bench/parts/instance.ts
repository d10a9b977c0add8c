/** A whole instance as `watchlight serve` starts it, with a desk at its console, for benches that go through all doors. */
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { signIn, type Member } from '../../src/platform/actor.ts'
import { readConfig } from '../../src/platform/config.ts'
import { openDatabase, type Database } from '../../src/platform/database.ts'
import { makeKeyFile } from '../../src/platform/key-file.ts'
import { openKeys, type Keys } from '../../src/platform/keys/keyring.ts'
import type { RoleUrls } from '../../src/platform/migrate.ts'
import { startSupervisor } from '../../src/platform/supervisor/supervisor.ts'
import { startSession } from '../../src/organisations/index.ts'

export interface Instance {
  publicUrl: string
  urls: RoleUrls
  keys: Keys
  office: Database
  /** a browser at the console in which this member is signed in, proved just now */
  desk(member: Member): Promise<Desk>
  close(): Promise<void>
}

export interface Desk {
  get(path: string): Promise<Response>
  post(path: string, form?: Record<string, string | readonly string[]>): Promise<Response>
}

export async function startInstance(smtpPort: number): Promise<Instance> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'watchlight-bench-'))
  const keyFile = `${directory}.key`
  makeKeyFile(keyFile)
  const names = ['PUBLIC', 'CONSOLE', 'PRIVATE', 'MAILBOX', 'MAILBOX_SMTP']
  const ports = await freePorts(names.length)
  const config = readConfig({
    ...Object.fromEntries(names.map((name, i) => [`WATCHLIGHT_${name}_PORT`, `${ports[i]}`])),
    WATCHLIGHT_DATA: directory,
    WATCHLIGHT_KEY_FILE: keyFile,
    WATCHLIGHT_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
  })
  const forget = (): void => {
    for (const one of [directory, keyFile]) rmSync(one, { recursive: true, force: true })
  }
  const log = (line: string): void => void process.stderr.write(`${line}\n`)
  const supervisor = await startSupervisor(config, { demo: true, log }).catch((error: unknown) => {
    forget()
    throw error
  })
  const { masterKey, roleUrls } = supervisor.staff!
  const keys = openKeys(masterKey)
  const office = openDatabase({ url: roleUrls.office, keys })
  return {
    ...{ publicUrl: config.publicUrl, urls: roleUrls, keys, office },
    async desk({ accountId, organisationId }) {
      const session = { accountId, organisationId, how: 'passkey' }
      const { token } = await office.transaction(signIn, (tx) => startSession(tx, session))
      return deskAt(config.consoleUrl, `watchlight-${config.ports.console}=${token}`)
    },
    async close() {
      await office.close()
      await supervisor.stop()
      forget()
    },
  }
}

function deskAt(consoleUrl: string, cookie: string): Desk {
  return {
    get: (where) => fetch(consoleUrl + where, { headers: { cookie }, redirect: 'manual' }),
    post: (where, form = {}) =>
      fetch(consoleUrl + where, {
        method: 'POST',
        headers: { cookie, origin: consoleUrl, 'sec-fetch-site': 'same-origin' },
        redirect: 'manual',
        body: new URLSearchParams(
          Object.entries(form).flatMap(([name, value]) =>
            (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
          ),
        ),
      }),
  }
}

async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<net.Server>((resolve) => {
          const server = net.createServer().listen(0, '127.0.0.1', () => resolve(server))
        }),
    ),
  )
  const ports = held.map((server) => (server.address() as net.AddressInfo).port)
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
