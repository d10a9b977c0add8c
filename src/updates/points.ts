import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Invalid } from '#platform/web/errors.ts'
import { readUpdateSource } from './update-document.ts'
import { lockDraft, touch } from './update.ts'

/**
 * Chooses which of her approved points an update carries, in the order in which she said them; what is public stays as it
 * was signed off. For writers of an organisation that drafts.
 * @throws Invalid for a point that may not be quoted now, Conflict ('updates.error.changed')
 */
export async function choosePoints(
  tx: Tx,
  input: { updateId: string; version: number; points: readonly string[] },
): Promise<void> {
  mustBeAllowed(tx, 'update.write')
  const row = await lockDraft(tx, input.updateId, input.version)
  const { words } = await readUpdateSource(tx, input.updateId)
  const known = [...new Set(words.map(({ pointId }) => pointId))]
  if (input.points.some((id) => !known.includes(id))) throw new Invalid({ points: 'updates.error.point' })
  await touch(tx, row, { points: known.filter((id) => input.points.includes(id)) })
  await record(tx, 'update.points-chosen', {
    caseId: row.caseId,
    subject: row.id,
    data: { count: input.points.length },
  })
}
