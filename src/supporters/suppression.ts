import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { SuppressionReason } from './tables.ts'

/** After these nothing is mailed to the inbox, whatever is typed into a form. After 'unsubscribed' a confirmation still goes. */
export const stopsAllMail = (reason: SuppressionReason | null): boolean =>
  reason !== null && reason !== 'unsubscribed'

// what says more about the wish of the person wins over what says less
const weight: Record<SuppressionReason, number> = {
  'hard-bounce': 1,
  unsubscribed: 2,
  staff: 3,
  complaint: 4,
  'not-me': 5,
  erased: 6,
}

/** Stops mail to an inbox. A stronger reason replaces a weaker one, never the other way. */
export async function suppress(
  tx: Tx,
  organisationId: string,
  inbox: number,
  reason: SuppressionReason,
): Promise<void> {
  mustBeAllowed(tx, 'supporter.suppress')
  const row = await tx.db
    .selectFrom('inboxes')
    .select(['suppressed_reason'])
    .where('organisation_id', '=', organisationId)
    .where('number', '=', inbox)
    .forUpdate()
    .executeTakeFirst()
  if (!row || (row.suppressed_reason && weight[row.suppressed_reason] >= weight[reason])) return
  await tx.db
    .updateTable('inboxes')
    .set({ suppressed_at: tx.now, suppressed_reason: reason })
    .where('organisation_id', '=', organisationId)
    .where('number', '=', inbox)
    .execute()
  await record(tx, 'inbox.suppressed', { organisationId, data: { inbox, reason } })
}

/** A person who had unsubscribed answered a new confirmation with "keep me posted": her latest word counts. */
export async function liftUnsubscribed(tx: Tx, organisationId: string, inbox: number): Promise<void> {
  mustBeAllowed(tx, 'supporter.suppress')
  const { numUpdatedRows } = await tx.db
    .updateTable('inboxes')
    .set({ suppressed_at: null, suppressed_reason: null })
    .where('organisation_id', '=', organisationId)
    .where('number', '=', inbox)
    .where('suppressed_reason', '=', 'unsubscribed')
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await record(tx, 'inbox.unsuppressed', { organisationId, data: { inbox } })
}
