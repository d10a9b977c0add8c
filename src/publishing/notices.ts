import type { Tx } from '#platform/database.ts'

export interface WithdrawalNotice {
  caseId: string
  /** absent: an update */
  kind?: 'update' | 'joint-letter'
  /** short id in its address */
  key: string
  /** when it first became public */
  publishedAt: Date
}

/**
 * Leaves in the feeds, under the same id, that an update or a joint letter is gone, so that readers put it over the copy that they keep.
 * Safety: ids and moments only. It stands where the case page stands, and goes when the same is published again. Part of
 * whatever takes it down, so it asks for nothing more: a reader of the team may press quiet.
 */
export async function leaveNotice(tx: Tx, notice: WithdrawalNotice): Promise<void> {
  await tx.db
    .insertInto('published.notices')
    .values({
      key: notice.key,
      case_id: notice.caseId,
      kind: notice.kind ?? 'update',
      published_at: notice.publishedAt,
      withdrawn_at: tx.now,
    })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ withdrawn_at: tx.now }))
    .execute()
}
