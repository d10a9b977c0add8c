import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Refused } from '#platform/web/errors.ts'
import { getEffect } from './effect.ts'
import type { Position } from './lists.ts'

interface PositionText {
  /** its name when it spoke */
  organisation: string
  reason?: string | undefined
}

export interface StatedPosition extends PositionText {
  effectId: string
  organisationId: string
  position: Position
  at: Date
}

/**
 * Says for the own organisation how it sees an effect; a new word replaces the one before. For writers who may read the
 * effect. @throws NotFound, Refused
 */
export async function statePosition(
  tx: Tx,
  input: { caseId: string; effectId: string; position: Position; reason?: string | undefined },
): Promise<void> {
  mustBeAllowed(tx, 'effect.position')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, effectId, position } = input
  await getEffect(tx, caseId, effectId)
  const { organisationId, accountId } = tx.actor
  const { name } = await tx.db
    .selectFrom('organisations')
    .select('name')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  const text: PositionText = { organisation: name, reason: input.reason || undefined }
  const said = {
    ...{ position, stated_at: tx.now, stated_by: accountId },
    sealed: (await tx.keys.case(caseId)).sealJson(place(effectId, organisationId), text),
  }
  await tx.db
    .insertInto('effect_positions')
    .values({ effect_id: effectId, organisation_id: organisationId, case_id: caseId, ...said })
    .onConflict((conflict) => conflict.columns(['effect_id', 'organisation_id']).doUpdateSet(said))
    .execute()
  await record(tx, 'effect.position-stated', { caseId, subject: effectId, data: { position } })
}

/** By organisation, in the order in which they spoke; the coalition's room reads them too. */
export async function listPositions(tx: Tx, caseId: string): Promise<StatedPosition[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await tx.db
    .selectFrom('effect_positions')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('stated_at')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<PositionText>(place(row.effect_id, row.organisation_id), row.sealed),
    ...{ effectId: row.effect_id, organisationId: row.organisation_id },
    ...{ position: row.position, at: row.stated_at },
  }))
}

const place = (effectId: string, organisationId: string) => ({
  ...{ table: 'effect_positions', column: 'sealed' },
  row: `${effectId} ${organisationId}`,
})
