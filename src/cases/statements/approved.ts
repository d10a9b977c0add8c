import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { PointForm, PointVisibility } from './lists.ts'
import { openText } from './text-row.ts'

/** One text of one point that she approved for the public, opened. */
export interface ApprovedWords {
  pointId: string
  textId: string
  personId: string
  /** YYYY-MM-DD */
  saidOn: string
  form: PointForm
  language: string
  /** in which she said it; else a translation, checked */
  original: boolean
  /** the language of the original */
  saidIn: string
  text: string
  /** of what the seal holds now */
  hash: Buffer
  /** what she approved is what the seal holds */
  sound: boolean
  consentId: string
}

/**
 * What the person approved for these circles, the public unless told, in the order in which it was said. Whoever sees the case may read it; whether
 * her consent still stands is for `publishing` to say.
 */
export async function approvedWords(
  tx: Tx,
  caseId: string,
  circles: readonly PointVisibility[] = ['public'],
): Promise<ApprovedWords[]> {
  mustBeAllowed(tx, 'statement.quote')
  if (circles.length === 0) return []
  const rows = await tx.db
    .selectFrom('statement_texts as t')
    .innerJoin('statement_points as p', 'p.id', 't.point_id')
    .innerJoin('statement_texts as o', (join) =>
      join.onRef('o.point_id', '=', 'p.id').on('o.original', '=', true),
    )
    .select(['t.id', 't.point_id', 't.person_id', 't.language', 't.original', 't.sealed', 't.approved_hash'])
    .select(['p.said_on', 'p.form', 'p.consent_id', 'o.language as said_in'])
    .where('p.case_id', '=', caseId)
    .where('p.state', '=', 'approved')
    .where('p.visibility', 'in', circles)
    .where('t.state', '=', 'approved')
    .orderBy('p.said_on')
    .orderBy('p.statement_id')
    .orderBy('p.place')
    .orderBy('t.language')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => {
    const { text, hash } = openText(key, row, row.form)
    return {
      ...{ pointId: row.point_id, textId: row.id, personId: row.person_id, saidOn: row.said_on },
      ...{ form: row.form, language: row.language, original: row.original, saidIn: row.said_in, text, hash },
      sound: row.approved_hash?.equals(hash) ?? false,
      consentId: row.consent_id!,
    }
  })
}

/** Her consent was renewed: the approvals that stood on the old one stand on the new one. */
export async function moveApprovals(tx: Tx, from: string, to: string): Promise<void> {
  await tx.db
    .updateTable('statement_points')
    .set({ consent_id: to })
    .where('consent_id', '=', from)
    .where('state', '=', 'approved')
    .execute()
}
