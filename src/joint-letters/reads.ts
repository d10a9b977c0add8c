import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { asLetter, type JointLetter } from './letter.ts'
import type { LetterState } from './tables.ts'
import { listLetterTexts } from './text.ts'

export interface LetterQuery {
  state?: LetterState | undefined
  caseId?: string | undefined
  /** from 1 */
  page?: number
}

export interface LetterRow extends JointLetter {
  caseCode: string
  /** in its own language; empty while it has none */
  title: string
  languages: string[]
  /** a machine wrote one of its languages and nobody has read it yet */
  unreviewed: boolean
  listed: number
  /** for a person to look at */
  waiting: number
}

export const lettersPerPage = 25

/** The letters of all cases that this member may know of, newest first. Titles are sealed and opened here. */
export async function listLetters(tx: Tx, query: LetterQuery): Promise<{ rows: LetterRow[]; total: number }> {
  mustBeAllowed(tx, 'joint-letter.read')
  let matching = tx.db.selectFrom('joint_letters as l').innerJoin('cases as k', 'k.id', 'l.case_id')
  if (query.state) matching = matching.where('l.state', '=', query.state)
  if (query.caseId && isId(query.caseId)) matching = matching.where('l.case_id', '=', query.caseId)
  const { total } = await matching
    .select((one) => one.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const found = await matching
    .selectAll('l')
    .select('k.code_name')
    .orderBy('l.created_at', 'desc')
    .limit(lettersPerPage)
    .offset((Math.max(1, query.page ?? 1) - 1) * lettersPerPage)
    .execute()
  const counts = await countByLetter(
    tx,
    found.map(({ id }) => id),
  )
  const rows: LetterRow[] = []
  for (const row of found) {
    const letter = asLetter(row)
    const texts = await listLetterTexts(tx, letter)
    const of = (state: string) => counts.get(`${letter.id} ${state}`) ?? 0
    rows.push({
      ...letter,
      ...{ caseCode: row.code_name, title: texts[0]?.title ?? '' },
      languages: texts.map((text) => text.language),
      unreviewed: texts.some((text) => text.translation === 'machine'),
      ...{ listed: of('listed'), waiting: of('waiting') },
    })
  }
  return { rows, total }
}

async function countByLetter(tx: Tx, letterIds: readonly string[]): Promise<Map<string, number>> {
  if (letterIds.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('joint_letter_signatories')
    .select((row) => ['letter_id', 'state', row.fn.countAll<number>().as('n')])
    .where('letter_id', 'in', [...letterIds])
    .groupBy(['letter_id', 'state'])
    .execute()
  return new Map(rows.map((row) => [`${row.letter_id} ${row.state}`, row.n]))
}
