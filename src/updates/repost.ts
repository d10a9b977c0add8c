/**
 * A member passes an update of another one on, on its own page. The text stays the one that was published and signed; the
 * organisation adds a line of its own at most, which two of its people sign where there are two.
 */
import { mustBeAllowed } from '#platform/access.ts'
import type { Member } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId, newId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { listCoalition } from '#coalitions/index.ts'
import { holdGate, isNamed, observes, signaturesFor } from '#publishing/index.ts'
import type { RepostEnd } from './tables.ts'
import { getUpdate, type Update } from './update.ts'

export interface Repost {
  id: string
  organisationId: string
  organisation: string
  postedAt: Date
  postedBy: string
  /** its own words, by language */
  intro: Record<string, string>
  /** absent while they wait for a second signature */
  introSignedAt?: Date
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
  const key = await tx.keys.case(update.caseId)
  return rows.map((row) => ({
    ...{ id: row.id, organisationId: row.organisation_id, postedAt: row.posted_at, postedBy: row.posted_by },
    organisation: members.find((one) => one.organisationId === row.organisation_id)?.name ?? '',
    intro: row.intro ? key.openJson<Record<string, string>>(placeOf(row.id), row.intro) : {},
    ...(row.intro_signed_at ? { introSignedAt: row.intro_signed_at } : {}),
  }))
}

/**
 * Passes an update on. It stands on the organisation's page at once; its own words follow when a second person signs.
 * For writers with a recent step-up, of a lead or partner that may be named.
 * @throws Conflict ('updates.error.not-published', 'updates.error.reposted', 'updates.error.own',
 * 'updates.error.unnamed'), Refused ('case.observers-read')
 */
export async function repostUpdate(
  tx: Tx,
  input: { updateId: string; intro: Record<string, string> },
): Promise<void> {
  mustBeAllowed(tx, 'update.repost')
  const actor = memberOf(tx)
  const { caseId } = await getUpdate(tx, input.updateId)
  // before all else, as whoever takes it down or takes a name back does
  await holdGate(tx, caseId)
  const update = await getUpdate(tx, input.updateId)
  if (await observes(tx, caseId, actor.organisationId)) throw new Refused('case.observers-read')
  if (update.organisationId === actor.organisationId) throw new Conflict('updates.error.own')
  // Safety: the page would say that it is in the coalition
  if (!(await isNamed(tx, caseId, actor.organisationId))) throw new Conflict('updates.error.unnamed')
  if (!(await isPublic(tx, update.shortId))) throw new Conflict('updates.error.not-published')
  if ((await listReposts(tx, update)).some((one) => one.organisationId === actor.organisationId))
    throw new Conflict('updates.error.reposted')
  const id = newId(tx.now.getTime())
  const has = Object.keys(input.intro).length > 0
  const alone = has && (await signaturesFor(tx, caseId, 'within')).alone
  const signed = alone ? { at: tx.now, by: actor.accountId } : { at: null, by: null }
  await tx.db
    .insertInto('reposts')
    .values({
      ...{ id, update_id: update.id, case_id: caseId, organisation_id: actor.organisationId, alone },
      intro: has ? (await tx.keys.case(caseId)).sealJson(placeOf(id), input.intro) : null,
      ...{ posted_at: tx.now, posted_by: actor.accountId },
      ...{ intro_signed_at: signed.at, intro_signed_by: signed.by },
    })
    .execute()
  await show(tx, update, alone ? input.intro : {})
  await record(tx, 'update.reposted', { caseId, subject: update.id, data: { intro: has } })
}

/**
 * Signs the organisation's own words as its second person, to the letter as they stand. For writers with a recent step-up.
 * @throws NotFound, Refused ('publishing.sign.own'), Conflict ('publishing.sign.settled')
 */
export async function signIntro(tx: Tx, input: { updateId: string; repostId: string }): Promise<void> {
  mustBeAllowed(tx, 'update.repost')
  const actor = memberOf(tx)
  const { caseId } = await getUpdate(tx, input.updateId)
  await holdGate(tx, caseId)
  const update = await getUpdate(tx, input.updateId)
  const own = await ownRepost(tx, update, input.repostId, actor)
  if (own.postedBy === actor.accountId) throw new Refused('publishing.sign.own')
  if (own.introSignedAt || Object.keys(own.intro).length === 0) throw new Conflict('publishing.sign.settled')
  await tx.db
    .updateTable('reposts')
    .set({ intro_signed_at: tx.now, intro_signed_by: actor.accountId })
    .where('id', '=', own.id)
    .execute()
  await show(tx, update, own.intro)
  await record(tx, 'update.intro-signed', { caseId, subject: update.id })
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
        .set({ ended: true, intro: '{}' })
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

async function show(tx: Tx, update: Update, intro: Record<string, string>): Promise<void> {
  const row = { posted_at: tx.now, intro: JSON.stringify(intro), ended: false }
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

const placeOf = (row: string): Place => ({ table: 'reposts', column: 'intro', row })
