/** What a person reads of her own points behind her link. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { PointForm, PointState, PointVisibility } from './lists.ts'
import { whole } from './reads.ts'
import { openText, seenOf } from './text-row.ts'

export interface HerPoint {
  id: string
  /** YYYY-MM-DD */
  saidOn: string
  form: PointForm
  state: Exclude<PointState, 'withdrawn'>
  visibility: PointVisibility
  version: number
  /** as of `approvePoint` */
  seen: string
  /** what she said first; then translations of these very words that somebody has checked */
  texts: { language: string; original: boolean; text: string }[]
}

/**
 * Every point of hers that she has not taken back, in the order in which she said them. For the worker that answers her link.
 * One whose words do not open is left out: she approves nothing that she cannot read.
 */
export async function readHerPoints(
  tx: Tx,
  { caseId, personId }: { caseId: string; personId: string },
): Promise<HerPoint[]> {
  mustBeAllowed(tx, 'statement.answer')
  await mustBeOnTeam(tx, caseId)
  const rows = await tx.db
    .selectFrom('statement_points')
    .select(['id', 'said_on', 'form', 'state', 'visibility', 'version'])
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .where('state', '<>', 'withdrawn')
    .orderBy('said_on')
    .orderBy('statement_id')
    .orderBy('place')
    .execute()
  if (rows.length === 0) return []
  const texts = await tx.db
    .selectFrom('statement_texts')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .orderBy('original', 'desc')
    .orderBy('language')
    .execute()
  const key = await tx.keys.case(caseId)
  const points: HerPoint[] = []
  for (const row of rows) {
    const all = texts.filter((one) => one.point_id === row.id)
    const ready = all.filter(
      (one) => one.original || (one.state !== 'translated' && one.point_version === row.version),
    )
    const opened = whole(() =>
      ready.map((one) => ({
        ...{ language: one.language, original: one.original },
        text: openText(key, one, row.form).text,
      })),
    )
    if (!opened) continue
    points.push({
      ...{ id: row.id, saidOn: row.said_on, form: row.form, visibility: row.visibility },
      ...{ state: row.state as HerPoint['state'], version: row.version, seen: seenOf(all), texts: opened },
    })
  }
  return points
}
