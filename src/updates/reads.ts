import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import type { StoredUpdateKind, UpdateState } from './tables.ts'
import { listUpdateTexts } from './text.ts'
import { asUpdate, type Update } from './update.ts'

export interface UpdateQuery {
  state?: UpdateState
  kind?: StoredUpdateKind
  caseId?: string
  /** from 1 */
  page?: number
}

export interface UpdateRow extends Update {
  caseCode: string
  /** in its own language; empty while it has none */
  headline: string
  languages: string[]
  /** a machine wrote one of its languages and nobody has read it yet */
  unreviewed: boolean
}

export const updatesPerPage = 25

/** The updates of all cases that this member may know of, newest first. Headlines are sealed and opened here. */
export async function listUpdates(tx: Tx, query: UpdateQuery): Promise<{ rows: UpdateRow[]; total: number }> {
  mustBeAllowed(tx, 'update.read')
  let matching = tx.db.selectFrom('updates').innerJoin('cases', 'cases.id', 'updates.case_id')
  if (query.state) matching = matching.where('updates.state', '=', query.state)
  if (query.kind) matching = matching.where('updates.kind', '=', query.kind)
  if (query.caseId && isId(query.caseId)) matching = matching.where('updates.case_id', '=', query.caseId)
  const { total } = await matching
    .select((one) => one.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const found = await matching
    .selectAll('updates')
    .select('cases.code_name')
    .orderBy('updates.created_at', 'desc')
    .limit(updatesPerPage)
    .offset((Math.max(1, query.page ?? 1) - 1) * updatesPerPage)
    .execute()
  const rows: UpdateRow[] = []
  for (const row of found) {
    const update = asUpdate(row)
    const texts = await listUpdateTexts(tx, update)
    rows.push({
      ...update,
      caseCode: row.code_name,
      headline: texts[0]?.headline ?? '',
      languages: texts.map((text) => text.language),
      unreviewed: texts.some((text) => text.translation === 'machine'),
    })
  }
  return { rows, total }
}
