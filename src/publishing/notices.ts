import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'

export interface WithdrawalNotice {
  caseId: string
  /** short id in the update's address */
  key: string
  /** when it first became public */
  publishedAt: Date
}

/**
 * Leaves in the feeds, under the same id, that an update is gone, so that readers put it over the copy that they keep.
 * Safety: ids and moments only. It stands where the case page stands, and goes when the update is published again.
 */
export async function leaveNotice(tx: Tx, notice: WithdrawalNotice): Promise<void> {
  mustBeAllowed(tx, 'publishing.take-down')
  await tx.db
    .insertInto('published.notices')
    .values({
      key: notice.key,
      case_id: notice.caseId,
      published_at: notice.publishedAt,
      withdrawn_at: tx.now,
    })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ withdrawn_at: tx.now }))
    .execute()
}
