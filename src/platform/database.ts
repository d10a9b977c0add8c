import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Actor } from './actor.ts'
import { systemClock, type Clock } from './clock.ts'
import { signContext } from './context.ts'
import type { Keyring, Keys } from './keys/keyring.ts'
import type { Tables } from './tables.ts'

// bigint ids and counts stay well below 2^53 here; dates without time stay text (a Date would invent a zone)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** A transaction. It exists only with a signed context: there is no way to a table without saying who acts. */
export interface Tx {
  readonly db: Transaction<Tables>
  readonly actor: Actor
  /** the one moment of this transaction; every decision of the domain uses it */
  readonly now: Date
  readonly keys: Keyring
}

export interface Database {
  /** Runs in one transaction as this actor. Nothing slow belongs inside: no network, no image, no mail. */
  transaction<T>(actor: Actor, run: (tx: Tx) => Promise<T>): Promise<T>
  /** The same at READ ONLY, for pages: one snapshot, no row can be changed by mistake. */
  reading<T>(actor: Actor, run: (tx: Tx) => Promise<T>): Promise<T>
  readonly pool: pg.Pool
  readonly clock: Clock
  close(): Promise<void>
}

export interface DatabaseOptions {
  url: string
  keys: Keys
  clock?: Clock
  connections?: number
  onError?: (error: Error) => void
}

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5_000,
    application_name: 'watchlight',
  })
  // a connection that breaks while idle must not end the process
  pool.on('error', (error) => options.onError?.(error))
  // nor one that breaks between two statements of a transaction: the next statement says so
  pool.on('connect', (client) => void client.on('error', () => {}))
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const clock = options.clock ?? systemClock
  async function run<T>(readOnly: boolean, actor: Actor, body: (tx: Tx) => Promise<T>): Promise<T> {
    const builder = readOnly
      ? kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
      : kysely.transaction()
    return await builder.execute(async (db) => {
      const now = clock.now()
      const context = signContext(options.keys.context, actor, Date.now(), now.getTime())
      await sql`select set_config('wl.context', ${context}, true)`.execute(db)
      return await body({ db, actor, now, keys: options.keys.ring(db) })
    })
  }
  return {
    transaction: (actor, body) => run(false, actor, body),
    reading: (actor, body) => run(true, actor, body),
    pool,
    clock,
    async close() {
      await kysely.destroy()
      // Kysely ends the pool only when it has used it
      if (!pool.ending) await pool.end()
    },
  }
}

/**
 * Refuses a login that the walls would not hold.
 * Safety: a superuser, a table owner or a role with BYPASSRLS reads every organisation's rows whatever the policies say.
 * @throws Error that names the role and how to mend it
 */
export async function mustBeRestricted(database: Pick<Database, 'pool'>): Promise<void> {
  const { rows } = await database.pool.query<{ name: string; strong: boolean; owner: boolean }>(
    `select current_user as name, rolsuper or rolbypassrls or rolcreaterole as strong,
       exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('public', 'wl', 'intake', 'published') and c.relkind = 'r' and pg_has_role(current_user, c.relowner, 'member')) as owner
     from pg_roles where rolname = current_user`,
  )
  const role = rows[0]
  if (!role || role.strong || role.owner)
    throw new Error(
      `The database login "${role?.name}" is too powerful: it could read past the walls between organisations. ` +
        'WATCHLIGHT_DB_OFFICE_URL and WATCHLIGHT_DB_WORKER_URL must name the logins wl_office and wl_worker that `watchlight migrate` makes.',
    )
}
