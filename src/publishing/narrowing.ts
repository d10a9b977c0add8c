/** Purposes that are taken away in doubt: gone at once, and kept, so that two people bring back exactly what stood. */
import type { ByLink } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isStanding, withdrawConsent } from './withdrawal.ts'
import { putWithdrawal } from './doubt.ts'
import { holdGate } from './gate.ts'
import type { HerWord } from './tables.ts'
import { closeTakenBack } from './taken-back.ts'

/**
 * Leaves of one consent no more than these purposes; no page goes down, so the web stays among them or never was. For
 * the worker, by her link, where `doubt.ts` finds her word in doubt. What was taken back meanwhile stays so.
 */
export async function narrowInDoubt(
  tx: Tx,
  input: { caseId: string; consentId: string; left: readonly string[]; word: HerWord; byLink: ByLink },
): Promise<void> {
  mustBeAllowed(tx, 'consent.withdraw')
  const { caseId, consentId, word, byLink } = input
  await holdGate(tx, caseId)
  const row = await tx.db
    .selectFrom('consents')
    .select(['id', 'person_id as personId', 'item', 'state', 'purposes'])
    .where('case_id', '=', caseId)
    .where('id', '=', consentId)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !isStanding(row)) return
  const left = row.purposes.filter((purpose) => input.left.includes(purpose))
  if (left.length === row.purposes.length) return
  if (left.length === 0) {
    await withdrawConsent(tx, { caseId, consentIds: [consentId], word, byLink })
    return
  }
  await putWithdrawal(tx, {
    ...{ caseId, word, by: { linkId: byLink.id }, shown: [], named: [row] },
    standing: [{ ...row, narrowed: { former: row.purposes, left } }],
  })
  await tx.db.updateTable('consents').set({ purposes: left }).where('id', '=', consentId).execute()
  await record(tx, 'consent.narrowed', {
    ...{ caseId, subject: consentId },
    data: { item: row.item, inDoubt: true, left },
  })
  await closeTakenBack(tx, caseId)
}
