import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'

/** Single mails that did not go as they should, without addresses: what kind, since when, in the server's words. */
export interface TroubledMail {
  id: string
  kind: string
  state: 'unknown' | 'hard' | 'waiting'
  at: Date
  reply: string
}

const shown = 100

/** The newest first: unknown (may have left), refused for good, and tried already but still waiting. */
export async function listTroubledMails(
  tx: Tx,
  organisationId: string,
): Promise<{ mails: TroubledMail[]; unknown: number; waiting: number }> {
  mustBeAllowed(tx, 'mail.read')
  const rows = await tx.db
    .selectFrom('mails')
    .select(['id', 'kind', 'state', 'settled_at', 'claimed_at', 'created_at', 'reply'])
    .where('organisation_id', '=', organisationId)
    .where((where) =>
      where.or([
        where('state', 'in', ['unknown', 'hard']),
        where.and([where('state', '=', 'queued'), where('attempts', '>', 0)]),
      ]),
    )
    .orderBy('created_at', 'desc')
    .limit(shown)
    .execute()
  const { rows: counts } = await sql<{ unknown: number; waiting: number }>`
    select (count(*) filter (where state = 'unknown'))::int as unknown, (count(*) filter (where state = 'queued'))::int as waiting
    from mails where organisation_id = ${organisationId} and state in ('unknown', 'queued')`.execute(tx.db)
  return {
    ...counts[0]!,
    mails: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      state: row.state === 'queued' ? 'waiting' : (row.state as 'unknown' | 'hard'),
      at: row.settled_at ?? row.claimed_at ?? row.created_at,
      reply: row.reply ?? '',
    })),
  }
}

export interface ParkedRow {
  id: number
  lane: number
  parkedAt: Date
  reason: string
}

/** Submissions of visitors that failed three times. They are sealed: nobody can say whose they are before they open. */
export async function listParked(tx: Tx): Promise<ParkedRow[]> {
  mustBeAllowed(tx, 'intake.read')
  const { rows } = await sql<{ id: number; lane: number; parked_at: Date; reason: string | null }>`
    select id, lane, parked_at, reason from wl.parked_rows() limit ${shown}`.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    lane: row.lane,
    parkedAt: row.parked_at,
    reason: row.reason ?? '',
  }))
}

/** Lets all parked submissions be tried again; once the cause is mended they arrive, each once. */
export async function retryParked(tx: Tx): Promise<number> {
  mustBeAllowed(tx, 'intake.retry')
  const rows = await listParked(tx)
  for (const { id } of rows) await sql`select wl.retry_parked(${id}::bigint)`.execute(tx.db)
  if (rows.length > 0) await record(tx, 'intake.retried', { data: { count: rows.length } })
  return rows.length
}
