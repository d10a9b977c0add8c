/** The whole of Watchlight as an operator starts it: `watchlight serve` with real children, a real PostgreSQL, real mail. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { userInsteadOfRoot } from '../../src/platform/embedded-postgres-files.ts'
import { makeKeyFile } from '../../src/platform/key-file.ts'
import { openKeys, type Keys } from '../../src/platform/keys/keyring.ts'
import { startCatcher, type Catcher } from '../../src/platform/mailbox/index.ts'
import { roleUrls, type RoleUrls } from '../../src/platform/migrate.ts'
import { projectRoot, socketFolder } from '../../src/platform/paths.ts'
import { askSupervisor } from '../../src/platform/supervisor/control.ts'
import type { Status } from '../../src/platform/supervisor/supervisor.ts'

export interface System {
  publicUrl: string
  consoleUrl: string
  dataDirectory: string
  mailbox: Catcher
  keys: Keys
  urls: RoleUrls & { owner: string; root: string }
  /** everything that the server and its children have printed */
  printed(): string
  status(): Promise<Status>
  /** process id of a child, or of PostgreSQL itself */
  pid(role: 'public' | 'office' | 'worker' | 'postgres'): Promise<number>
  /** SQL as the owner, with the wall of a table set aside; rolled back */
  look<T>(tables: string[], text: string, values?: unknown[]): Promise<T[]>
  stop(): Promise<void>
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts it in a folder of its own; `stop` leaves nothing behind. */
export async function startSystem(options: { smtpUrl?: string } = {}): Promise<System> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'watchlight-system-'))
  const dataDirectory = path.join(root, 'data')
  const keyFile = path.join(root, 'master.key')
  const masterKey = makeKeyFile(keyFile)
  const mailbox = await startCatcher({ smtpPort: 0, pagePort: 0 })
  const [publicPort, consolePort, privatePort] = [await freePort(), await freePort(), await freePort()]
  const server = serve({
    WATCHLIGHT_DATA: dataDirectory,
    WATCHLIGHT_KEY_FILE: keyFile,
    WATCHLIGHT_PUBLIC_PORT: `${publicPort}`,
    WATCHLIGHT_CONSOLE_PORT: `${consolePort}`,
    WATCHLIGHT_PRIVATE_PORT: `${privatePort}`,
    WATCHLIGHT_SMTP_URL: options.smtpUrl ?? `smtp://127.0.0.1:${mailbox.smtpPort}`,
    // visitors come from many networks
    WATCHLIGHT_TRUSTED_PROXIES: '127.0.0.1,::1',
  })
  async function stop() {
    server.child.kill('SIGTERM')
    await server.ended
    await mailbox.close()
    for (const user of [undefined, userInsteadOfRoot()])
      rmSync(socketFolder(dataDirectory, user), { recursive: true, force: true })
    rmSync(root, { recursive: true, force: true })
  }
  try {
    await server.serving
  } catch (error) {
    await stop()
    throw error
  }
  const keys = openKeys(masterKey)
  const urls = loginsOf(dataDirectory, keys)
  const status = async () => (await askSupervisor(dataDirectory, 'status')) as Status
  return {
    publicUrl: `http://localhost:${publicPort}`,
    consoleUrl: `http://localhost:${consolePort}`,
    ...{ dataDirectory, mailbox, keys, urls, status, stop },
    printed: server.printed,
    async pid(role) {
      if (role === 'postgres')
        return Number(readFileSync(path.join(dataDirectory, 'pg18/postmaster.pid'), 'utf8').split('\n')[0])
      const child = (await status()).children.find((found) => found.role === role)
      if (!child?.pid) throw new Error(`no ${role} runs`)
      return child.pid
    },
    look: (tables, text, values) => look(urls.owner, tables, text, values),
  }
}

/** `watchlight serve` with these settings and no others; all that it and its children print is kept. */
export function serve(settings: Record<string, string>) {
  const words = ['--enable-source-maps', '--disable-warning=ExperimentalWarning']
  const child: ChildProcess = spawn(
    process.execPath,
    [...words, path.join(projectRoot, 'src/main.ts'), 'serve'],
    { cwd: projectRoot, env: { PATH: process.env.PATH, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let printed = ''
  const { promise: serving, resolve, reject } = Promise.withResolvers<void>()
  serving.catch(() => {})
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (bytes: Buffer) => {
      printed += bytes.toString('latin1')
      if (printed.includes('Console:')) resolve()
    })
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)))
  void ended.then((code) => reject(new Error(`serve ended (${code}): ${printed}`)))
  return { child, serving, ended, printed: () => printed }
}

function loginsOf(dataDirectory: string, keys: Keys): System['urls'] {
  const file = path.join(dataDirectory, 'postgres-passwords.json')
  const passwords = JSON.parse(readFileSync(file, 'utf8')) as { wl_owner: string; wl_root: string }
  const folders = [userInsteadOfRoot(), undefined].map((user) => socketFolder(dataDirectory, user))
  const folder = folders.find((one) => existsSync(path.join(one, '.s.PGSQL.5432')))
  const urlOf = (user: 'wl_owner' | 'wl_root', database: string) =>
    `postgres://${user}:${passwords[user]}@${encodeURIComponent(folder!)}:5432/${database}`
  const owner = urlOf('wl_owner', 'watchlight')
  return { ...roleUrls(owner, keys.context), owner, root: urlOf('wl_root', 'postgres') }
}

async function look<T>(url: string, tables: string[], text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin')
    for (const table of tables) await client.query(`alter table ${table} no force row level security`)
    return (await client.query(text, values)).rows as T[]
  } finally {
    await client.query('rollback').catch(() => {})
    await client.end()
  }
}
