import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'

/** Ends those broadcasts of which no chunk is left. */
export async function finishBroadcasts(tx: Tx, broadcasts: readonly string[]): Promise<void> {
  if (broadcasts.length === 0) return
  // a case that the organisation has left stands in its events no more
  const { rows } = await sql<{ id: string; case_id: string | null }>`
    update broadcasts b set finished_at = ${tx.now}, relay_away_since = null,
      state = case when b.state = 'cancelled' then 'cancelled' else 'done' end
    where b.id = any (${broadcasts}::uuid[]) and b.finished_at is null
      and not exists (select 1 from broadcast_chunks c where c.broadcast_id = b.id and c.state <> 'done')
    returning b.id, case when b.case_id = any (wl.coalition_cases()) then b.case_id end as case_id`.execute(
    tx.db,
  )
  for (const row of rows) {
    const counts = await countOutcomes(tx, row.id)
    const of = row.case_id ? { caseId: row.case_id } : {}
    await record(tx, 'broadcast.finished', { ...of, subject: row.id, data: { ...counts } })
  }
}

/** Records one chunk of a cancelled broadcast as never written to; false when none is left to settle. */
export async function settleCancelled(tx: Tx, broadcast: string): Promise<boolean> {
  const { rows } = await sql<{ number: number }>`
    with next as (
      select c.number, c.supporters, c.organisation_id from broadcast_chunks c
        join broadcasts b on b.id = c.broadcast_id
      where c.broadcast_id = ${broadcast} and c.state = 'open' and b.state = 'cancelled'
      order by c.number limit 1 for update of c skip locked
    ), written as (
      insert into deliveries (broadcast_id, organisation_id, supporter, outcome, at)
      select ${broadcast}, organisation_id, unnest(supporters), 'cancelled', ${tx.now} from next
      on conflict do nothing
    )
    update broadcast_chunks c set state = 'done', done_at = ${tx.now} from next
    where c.broadcast_id = ${broadcast} and c.number = next.number
    returning c.number`.execute(tx.db)
  if (rows.length === 0) return false
  await finishBroadcasts(tx, [broadcast])
  return true
}

export interface OutcomeCounts {
  sent: number
  soft: number
  hard: number
  unknown: number
  suppressed: number
  cancelled: number
}

/** How many of the frozen audience have which outcome. Their sum is the audience when the broadcast has ended. */
export async function countOutcomes(tx: Tx, broadcast: string): Promise<OutcomeCounts> {
  const { rows } = await sql<{ outcome: keyof OutcomeCounts; count: number }>`
    select outcome, count(*)::int as count from deliveries where broadcast_id = ${broadcast} group by outcome`.execute(
    tx.db,
  )
  const counts: OutcomeCounts = { sent: 0, soft: 0, hard: 0, unknown: 0, suppressed: 0, cancelled: 0 }
  for (const { outcome, count } of rows) counts[outcome] = count
  return counts
}
