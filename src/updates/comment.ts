/** What people of the coalition say to a draft; resolved and opened again, never rewritten. */
import { whoSpeaks } from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId, newId } from '#platform/ids.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { mayWriteIn } from '#cases/index.ts'
import { getUpdate, type Update } from './update.ts'

interface CommentText {
  text: string
  /** names as they were then */
  person: string
  organisation: string
}

export interface Comment extends CommentText {
  id: string
  language: string
  /** of the text that it is said to; 0 before there was one */
  version: number
  at: Date
  resolvedAt?: Date
}

const most = 500

/**
 * Says something to one language of a draft. For writers of any organisation of the coalition but observers.
 * @throws Refused for observers, Conflict ('updates.comment.too-many')
 */
export async function commentOn(
  tx: Tx,
  input: { updateId: string; language: string; text: string },
): Promise<string> {
  mustBeAllowed(tx, 'update.comment')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { updateId, language } = input
  const { caseId } = await getUpdate(tx, updateId)
  await mustTakePart(tx, caseId)
  const { n } = await tx.db
    .selectFrom('update_comments')
    .select((row) => row.fn.countAll<number>().as('n'))
    .where('update_id', '=', updateId)
    .executeTakeFirstOrThrow()
  if (n >= most) throw new Conflict('updates.comment.too-many')
  const id = newId(tx.now.getTime())
  const text: CommentText = { text: input.text, ...(await whoSpeaks(tx, caseId)) }
  await tx.db
    .insertInto('update_comments')
    .values({
      ...{ id, update_id: updateId, case_id: caseId, language },
      ...{ organisation_id: tx.actor.organisationId, account_id: tx.actor.accountId },
      ...{ version: await versionOf(tx, updateId, language), written_at: tx.now },
      sealed: (await tx.keys.case(caseId)).sealJson(place(id), text),
    })
    .execute()
  await record(tx, 'update.commented', { caseId, subject: updateId })
  return id
}

/** Says that a comment is dealt with, or opens it again. For writers of the coalition. @throws NotFound, Refused for observers */
export async function resolveComment(
  tx: Tx,
  input: { updateId: string; commentId: string; resolved: boolean },
): Promise<void> {
  mustBeAllowed(tx, 'update.comment')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { updateId, commentId, resolved } = input
  const { caseId } = await getUpdate(tx, updateId)
  await mustTakePart(tx, caseId)
  if (!isId(commentId)) throw new NotFound()
  const known = await tx.db
    .selectFrom('update_comments')
    .select('resolved_at')
    .where('id', '=', commentId)
    .where('update_id', '=', updateId)
    .executeTakeFirst()
  if (!known) throw new NotFound()
  if ((known.resolved_at !== null) === resolved) return
  await tx.db
    .updateTable('update_comments')
    .set({ resolved_at: resolved ? tx.now : null, resolved_by: resolved ? tx.actor.accountId : null })
    .where('id', '=', commentId)
    .execute()
  await record(tx, resolved ? 'update.comment-resolved' : 'update.comment-reopened', {
    caseId,
    subject: updateId,
  })
}

/** All that was said to an update, in the order in which it was. For the room. */
export async function listComments(
  tx: Tx,
  { id, caseId }: Pick<Update, 'id' | 'caseId'>,
): Promise<Comment[]> {
  mustBeAllowed(tx, 'update.read')
  const rows = await tx.db
    .selectFrom('update_comments')
    .selectAll()
    .where('update_id', '=', id)
    .orderBy('written_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<CommentText>(place(row.id), row.sealed),
    ...{ id: row.id, language: row.language, version: row.version, at: row.written_at },
    ...(row.resolved_at ? { resolvedAt: row.resolved_at } : {}),
  }))
}

async function mustTakePart(tx: Tx, caseId: string): Promise<void> {
  if (!(await mayWriteIn(tx, caseId))) throw new Refused()
}

async function versionOf(tx: Tx, updateId: string, language: string): Promise<number> {
  const text = await tx.db
    .selectFrom('update_texts')
    .select('version')
    .where('update_id', '=', updateId)
    .where('language', '=', language)
    .executeTakeFirst()
  return text?.version ?? 0
}

const place = (id: string) => ({ table: 'update_comments', column: 'sealed', row: id })
