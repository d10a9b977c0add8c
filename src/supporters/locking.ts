/** Whoever reads an inbox may end that details are changed by a link in its mails: a link that somebody else holds, too. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'

/** From now on no link changes what is held on whoever reads this inbox. */
export async function lockDetails(tx: Tx, organisationId: string, inbox: number): Promise<void> {
  mustBeAllowed(tx, 'supporter.change')
  const { numUpdatedRows } = await tx.db
    .updateTable('inboxes')
    .set({ details_locked_at: tx.now })
    .where('organisation_id', '=', organisationId)
    .where('number', '=', inbox)
    .where('details_locked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await record(tx, 'inbox.details-locked', { organisationId, data: { inbox } })
}

/** Staff allow it again: she has written to them. */
export async function unlockDetails(tx: Tx, organisationId: string, inbox: number): Promise<void> {
  mustBeAllowed(tx, 'supporter.unlock')
  const { numUpdatedRows } = await tx.db
    .updateTable('inboxes')
    .set({ details_locked_at: null })
    .where('organisation_id', '=', organisationId)
    .where('number', '=', inbox)
    .where('details_locked_at', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await record(tx, 'inbox.details-unlocked', { organisationId, data: { inbox } })
}
