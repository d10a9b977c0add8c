/** What people of the coalition say to a draft; resolved and opened again, never rewritten. */
import { mayWriteIn } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId, newId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { whoSpeaks } from '../people.ts'
import { columnsOf, isOf, type JointText, type Speaker } from './joint-text.ts'

interface CommentText extends Speaker {
  text: string
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

const told = {
  case: { said: 'case.commented', resolved: 'case.comment-resolved', reopened: 'case.comment-reopened' },
  campaign: {
    ...{ said: 'campaign.commented', resolved: 'campaign.comment-resolved' },
    reopened: 'campaign.comment-reopened',
  },
  'joint-letter': {
    ...{ said: 'joint-letter.commented', resolved: 'joint-letter.comment-resolved' },
    reopened: 'joint-letter.comment-reopened',
  },
  update: {
    ...{ said: 'update.commented', resolved: 'update.comment-resolved' },
    reopened: 'update.comment-reopened',
  },
} as const

/**
 * Says something to one language of a draft that one may read. For writers of any organisation of the coalition but
 * observers, whoever drafts.
 * @param input `version` of the text that it is said to, 0 before there is one
 * @throws Refused for observers, Conflict ('joint-text.comment.too-many')
 */
export async function commentOn(
  tx: Tx,
  about: JointText,
  input: { language: string; version: number; text: string },
): Promise<string> {
  mustBeAllowed(tx, 'joint-text.comment')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustTakePart(tx, about)
  const { n } = await tx.db
    .selectFrom('text_comments')
    .select((row) => row.fn.countAll<number>().as('n'))
    .where(isOf(about))
    .executeTakeFirstOrThrow()
  if (n >= most) throw new Conflict('joint-text.comment.too-many')
  const id = newId(tx.now.getTime())
  const text: CommentText = { text: input.text, ...(await whoSpeaks(tx, about.caseId)) }
  await tx.db
    .insertInto('text_comments')
    .values({
      ...{ id, ...columnsOf(about), language: input.language, version: input.version },
      ...{ organisation_id: tx.actor.organisationId, account_id: tx.actor.accountId, written_at: tx.now },
      sealed: (await tx.keys.case(about.caseId)).sealJson(place(about, id), text),
    })
    .execute()
  await record(tx, told[about.kind].said, { caseId: about.caseId, subject: about.id })
  return id
}

/** Says that a comment is dealt with, or opens it again. For writers of the coalition. @throws NotFound, Refused for observers */
export async function resolveComment(
  tx: Tx,
  about: JointText,
  input: { commentId: string; resolved: boolean },
): Promise<void> {
  mustBeAllowed(tx, 'joint-text.comment')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustTakePart(tx, about)
  const { commentId, resolved } = input
  if (!isId(commentId)) throw new NotFound()
  const known = await tx.db
    .selectFrom('text_comments')
    .select('resolved_at')
    .where('id', '=', commentId)
    .where(isOf(about))
    .executeTakeFirst()
  if (!known) throw new NotFound()
  if ((known.resolved_at !== null) === resolved) return
  await tx.db
    .updateTable('text_comments')
    .set({ resolved_at: resolved ? tx.now : null, resolved_by: resolved ? tx.actor.accountId : null })
    .where('id', '=', commentId)
    .execute()
  const { caseId, id: subject, kind } = about
  await record(tx, resolved ? told[kind].resolved : told[kind].reopened, { caseId, subject })
}

/** All that was said to a draft, in the order in which it was. For the room. */
export async function listComments(tx: Tx, about: JointText): Promise<Comment[]> {
  mustBeAllowed(tx, 'joint-text.read')
  const rows = await tx.db
    .selectFrom('text_comments')
    .selectAll()
    .where(isOf(about))
    .orderBy('written_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(about.caseId)
  return rows.map((row) => ({
    ...key.openJson<CommentText>(place(about, row.id), row.sealed),
    ...{ id: row.id, language: row.language, version: row.version, at: row.written_at },
    ...(row.resolved_at ? { resolvedAt: row.resolved_at } : {}),
  }))
}

/** Safety: nobody who is not in the room hears that the text exists, and observers of the room read. */
async function mustTakePart(tx: Tx, { caseId }: JointText): Promise<void> {
  if (!(await mayWriteIn(tx, caseId))) throw new Refused()
}

/** Comments on updates were sealed before other texts had any: the name that their table had then stays in their seal. */
const place = ({ kind }: JointText, row: string): Place => ({
  ...{ table: kind === 'update' ? 'update_comments' : 'text_comments', column: 'sealed' },
  row,
})
