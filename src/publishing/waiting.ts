/** A page that lacks what another withdrawal in doubt took: it is kept until that one is decided. */
import type { Tx } from '#platform/database.ts'
import type { ShownItem } from './given.ts'
import { columns, idOf, type KeptFor } from './kept.ts'

export interface WaitingPage {
  subjectId: string
  /** the withdrawal in doubt that it waits for */
  withdrawalId: string
}

interface DoubtfulItem extends ShownItem {
  withdrawalId: string
}

/** What is in doubt in a case, the newest first. @param except the withdrawal that is being undone */
export async function listDoubtful(
  tx: Tx,
  caseId: string,
  except: string | undefined,
): Promise<DoubtfulItem[]> {
  return await tx.db
    .selectFrom('withdrawal_items as i')
    .innerJoin('withdrawals as w', 'w.id', 'i.withdrawal_id')
    .innerJoin('consents as c', 'c.id', 'i.consent_id')
    .select(['w.id as withdrawalId', 'c.person_id as personId', 'c.item'])
    .where('w.case_id', '=', caseId)
    .where('w.in_doubt', '=', true)
    .where('w.settled_at', 'is', null)
    .where('i.final_at', 'is', null)
    .$if(except !== undefined, (query) => query.where('w.id', '<>', except!))
    .orderBy('w.at', 'desc')
    .orderBy('w.id', 'desc')
    .execute()
}

/** The doubt that a page waits for; none where something that it lacks is gone for good. */
export function doubtOf(
  doubtful: readonly DoubtfulItem[],
  lacking: readonly ShownItem[],
): string | undefined {
  const found = lacking.map(({ personId, item }) =>
    doubtful.find((one) => one.personId === personId && one.item === item),
  )
  return found.every((one) => one !== undefined) ? found[0]?.withdrawalId : undefined
}

/**
 * Keeps on what waits. Safety: what nobody has decided on is not lost because something else was. A newer page of the same
 * subject that is kept there already is the one that counts. The caller holds the gate, and drops the rest afterwards.
 */
export async function keepOn(
  tx: Tx,
  from: KeptFor & { since: Date },
  waiting: readonly WaitingPage[],
): Promise<void> {
  for (const { subjectId, withdrawalId } of waiting)
    await tx.db
      .updateTable('kept_pages as k')
      .set((row) => ({
        ...columns({ withdrawalId }),
        gone_at: row.fn.coalesce('k.gone_at', row.val(from.since)),
      }))
      .where('spellId' in from ? 'k.spell_id' : 'k.withdrawal_id', '=', idOf(from))
      .where('k.subject_id', '=', subjectId)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('kept_pages as o')
              .select('o.id')
              .where('o.withdrawal_id', '=', withdrawalId)
              .where('o.subject_id', '=', subjectId),
          ),
        ),
      )
      .execute()
}
