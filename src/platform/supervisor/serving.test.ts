import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { build, type Build } from '../build.ts'
import { readConfig, type Config } from '../config.ts'
import { userInsteadOfRoot } from '../embedded-postgres-files.ts'
import { KeyUnreadable, makeKeyFile } from '../key-file.ts'
import { projectRoot, socketFolder } from '../paths.ts'
import { askSupervisor, NotRunning } from './control.ts'
import { AlreadyRunning, isHeld } from './hold.ts'
import { startSupervisor, type Status, type Supervisor } from './supervisor.ts'

let root: string
let built: Build
let config: Config
let running: Supervisor | undefined
const log: string[] = []

/** Children that do the least: say who they are in the database, and which secrets they were told. */
const child = (role: string) => `
  import pg from 'pg'
  import { createServer } from 'node:http'
  import { announceReady, readBoot, whenAskedToStop } from '#platform/boot.ts'
  const boot = await readBoot('${role}')
  const pool = new pg.Pool({ connectionString: boot.databaseUrl })
  pool.on('error', () => {})
  const server = createServer(async (request, response) => {
    try {
      const { rows } = await pool.query('select current_user as me')
      response.end(JSON.stringify({ ...rows[0], told: Object.keys(boot), env: Object.keys(process.env) }))
    } catch {
      response.end('{}')
    }
  })
  server.listen(boot.port ?? 0, '127.0.0.1', () => announceReady(server.address().port))
  whenAskedToStop(async () => { server.closeAllConnections(); server.close(); await pool.end() })`

async function freePort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return String(port)
}

beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'watchlight-serving-'))
  mkdirSync(path.join(root, 'src'))
  writeFileSync(
    path.join(root, 'package.json'),
    JSON.stringify({ type: 'module', imports: { '#*': './src/*' } }),
  )
  writeFileSync(path.join(root, 'package-lock.json'), '{}')
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(root, 'node_modules'))
  symlinkSync(path.join(projectRoot, 'src/platform'), path.join(root, 'src/platform'))
  for (const role of ['public', 'office', 'private', 'worker'])
    writeFileSync(path.join(root, `src/${role}.ts`), child(role))
  built = await build(path.join(root, 'built'), root)
  config = readConfig({
    WATCHLIGHT_DATA: path.join(root, 'data'),
    WATCHLIGHT_KEY_FILE: path.join(root, 'master.key'),
    WATCHLIGHT_PUBLIC_PORT: await freePort(),
    WATCHLIGHT_CONSOLE_PORT: await freePort(),
    WATCHLIGHT_PRIVATE_PORT: await freePort(),
  })
})
afterEach(async () => {
  await running?.stop()
  running = undefined
  log.length = 0
})
afterAll(() => {
  for (const user of [undefined, userInsteadOfRoot()]) {
    rmSync(socketFolder(config.dataDirectory, user), { recursive: true, force: true })
  }
  rmSync(root, { recursive: true, force: true })
})

async function start(): Promise<Supervisor> {
  return (running = await startSupervisor(config, { built, log: (line) => log.push(line) }))
}

interface Answer {
  me: string
  told: string[]
  env: string[]
}
const ask = async (url: string) => (await (await fetch(url)).json()) as Answer
const stateOf = (role: string) => running!.status().children.find((found) => found.role === role)!

test('without a key nothing is made and nothing is started', async () => {
  await expect(start()).rejects.toThrow(KeyUnreadable)
  await expect(startSupervisor({ ...config, keyFile: undefined }, { built, log() {} })).rejects.toThrow(
    /WATCHLIGHT_KEY_FILE is not set: run "watchlight setup"/,
  )
  expect(() => statSync(config.dataDirectory)).toThrow('ENOENT')
})

test('each process enters the database under its own login and knows only its own secrets', async () => {
  makeKeyFile(config.keyFile!)
  await start()
  const visitors = await ask(config.publicUrl)
  expect(visitors.me).toBe('wl_public')
  expect(visitors.told).not.toContain('masterKey')
  expect(visitors.env.toSorted()).toEqual(['LANG', 'TZ'])
  expect((await ask(config.consoleUrl)).me).toBe('wl_office')
  const hidden = await ask(config.privateUrl)
  expect(hidden.me).toBe('wl_office')
  expect(hidden.told).not.toContain('smtpUrl')
  expect(stateOf('worker').state).toBe('ready')
})

test('a second start is refused while the first one serves on', async () => {
  await start()
  await expect(startSupervisor(config, { built, log() {} })).rejects.toThrow(AlreadyRunning)
  expect(((await askSupervisor(config.dataDirectory, 'status')) as Status).locked).toBe(false)
  expect((await ask(config.publicUrl)).me).toBe('wl_public')
})

test('a killed office comes back while the public pages stay', async () => {
  await start()
  const before = stateOf('office').pid!
  process.kill(before, 'SIGKILL')
  expect((await ask(config.publicUrl)).me).toBe('wl_public')
  await vi.waitFor(() => expect(stateOf('office')).toMatchObject({ state: 'ready', restarts: 1 }), 20_000)
  expect(stateOf('office').pid).not.toBe(before)
  expect((await ask(config.consoleUrl)).me).toBe('wl_office')
})

test('a killed PostgreSQL comes back, and everybody finds it again', async () => {
  await start()
  const file = path.join(config.dataDirectory, 'pg18/postmaster.pid')
  const postmaster = () => Number(readFileSync(file, 'utf8').split('\n')[0])
  const before = postmaster()
  process.kill(before, 'SIGKILL')
  await vi.waitFor(async () => expect((await ask(config.publicUrl)).me).toBe('wl_public'), 20_000)
  expect(postmaster()).not.toBe(before)
  expect((await ask(config.consoleUrl)).me).toBe('wl_office')
})

test('while the key is away visitors are served, and the office comes once it is back', async () => {
  renameSync(config.keyFile!, `${config.keyFile}.away`)
  await start()
  expect((await ask(config.publicUrl)).me).toBe('wl_public')
  expect(running!.status()).toMatchObject({ locked: true, children: [{ role: 'public', state: 'ready' }] })
  await expect(ask(config.consoleUrl)).rejects.toThrow('fetch failed')
  expect(log).toEqual([expect.stringContaining('the office waits for the key')])
  renameSync(`${config.keyFile}.away`, config.keyFile!)
  await vi.waitFor(() => expect(running!.status().locked).toBe(false), 20_000)
  expect((await ask(config.consoleUrl)).me).toBe('wl_office')
})

test('asked over the control socket it stops everything and lets go of the directory', async () => {
  await start()
  await askSupervisor(config.dataDirectory, 'stop')
  expect(await running!.stopped).toBe(0)
  await expect(ask(config.publicUrl)).rejects.toThrow('fetch failed')
  await expect(askSupervisor(config.dataDirectory, 'ping')).rejects.toThrow(NotRunning)
  expect(isHeld(config.dataDirectory)).toBe(false)
})

test('stopped in the middle of the start it leaves nothing running', async () => {
  const stop = new AbortController()
  const starting = startSupervisor(config, { built, log() {}, signal: stop.signal })
  stop.abort()
  await expect(starting).rejects.toThrow()
  await vi.waitFor(() => expect(isHeld(config.dataDirectory)).toBe(false), 20_000)
  await expect(ask(config.publicUrl)).rejects.toThrow('fetch failed')
})
