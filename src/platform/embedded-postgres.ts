/**
 * Embedded PostgreSQL: real PostgreSQL binaries on a private unix socket, one cluster per data directory.
 * It stops by itself when this process dies in any way, and survives SIGKILL of either side without losing a commit.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { becoming, postgresFiles, userInsteadOfRoot } from './embedded-postgres-files.ts'
import { makeSocketFolder } from './paths.ts'
import type { Hold } from './supervisor/hold.ts'

export interface EmbeddedPostgres {
  /** Folder of the unix socket. */
  host: string
  port: number
  database: string
  owner: { user: string; password: string }
  /** The same as a URL: `postgres://wl_owner:…@%2Ffolder:5432/watchlight`. */
  ownerUrl: string
  /** Resolves when PostgreSQL is gone, whether asked to or not. */
  exited: Promise<void>
  /** Fast shutdown: open transactions roll back, everything committed is on disk. */
  close(): Promise<void>
}

interface Passwords {
  wl_root: string
  wl_owner: string
}

const port = 5432
const database = 'watchlight'

const settings = {
  listen_addresses: '',
  password_encryption: 'scram-sha-256',
  max_connections: '120',
  shared_buffers: '64MB',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  max_wal_size: '512MB',
  checkpoint_timeout: '15min',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  // Safety: a refused statement and the values in it would otherwise stand in the log.
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
}

/**
 * Starts the cluster of a held data directory, making it first when there is none. `extra` overrides settings
 * (tests turn fsync off). Throws when there are no binaries for this machine or the files are not ours.
 */
export async function startEmbeddedPostgres(
  hold: Hold,
  extra: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const files = postgresFiles()
  const cluster = path.join(hold.dataDirectory, 'pg18')
  const user = userInsteadOfRoot()
  const host = makeSocketFolder(hold.dataDirectory, user)
  const become = becoming(user, [files, hold.dataDirectory])
  const run = (command: string, words: string[], options: object): ChildProcess => {
    const [first, ...rest] = [...become.words, command, ...words]
    // Safety: PostgreSQL gets no environment of ours, where keys and relays stand.
    return spawn(first!, rest, {
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin:/usr/sbin' },
      ...become.as,
      ...options,
    })
  }

  const passwords = readOrMakePasswords(hold.dataDirectory, existsSync(cluster))
  if (!existsSync(cluster))
    await makeCluster(run, path.join(files, 'bin/initdb'), cluster, host, passwords, user)
  await stopOrphan(cluster)
  const server = await launch(run, path.join(files, 'bin/postgres'), cluster, host, { ...settings, ...extra })

  const password = passwords.wl_owner
  await prepareOwner(
    { host, port, user: 'wl_root', password: passwords.wl_root, database: 'postgres' },
    password,
  )
  return {
    host,
    port,
    database,
    owner: { user: 'wl_owner', password },
    ownerUrl: `postgres://wl_owner:${password}@${encodeURIComponent(host)}:${port}/${database}`,
    exited: server.exited,
    close: server.stop,
  }
}

/** Kept beside the cluster and readable by us only; made before it, so that a cluster never lacks its passwords. */
function readOrMakePasswords(dataDirectory: string, clusterExists: boolean): Passwords {
  const file = path.join(dataDirectory, 'postgres-passwords.json')
  if (existsSync(file)) {
    if (statSync(file).mode & 0o077) throw new Error(`${file} is open to others: chmod 600 it.`)
    return JSON.parse(readFileSync(file, 'utf8')) as Passwords
  }
  if (clusterExists)
    throw new Error(`${file} is missing: bring it back from the backup of this data directory.`)
  const random = () => randomBytes(24).toString('base64url')
  const passwords = { wl_root: random(), wl_owner: random() }
  writeFileSync(`${file}.new`, JSON.stringify(passwords), { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return passwords
}

type Run = (command: string, words: string[], options: object) => ChildProcess

// Safety: no role gets in without its password, not even over the socket.
const initialSettings =
  '--username=wl_root --auth-local=scram-sha-256 --auth-host=reject --data-checksums --no-instructions ' +
  '--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8'

/** Made under another name and renamed when whole: a start that was cut short leaves nothing half. */
async function makeCluster(
  run: Run,
  initdb: string,
  cluster: string,
  privateFolder: string,
  passwords: Passwords,
  user: { uid: number; gid: number } | undefined,
): Promise<void> {
  const unfinished = `${cluster}.new`
  const passwordFile = path.join(privateFolder, 'first-password')
  rmSync(unfinished, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(passwordFile, passwords.wl_root, { mode: 0o600, flag: 'wx' })
  if (user) for (const made of [unfinished, passwordFile]) chownSync(made, user.uid, user.gid)
  try {
    const words = [`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`].concat(initialSettings.split(' '))
    const child = run(initdb, words, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (bytes) => (said += bytes))
    const code = await new Promise<number | null>((resolve, reject) =>
      child.on('close', resolve).on('error', reject),
    )
    if (code !== 0) throw new Error(`initdb failed (${code}): ${said}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(unfinished, cluster)
}

/** Whoever holds the data directory is the only one alive in it, so a postmaster found there has lost its parent. */
async function stopOrphan(cluster: string): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  const deadline = Date.now() + 60_000
  for (let asked = false; isPostmasterOf(pid, cluster); asked = true) {
    if (!asked) process.kill(pid, 'SIGINT')
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${pid}) does not let go of ${cluster}.`)
    await pause(50)
  }
}

/** Process ids are used again: only a process started on this very cluster counts. */
function isPostmasterOf(pid: number, cluster: string): boolean {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster)
    }
    return spawnSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' }).stdout.includes(cluster)
  } catch {
    return false
  }
}

/** A shell stands between: it lives on when we are killed, sees our end of the pipe close, and shuts PostgreSQL down. */
const watcher = `exec 3<&0; "$@" & P=$!; trap '' INT TERM HUP; (cat >/dev/null <&3; kill -INT $P) & wait $P`

async function launch(
  run: Run,
  postgres: string,
  cluster: string,
  host: string,
  options: Record<string, string>,
) {
  const words = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = run(
    '/bin/sh',
    ['-c', watcher, 'sh', postgres, '-D', cluster, '-p', `${port}`, '-k', host, ...words],
    // detached: Ctrl-C must not reach PostgreSQL before our own processes have finished with it
    { stdio: ['pipe', 'ignore', 'pipe'], detached: true },
  )
  let said = ''
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    child.stderr!.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-4000)
      if (said.includes('ready to accept connections')) resolve()
    })
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`PostgreSQL did not start (${code}): ${said}`)))
  })
  child.unref()
  for (const stream of [child.stdin, child.stderr]) (stream as unknown as Socket).unref()
  return {
    exited,
    async stop() {
      child.ref()
      child.stdin!.end()
      await exited
    },
  }
}

/**
 * The owner is what an operator of a managed PostgreSQL would have: no superuser, may make the wl_* logins in the
 * migrations, owns the one database. Repeated at each start, so an interrupted first start mends itself.
 */
async function prepareOwner(root: pg.ClientConfig, password: string): Promise<void> {
  const client = new pg.Client(root)
  await client.connect()
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = 'wl_owner') as role,
              exists (select from pg_database where datname = $1) as database`,
      [database],
    )
    const attributes = 'login nosuperuser nobypassrls noreplication createrole createdb'
    if (!rows[0]!.role) {
      await client.query(`create role wl_owner ${attributes} password ${client.escapeLiteral(password)}`)
    }
    if (!rows[0]!.database) await client.query(`create database ${database} owner wl_owner`)
    // Safety: other roles may connect only where a migration lets them.
    await client.query(`revoke all on database ${database}, postgres, template1 from public`)
    await client.query('grant connect on database postgres to wl_owner')
  } finally {
    await client.end()
  }
}
