/** What was asked, or waits for its hour, ends when somebody shows less. */
import type { Tx } from '#platform/database.ts'
import { recordAll } from '#platform/events.ts'
import type { SignedKind } from './tables.ts'
import type { Subject } from './taking-down.ts'

/** What brings back is weighed anew by its own door (`restore`, `withdrawal`). */
const showing: readonly SignedKind[] = [
  'case',
  'campaign',
  'joint-letter',
  'partner-page',
  'update',
  'publicity',
]

/**
 * Safety: what was asked before somebody showed less does not show it again with a second signature, nor by the clock. A
 * text that is ready for a condition stays: it is weighed by the rule of the day on which somebody sends it.
 * @param of these pages alone; absent: the whole case
 */
export async function dropAsked(tx: Tx, caseId: string, of?: readonly Subject[]): Promise<void> {
  if (of?.length === 0) return
  const { actor } = tx
  const dropped = await tx.db
    .updateTable('sign_offs')
    .set({
      state: 'replaced',
      settled_by: actor.kind === 'member' ? actor.accountId : null,
      settled_at: tx.now,
    })
    .where('case_id', '=', caseId)
    .where((where) =>
      where.or([
        where('state', '=', 'asked'),
        where.and([where('state', '=', 'prepared'), where('publish_at', 'is not', null)]),
      ]),
    )
    .where('subject_kind', 'in', showing)
    .$if(of !== undefined, (query) =>
      query.where((where) =>
        where.or(
          of!.map(({ subjectKind, subjectId }) =>
            where.and([where('subject_kind', '=', subjectKind), where('subject_id', '=', subjectId)]),
          ),
        ),
      ),
    )
    .returning(['id', 'subject_kind'])
    .execute()
  await recordAll(
    tx,
    'sign-off.dropped',
    dropped.map(({ id, subject_kind: kind }) => ({ caseId, subject: id, data: { kind } })),
  )
}
