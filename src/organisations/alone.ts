import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'

/**
 * Whether nobody else in the actor's organisation could answer: where two people are asked for, an organisation of one
 * may decide alone, and the record says so. Readers do not count: they sign nothing.
 */
export async function servesAlone(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct account_id)::int as n from members
    where organisation_id = (select wl.organisation()) and removed_at is null and role <> 'viewer'`.execute(
    tx.db,
  )
  return (rows[0]?.n ?? 0) <= 1
}
