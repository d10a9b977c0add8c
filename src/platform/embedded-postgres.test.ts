import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'
import { AlreadyRunning, holdDataDirectory } from './supervisor/hold.ts'
import { makeSocketFolder, socketFolder } from './paths.ts'
import { userInsteadOfRoot } from './embedded-postgres-files.ts'

let directory: string
let running: (() => Promise<void>)[]

beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'watchlight-pg-'))
  running = []
})
afterEach(async () => {
  for (const stop of running) await stop()
  rmSync(socketFolder(directory, userInsteadOfRoot()), { recursive: true, force: true })
  rmSync(directory, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedPostgres> {
  const hold = holdDataDirectory(directory)
  running.push(async () => hold.release())
  const postgres = await startEmbeddedPostgres(hold)
  running.unshift(postgres.close)
  return postgres
}

async function ask(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  let rows: Record<string, unknown>[] = []
  for (const statement of statements) rows = (await client.query(statement)).rows
  await client.end()
  return rows
}

const postmaster = () =>
  Number(readFileSync(path.join(directory, 'pg18/postmaster.pid'), 'utf8').split('\n')[0])

test('the owner is no superuser, may make logins, and nobody enters without a password', async () => {
  const postgres = await start()
  const [me] = await ask(
    postgres.ownerUrl,
    'select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user',
  )
  expect(me).toEqual({ rolname: 'wl_owner', rolsuper: false, rolbypassrls: false, rolcreaterole: true })
  expect(await ask(postgres.ownerUrl, 'show data_checksums')).toEqual([{ data_checksums: 'on' }])

  await ask(postgres.ownerUrl, `create role wl_guest login password 'known'`)
  const as = (user: string, password: string, database = 'watchlight') =>
    ask(`postgres://${user}:${password}@${encodeURIComponent(postgres.host)}:5432/${database}`, 'select 1')
  await expect(as('wl_owner', 'guessed')).rejects.toThrow('password authentication failed')
  await expect(as('wl_root', 'guessed', 'postgres')).rejects.toThrow('password authentication failed')
  await expect(as('wl_guest', 'known')).rejects.toThrow('permission denied for database')
  await ask(postgres.ownerUrl, 'grant connect on database watchlight to wl_guest')
  expect(await as('wl_guest', 'known')).toHaveLength(1)
})

test('files, passwords and socket are closed to other users', async () => {
  const postgres = await start()
  const mode = (file: string) => (statSync(file).mode & 0o777).toString(8)
  expect(mode(directory)).toBe('700')
  expect(mode(path.join(directory, 'pg18'))).toBe('700')
  expect(mode(path.join(directory, 'postgres-passwords.json'))).toBe('600')
  expect(mode(postgres.host)).toBe('700')
  expect(path.join(postgres.host, '.s.PGSQL.5432').length).toBeLessThan(100)
})

test('a socket folder that others may enter is refused', async () => {
  const hold = holdDataDirectory(directory)
  running.push(async () => hold.release())
  chmodSync(makeSocketFolder(directory, userInsteadOfRoot()), 0o777)
  await expect(startEmbeddedPostgres(hold)).rejects.toThrow('is open to others (mode 777)')
})

test('a second start on a live data directory is refused and does not disturb it', async () => {
  const postgres = await start()
  const before = postmaster()
  const client = new pg.Client(postgres.ownerUrl)
  await client.connect()
  await expect(start()).rejects.toThrow(AlreadyRunning)
  const child = spawnHolder()
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).toBe(1)
  expect(postmaster()).toBe(before)
  expect((await client.query('select 1 as alive')).rows).toEqual([{ alive: 1 }])
  await client.end()
})

/** Another process that starts on the same directory and prints its URL. */
function spawnHolder() {
  const script = `
    const { holdDataDirectory } = await import('${import.meta.dirname}/supervisor/hold.ts')
    const { startEmbeddedPostgres } = await import('${import.meta.dirname}/embedded-postgres.ts')
    const postgres = await startEmbeddedPostgres(holdDataDirectory('${directory}'))
    console.log(postgres.ownerUrl)
    setInterval(() => {}, 1000)`
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

test('PostgreSQL stops when its parent is killed, and what was committed is there at the next start', async () => {
  const child = spawnHolder()
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  const url = said.toString().trim()
  await ask(url, 'create table kept (n int)', 'insert into kept values (1)')
  const client = new pg.Client(url)
  const ended = new Promise((resolve) => client.on('error', resolve).on('end', () => resolve(undefined)))
  await client.connect()
  child.kill('SIGKILL')
  await ended
  const postgres = await start()
  expect(await ask(postgres.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }])
})

test('a commit survives SIGKILL of the postmaster', async () => {
  const first = await start()
  await ask(first.ownerUrl, 'create table kept (n int)', 'insert into kept values (2)')
  process.kill(postmaster(), 'SIGKILL')
  await first.exited
  for (const stop of running.splice(0)) await stop()
  const second = await start()
  expect(await ask(second.ownerUrl, 'select n from kept')).toEqual([{ n: 2 }])
})
