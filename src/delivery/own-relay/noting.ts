import { sql } from 'kysely'
import { workerOf } from '#platform/actor.ts'
import type { WorkerServices } from '#platform/module.ts'
import type { RelayNow } from './connecting.ts'

/** Notes for Today that an organisation's own mail server takes nothing, in its words, or that it takes mail again. */
export async function noteOwnRelay(
  { db }: Pick<WorkerServices, 'db'>,
  { organisationId, id }: Pick<RelayNow, 'organisationId' | 'id'>,
  away: string | undefined,
): Promise<void> {
  await db.transaction(workerOf(organisationId), (tx) =>
    tx.db
      .updateTable('organisation_relays')
      .set(
        away === undefined
          ? { away_since: null, away_reason: '' }
          : { away_since: sql<Date>`coalesce(away_since, ${tx.now})`, away_reason: away.slice(0, 200) },
      )
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .execute(),
  )
}
