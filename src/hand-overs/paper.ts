import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import type { HandOver } from './hand-over.ts'

/** The path of a joint letter's public page for paper, with everybody who stands below it; undefined while it is not public. */
export async function findPaper(
  tx: Tx,
  { letterId }: Pick<HandOver, 'letterId'>,
): Promise<string | undefined> {
  if (!letterId) return undefined
  const { rows } = await sql<{ key: string; case_key: string; language: string }>`
    select d.key, d.body ->> 'caseKey' as case_key, d.language from published.documents d
      join joint_letters l on l.short_id = d.key
    where d.kind = 'joint-letter' and l.id = ${letterId}
    order by d.language <> l.default_language, d.language limit 1`.execute(tx.db)
  const [row] = rows
  return row && `/${row.language}/c/${row.case_key}/letters/${row.key}/print`
}
