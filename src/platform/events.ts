import type { Tx } from './database.ts'

export interface Happening {
  caseId?: string
  organisationId?: string
  /** id of the row it happened to */
  subject?: string
  /** Safety: ids, codes and counts only; an event is kept for years and read by many */
  data?: Record<string, string | number | boolean | null | string[]>
}

/** Writes down what happened, in the transaction that made it happen. `type` is 'noun.happened', e.g. 'campaign.paused'. */
export async function record(tx: Tx, type: string, what: Happening = {}): Promise<void> {
  await recordAll(tx, type, [what])
}

/** The same for many of one kind in one statement: the drain takes visitors' actions by the hundred. */
export async function recordAll(tx: Tx, type: string, all: readonly Happening[]): Promise<void> {
  const { actor } = tx
  if (all.length === 0) return
  await tx.db
    .insertInto('events')
    .values(
      all.map((what) => ({
        type,
        at: tx.now,
        organisation_id: what.organisationId ?? (actor.kind === 'sign-in' ? null : actor.organisationId),
        case_id: what.caseId ?? null,
        subject: what.subject ?? null,
        actor_kind: actor.kind,
        actor_account: actor.kind === 'member' ? actor.accountId : null,
        data: what.data ?? {},
      })),
    )
    .execute()
}
