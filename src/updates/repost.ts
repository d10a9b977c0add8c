/**
 * A member passes an update of another one on, on its own page: the one text that was published and signed. Safety: nothing
 * stands beside it that no consent was asked for and nobody signed; whoever has more to say writes an update.
 */
import { mustBeAllowed } from '#platform/access.ts'
import type { Member } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId, newId } from '#platform/ids.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { mustNotBeQuietWish } from '#cases/index.ts'
import { listCoalition } from '#coalitions/index.ts'
import { holdGate, isNamed, observes } from '#publishing/index.ts'
import type { RepostEnd } from './tables.ts'
import { getUpdate, type Update } from './update.ts'

export interface Repost {
  id: string
  organisationId: string
  organisation: string
  postedAt: Date
  postedBy: string
}

/** Who passes an update on now. For the room. */
export async function listReposts(tx: Tx, update: Pick<Update, 'id' | 'caseId'>): Promise<Repost[]> {
  mustBeAllowed(tx, 'update.read')
  const rows = await tx.db
    .selectFrom('reposts')
    .selectAll()
    .where('update_id', '=', update.id)
    .where('ended_at', 'is', null)
    .orderBy('posted_at')
    .execute()
  if (rows.length === 0) return []
  const members = await listCoalition(tx, update.caseId)
  return rows.map((row) => ({
    ...{ id: row.id, organisationId: row.organisation_id, postedAt: row.posted_at, postedBy: row.posted_by },
    organisation: members.find((one) => one.organisationId === row.organisation_id)?.name ?? '',
  }))
}

/**
 * Passes an update on: it stands on the organisation's page at once. For writers with a recent step-up, of a lead or
 * partner that may be named.
 * @throws Conflict ('updates.error.not-published', 'updates.error.reposted', 'updates.error.own', 'updates.error.unnamed'),
 * Refused ('coalition.observers-read', 'wish.quiet')
 */
export async function repostUpdate(tx: Tx, { updateId }: { updateId: string }): Promise<void> {
  mustBeAllowed(tx, 'update.repost')
  const actor = memberOf(tx)
  const { caseId } = await getUpdate(tx, updateId)
  // before all else, as whoever takes it down or takes a name back does
  await holdGate(tx, caseId)
  const update = await getUpdate(tx, updateId)
  // Safety: a further page of hers is not what she asked for
  await mustNotBeQuietWish(tx, caseId)
  if (await observes(tx, caseId, actor.organisationId)) throw new Refused('coalition.observers-read')
  if (update.organisationId === actor.organisationId) throw new Conflict('updates.error.own')
  // Safety: the page would say that it is in the coalition
  if (!(await isNamed(tx, caseId, actor.organisationId))) throw new Conflict('updates.error.unnamed')
  if (!(await isPublic(tx, update.shortId))) throw new Conflict('updates.error.not-published')
  if ((await listReposts(tx, update)).some((one) => one.organisationId === actor.organisationId))
    throw new Conflict('updates.error.reposted')
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('reposts')
    .values({
      ...{ id, update_id: update.id, case_id: caseId, organisation_id: actor.organisationId },
      ...{ posted_at: tx.now, posted_by: actor.accountId },
    })
    .execute()
  await show(tx, update)
  await record(tx, 'update.reposted', { caseId, subject: update.id })
}

/** Takes an update off the own page, at once. Any writer of the organisation may. @throws NotFound */
export async function endRepost(tx: Tx, input: { updateId: string; repostId: string }): Promise<void> {
  mustBeAllowed(tx, 'update.end-repost')
  const { caseId } = await getUpdate(tx, input.updateId)
  await holdGate(tx, caseId)
  const update = await getUpdate(tx, input.updateId)
  const { organisationId } = await ownRepost(tx, update, input.repostId, memberOf(tx))
  await endReposts(tx, {
    caseId,
    updateId: update.id,
    organisationIds: [organisationId],
    reason: 'taken-down',
  })
}

async function ownRepost(tx: Tx, update: Update, repostId: string, actor: Member): Promise<Repost> {
  const found = isId(repostId) && (await listReposts(tx, update)).find(({ id }) => id === repostId)
  if (!found) throw new NotFound()
  if (found.organisationId !== actor.organisationId) throw new Refused()
  return found
}

/**
 * Ends what organisations pass on, each with its event. For a text that went down the feeds of their pages keep its key, for
 * the notice that it is gone; of an organisation that is off nothing is kept. The caller holds the gate.
 */
export async function endReposts(
  tx: Tx,
  input: {
    caseId: string
    /** all of the case unless told */
    updateId?: string
    /** all unless told */
    organisationIds?: readonly string[]
    reason: RepostEnd
  },
): Promise<void> {
  const { caseId, updateId, organisationIds, reason } = input
  const ended = await tx.db
    .updateTable('reposts')
    .set({
      ...{ ended_at: tx.now, end_reason: reason },
      ended_by: tx.actor.kind === 'member' ? tx.actor.accountId : null,
    })
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .$if(updateId !== undefined, (query) => query.where('update_id', '=', updateId!))
    .$if(organisationIds !== undefined, (query) => query.where('organisation_id', 'in', organisationIds!))
    .returning(['update_id', 'organisation_id'])
    .execute()
  for (const one of ended) {
    const { shortId } = await getUpdate(tx, one.update_id)
    const shown = { organisation_id: one.organisation_id, update_key: shortId }
    if (reason === 'withdrawn')
      await tx.db
        .updateTable('published.reposts')
        .set({ ended: true })
        .where((row) => row.and(shown))
        .execute()
    else
      await tx.db
        .deleteFrom('published.reposts')
        .where((row) => row.and(shown))
        .execute()
    await record(tx, 'update.repost-ended', {
      ...{ caseId, subject: one.update_id, data: { reason, organisation: one.organisation_id } },
    })
  }
}

async function show(tx: Tx, update: Update): Promise<void> {
  const row = { posted_at: tx.now, ended: false }
  await tx.db
    .insertInto('published.reposts')
    .values({
      ...{ organisation_id: memberOf(tx).organisationId, update_key: update.shortId, case_id: update.caseId },
      ...row,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'update_key']).doUpdateSet(row))
    .execute()
}

async function isPublic(tx: Tx, key: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('published.documents')
    .select('key')
    .where('kind', '=', 'update')
    .where('key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}

function memberOf({ actor }: Tx): Member {
  if (actor.kind !== 'member') throw new Refused()
  return actor
}
