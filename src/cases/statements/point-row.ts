import { sql, type Selectable } from 'kysely'
import { attempt } from '#platform/attempt.ts'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { Conflict, NotFound } from '#platform/web/errors.ts'
import { mayMove, type PointMoveName, type TextState } from './lists.ts'
import { words } from './ports.ts'
import type { StatementPointTable } from './tables.ts'

/** Sealed beside a point. */
export interface PointText {
  /** what she changed when it was read back */
  changed?: string | undefined
  /** how and before whom she approved it */
  approval?: string | undefined
  /** why it was narrowed or taken back */
  ended?: string | undefined
}

export type PointRow = Selectable<StatementPointTable>

const place = (id: string) => ({ table: 'statement_points', column: 'sealed', row: id })
export const sealPoint = (key: Sealer, id: string, text: PointText): Buffer => key.sealJson(place(id), text)
export const openPoint = (key: Sealer, row: Pick<PointRow, 'id' | 'sealed'>): PointText =>
  key.openJson<PointText>(place(row.id), row.sealed)

export interface AnyVersion {
  caseId: string
  pointId: string
}

export interface PointRef extends AnyVersion {
  /** of the page that the form stood on: what was read is what is decided on */
  version: number
}

/**
 * One point, held with the gate of its case until the transaction ends, so that nothing is published of it meanwhile.
 * @throws NotFound, Conflict ('case.changed') when somebody was faster, ('statement.error.move') where it may not go
 */
export async function lockPoint(tx: Tx, ref: PointRef | AnyVersion, move?: PointMoveName): Promise<PointRow> {
  await words().hold(tx, ref.caseId)
  const row = isId(ref.pointId)
    ? await tx.db
        .selectFrom('statement_points')
        .selectAll()
        .where('id', '=', ref.pointId)
        .where('case_id', '=', ref.caseId)
        .forUpdate()
        .executeTakeFirst()
    : undefined
  if (!row) throw new NotFound()
  if ('version' in ref && row.version !== ref.version) throw new Conflict('case.changed')
  if (move && !mayMove(row.state, move)) throw new Conflict('statement.error.move')
  return row
}

/**
 * Why it was narrowed or taken back, sealed beside what stands there already.
 * Safety: her word counts whatever lies under a seal. What cannot be opened is written anew; without a key nothing is.
 */
export async function sealEnd(
  tx: Tx,
  row: PointRow,
  reason: string | undefined,
): Promise<{ sealed?: Buffer; whole: boolean }> {
  const key = await attempt(tx, () => tx.keys.case(row.case_id))
  if (!key.ok) return { whole: false }
  let [text, whole]: [PointText, boolean] = [{}, true]
  try {
    text = openPoint(key.value, row)
  } catch {
    whole = false
  }
  return { sealed: sealPoint(key.value, row.id, { ...text, ended: reason || undefined }), whole }
}

/**
 * Her approval no longer stands: what carries the point goes down first, then the words lose their pin.
 * @returns how many pages went
 */
export async function dropApproval(tx: Tx, row: PointRow): Promise<number> {
  if (row.state !== 'approved') return 0
  const gone = await words().takeDown(tx, row.case_id, [row.id])
  await tx.db
    .updateTable('statement_texts')
    .set({
      state: sql<TextState>`case when original then 'taken' else 'checked' end`,
      approved_hash: null,
    })
    .where('point_id', '=', row.id)
    .where('state', '=', 'approved')
    .execute()
  return gone
}

/** Clears what an approval wrote on the point. */
export const unapproved = {
  approved_on: null,
  approved_how: null,
  approved_by: null,
  consent_id: null,
} as const
