import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { WayGiven, WishKind } from './lists.ts'
import { earliestDay, latestDay } from '../zone.ts'

export interface WishText {
  /** the direction, in the person's words where they are known */
  text: string
  /** who was there when it was said aloud */
  witness?: string | undefined
  /** how it was taken back */
  revoked?: string | undefined
}

export interface Wish extends WishText {
  id: string
  kind: WishKind
  /** days, YYYY-MM-DD */
  since: string
  /** only an end that the person set */
  until?: string
  given: WayGiven
  version: number
  recordedBy: string
  changedBy: string
  changedAt: Date
  revokedAt?: Date
}

export type WishInput = Omit<WishText, 'revoked'> & {
  caseId: string
  since: string
  until?: string | undefined
  given: WayGiven
}

/** Writes down what the person directs. For writers on the team. @throws Invalid, NotFound, Refused ('case.team-only') */
export async function setWish(tx: Tx, input: WishInput & { kind: WishKind }): Promise<string> {
  mustBeAllowed(tx, 'wish.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  mustHold(tx.now, input)
  await oneAtATime(tx, input.caseId)
  const { caseId, kind, since, until, given } = input
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('wishes')
    .values({
      ...{ id, case_id: caseId, kind, since, until: until ?? null, given },
      sealed: (await tx.keys.case(caseId)).sealJson(place(id), textOf(input)),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
      ...{ changed_at: tx.now, changed_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'wish.set', { caseId, subject: id, data: { kind, given } })
  return id
}

/**
 * The person says it anew; how it read before is kept. The kind stays: another direction is another wish.
 * @throws Conflict ('case.changed', 'wish.revoked')
 */
export async function changeWish(
  tx: Tx,
  input: WishInput & { wishId: string; version: number },
): Promise<void> {
  mustBeAllowed(tx, 'wish.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  mustHold(tx.now, input)
  await oneAtATime(tx, input.caseId)
  const known = await lock(tx, input)
  const key = await tx.keys.case(input.caseId)
  const { text, witness } = key.openJson<WishText>(place(known.id), known.sealed)
  const { since, until, given } = known
  await tx.db
    .insertInto('wish_versions')
    .values({
      ...{ wish_id: known.id, version: known.version, case_id: input.caseId },
      sealed: key.sealJson(pastPlace(known.id, known.version), { since, until, given, text, witness }),
      ...{ written_at: known.changed_at, written_by: known.changed_by },
    })
    .execute()
  await tx.db
    .updateTable('wishes')
    .set({
      ...{ since: input.since, until: input.until ?? null, given: input.given, version: known.version + 1 },
      sealed: key.sealJson(place(known.id), textOf(input)),
      ...{ changed_at: tx.now, changed_by: tx.actor.accountId },
    })
    .where('id', '=', known.id)
    .execute()
  await record(tx, 'wish.changed', {
    caseId: input.caseId,
    subject: known.id,
    data: { kind: known.kind, given: input.given },
  })
}

/** The person took it back. The row stays, with how that was said. @throws Conflict */
export async function revokeWish(
  tx: Tx,
  input: { caseId: string; wishId: string; version: number; revoked: string },
): Promise<void> {
  mustBeAllowed(tx, 'wish.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  await oneAtATime(tx, input.caseId)
  const known = await lock(tx, input)
  const key = await tx.keys.case(input.caseId)
  const text = key.openJson<WishText>(place(known.id), known.sealed)
  await tx.db
    .updateTable('wishes')
    .set({
      ...{ revoked_at: tx.now, revoked_by: tx.actor.accountId, version: known.version + 1 },
      sealed: key.sealJson(place(known.id), { ...text, revoked: input.revoked }),
    })
    .where('id', '=', known.id)
    .execute()
  await record(tx, 'wish.revoked', {
    caseId: input.caseId,
    subject: known.id,
    data: { kind: known.kind },
  })
}

/** Newest first. The wall decides: the team reads all, the coalition's room what holds for every word. */
export async function listWishes(tx: Tx, caseId: string): Promise<Wish[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId).orderBy('since', 'desc').orderBy('id', 'desc').limit(200).execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<WishText>(place(row.id), row.sealed),
    ...{ id: row.id, kind: row.kind, since: row.since, until: row.until ?? undefined, given: row.given },
    ...{ version: row.version, recordedBy: row.created_by, changedBy: row.changed_by },
    ...{ changedAt: row.changed_at, revokedAt: row.revoked_at ?? undefined },
  }))
}

/** @throws NotFound */
export async function getWish(tx: Tx, caseId: string, wishId: string): Promise<Wish> {
  const found = (await listWishes(tx, caseId)).find(({ id }) => id === wishId)
  if (!found) throw new NotFound()
  return found
}

export type PastWish = Pick<Wish, 'text' | 'witness' | 'since' | 'until' | 'given'> & {
  version: number
  writtenAt: Date
  writtenBy: string
}

/** How a wish read before, newest first; for the team. */
export async function listPastWishes(tx: Tx, caseId: string, wishId: string): Promise<PastWish[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await tx.db
    .selectFrom('wish_versions')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('wish_id', '=', wishId)
    .orderBy('version', 'desc')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<Omit<PastWish, 'version' | 'writtenAt' | 'writtenBy'>>(
      pastPlace(wishId, row.version),
      row.sealed,
    ),
    ...{ version: row.version, writtenAt: row.written_at, writtenBy: row.written_by },
  }))
}

/** Which wishes hold now, without opening one: for what stands on every screen. */
export async function kindsThatHold(tx: Tx, caseId: string): Promise<WishKind[]> {
  const rows = await tx.db
    .selectFrom('wishes')
    .select(['kind', 'since', 'until'])
    .where('case_id', '=', caseId)
    .where('revoked_at', 'is', null)
    .execute()
  return rows.filter((row) => holds(row, tx.now)).map(({ kind }) => kind)
}

/**
 * Whether a wish holds at a moment. Safety: it begins with the first place on earth where its day begins, and ends with the
 * last one where its day ends.
 */
export function holds(
  wish: { since: string; until?: string | null | undefined; revokedAt?: Date | undefined },
  now: Date,
): boolean {
  return !wish.revokedAt && wish.since <= latestDay(now) && (!wish.until || wish.until >= earliestDay(now))
}

/**
 * Safety: nothing new becomes public about a person who asked for quiet. To be called inside the transaction that publishes
 * or sends; a wish that is being set at that moment is waited for.
 * @throws Refused ('wish.quiet')
 */
export async function mustNotBeQuietWish(tx: Tx, caseId: string): Promise<void> {
  await oneAtATime(tx, caseId)
  if (await isQuietWish(tx, caseId)) throw new Refused('wish.quiet')
}

/** Whether the person wishes quiet now. */
export const isQuietWish = async (tx: Tx, caseId: string): Promise<boolean> =>
  (await kindsThatHold(tx, caseId)).includes('go-quiet')

/** The newest wish of one kind that holds now, as it reads; for the team, without opening it. */
export async function findHoldingWish(
  tx: Tx,
  caseId: string,
  kind: WishKind,
): Promise<{ wishId: string; version: number } | undefined> {
  const rows = await of(tx, caseId)
    .where('kind', '=', kind)
    .where('revoked_at', 'is', null)
    .orderBy('since', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const wish = rows.find((row) => holds(row, tx.now))
  return wish && { wishId: wish.id, version: wish.version }
}

/**
 * Safety: what stands on a wish goes no further than the wish. One that is being taken back, or said anew, at this moment
 * is waited for. To be called inside the transaction that publishes.
 * @throws Refused ('wish.not-standing')
 */
export async function mustHoldWish(
  tx: Tx,
  { caseId, wishId, version }: { caseId: string; wishId: string; version: number },
): Promise<void> {
  await oneAtATime(tx, caseId)
  if (!(await isWishHeld(tx, { caseId, wishId, version }))) throw new Refused('wish.not-standing')
}

/** Whether a wish holds as it read then; for the team, without opening it. */
export async function isWishHeld(
  tx: Tx,
  { caseId, wishId, version }: { caseId: string; wishId: string; version: number },
): Promise<boolean> {
  const row = await of(tx, caseId)
    .where('id', '=', wishId)
    .where('version', '=', version)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined && holds(row, tx.now)
}

async function oneAtATime(tx: Tx, caseId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`wishes ${caseId}`}, 0))`.execute(tx.db)
}

function mustHold(now: Date, input: WishInput): void {
  const wrong: Record<string, string> = {}
  if (input.since > latestDay(now)) wrong['since'] = 'case.status.error.future'
  if (input.until && input.until < input.since) wrong['until'] = 'case.status.error.order'
  if (input.given === 'oral-witness' && !input.witness) wrong['witness'] = 'wish.error.witness'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
}

const textOf = ({ text, witness }: WishInput): WishText => ({ text, witness: witness || undefined })
const place = (id: string) => ({ table: 'wishes', column: 'sealed', row: id })
const pastPlace = (id: string, version: number) => ({
  table: 'wish_versions',
  column: 'sealed',
  row: `${id} ${version}`,
})
const of = (tx: Tx, caseId: string) => tx.db.selectFrom('wishes').selectAll().where('case_id', '=', caseId)

async function lock(tx: Tx, input: { caseId: string; wishId: string; version: number }) {
  const row = await of(tx, input.caseId).where('id', '=', input.wishId).forUpdate().executeTakeFirst()
  if (!row) throw new NotFound()
  if (row.revoked_at) throw new Conflict('wish.revoked')
  if (row.version !== input.version) throw new Conflict('case.changed')
  return row
}
