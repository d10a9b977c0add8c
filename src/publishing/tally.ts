import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'

/**
 * Rewrites the numbers beside a published campaign. Does nothing when it is not public: numbers alone would tell of it.
 * @param tally `key` is the campaign's short id, `subjectId` its uuid
 */
export async function setTally(
  tx: Tx,
  tally: { subjectId: string; key: string; body: object },
): Promise<boolean> {
  mustBeAllowed(tx, 'publishing.tally')
  const publication = await tx.db
    .selectFrom('publications')
    .select(['id', 'case_id'])
    .where('subject_kind', '=', 'campaign')
    .where('subject_id', '=', tally.subjectId)
    // the row stays while we write beside it
    .forKeyShare()
    .executeTakeFirst()
  if (!publication) return false
  const body = JSON.stringify(tally.body) as unknown as object
  const beside = { publication_id: publication.id, body, changed_at: tx.now }
  await tx.db
    .insertInto('published.tallies')
    .values({ key: tally.key, case_id: publication.case_id, ...beside })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(beside))
    .execute()
  return true
}
