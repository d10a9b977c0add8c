import { sql } from 'kysely'
import type { Tx } from './database.ts'

/**
 * Runs a part of a transaction that may fail without the rest: what it wrote is undone, and the transaction goes on.
 * Only for what can be done without; what must hold fails whole.
 */
export async function attempt<T>(
  { db }: Tx,
  run: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false }> {
  await sql`savepoint attempt`.execute(db)
  try {
    const value = await run()
    await sql`release savepoint attempt`.execute(db)
    return { ok: true, value }
  } catch {
    await sql`rollback to savepoint attempt`.execute(db)
    await sql`release savepoint attempt`.execute(db)
    return { ok: false }
  }
}
