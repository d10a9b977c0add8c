/** Known sites that hold a pasted copy of an update: whoever keeps them is told when it is corrected or taken down. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId, newId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { sql } from 'kysely'
import { whoSpeaks } from '#coalitions/index.ts'
import { getUpdate } from './update.ts'

/** Of one update. */
export const mostCopies = 100

export interface CopyFacts {
  /** https */
  url: string
  /** organisation or site */
  site: string
  /** mail address; empty where none is known */
  contact: string
}

export interface Copy extends CopyFacts {
  id: string
  addedAt: Date
  /** names as they were then */
  person: string
  organisation: string
  /** corrected or taken down since */
  staleSince?: Date
  toldAt?: Date
  /** stale, and nobody has told its keeper since */
  toTell: boolean
}

/** What has to be told comes first. For the room. */
export async function listCopies(tx: Tx, updateId: string): Promise<Copy[]> {
  const { caseId } = await getUpdate(tx, updateId)
  const rows = await tx.db
    .selectFrom('update_copies')
    .selectAll()
    .where('update_id', '=', updateId)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  const copies = rows.map((row) => ({
    ...key.openJson<CopyFacts & { person: string; organisation: string }>(placeOf(row.id), row.sealed),
    ...{ id: row.id, addedAt: row.added_at },
    ...(row.stale_since ? { staleSince: row.stale_since } : {}),
    ...(row.told_at ? { toldAt: row.told_at } : {}),
    toTell: row.stale_since !== null && (row.told_at === null || row.told_at < row.stale_since),
  }))
  return copies.toSorted((a, b) => Number(b.toTell) - Number(a.toTell))
}

/**
 * Notes where an update was pasted. For writers of any organisation of the coalition but observers.
 * @throws NotFound; Invalid for the same address twice, or the one too many
 */
export async function addCopy(tx: Tx, input: CopyFacts & { updateId: string }): Promise<void> {
  mustBeAllowed(tx, 'update.copies')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { updateId, url, site, contact } = input
  const { id: update, caseId, state } = await getUpdate(tx, updateId)
  // two at once would each find room for the last one
  await tx.db.selectFrom('updates').select('id').where('id', '=', update).forUpdate().execute()
  const known = await listCopies(tx, update)
  if (known.length >= mostCopies) throw new Invalid({ '': 'updates.error.copies' })
  if (known.some((one) => one.url === url)) throw new Invalid({ url: 'updates.error.copy-twice' })
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('update_copies')
    .values({
      ...{ id, update_id: update, case_id: caseId, organisation_id: tx.actor.organisationId },
      sealed: (await tx.keys.case(caseId)).sealJson(placeOf(id), {
        ...{ url, site, contact },
        ...(await whoSpeaks(tx, caseId)),
      }),
      ...{ added_at: tx.now, added_by: tx.actor.accountId },
      // found after it was taken down: its keeper is to be told at once
      stale_since: state === 'withdrawn' ? tx.now : null,
    })
    .execute()
  await record(tx, 'update.copy-noted', { caseId, subject: update })
}

/** Ticks that its keeper was told, or that the copy is gone. For writers of the coalition. @throws NotFound */
export async function settleCopy(
  tx: Tx,
  input: { updateId: string; copyId: string; act: 'told' | 'remove' },
): Promise<void> {
  mustBeAllowed(tx, 'update.copies')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { id: subject, caseId } = await getUpdate(tx, input.updateId)
  if (!isId(input.copyId)) throw new NotFound()
  const done =
    input.act === 'told'
      ? await tx.db
          .updateTable('update_copies')
          .set({ told_at: tx.now, told_by: tx.actor.accountId })
          .where('id', '=', input.copyId)
          .where('update_id', '=', subject)
          .returning('id')
          .execute()
      : await tx.db
          .deleteFrom('update_copies')
          .where('id', '=', input.copyId)
          .where('update_id', '=', subject)
          .returning('id')
          .execute()
  if (done.length === 0) throw new NotFound()
  await record(tx, input.act === 'told' ? 'update.copy-told' : 'update.copy-removed', { caseId, subject })
}

/** What was pasted is no longer what stands here. In the transaction that corrects or takes down. */
export async function noteStale(tx: Tx, updateId: string): Promise<void> {
  await tx.db
    .updateTable('update_copies')
    .set({ stale_since: tx.now })
    .where('update_id', '=', updateId)
    .execute()
}

export interface StaleUpdate {
  updateId: string
  codeName: string
  copies: number
  since: Date
}

/** Updates with copies whose keepers have not been told, the longest first. */
export async function listStale(tx: Tx): Promise<StaleUpdate[]> {
  mustBeAllowed(tx, 'update.copies')
  const { rows } = await sql<StaleUpdate>`
    select c.update_id as "updateId", k.code_name as "codeName", count(*)::int as copies, min(c.stale_since) as since
    from update_copies c join cases k on k.id = c.case_id
    where c.stale_since is not null and (c.told_at is null or c.told_at < c.stale_since)
    group by 1, 2 order by min(c.stale_since) limit 20`.execute(tx.db)
  return rows
}

const placeOf = (row: string): Place => ({ table: 'update_copies', column: 'sealed', row })
