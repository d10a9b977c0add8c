import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { Harm } from '../reasons.ts'
import { mustBeOwner } from '../people-of-case.ts'

export interface MeasureText {
  what: string
  /** the risk that remains when it is done */
  remains?: string
}

export interface Measure extends MeasureText {
  id: string
  harm: string
  ownerId?: string
  /** YYYY-MM-DD */
  dueOn?: string
  doneAt?: Date
}

/** Writes down what is done against a harm. For writers on the team; its owner is of the team. */
export async function addMeasure(
  tx: Tx,
  input: MeasureText & {
    caseId: string
    harm: Harm
    ownerId?: string | undefined
    dueOn?: string | undefined
  },
): Promise<string> {
  mustBeAllowed(tx, 'risk.measure')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const { caseId, ownerId } = input
  await mustBeOwner(tx, caseId, ownerId)
  const id = newId(tx.now.getTime())
  const text: MeasureText = { what: input.what, remains: input.remains || undefined }
  await tx.db
    .insertInto('risk_measures')
    .values({
      ...{
        id,
        case_id: caseId,
        harm: input.harm,
        owner_account: ownerId ?? null,
        due_on: input.dueOn ?? null,
      },
      sealed: (await tx.keys.case(caseId)).sealJson(place(id), text),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'measure.added', { caseId, subject: id, data: { harm: input.harm } })
  return id
}

/** A second time changes nothing. */
export async function finishMeasure(tx: Tx, input: { caseId: string; measureId: string }): Promise<void> {
  mustBeAllowed(tx, 'risk.measure')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const row = await tx.db
    .selectFrom('risk_measures')
    .select('done_at')
    .where('id', '=', input.measureId)
    .where('case_id', '=', input.caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  if (row.done_at) return
  await tx.db
    .updateTable('risk_measures')
    .set({ done_at: tx.now, done_by: tx.actor.accountId })
    .where('id', '=', input.measureId)
    .execute()
  await record(tx, 'measure.done', { caseId: input.caseId, subject: input.measureId })
}

/** What is to do first, the soonest first; empty for who is not on the team. */
export async function listMeasures(tx: Tx, caseId: string): Promise<Measure[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await tx.db
    .selectFrom('risk_measures')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('done_at', (order) => order.desc().nullsFirst())
    .orderBy('due_on', (order) => order.asc().nullsLast())
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<MeasureText>(place(row.id), row.sealed),
    id: row.id,
    harm: row.harm,
    ownerId: row.owner_account ?? undefined,
    dueOn: row.due_on ?? undefined,
    doneAt: row.done_at ?? undefined,
  }))
}

const place = (id: string) => ({ table: 'risk_measures', column: 'sealed', row: id })
