import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { JointLetterDocument } from './document.ts'

/**
 * What visitors read of a letter at this moment, in each of its languages, its own first; none while it is not public. For the
 * room.
 */
export async function publicLetters(tx: Tx, letterId: string): Promise<JointLetterDocument[]> {
  mustBeAllowed(tx, 'joint-letter.read')
  const rows = await tx.db
    .selectFrom('published.documents as d')
    .innerJoin('publications as p', 'p.id', 'd.publication_id')
    .innerJoin('joint_letters as l', 'l.id', 'p.subject_id')
    .select('d.body')
    .where('p.subject_kind', '=', 'joint-letter')
    .where('p.subject_id', '=', letterId)
    .orderBy((of) => of('d.language', '<>', of.ref('l.default_language')))
    .orderBy('d.language')
    .execute()
  return rows.map(({ body }) => body as JointLetterDocument)
}
