/** A petition, or a joint letter, on its way to whom it addresses: prepared, handed over on a day, told by an update. */
import type { Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId, newId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { getCase } from '#cases/index.ts'
import { findQuiet, holdGate } from '#publishing/index.ts'
import { raiseUpdate } from '#updates/index.ts'
import { countOver, type OverNumbers } from './numbers.ts'
import type { HandOverTable, How } from './tables.ts'

/** What is handed over: the signatures of a campaign, or a joint letter with its signatories. */
export type Subject =
  | { campaignId: string; letterId?: undefined }
  | { letterId: string; campaignId?: undefined }

/** Words by language. */
export type Words = Readonly<Record<string, string>>

interface SealedHandOver {
  /** who takes it, or is meant to */
  to: Words
  place: Words
}

export type HandOver = Subject & {
  id: string
  caseId: string
  organisationId: string
  /** YYYY-MM-DD, of no zone: planned, then the day on which it was */
  onDay: string
  to: Words
  place: Words
  /** what happened; absent until somebody says that it was handed over */
  how?: How
  numbers?: OverNumbers
  preparedAt: Date
  recordedAt?: Date
  droppedAt?: Date
  updateId?: string
  version: number
}

export type HandOverFacts = Pick<HandOver, 'onDay' | 'to' | 'place'>

const place = (id: string): Place => ({ table: 'hand_overs', column: 'sealed', row: id })

/** Begins a hand-over, so that each organisation can print its sheet. For writers of the room. @throws NotFound */
export async function prepareHandOver(tx: Tx, input: Subject & HandOverFacts): Promise<string> {
  mustBeAllowed(tx, 'hand-over.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  const caseId = await caseOf(tx, input)
  const id = newId(tx.now.getTime())
  const key = await tx.keys.case(caseId)
  await tx.db
    .insertInto('hand_overs')
    .values({
      id,
      case_id: caseId,
      campaign_id: input.campaignId ?? null,
      letter_id: input.letterId ?? null,
      organisation_id: tx.actor.organisationId,
      on_day: input.onDay,
      sealed: key.sealJson(place(id), { to: input.to, place: input.place } satisfies SealedHandOver),
      prepared_at: tx.now,
      prepared_by: tx.actor.accountId,
    })
    .execute()
  await record(tx, 'hand-over.prepared', { caseId, subject: id })
  return id
}

async function caseOf(tx: Tx, { campaignId, letterId }: Subject): Promise<string> {
  const [table, id] = campaignId
    ? (['campaigns', campaignId] as const)
    : (['joint_letters', letterId] as const)
  const row =
    id && isId(id)
      ? await tx.db.selectFrom(table).select('case_id').where('id', '=', id).executeTakeFirst()
      : undefined
  if (!row) throw new NotFound()
  await getCase(tx, row.case_id)
  return row.case_id
}

/**
 * Changes day, place and who takes it. An update that tells of it was signed with what stood here before: it is signed
 * anew, and what is public stays until then. For writers of the organisation that prepared it.
 * @throws Conflict ('hand-over.error.changed', 'hand-over.error.dropped')
 */
export async function changeHandOver(
  tx: Tx,
  input: HandOverFacts & { handOverId: string; version: number },
): Promise<void> {
  mustBeAllowed(tx, 'hand-over.write')
  const one = await lockHandOver(tx, input.handOverId, input.version)
  const key = await tx.keys.case(one.caseId)
  await tx.db
    .updateTable('hand_overs')
    .set({
      on_day: input.onDay,
      sealed: key.sealJson(place(one.id), { to: input.to, place: input.place } satisfies SealedHandOver),
      version: one.version + 1,
    })
    .where('id', '=', one.id)
    .execute()
  if (one.updateId) await raiseUpdate(tx, one.updateId)
  await record(tx, 'hand-over.changed', { caseId: one.caseId, subject: one.id })
}

/**
 * Says that it was handed over, on which day and how it was taken. How many had signed is frozen at this moment.
 * @throws Conflict ('hand-over.error.changed', 'hand-over.error.dropped', 'hand-over.error.recorded', 'hand-over.error.quiet')
 */
export async function recordHandOver(
  tx: Tx,
  input: { handOverId: string; version: number; onDay: string; how: How },
): Promise<void> {
  mustBeAllowed(tx, 'hand-over.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId } = await getHandOver(tx, input.handOverId)
  await mustNotBeQuiet(tx, caseId)
  const one = await lockHandOver(tx, input.handOverId, input.version)
  if (one.recordedAt) throw new Conflict('hand-over.error.recorded')
  await tx.db
    .updateTable('hand_overs')
    .set({
      on_day: input.onDay,
      how: input.how,
      numbers: await countOver(tx, one),
      recorded_at: tx.now,
      recorded_by: tx.actor.accountId,
      version: one.version + 1,
    })
    .where('id', '=', one.id)
    .execute()
  await record(tx, 'hand-over.recorded', { caseId: one.caseId, subject: one.id, data: { how: input.how } })
}

/**
 * Safety: while a case is quiet no name goes to paper, and nothing is made ready to be told. Waits for whoever lets it go
 * quiet just now. @throws Conflict ('hand-over.error.quiet')
 */
export async function mustNotBeQuiet(tx: Tx, caseId: string): Promise<void> {
  await holdGate(tx, caseId)
  if (await findQuiet(tx, caseId)) throw new Conflict('hand-over.error.quiet')
}

/** It does not take place. What was printed for it stays with whoever printed it. @throws Conflict ('hand-over.error.recorded') */
export async function dropHandOver(tx: Tx, handOverId: string): Promise<void> {
  mustBeAllowed(tx, 'hand-over.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  const one = await lockHandOver(tx, handOverId)
  if (one.recordedAt) throw new Conflict('hand-over.error.recorded')
  await tx.db
    .updateTable('hand_overs')
    .set({ dropped_at: tx.now, dropped_by: tx.actor.accountId, version: one.version + 1 })
    .where('id', '=', one.id)
    .execute()
  await record(tx, 'hand-over.dropped', { caseId: one.caseId, subject: one.id })
}

/** One's own organisation's, held until the transaction ends. @throws NotFound, Refused (another organisation's), Conflict */
export async function lockHandOver(tx: Tx, handOverId: string, version?: number): Promise<HandOver> {
  const found = await getHandOver(tx, handOverId)
  if (tx.actor.kind !== 'member' || found.organisationId !== tx.actor.organisationId)
    throw new Refused('hand-over.error.theirs')
  const row = await tx.db
    .selectFrom('hand_overs')
    .selectAll()
    .where('id', '=', handOverId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (version !== undefined && row.version !== version) throw new Conflict('hand-over.error.changed')
  if (row.dropped_at) throw new Conflict('hand-over.error.dropped')
  return await opened(tx, row)
}

/** For the room. @throws NotFound, also for one behind the wall */
export async function getHandOver(tx: Tx, handOverId: string): Promise<HandOver> {
  mustBeAllowed(tx, 'hand-over.read')
  const row = isId(handOverId)
    ? await tx.db.selectFrom('hand_overs').selectAll().where('id', '=', handOverId).executeTakeFirst()
    : undefined
  if (!row) throw new NotFound()
  return await opened(tx, row)
}

/** All of a campaign or a letter, the newest first. For the room. */
export async function listHandOvers(tx: Tx, { campaignId, letterId }: Subject): Promise<HandOver[]> {
  mustBeAllowed(tx, 'hand-over.read')
  const [column, id] = campaignId
    ? (['campaign_id', campaignId] as const)
    : (['letter_id', letterId!] as const)
  const rows = await tx.db
    .selectFrom('hand_overs')
    .selectAll()
    .where(column, '=', id)
    .orderBy('prepared_at', 'desc')
    .execute()
  return await Promise.all(rows.map((row) => opened(tx, row)))
}

async function opened(tx: Tx, row: Selectable<HandOverTable>): Promise<HandOver> {
  const key = await tx.keys.case(row.case_id)
  const subject: Subject = row.campaign_id ? { campaignId: row.campaign_id } : { letterId: row.letter_id! }
  return {
    ...subject,
    ...key.openJson<SealedHandOver>(place(row.id), row.sealed),
    ...{ id: row.id, caseId: row.case_id, organisationId: row.organisation_id },
    ...{ onDay: row.on_day, preparedAt: row.prepared_at, version: row.version },
    ...(row.how ? { how: row.how } : {}),
    ...(row.numbers ? { numbers: row.numbers as OverNumbers } : {}),
    ...(row.recorded_at ? { recordedAt: row.recorded_at } : {}),
    ...(row.dropped_at ? { droppedAt: row.dropped_at } : {}),
    ...(row.update_id ? { updateId: row.update_id } : {}),
  }
}

/** In the language of the reader, else in any. */
export const inLanguage = (words: Words, language: string): string =>
  words[language] ?? Object.values(words)[0] ?? ''
