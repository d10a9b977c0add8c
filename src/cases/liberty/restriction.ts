import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { RestrictionKind } from './lists.ts'
import { latestDay } from '../zone.ts'

export interface Restriction {
  id: string
  kind: RestrictionKind
  /** days, YYYY-MM-DD */
  since: string
  untilOn?: string
  endedOn?: string
  note?: string
}

/** Writes down what restricts her beside the status. For writers on the team. */
export async function addRestriction(
  tx: Tx,
  input: {
    caseId: string
    kind: RestrictionKind
    since: string
    untilOn?: string | undefined
    note?: string
  },
): Promise<string> {
  mustBeAllowed(tx, 'liberty.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  if (input.untilOn && input.untilOn < input.since) throw new Invalid({ untilOn: 'risk.error.order' })
  const id = newId(tx.now.getTime())
  const text = { note: input.note || undefined }
  await tx.db
    .insertInto('liberty_restrictions')
    .values({
      ...{ id, case_id: input.caseId, kind: input.kind, since: input.since, until_on: input.untilOn ?? null },
      sealed: (await tx.keys.case(input.caseId)).sealJson(place(id), text),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'restriction.recorded', {
    caseId: input.caseId,
    subject: id,
    data: { kind: input.kind, since: input.since },
  })
  return id
}

/** A second time changes nothing. @throws Invalid for a day before it began, or one that has not come */
export async function endRestriction(
  tx: Tx,
  input: { caseId: string; restrictionId: string; endedOn: string },
): Promise<void> {
  mustBeAllowed(tx, 'liberty.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const row = await of(tx, input.caseId).where('id', '=', input.restrictionId).forUpdate().executeTakeFirst()
  if (!row) throw new NotFound()
  if (row.ended_on) return
  const latest = latestDay(tx.now)
  if (input.endedOn > latest) throw new Invalid({ endedOn: 'case.status.error.future' })
  if (input.endedOn < row.since) throw new Invalid({ endedOn: 'risk.error.order' })
  await tx.db
    .updateTable('liberty_restrictions')
    .set({ ended_on: input.endedOn, ended_by: tx.actor.accountId })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'restriction.ended', { caseId: input.caseId, subject: row.id, data: { kind: row.kind } })
}

/** What holds first, then what has ended; empty for who is not on the team. */
export async function listRestrictions(tx: Tx, caseId: string): Promise<Restriction[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId)
    .orderBy('ended_on', (order) => order.desc().nullsFirst())
    .orderBy('since', 'desc')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<{ note?: string }>(place(row.id), row.sealed),
    ...{ id: row.id, kind: row.kind, since: row.since },
    untilOn: row.until_on ?? undefined,
    endedOn: row.ended_on ?? undefined,
  }))
}

const place = (id: string) => ({ table: 'liberty_restrictions', column: 'sealed', row: id })
const of = (tx: Tx, caseId: string) =>
  tx.db.selectFrom('liberty_restrictions').selectAll().where('case_id', '=', caseId)
