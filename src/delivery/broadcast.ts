import { sql } from 'kysely'
import { mustNotBeQuietWish } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId, newId } from '#platform/ids.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { findQuiet, onQuietEnded, onTakenDown, type TakenDown } from '#publishing/index.ts'
import type { BroadcastState } from './tables.ts'

/** People in one chunk: about what leaves in a second, so that a stop finds little in hand. */
export const chunkSize = 1000

export interface NewBroadcast {
  caseId: string
  updateId: string
  /** the filter as it was chosen, for the record */
  audience: Record<string, unknown>
  /** how many are in it, and how many of them asked to hear */
  acted: number
  asked: number
  /** one supporter number for each inbox */
  supporters: readonly number[]
}

/**
 * Freezes an audience and begins to send. For admins and campaigners with a recent step-up. The caller holds the
 * update's row, so that one update has one broadcast at a time.
 * @throws Conflict ('broadcasts.error.under-way', 'broadcasts.error.nobody'), Refused ('wish.quiet')
 */
export async function startBroadcast(tx: Tx, input: NewBroadcast): Promise<string> {
  mustBeAllowed(tx, 'broadcast.send')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { organisationId, accountId } = tx.actor
  // Safety: while she wishes quiet nothing new is sent about her, whatever is public still
  await mustNotBeQuietWish(tx, input.caseId)
  if (await isUnderWay(tx, input.updateId)) throw new Conflict('broadcasts.error.under-way')
  if (input.supporters.length === 0) throw new Conflict('broadcasts.error.nobody')
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('broadcasts')
    .values({
      id,
      organisation_id: organisationId,
      case_id: input.caseId,
      update_id: input.updateId,
      state: 'sending',
      audience: JSON.stringify(input.audience) as unknown as Record<string, unknown>,
      acted: input.acted,
      asked: input.asked,
      recipients: input.supporters.length,
      created_by: accountId,
      created_at: tx.now,
      started_at: tx.now,
    })
    .execute()
  await sql`insert into broadcast_chunks (broadcast_id, organisation_id, number, supporters)
    select ${id}, ${organisationId}, (place - 1) / ${sql.lit(chunkSize)}, array_agg(supporter order by place)
    from unnest(${input.supporters}::int[]) with ordinality as s (supporter, place)
    group by (place - 1) / ${sql.lit(chunkSize)}`.execute(tx.db)
  await record(tx, 'broadcast.started', {
    caseId: input.caseId,
    subject: id,
    data: { update: input.updateId, recipients: input.supporters.length },
  })
  return id
}

async function isUnderWay(tx: Tx, updateId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('broadcasts')
    .select('id')
    .where('update_id', '=', updateId)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

interface Locked {
  id: string
  case_id: string
  state: BroadcastState
  finished_at: Date | null
}

async function lock(tx: Tx, broadcastId: string): Promise<Locked> {
  const row = isId(broadcastId)
    ? await tx.db
        .selectFrom('broadcasts')
        .select(['id', 'case_id', 'state', 'finished_at'])
        .where('id', '=', broadcastId)
        .forUpdate()
        .executeTakeFirst()
    : undefined
  if (!row) throw new NotFound()
  return row
}

/** Nothing more leaves from the next mail on; what is on the wire gets its answer. @throws Conflict */
export async function pauseBroadcast(tx: Tx, broadcastId: string): Promise<void> {
  mustBeAllowed(tx, 'broadcast.pause')
  if (tx.actor.kind !== 'member') throw new Refused()
  const row = await lock(tx, broadcastId)
  if (row.state !== 'sending') throw new Conflict('broadcasts.error.not-sending')
  await tx.db
    .updateTable('broadcasts')
    .set({ state: 'paused', paused_at: tx.now, paused_by: tx.actor.accountId })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'broadcast.paused', { caseId: row.case_id, subject: row.id })
}

/** @throws Conflict ('broadcasts.error.not-paused', 'broadcasts.error.quiet'), Refused ('wish.quiet') */
export async function resumeBroadcast(tx: Tx, broadcastId: string): Promise<void> {
  mustBeAllowed(tx, 'broadcast.send')
  const row = await lock(tx, broadcastId)
  if (row.state !== 'paused') throw new Conflict('broadcasts.error.not-paused')
  // Safety: what a quiet case stopped goes on when two people end the quiet, and not before
  if (await findQuiet(tx, row.case_id)) throw new Conflict('broadcasts.error.quiet')
  await mustNotBeQuietWish(tx, row.case_id)
  await tx.db
    .updateTable('broadcasts')
    .set({ state: 'sending', paused_at: null, paused_by: null })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'broadcast.resumed', { caseId: row.case_id, subject: row.id })
}

/** For good: who was not reached is recorded as `cancelled` by the sender. @throws Conflict ('broadcasts.error.ended') */
export async function cancelBroadcast(tx: Tx, broadcastId: string): Promise<void> {
  mustBeAllowed(tx, 'broadcast.cancel')
  if (tx.actor.kind !== 'member') throw new Refused()
  const row = await lock(tx, broadcastId)
  if (row.state === 'cancelled' || row.state === 'done') throw new Conflict('broadcasts.error.ended')
  await tx.db
    .updateTable('broadcasts')
    .set({ state: 'cancelled', cancelled_at: tx.now, cancelled_by: tx.actor.accountId })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'broadcast.cancelled', { caseId: row.case_id, subject: row.id })
}

// Safety: when an update or its case goes down, for whatever reason, its mail stops in the same transaction, whichever
// organisation sends it. What goes quiet waits, because it may come back; all else ends.
onTakenDown(async (tx, what) => {
  if (what.subjectKind === 'campaign') return
  if (what.reason === 'quiet') return await holdForQuiet(tx, what)
  const update = what.subjectKind === 'update' ? what.subjectId : null
  const { rows } = await sql<Owned>`
    select id, organisation_id from wl.stop_broadcasts(${what.caseId}, ${update}, ${tx.now})`.execute(tx.db)
  for (const row of rows) await record(tx, 'broadcast.cancelled', of(what.caseId, row, what.reason))
})

interface Owned {
  id: string
  organisation_id: string
}

async function holdForQuiet(tx: Tx, { caseId }: TakenDown): Promise<void> {
  const spell = await findQuiet(tx, caseId)
  if (!spell) throw new Error('the case is not quiet')
  const { rows } = await sql<Owned>`
    select id, organisation_id from wl.pause_broadcasts(${caseId}, ${spell.id}, ${tx.now})`.execute(tx.db)
  for (const row of rows) await record(tx, 'broadcast.paused', of(caseId, row, 'quiet'))
}

// Those whose update is public again go on, to whoever was not written to and has not left; the others end.
onQuietEnded(async (tx, { caseId, spellId }) => {
  const { rows } = await sql<Owned & { goes_on: boolean }>`
    select id, organisation_id, goes_on from wl.end_quiet_of_broadcasts(${caseId}, ${spellId}, ${tx.now})`.execute(
    tx.db,
  )
  for (const row of rows)
    if (row.goes_on) await record(tx, 'broadcast.resumed', of(caseId, row, 'quiet'))
    else await record(tx, 'broadcast.cancelled', of(caseId, row, 'quiet'))
})

const of = (caseId: string, { id, organisation_id: organisationId }: Owned, reason: TakenDown['reason']) => ({
  ...{ caseId, organisationId, subject: id },
  data: { reason },
})
