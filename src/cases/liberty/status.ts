import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { isOnTeam, mustBeOnTeam } from '../circles.ts'
import { contradictions, isHeld, mayFollow, type LibertyStatus } from './lists.ts'
import { latestDay } from '../zone.ts'

/** Sealed whole. */
export interface LibertyText {
  place?: string
  note?: string
  /** why it was struck out */
  why?: string
}

export interface Liberty extends LibertyText {
  id: string
  status: LibertyStatus
  /** YYYY-MM-DD */
  since: string
  detention?: string
  contact: string[]
  counsel: string[]
  basis: string[]
  createdAt: Date
  struckAt?: Date
}

export interface LibertyInput {
  caseId: string
  status: LibertyStatus
  since: string
  detention?: string | undefined
  contact: readonly string[]
  counsel: readonly string[]
  basis: readonly string[]
  place?: string
  note?: string
}

/**
 * Writes down where she stands from a day on. For writers on the team. What was before stays as history.
 * @throws Conflict ('liberty.error.order') where it cannot follow what holds before or come before what holds after that day
 */
export async function setLiberty(tx: Tx, input: LibertyInput): Promise<string> {
  mustBeAllowed(tx, 'liberty.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  mustHold(tx.now, input)
  // two who write at once would each look at the other's past
  await tx.db.selectFrom('cases').select('id').where('id', '=', input.caseId).forUpdate().execute()
  const rows = await of(tx, input.caseId).where('struck_at', 'is', null).execute()
  const before = rows.find(({ since }) => since <= input.since)
  const after = rows.findLast(({ since }) => since > input.since)
  if (!mayFollow(before?.status, input.status) || (after && !mayFollow(input.status, after.status)))
    throw new Conflict('liberty.error.order')
  const id = newId(tx.now.getTime())
  const text: LibertyText = { place: input.place || undefined, note: input.note || undefined }
  await tx.db
    .insertInto('liberty_statuses')
    .values({
      ...{ id, case_id: input.caseId, status: input.status, since: input.since },
      ...{ detention: input.detention ?? null, contact: [...input.contact] },
      ...{ counsel: [...input.counsel], basis: [...input.basis] },
      sealed: (await tx.keys.case(input.caseId)).sealJson(place(id), text),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'liberty.recorded', {
    caseId: input.caseId,
    subject: id,
    data: { status: input.status, since: input.since },
  })
  return id
}

/** An entry that turned out wrong counts no longer; it stays readable as such, with the reason. A second time changes nothing. */
export async function strikeLiberty(
  tx: Tx,
  input: { caseId: string; statusId: string; why: string },
): Promise<void> {
  mustBeAllowed(tx, 'liberty.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const row = await of(tx, input.caseId).where('id', '=', input.statusId).forUpdate().executeTakeFirst()
  if (!row) throw new NotFound()
  if (row.struck_at) return
  const key = await tx.keys.case(input.caseId)
  const text = key.openJson<LibertyText>(place(row.id), row.sealed)
  await tx.db
    .updateTable('liberty_statuses')
    .set({
      ...{ struck_at: tx.now, struck_by: tx.actor.accountId },
      sealed: key.sealJson(place(row.id), { ...text, why: input.why }),
    })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'liberty.struck', { caseId: input.caseId, subject: row.id, data: { status: row.status } })
}

/** Newest first; what was struck out too. Empty for who is not on the team. */
export async function listLiberty(tx: Tx, caseId: string): Promise<Liberty[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId).execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<LibertyText>(place(row.id), row.sealed),
    ...{ id: row.id, status: row.status, since: row.since, detention: row.detention ?? undefined },
    ...{ contact: row.contact, counsel: row.counsel, basis: row.basis, createdAt: row.created_at },
    struckAt: row.struck_at ?? undefined,
  }))
}

/** What holds now: code and day only, without opening anything. Undefined while nothing is known, and off the team. */
export async function findLiberty(
  tx: Tx,
  caseId: string,
): Promise<{ status: LibertyStatus; since: string } | undefined> {
  mustBeAllowed(tx, 'case.read')
  return await of(tx, caseId).where('struck_at', 'is', null).limit(1).executeTakeFirst()
}

/**
 * Whether somebody else decides where she is. Undefined off the team, where nothing of it is known.
 * Safety: where the team has lost sight of her she counts as held; only while nothing was ever recorded she does not.
 */
export async function isHeldNow(tx: Tx, caseId: string): Promise<boolean | undefined> {
  if (!(await isOnTeam(tx, caseId))) return undefined
  const row = await of(tx, caseId).where('struck_at', 'is', null).limit(1).executeTakeFirst()
  return row !== undefined && (row.status === 'unknown' || isHeld(row.status))
}

function mustHold(now: Date, input: LibertyInput): void {
  const latest = latestDay(now)
  const wrong: Record<string, string> = {}
  if (input.since > latest) wrong['since'] = 'case.status.error.future'
  if (!isHeld(input.status)) {
    if (input.detention) wrong['detention'] = 'liberty.error.not-held'
    if (input.contact.length > 0) wrong['contact'] = 'liberty.error.not-held'
    if (input.counsel.length > 0) wrong['counsel'] = 'liberty.error.not-held'
  }
  if (contradictions.some((pair) => pair.every((code) => input.contact.includes(code))))
    wrong['contact'] = 'liberty.error.contradiction'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
}

const place = (id: string) => ({ table: 'liberty_statuses', column: 'sealed', row: id })
const of = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('liberty_statuses')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('since', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
