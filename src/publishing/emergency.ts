/** The emergency of a case: up by one, seen by all, pulled by anybody; the clock asks for a review and takes nothing down. */
import { sql } from 'kysely'
import { alertAll, alertTeam, endAlerts, isQuietWish, mustBeOnTeam } from '#cases/index.ts'
import { can, mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Job } from '#platform/module.ts'
import { inEachOrganisation } from '#platform/apart.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { holdGate } from './gate.ts'
import type { EmergencyReason } from './tables.ts'

/** After so long somebody has to say whether it still is one. */
export const reviewAfter = 12 * 3_600_000

export interface Emergency {
  id: string
  caseId: string
  reason: EmergencyReason
  raisedAt: Date
  raisedBy: string
  reviewDueAt: Date
  reviewedAt?: Date
  reviewedBy?: string
}

/** The flag that is up now; for all who see the case. */
export async function findEmergency(tx: Tx, caseId: string): Promise<Emergency | undefined> {
  mustBeAllowed(tx, 'emergency.read')
  const row = await up(tx, caseId).executeTakeFirst()
  return (
    row && {
      ...{ id: row.id, caseId, reason: row.reason, raisedAt: row.raised_at, raisedBy: row.raised_by },
      reviewDueAt: row.review_due_at,
      ...(row.reviewed_at ? { reviewedAt: row.reviewed_at } : {}),
      ...(row.reviewed_by ? { reviewedBy: row.reviewed_by } : {}),
    }
  )
}

/**
 * Raises the flag, and wakes the whole team. For writers on the team, one alone and without a proof. Where a page of the
 * case stands on consents that are given, it says that it is urgent, and nothing else that it did not say before.
 * @throws Conflict ('emergency.is-up'), Refused ('case.team-only'), NotFound
 */
export async function raiseEmergency(
  tx: Tx,
  { caseId, reason }: { caseId: string; reason: EmergencyReason },
): Promise<{ emergencyId: string; isPublic: boolean }> {
  mustBeAllowed(tx, 'emergency.raise')
  await mustBeOnTeam(tx, caseId)
  if (tx.actor.kind !== 'member') throw new Refused('access.refused')
  await holdGate(tx, caseId)
  if (await up(tx, caseId).executeTakeFirst()) throw new Conflict('emergency.is-up')
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('emergencies')
    .values({
      ...{ id, case_id: caseId, reason, raised_at: tx.now, raised_by: tx.actor.accountId },
      review_due_at: new Date(tx.now.getTime() + reviewAfter),
    })
    .execute()
  await record(tx, 'emergency.raised', { caseId, subject: id, data: { reason } })
  await alertTeam(tx, { caseId, kind: 'emergency-raised', onceKey: `emergency ${id}`, about: id })
  const urgent = await urgentOf(tx, caseId)
  return { emergencyId: id, isPublic: urgent !== undefined && (await markPages(tx, caseId, urgent)) }
}

/** Somebody looked at it, and it still is one: the next review is due in twelve hours. @throws Conflict ('emergency.is-down') */
export async function reviewEmergency(tx: Tx, caseId: string): Promise<void> {
  mustBeAllowed(tx, 'emergency.raise')
  const row = await lockUp(tx, caseId)
  if (tx.actor.kind !== 'member') throw new Refused('access.refused')
  await tx.db
    .updateTable('emergencies')
    .set({
      ...{ reviewed_at: tx.now, reviewed_by: tx.actor.accountId },
      review_due_at: new Date(tx.now.getTime() + reviewAfter),
    })
    .where('id', '=', row.id)
    .execute()
  await endAlerts(tx, { caseId, about: row.id })
  await record(tx, 'emergency.reviewed', { caseId, subject: row.id })
}

/** Takes the flag down, and the word from the page: anybody on the team, whatever the role. @throws Conflict ('emergency.is-down') */
export async function pullEmergency(tx: Tx, caseId: string): Promise<void> {
  mustBeAllowed(tx, 'emergency.pull')
  const row = await lockUp(tx, caseId)
  if (tx.actor.kind !== 'member') throw new Refused('access.refused')
  await tx.db
    .updateTable('emergencies')
    .set({ pulled_at: tx.now, pulled_by: tx.actor.accountId })
    .where('id', '=', row.id)
    .execute()
  await markPages(tx, caseId, undefined)
  // who may only read pulls it too; alarms are taken by those who may take them
  if (can(tx.actor, 'alarm.acknowledge')) await endAlerts(tx, { caseId, about: row.id })
  await record(tx, 'emergency.pulled', { caseId, subject: row.id })
}

async function lockUp(tx: Tx, caseId: string) {
  await mustBeOnTeam(tx, caseId)
  await holdGate(tx, caseId)
  const row = await up(tx, caseId).forUpdate().executeTakeFirst()
  if (!row) throw new Conflict('emergency.is-down')
  return row
}

const up = (tx: Tx, caseId: string) =>
  tx.db.selectFrom('emergencies').selectAll().where('case_id', '=', caseId).where('pulled_at', 'is', null)

export interface Urgent {
  since: string
}

/** What a public page of the case says of it. Safety: nothing about a person who wishes quiet is made louder. */
export async function urgentOf(tx: Tx, caseId: string): Promise<Urgent | undefined> {
  const row = await up(tx, caseId).executeTakeFirst()
  if (!row || (await isQuietWish(tx, caseId))) return undefined
  return { since: row.raised_at.toISOString() }
}

async function markPages(tx: Tx, caseId: string, urgent: Urgent | undefined): Promise<boolean> {
  const mark = urgent ? sql`|| ${JSON.stringify({ urgent })}::jsonb` : sql``
  const { numAffectedRows } = await sql`update published.documents
    set body = (body - 'urgent') ${mark}, changed_at = ${tx.now}
    where kind = 'case' and case_id = ${caseId}`.execute(tx.db)
  return (numAffectedRows ?? 0n) > 0n
}

/** A review that nobody made wakes the team again, once for each; the flag stays. */
export async function escalateReviews(tx: Tx): Promise<number> {
  mustBeAllowed(tx, 'emergency.escalate')
  const due = await tx.db
    .selectFrom('emergencies')
    .select(['id', 'case_id', 'review_due_at'])
    .where('pulled_at', 'is', null)
    .where('review_due_at', '<=', tx.now)
    .orderBy('id')
    .execute()
  return await alertAll(
    tx,
    due.map(({ id, case_id: caseId, review_due_at: at }) => ({
      ...{ caseId, kind: 'emergency-review-due', about: id },
      ...{ onceKey: `emergency ${id} review ${at.getTime()}`, ringsAt: at },
    })),
  )
}

export const escalateEmergencies: Job = {
  name: 'emergency-reviews',
  everySeconds: 30,
  run: (services) => inEachOrganisation(services, escalateReviews),
}
