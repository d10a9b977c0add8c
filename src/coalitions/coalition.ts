/** Who stands around a case: the organisations, their part, whether they may be named, and how one leaves. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { getCase } from '#cases/index.ts'
import { tellMemberGone, tellNamed, tellNaming } from './member-gone.ts'
import type { CoalitionRole } from './lists.ts'

export interface CoalitionMember {
  organisationId: string
  name: string
  country: string
  role: CoalitionRole
  namedInPublic: boolean
  joinedAt: Date
  leftAt?: Date
}

/** The organisations, the lead first, then in the order in which they came; with `gone` also those that left. For the room. */
export async function listCoalition(
  tx: Tx,
  caseId: string,
  { gone = false }: { gone?: boolean } = {},
): Promise<CoalitionMember[]> {
  mustBeAllowed(tx, 'coalition.see')
  const names = await namesOf(tx, caseId)
  const rows = await tx.db
    .selectFrom('coalition_members')
    .selectAll()
    .where('case_id', '=', caseId)
    .$if(!gone, (query) => query.where('left_at', 'is', null))
    .orderBy(sql`role <> 'lead'`)
    .orderBy('joined_at')
    .orderBy('organisation_id')
    .execute()
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    name: names.get(row.organisation_id)?.name ?? '',
    country: names.get(row.organisation_id)?.country ?? '',
    role: row.role,
    namedInPublic: row.named_in_public,
    joinedAt: row.joined_at,
    ...(row.left_at ? { leftAt: row.left_at } : {}),
  }))
}

/** Whether an organisation is in the coalition now, in whatever part. */
export async function isIn(tx: Tx, caseId: string, organisationId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('coalition_members')
    .select('role')
    .where('case_id', '=', caseId)
    .where('organisation_id', '=', organisationId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

interface NameRow {
  id: string
  name: string
  country: string
}

async function namesOf(tx: Tx, caseId: string): Promise<Map<string, NameRow>> {
  const { rows } = await sql<NameRow>`select id, name, country from wl.coalition_names(${caseId})`.execute(
    tx.db,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The own organisation's part. @throws NotFound when it is not in the coalition */
export async function myPart(
  tx: Tx,
  caseId: string,
): Promise<{ role: CoalitionRole; namedInPublic: boolean; name: string }> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const { organisationId } = tx.actor
  const mine = (await listCoalition(tx, caseId)).find((one) => one.organisationId === organisationId)
  if (!mine) throw new NotFound()
  return mine
}

/**
 * Whether the organisation may be named where the public reads. Unnamed counts for every page, count and mail of the
 * case, those that stand too, in this transaction; its own live campaigns stop. For its administrators.
 */
export async function nameInPublic(tx: Tx, input: { caseId: string; named: boolean }): Promise<void> {
  mustBeAllowed(tx, 'coalition.naming')
  const { namedInPublic } = await myPart(tx, input.caseId)
  if (namedInPublic === input.named) return
  if (tx.actor.kind !== 'member') throw new Refused()
  await setNaming(tx, { ...input, organisationId: tx.actor.organisationId })
}

/** For `nameInPublic`, and for a worker that does what an administrator wished; the database asks again which of the two it is. */
export async function setNaming(
  tx: Tx,
  input: { caseId: string; organisationId: string; named: boolean },
): Promise<void> {
  const { caseId, organisationId: subject, named } = input
  // Safety: first, because it holds the gate: no page that names it comes out beside this
  await tellNaming(tx, { caseId, ...(named ? {} : { without: subject }) })
  const { rows } = await sql<{ changed: boolean }>`
    select wl.name_in_public(${caseId}::uuid, ${named}) as changed`.execute(tx.db)
  if (!rows[0]?.changed) return
  if (named) await tellNamed(tx, { caseId, organisationId: subject })
  await record(tx, named ? 'coalition.named' : 'coalition.unnamed', { caseId, subject })
}

/**
 * Leaves the coalition: its people lose the case, its file and its key in this moment; its own supporters stay its own.
 * For administrators. @throws Conflict ('coalition.lead-stays') for the lead: it hands the lead over first
 */
export async function leaveCoalition(tx: Tx, { caseId }: { caseId: string }): Promise<void> {
  mustBeAllowed(tx, 'coalition.leave')
  if (tx.actor.kind !== 'member') throw new Refused()
  await getCase(tx, caseId)
  const mine = await myPart(tx, caseId)
  if (mine.role === 'lead') throw new Conflict('coalition.lead-stays')
  await endMembership(tx, { caseId, organisationId: tx.actor.organisationId, how: 'left' })
}

/** For `leaveCoalition`, for a worker that does what was wished, and for a decision; the database asks again which of them it is. */
export async function endMembership(
  tx: Tx,
  input: { caseId: string; organisationId: string; how: 'left' | 'ended' },
): Promise<void> {
  const { caseId, organisationId, how } = input
  // Safety: first, because it holds the gate: no page that names it comes out beside this
  await tellNaming(tx, { caseId, without: organisationId, leaves: true })
  // the event and what others do first: after leaving, one may no longer write into this case
  await record(tx, how === 'left' ? 'coalition.left' : 'coalition.membership-ended', {
    caseId,
    subject: organisationId,
  })
  await tellMemberGone(tx, { caseId, organisationId })
  const { rows } = await sql<{ ended: boolean }>`
    select wl.end_membership(${caseId}::uuid, ${organisationId}::uuid, ${tx.now}::timestamptz) as ended`.execute(
    tx.db,
  )
  if (!rows[0]?.ended) throw new Conflict('coalition.last-on-team')
}
