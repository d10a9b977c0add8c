import { sql } from 'kysely'
import { mustBeOnTeam, type PublicityLevel, latestDay } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record, recordAll } from '#platform/events.ts'
import { isId, newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { actionPlace, type SealedAction } from './acting.ts'
import { signedName } from './signed-name.ts'

export const moderations = ['held', 'accepted', 'rejected'] as const
export type Moderation = (typeof moderations)[number]

/** A message of support. Safety: first name and country are all that anybody sees of its writer. */
export interface SupportMessage {
  id: string
  text: string
  firstName: string
  country?: string
  language: string
  caseId: string
  caseCodeName: string
  moderation: Moderation
  batchId?: string
  actedAt: Date
}

export interface MessageFilter {
  moderation?: Moderation
  caseId?: string
  language?: string
  batchId?: string
}

const visible = (tx: Tx, filter: MessageFilter) => {
  let query = tx.db
    .selectFrom('support_messages as m')
    .innerJoin('actions as a', 'a.id', 'm.action_id')
    // the wall of the case's room, which the message itself does not have
    .innerJoin('campaigns as c', 'c.id', 'a.campaign_id')
    .innerJoin('cases as k', 'k.id', 'a.case_id')
    .where('a.state', '=', 'confirmed')
  if (filter.moderation) query = query.where('m.moderation', '=', filter.moderation)
  if (filter.caseId) query = query.where('a.case_id', '=', filter.caseId)
  if (filter.language) query = query.where('a.language', '=', filter.language)
  if (filter.batchId) query = query.where('m.batch_id', '=', filter.batchId)
  return query
}

export async function countMessages(tx: Tx, filter: MessageFilter): Promise<number> {
  mustBeAllowed(tx, 'message.read')
  const row = await visible(tx, filter)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Confirmed messages, oldest first. */
export async function listMessages(
  tx: Tx,
  filter: MessageFilter,
  page: { limit: number; offset: number } = { limit: 5000, offset: 0 },
): Promise<SupportMessage[]> {
  mustBeAllowed(tx, 'message.read')
  const rows = await visible(tx, filter)
    .leftJoin('supporters as s', (join) =>
      join.onRef('s.id', '=', 'a.supporter_id').onRef('s.organisation_id', '=', 'a.organisation_id'),
    )
    .select(['a.id', 'a.sealed', 'a.country', 'a.language', 'a.case_id', 'a.acted_at', 'a.organisation_id'])
    .select(['m.moderation', 'm.batch_id', 'k.code_name', 's.id as supporter_id', 's.sealed as sealed_name'])
    .select('a.name_sealed')
    .orderBy('a.acted_at')
    .orderBy('a.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const first = rows[0]
  if (!first) return []
  const key = await tx.keys.organisation(first.organisation_id)
  return rows.map((row) => ({
    id: row.id,
    text: row.sealed?.length ? (key.openJson<SealedAction>(actionPlace(row.id), row.sealed).text ?? '') : '',
    firstName:
      row.supporter_id && row.sealed_name
        ? signedName(key, row, { id: row.supporter_id, sealed: row.sealed_name }).firstName
        : '',
    ...(row.country ? { country: row.country.trim() } : {}),
    language: row.language,
    caseId: row.case_id,
    caseCodeName: row.code_name,
    moderation: row.moderation,
    ...(row.batch_id ? { batchId: row.batch_id } : {}),
    actedAt: row.acted_at,
  }))
}

/** Notes that a member is shown the sealed words of messages: for a page of them one event in each case. */
export async function noteMessagesRead(tx: Tx, messages: readonly SupportMessage[]): Promise<void> {
  mustBeAllowed(tx, 'message.read')
  const cases = Map.groupBy(messages, ({ caseId }) => caseId)
  await recordAll(
    tx,
    'message.words-read',
    [...cases].map(([caseId, all]) => ({
      caseId,
      data: { count: all.length, messages: all.map(({ id }) => id) },
    })),
  )
}

/**
 * Accepts or rejects messages, or puts them back. What is already in a batch stays as it is.
 * @returns how many changed
 */
export async function moderateMessages(
  tx: Tx,
  input: { ids: readonly string[]; to: Moderation },
): Promise<number> {
  mustBeAllowed(tx, 'message.moderate')
  if (tx.actor.kind !== 'member') throw new Refused()
  if (input.ids.length === 0) return 0
  const held = input.to === 'held'
  const seen = visible(tx, {})
    .where('a.id', 'in', [...input.ids])
    .select('a.id')
  const rows = await tx.db
    .updateTable('support_messages')
    .set({
      moderation: input.to,
      moderated_by: held ? null : tx.actor.accountId,
      moderated_at: held ? null : tx.now,
    })
    .where('action_id', 'in', seen)
    .where('batch_id', 'is', null)
    .where('moderation', '<>', input.to)
    .returning(['action_id', 'organisation_id'])
    .execute()
  if (rows.length === 0) return 0
  const changed = rows.map((row) => row.action_id)
  const about = await tx.db
    .selectFrom('actions')
    .select(['id', 'case_id'])
    .where('id', 'in', changed)
    .execute()
  const caseOf = new Map(about.map((row) => [row.id, row.case_id]))
  await recordAll(
    tx,
    `message.${input.to}`,
    rows.map((row) => ({
      caseId: caseOf.get(row.action_id)!,
      organisationId: row.organisation_id,
      subject: row.action_id,
    })),
  )
  return rows.length
}

/** Takes back the last thing that one did at once to many: everything moderated by oneself at that very moment. */
export async function undoModeration(tx: Tx, at: Date): Promise<number> {
  mustBeAllowed(tx, 'message.moderate')
  if (tx.actor.kind !== 'member') throw new Refused()
  const rows = await tx.db
    .selectFrom('support_messages')
    .select('action_id')
    .where('moderated_by', '=', tx.actor.accountId)
    .where(sql<boolean>`date_trunc('milliseconds', moderated_at) = ${at}::timestamptz`)
    .execute()
  return await moderateMessages(tx, { ids: rows.map((row) => row.action_id), to: 'held' })
}

export interface MessageBatch {
  id: string
  caseId: string
  caseCodeName: string
  publicityLevel: PublicityLevel
  messages: number
  createdAt: Date
  /** YYYY-MM-DD */
  handedOverOn?: string
  handedOverHow?: string
}

/** Gathers all accepted messages of a case that are in no batch yet. @throws Conflict when there is none */
export async function gatherMessages(tx: Tx, input: { caseId: string }): Promise<string> {
  mustBeAllowed(tx, 'message.moderate')
  const { actor } = tx
  if (actor.kind !== 'member') throw new Refused()
  const seen = await tx.db.selectFrom('cases').select('id').where('id', '=', input.caseId).executeTakeFirst()
  if (!seen) throw new NotFound()
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('message_batches')
    .values({
      id,
      case_id: input.caseId,
      organisation_id: actor.organisationId,
      created_by: actor.accountId,
      created_at: tx.now,
    })
    .execute()
  const gathered = visible(tx, { moderation: 'accepted', caseId: input.caseId }).select('a.id')
  const done = await tx.db
    .updateTable('support_messages')
    .set({ batch_id: id })
    .where('action_id', 'in', gathered)
    .where('batch_id', 'is', null)
    .executeTakeFirst()
  const count = Number(done.numUpdatedRows)
  if (count === 0) throw new Conflict('messages.error.nothing-accepted')
  await record(tx, 'messages.gathered', { caseId: input.caseId, subject: id, data: { count } })
  return id
}

export const handOverWays = ['in-person', 'by-lawyer', 'by-family', 'by-post', 'read-out', 'other'] as const
export type HandOverWay = (typeof handOverWays)[number]

/** Writes down that she received them. For members of the case team, by name. */
export async function handOverMessages(
  tx: Tx,
  input: { batchId: string; on: string; how: HandOverWay },
): Promise<void> {
  mustBeAllowed(tx, 'message.hand-over')
  if (tx.actor.kind !== 'member') throw new Refused()
  const batch = await getBatch(tx, input.batchId)
  await mustBeOnTeam(tx, batch.caseId)
  const latest = latestDay(tx.now)
  if (input.on > latest) throw new Invalid({ on: 'official.error.future' })
  const done = await tx.db
    .updateTable('message_batches')
    .set({ handed_over_on: input.on, handed_over_how: input.how, handed_over_by: tx.actor.accountId })
    .where('id', '=', input.batchId)
    .where('handed_over_on', 'is', null)
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) === 0) throw new Conflict('messages.error.handed-over')
  await record(tx, 'messages.handed-over', {
    caseId: batch.caseId,
    subject: batch.id,
    data: { on: input.on, how: input.how, count: batch.messages },
  })
}

/** @throws NotFound */
export async function getBatch(tx: Tx, batchId: string): Promise<MessageBatch> {
  const [batch] = isId(batchId) ? await readBatches(tx, batchId) : []
  if (!batch) throw new NotFound()
  return batch
}

/** Newest first. */
export const listBatches = (tx: Tx): Promise<MessageBatch[]> => readBatches(tx)

async function readBatches(tx: Tx, batchId?: string): Promise<MessageBatch[]> {
  mustBeAllowed(tx, 'message.read')
  const rows = await tx.db
    .selectFrom('message_batches as b')
    .innerJoin('cases as k', 'k.id', 'b.case_id')
    .selectAll('b')
    .select(['k.code_name', 'k.publicity_level'])
    .select((where) =>
      where
        .selectFrom('support_messages as m')
        .whereRef('m.batch_id', '=', 'b.id')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('messages'),
    )
    .$if(batchId !== undefined, (query) => query.where('b.id', '=', batchId!))
    .orderBy('b.created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    caseCodeName: row.code_name,
    publicityLevel: row.publicity_level,
    messages: Number(row.messages),
    createdAt: row.created_at,
    ...(row.handed_over_on ? { handedOverOn: row.handed_over_on } : {}),
    ...(row.handed_over_how ? { handedOverHow: row.handed_over_how } : {}),
  }))
}
