/** "This was not me": a change of what is held on a supporter is undone, and all that came after it. */
import { randomBytes } from 'node:crypto'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import {
  standingChanges,
  whoseChange,
  type ChangedPart,
  type Details,
  type SupporterChange,
} from './change.ts'
import { detailsOf, heldRow, otherOfName, write } from './changing.ts'

/**
 * Puts back what stood before a change; a second time it does nothing.
 * Safety: what was changed after it is undone with it. Whoever changed twice by a forwarded link would find the first forged
 * name put back by the undoing of the second.
 * @returns all that was undone, the latest first
 */
export async function undoChange(
  tx: Tx,
  input: { organisationId: string; changeId: string },
): Promise<SupporterChange[]> {
  mustBeAllowed(tx, 'supporter.change')
  const { organisationId, changeId } = input
  const whose = await whoseChange(tx, input)
  const row = whose && (await heldRow(tx, organisationId, whose.supporterId))
  if (!row) return []
  // read under the lock of her row: two presses undo nothing twice
  const undone = await standingChanges(tx, { organisationId, supporterId: row.id, since: changeId })
  if (undone.length === 0) return []
  await tx.db
    .updateTable('supporter_changes')
    .set({ undone_at: tx.now })
    .where(
      'id',
      'in',
      undone.map(({ id }) => id),
    )
    .execute()
  const key = await tx.keys.organisation(organisationId)
  const former = stoodBefore(undone, detailsOf(key, row))
  // Safety: whoever took her name meanwhile, by a form that anybody can send, does not keep it from her: that one is found by none
  // from now on, with all that it holds, and she by hers
  const other = await otherOfName(tx, key, row, former)
  if (other)
    await tx.db
      .updateTable('supporters')
      .set({ name_index: randomBytes(16) })
      .where('id', '=', other)
      .execute()
  await write(tx, key, row, former)
  const what = [...new Set(undone.flatMap((change) => change.what))]
  await record(tx, 'supporter.change-undone', { organisationId, subject: row.id, data: { what } })
  return undone.toReversed()
}

/** Each part as it was before the oldest of these changes that changed it. */
function stoodBefore(changes: readonly SupporterChange[], now: Details): Details {
  const oldest = (part: ChangedPart) => changes.find(({ what }) => what.includes(part))?.before ?? now
  const { firstName, lastName } = oldest('name')
  const { country } = oldest('country')
  return { firstName, lastName, language: oldest('language').language, ...(country ? { country } : {}) }
}
