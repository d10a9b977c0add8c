import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import pg from 'pg'
import { contextPads } from './context.ts'
import { derive } from './keys/seal.ts'

export interface MigrateOptions {
  /** the owner of the database; used here and nowhere else */
  ownerUrl: string
  /** HMAC key of the tenant context (openKeys(master).context); the logins' passwords are derived from it too */
  contextKey: Buffer
  /** folder with the numbered .sql files */
  folder: string
  log?: (line: string) => void
}

export type RoleUrls = { public: string; office: string; worker: string }

/** The three logins of the running server, on the same host and database as the owner. */
export function roleUrls(ownerUrl: string, contextKey: Buffer): RoleUrls {
  const urlFor = (role: keyof RoleUrls): string => {
    const url = new URL(ownerUrl)
    url.username = `wl_${role}`
    url.password = password(contextKey, role)
    return url.toString()
  }
  return { public: urlFor('public'), office: urlFor('office'), worker: urlFor('worker') }
}

const password = (contextKey: Buffer, role: string): string =>
  derive(contextKey, `login/${role}`).toString('base64url')

/**
 * Makes the logins, runs all pending migrations in one transaction, and installs the pads of the context key.
 * @throws the first error; then nothing has changed
 */
export async function migrate(options: MigrateOptions): Promise<RoleUrls> {
  const pool = new pg.Pool({ connectionString: options.ownerUrl, max: 2 })
  pool.on('error', () => {})
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await mustBeSupported(pool)
    await makeLogins(pool, options.contextKey)
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => await readMigrations(options.folder) },
      // two branches may land in the other order than their numbers: a database between them takes the lower one late
      allowUnorderedMigrations: true,
    })
    const { error, results } = await migrator.migrateToLatest()
    for (const result of results ?? [])
      options.log?.(`${result.migrationName}: ${result.status.toLowerCase()}`)
    if (error) throw error
    const { inner, outer } = contextPads(options.contextKey)
    await pool.query(
      `insert into wl.context_key (inner_pad, outer_pad) values ($1, $2)
       on conflict (single) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad`,
      [inner, outer],
    )
    return roleUrls(options.ownerUrl, options.contextKey)
  } finally {
    await db.destroy()
  }
}

async function readMigrations(folder: string): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  const entries = names.map(async (name): Promise<[string, Migration]> => {
    const text = await readFile(join(folder, name), 'utf8')
    return [name.slice(0, -4), { up: async (db) => void (await sql.raw(text).execute(db)) }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

async function mustBeSupported(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ v: string }>(`select current_setting('server_version_num') as v`)
  const major = Math.floor(Number(rows[0]!.v) / 10_000)
  if (major < 15)
    throw new Error(`PostgreSQL ${major} is too old: DATABASE_URL needs a server of version 15 to 18.`)
}

/** The logins may exist already: several databases of one cluster share them. */
async function makeLogins(pool: pg.Pool, contextKey: Buffer): Promise<void> {
  for (const role of ['public', 'office', 'worker'] as const) {
    const name = `wl_${role}`
    const secret = pg.escapeLiteral(password(contextKey, role))
    const { rowCount } = await pool.query('select 1 from pg_roles where rolname = $1', [name])
    await pool.query(
      rowCount
        ? `alter role ${name} login nocreatedb nocreaterole password ${secret}`
        : `create role ${name} login nosuperuser nocreatedb nocreaterole nobypassrls noinherit password ${secret}`,
    )
  }
  const { rows } = await pool.query<{ name: string }>('select current_database() as name')
  const database = pg.escapeIdentifier(rows[0]!.name)
  await pool.query(`revoke all on database ${database} from public`)
  await pool.query(`grant connect on database ${database} to wl_public, wl_office, wl_worker`)
}
