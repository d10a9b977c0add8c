/**
 * One update, once per person: a broadcast of the coalition is one broadcast for each of its organisations, to whom that
 * organisation alone reads, from its own address. It waits for the charter's minutes, in which any of them may hold it.
 */
import { sql } from 'kysely'
import { mustNotBeQuietWish } from '#cases/index.ts'
import {
  alsoHeld,
  charterInForce,
  listCoalition,
  onMemberGone,
  whoSpeaks,
  type Unanswered,
} from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId, newId } from '#platform/ids.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { chunkSize } from './broadcast.ts'
import { getJoint, holdPlace, type HoldText, type JointWho } from './joint-reads.ts'

/** Whether more than one organisation does more than observe: then what one sends goes out from all. */
export async function sendsTogether(tx: Tx, caseId: string): Promise<boolean> {
  return (await sendersOf(tx, caseId)).length > 1
}

const sendersOf = async (tx: Tx, caseId: string): Promise<string[]> =>
  (await listCoalition(tx, caseId))
    .filter(({ role }) => role !== 'observer')
    .map(({ organisationId }) => organisationId)

/**
 * Freezes whom each organisation writes to, and lets the minutes of the charter run. For admins and campaigners of an
 * organisation that does more than observe, with a recent step-up; the update is public.
 * @throws Conflict ('broadcasts.error.under-way', 'broadcasts.error.nobody', 'broadcasts.error.mailboxes'), Refused ('wish.quiet', 'coalition.observers-read')
 */
export async function startJointBroadcast(
  tx: Tx,
  input: { caseId: string; updateId: string; who: JointWho },
): Promise<string> {
  mustBeAllowed(tx, 'broadcast.send')
  const { caseId, updateId, who } = input
  // Safety: while she wishes quiet nothing new is sent about her, whatever is public still
  await mustNotBeQuietWish(tx, caseId)
  const organisations = await sendersOf(tx, caseId)
  if (tx.actor.kind !== 'member' || !organisations.includes(tx.actor.organisationId))
    throw new Refused('coalition.observers-read')
  const { holdMinutes } = (await charterInForce(tx, caseId)).terms
  const id = newId(tx.now.getTime())
  const parts = organisations.map(() => newId(tx.now.getTime()))
  const { rows } = await sql<{ id: string; organisation_id: string; recipients: number }>`
    select id, organisation_id, recipients from wl.start_joint_broadcast(${id}, ${updateId}, ${who}, ${holdMinutes},
      ${organisations}::uuid[], ${parts}::uuid[], ${sql.lit(chunkSize)}, ${tx.now}::timestamptz)`
    .execute(tx.db)
    .catch(refusedAs('broadcasts_under_way', 'broadcasts.error.under-way'))
    .catch(refusedAs('joint_broadcasts_mailboxes', 'broadcasts.error.mailboxes'))
  if (rows.length === 0) throw new Conflict('broadcasts.error.nobody')
  for (const { id: subject, organisation_id: organisationId, recipients } of rows)
    await record(tx, 'broadcast.started', {
      ...{ caseId, organisationId, subject },
      data: { update: updateId, recipients, joint: id },
    })
  return id
}

/**
 * Holds all of it for as long as the organisation wishes, while it has not gone. For writers of any organisation but
 * observers; without a step-up, because stopping must be quick.
 * @throws NotFound, Conflict ('broadcasts.error.gone', 'broadcasts.error.held')
 */
export async function holdJoint(tx: Tx, input: { jointId: string; reason: string }): Promise<void> {
  mustBeAllowed(tx, 'broadcast.hold')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { organisationId, accountId } = tx.actor
  const joint = await getJoint(tx, input.jointId)
  if (joint.holds.some((hold) => hold.organisationId === organisationId && !hold.releasedAt))
    throw new Conflict('broadcasts.error.held')
  const id = newId(tx.now.getTime())
  const text: HoldText = { reason: input.reason, ...(await whoSpeaks(tx, joint.caseId)) }
  await sql`insert into broadcast_holds (id, joint_id, case_id, organisation_id, account_id, sealed, held_at)
    values (${id}, ${joint.id}, ${joint.caseId}, ${organisationId}, ${accountId},
      ${(await tx.keys.case(joint.caseId)).sealJson(holdPlace(id), text)}, ${tx.now})`
    .execute(tx.db)
    .catch(refusedAs('broadcast_holds_in_time', 'broadcasts.error.gone'))
  await record(tx, 'broadcast.held', { caseId: joint.caseId, subject: joint.id })
}

/**
 * Takes a hold back: the organisation that holds, and of one that has left, any other. The rest of the minutes runs on.
 * @throws NotFound, Refused ('broadcasts.error.not-yours') for the hold of another organisation
 */
export async function releaseJoint(tx: Tx, input: { jointId: string; holdId: string }): Promise<void> {
  mustBeAllowed(tx, 'broadcast.release')
  if (tx.actor.kind !== 'member') throw new Refused()
  const joint = await getJoint(tx, input.jointId)
  const hold = joint.holds.find(({ id, releasedAt }) => id === input.holdId && !releasedAt)
  if (!hold) throw new NotFound()
  // the database says whose it is
  const { numAffectedRows } =
    await sql`update broadcast_holds set released_at = ${tx.now}, released_by = ${tx.actor.accountId}
    where id = ${hold.id} and released_at is null`.execute(tx.db)
  if (!numAffectedRows) throw new Refused('broadcasts.error.not-yours')
  await record(tx, 'broadcast.released', { caseId: joint.caseId, subject: joint.id })
}

/** Ends all parts for good. For the organisation that sent it out, and the lead. @throws NotFound, Refused, Conflict ('broadcasts.error.ended') */
export async function stopJoint(tx: Tx, jointId: string): Promise<void> {
  mustBeAllowed(tx, 'broadcast.cancel')
  const { id, caseId, organisationId: sender } = await getJoint(tx, jointId)
  const own = tx.actor.kind === 'member' ? tx.actor.organisationId : undefined
  const lead = (await listCoalition(tx, caseId)).find(({ role }) => role === 'lead')
  if (!own || ![sender, lead?.organisationId].includes(own))
    throw new Refused('broadcasts.error.not-yours-to-stop')
  const { rows } = await sql<{ id: string; organisation_id: string }>`
    select id, organisation_id from wl.stop_joint_broadcast(${id}, ${tx.now}::timestamptz)`.execute(tx.db)
  if (rows.length === 0) throw new Conflict('broadcasts.error.ended')
  for (const { id: subject, organisation_id: organisationId } of rows)
    await record(tx, 'broadcast.cancelled', { caseId, organisationId, subject, data: { joint: id } })
}

/**
 * Lets one organisation's part go, in its worker's transaction, once the minutes are over and nobody holds it.
 * False when it does not go yet: somebody held it, or she wishes quiet.
 */
export async function letGo(tx: Tx, broadcastId: string): Promise<boolean> {
  mustBeAllowed(tx, 'broadcast.let-go')
  if (!isId(broadcastId)) throw new NotFound()
  const found = await sql<{ case_id: string; joint_id: string }>`
    select case_id, joint_id from broadcasts where id = ${broadcastId} and state = 'frozen' for update`.execute(
    tx.db,
  )
  const [part] = found.rows
  if (!part) return false
  // Safety: what she wishes counts at the moment in which it goes
  await mustNotBeQuietWish(tx, part.case_id)
  await sql`update joint_broadcasts set let_go_at = ${tx.now} where id = ${part.joint_id} and let_go_at is null`.execute(
    tx.db,
  )
  await sql`update broadcasts set state = 'sending', started_at = ${tx.now} where id = ${broadcastId}
    and state = 'frozen'`.execute(tx.db)
  await record(tx, 'broadcast.let-go', { caseId: part.case_id, subject: broadcastId })
  return true
}

// Everybody whose own part waits is reminded: who holds it can let go, who sent it and the lead can stop it, and all can talk.
alsoHeld(async (tx, organisationId) => {
  const { rows } = await sql<Unanswered>`
    select distinct on (j.id) h.id, j.case_id as "caseId", h.held_at as "askedAt"
    from joint_broadcasts j join broadcast_holds h on h.joint_id = j.id and h.released_at is null
    where j.let_go_at is null and exists (select 1 from broadcasts b where b.joint_id = j.id
      and b.organisation_id = ${organisationId} and b.state = 'frozen')
    order by j.id, h.held_at limit 200`.execute(tx.db)
  return rows
})

// Safety: who leaves the coalition sends nothing more of the case, and what it had under way ends in the same transaction.
onMemberGone(async (tx, { caseId, organisationId }) => {
  const { rows } = await sql<{ id: string }>`
    select id from wl.stop_broadcasts_of(${caseId}, ${organisationId})`.execute(tx.db)
  for (const { id: subject } of rows)
    await record(tx, 'broadcast.cancelled', { caseId, organisationId, subject })
})

const refusedAs =
  (constraint: string, code: ConstructorParameters<typeof Conflict>[0]) =>
  (error: unknown): never => {
    if (error instanceof Error && 'constraint' in error && error.constraint === constraint)
      throw new Conflict(code)
    throw error
  }
