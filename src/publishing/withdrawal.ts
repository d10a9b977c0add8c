/** A consent ends: she takes it back, leaves the case, or her own end has come. Whatever shows it goes down with it. */
import { sql } from 'kysely'
import { accountOfWord, onPersonRemoved, type ByLink } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import { attempt } from '#platform/attempt.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { NotFound } from '#platform/web/errors.ts'
import { endLinks } from './consent-links/link.ts'
import { putWithdrawal, type WithdrawnConsent } from './doubt.ts'
import { holdGate } from './gate.ts'
import { consentPlace } from './given.ts'
import type { ConsentState, HerWord } from './tables.ts'
import { closeTakenBack } from './taken-back.ts'
import type { TakenDown } from './taken-down.ts'
import { removeAll, type Subject } from './taking-down.ts'

export interface WithdrawInput {
  caseId: string
  consentIds: readonly string[]
  /** what was said; sealed */
  reason?: string | undefined
  /** whether this word meets her advance direction; unknown unless told, which counts as no while she is held */
  word?: HerWord | undefined
  byLink?: ByLink | undefined
}

/**
 * Takes a person's consent back: whatever shows one of these items goes down in this very transaction, then the consent
 * is withdrawn. For writers who see the case; never refused because something is public; a second time changes nothing
 * but what a doubtful one left open. One in doubt takes down all the same, and two people may undo it.
 * @throws NotFound when there is no such consent in this case
 */
export async function withdrawConsent(
  tx: Tx,
  input: WithdrawInput,
): Promise<{ takenDown: TakenDown[]; inDoubt: boolean }> {
  mustBeAllowed(tx, 'consent.withdraw')
  const { actor, now, db } = tx
  accountOfWord(tx, input.byLink)
  await holdGate(tx, input.caseId)
  // Safety: the consent rows are locked before anything is looked up. A publication at the same moment either stands
  // already and is found below, or waits for this lock and then finds no given consent.
  const rows = await db
    .selectFrom('consents')
    .select(['id', 'person_id as personId', 'item', 'state'])
    .where('case_id', '=', input.caseId)
    .where(sql<boolean>`id = any (${[...input.consentIds]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length === 0) throw new NotFound()
  const standing = rows.filter(isStanding)
  const shown = await showing(tx, standing)
  const { inDoubt, unkept } = await putWithdrawal(tx, {
    ...{
      caseId: input.caseId,
      word: input.word,
      by: actor.kind === 'member' ? { accountId: actor.accountId } : { linkId: input.byLink!.id },
    },
    ...{ standing, shown, named: rows },
  })
  // Safety: in doubt or not, it goes at once
  const takenDown = await removeAll(tx, input.caseId, shown, true, 'withdrawn')
  const seal = await sealerOfReason(tx, input)
  for (const { id, item } of standing) {
    await db
      .updateTable('consents')
      .set({
        state: 'withdrawn',
        withdrawn_at: now,
        // nobody of the team: she did it herself
        withdrawn_by: actor.kind === 'member' ? actor.accountId : null,
        withdrawal_sealed: seal?.(id) ?? null,
      })
      .where('id', '=', id)
      .execute()
    await record(tx, 'consent.withdrawn', {
      ...{ caseId: input.caseId, subject: id },
      data: {
        ...{ item, inDoubt },
        ...(input.reason && !seal ? { reasonLost: true } : {}),
        ...(unkept > 0 ? { unkept } : {}),
      },
    })
  }
  await closeTakenBack(tx, input.caseId)
  return { takenDown, inDoubt }
}

/** Safety: words that cannot be sealed are not kept; what they are the reason of comes about all the same. */
async function sealerOfReason(
  tx: Tx,
  { caseId, reason }: WithdrawInput,
): Promise<((consentId: string) => Buffer) | undefined> {
  if (!reason) return undefined
  const key = await attempt(tx, () => tx.keys.case(caseId))
  if (!key.ok) return undefined
  return (id) => key.value.seal(consentPlace(id, 'withdrawal_sealed'), reason)
}

// Safety: who leaves the case takes every consent of hers along, and so all that shows her, in the same transaction.
onPersonRemoved(async (tx, { caseId, personId }) => {
  // her own link first, in the order in which her word locks: it lets nobody in, not even for its last hours
  await endLinks(tx, { caseId, personId, how: 'revoked' })
  // whatever its state: what was withdrawn in doubt has no way back after her
  const hers = await tx.db
    .selectFrom('consents')
    .select('id')
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .execute()
  // her leaving the file is no word of anybody's that could be doubted
  if (hers.length > 0)
    await withdrawConsent(tx, { caseId, consentIds: hers.map(({ id }) => id), word: 'met' })
})

export const isStanding = <T extends { state: ConsentState }>(
  row: T,
): row is T & { state: WithdrawnConsent['state'] } =>
  row.state === 'given' || row.state === 'proposed' || row.state === 'unobtainable'

/**
 * Past the end that the person herself set, a consent removes by itself. For the worker; gives how many ended.
 */
export async function expireConsents(tx: Tx): Promise<number> {
  mustBeAllowed(tx, 'consent.expire')
  const due = await tx.db
    .selectFrom('consents')
    .select('case_id')
    .distinct()
    .where('state', '=', 'given')
    .where('expires_at', '<=', tx.now)
    .orderBy('case_id')
    .execute()
  let count = 0
  for (const { case_id: caseId } of due) {
    await holdGate(tx, caseId)
    const rows = await tx.db
      .selectFrom('consents')
      .select(['id', 'item'])
      .where('case_id', '=', caseId)
      .where('state', '=', 'given')
      .where('expires_at', '<=', tx.now)
      .orderBy('id')
      .forUpdate()
      .execute()
    await takeDownShowing(tx, caseId, rows, 'expired')
    for (const { id, item } of rows) {
      await tx.db.updateTable('consents').set({ state: 'expired' }).where('id', '=', id).execute()
      await record(tx, 'consent.expired', { caseId, subject: id, data: { item } })
    }
    await closeTakenBack(tx, caseId)
    count += rows.length
  }
  return count
}

const takeDownShowing = async (
  tx: Tx,
  caseId: string,
  consents: readonly { id: string }[],
  reason: TakenDown['reason'],
): Promise<TakenDown[]> => await removeAll(tx, caseId, await showing(tx, consents), true, reason)

/** What is public on one of these consents. */
async function showing(tx: Tx, consents: readonly { id: string }[]): Promise<Subject[]> {
  if (consents.length === 0) return []
  return await tx.db
    .selectFrom('publications as p')
    .innerJoin('publication_items as i', 'i.publication_id', 'p.id')
    .select(['p.subject_kind as subjectKind', 'p.subject_id as subjectId'])
    .distinct()
    .where(sql<boolean>`i.consent_id = any (${consents.map(({ id }) => id)}::uuid[])`)
    .orderBy('p.subject_id')
    .execute()
}
