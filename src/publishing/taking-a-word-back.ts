/** Whoever approved a text, or signed it second, takes that back until it is out; it stays beside the text, with why. */
import { maySpeakFor } from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { ownWord, placeOfWord, takeApprovalBack, type ApprovalText } from './approvals.ts'
import { waitsForHour } from './standing.ts'
import { memberOf } from './may-sign.ts'
import { mustNotObserve } from './rule.ts'
import { lockSignOff, placeOf, type SignOff } from './sign-off-row.ts'

/** What of this member's can be taken back. The author takes back the whole text instead (`takeBackSignature`). */
export interface OwnWords {
  /** of the own organisation, for whoever speaks for it */
  approval: boolean
  /** beside the author's, of this person alone */
  signature: boolean
}

export async function ownWords(tx: Tx, signOff: SignOff): Promise<OwnWords> {
  const { accountId } = memberOf(tx)
  const isOpen = signOff.state === 'asked' || signOff.state === 'prepared'
  if (!isOpen || signOff.signedBy === accountId) return { approval: false, signature: false }
  return {
    approval: (await ownWord(tx, signOff)) === 'approve' && (await maySpeakFor(tx, signOff.caseId)),
    signature: signOff.secondBy === accountId,
  }
}

/**
 * Takes back the approval of the own organisation and the own second signature, whichever there is. A text that lacks it
 * does not come out; its authors hear of it within seconds (`holdTakenBack`). For writers; no step-up, because it shows less.
 * @throws Conflict ('publishing.sign.settled') once it is out, Refused ('publishing.sign.observer', 'publishing.word.none')
 */
export async function takeBackWord(tx: Tx, input: { signOffId: string; reason: string }): Promise<void> {
  mustBeAllowed(tx, 'publishing.answer')
  const row = await lockSignOff(tx, input.signOffId)
  if (row.state !== 'asked' && row.state !== 'prepared') throw new Conflict('publishing.sign.settled')
  await mustNotObserve(tx, row.caseId, memberOf(tx).organisationId)
  const { approval, signature } = await ownWords(tx, row)
  if (!approval && !signature) throw new Refused('publishing.word.none')
  if (approval) await takeApprovalBack(tx, row, input.reason)
  if (signature) await takeSecondBack(tx, row, input.reason)
  if (waitsForHour(row))
    await tx.db.updateTable('sign_offs').set({ to_judge_since: tx.now }).where('id', '=', row.id).execute()
}

/** A word that was taken back, and given again since or replaced by another person's. */
export interface WordBefore {
  what: 'approval' | 'signature'
  accountId: string
  /** the organisation whose approval it was, as it was called then */
  organisation?: string
  at: Date
  reason: string
}

/** The oldest first; for the room. What is taken back at this moment stands with the sign-off and its approvals. */
export async function listWordsBefore(
  tx: Tx,
  signOff: Pick<SignOff, 'id' | 'caseId'>,
): Promise<WordBefore[]> {
  mustBeAllowed(tx, 'consent.read')
  const rows = await tx.db
    .selectFrom('sign_off_words_before')
    .selectAll()
    .where('sign_off_id', '=', signOff.id)
    .orderBy('taken_back_at')
    .orderBy('what')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(signOff.caseId)
  return rows.map((row) => ({
    ...{ what: row.what, accountId: row.account_id, at: row.taken_back_at },
    ...(row.what === 'signature'
      ? { reason: key.open(placeOf(row.sign_off_id, 'second_reason_sealed'), row.sealed) }
      : openApproval(key, row)),
  }))
}

function openApproval(
  key: Awaited<ReturnType<Tx['keys']['case']>>,
  row: { sign_off_id: string; organisation_id: string; sealed: Buffer },
): Pick<WordBefore, 'organisation' | 'reason'> {
  const said = key.openJson<ApprovalText>(placeOfWord(row.sign_off_id, row.organisation_id), row.sealed)
  return { organisation: said.organisation, reason: said.reason ?? '' }
}

async function takeSecondBack(tx: Tx, { id, caseId, kind }: SignOff, reason: string): Promise<void> {
  const key = await tx.keys.case(caseId)
  await tx.db
    .updateTable('sign_offs')
    .set({
      second_taken_back_at: tx.now,
      second_reason_sealed: key.seal(placeOf(id, 'second_reason_sealed'), reason),
    })
    .where('id', '=', id)
    .execute()
  await record(tx, 'sign-off.signature-taken-back', { caseId, subject: id, data: { kind } })
}
