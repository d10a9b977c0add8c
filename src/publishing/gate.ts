import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'

/**
 * Holds the gate of one case until the end of the transaction: one publishes or withdraws at a time.
 * A verb that publishes calls this before it locks a row of its own. The composite foreign key alone keeps the promise;
 * this keeps the order of locks, so that a withdrawal is never the victim of a deadlock.
 */
export async function holdGate(tx: Tx, caseId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`gate ${caseId}`}, 0))`.execute(tx.db)
}
