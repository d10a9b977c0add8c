/** Whether a withdrawal is her word. It takes down whatever the answer is; the answer decides whether it can be undone. */
import { isHeldNow } from '#cases/index.ts'
import { attempt } from '#platform/attempt.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { dropKept, keepPages } from './kept.ts'
import type { ConsentItem, HerWord } from './tables.ts'
import type { Subject } from './taking-down.ts'
import { isUnobtainable } from './unobtainable/spell.ts'

export interface WithdrawnConsent {
  id: string
  personId: string
  state: 'given' | 'proposed' | 'unobtainable'
  /** it stays, for fewer purposes */
  narrowed?: { former: string[]; left: string[] }
}

interface Weighed {
  word: HerWord
  held: boolean | null
  inDoubt: boolean
}

/** Safety: while somebody else holds her, or where nobody can tell, an answer that is not known counts as no. */
async function weigh(
  tx: Tx,
  caseId: string,
  personIds: readonly string[],
  said: HerWord = 'unknown',
): Promise<Weighed> {
  const held = await isAnyOutOfReach(tx, caseId, personIds)
  // Safety: who does not read the file takes down, but vouches for nobody's word, and so ends no doubt
  const word = held === undefined && said === 'met' ? 'unknown' : said
  return { word, held: held ?? null, inDoubt: word === 'not-met' || (word === 'unknown' && held !== false) }
}

/**
 * Liberty is kept for the person at risk. Others in the file speak for themselves and are not held for her.
 * Safety: but for who is accused beside her, of whom nobody recorded where they are.
 */
export async function isAnyHeld(
  tx: Tx,
  caseId: string,
  personIds: readonly string[],
): Promise<boolean | undefined> {
  const held = await isHeldNow(tx, caseId)
  if (!held) return held
  const mayBe = await tx.db
    .selectFrom('persons')
    .select('id')
    .where('case_id', '=', caseId)
    .where('id', 'in', personIds)
    .where('role', 'in', ['at-risk', 'co-accused'])
    .executeTakeFirst()
  return mayBe !== undefined
}

/** What a person answers about. */
export interface Answered {
  personId: string
  item: ConsentItem
}

/** Held, or said to be out of reach. Safety: nobody vouches that what reaches us from one who cannot be asked is hers. */
export async function isAnyOutOfReach(
  tx: Tx,
  caseId: string,
  personIds: readonly string[],
): Promise<boolean | undefined> {
  for (const id of personIds) if (await isUnobtainable(tx, caseId, id)) return true
  return await isAnyHeld(tx, caseId, personIds)
}

export interface WithdrawalInput {
  caseId: string
  by: { accountId: string } | { linkId: string }
  word?: HerWord | undefined
  /** what stands and goes now */
  standing: readonly WithdrawnConsent[]
  /** pages that show one of them */
  shown: readonly Subject[]
  /** every consent that was named, also those that are gone already */
  named: readonly Answered[]
}

/**
 * Writes a withdrawal down. One in doubt keeps sealed what it is about to take down; one that is her word settles what was
 * in doubt before. The caller holds the gate and the rows, and takes down afterwards.
 */
export async function putWithdrawal(
  tx: Tx,
  input: WithdrawalInput,
): Promise<{ inDoubt: boolean; unkept: number }> {
  const { caseId, standing, by } = input
  const persons = [...new Set(input.named.map(({ personId }) => personId))]
  const weighed = await weigh(tx, caseId, persons, input.word)
  // Safety: her own word ends every way back, also of what a doubtful one took down before
  if (!weighed.inDoubt) await endDoubt(tx, caseId, input.named)
  if (standing.length === 0) return { inDoubt: weighed.inDoubt, unkept: 0 }
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('withdrawals')
    .values({
      ...{
        id,
        case_id: caseId,
        at: tx.now,
        word: weighed.word,
        held: weighed.held,
        in_doubt: weighed.inDoubt,
      },
      by_account: 'accountId' in by ? by.accountId : null,
      by_link: 'linkId' in by ? by.linkId : null,
      ...{ settled_at: null, settled_by: null, settled_how: null, sign_off_id: null },
    })
    .execute()
  await tx.db
    .insertInto('withdrawal_items')
    .values(
      standing.map((one) => ({
        ...{ withdrawal_id: id, case_id: caseId, consent_id: one.id, former: one.state, final_at: null },
        former_purposes: one.narrowed?.former ?? null,
        left_purposes: one.narrowed?.left ?? null,
      })),
    )
    .execute()
  const unkept = weighed.inDoubt ? await keepWhatCanBeKept(tx, caseId, id, input.shown) : 0
  return { inDoubt: weighed.inDoubt, unkept }
}

/** Safety: a page that cannot be kept goes down all the same; who undoes the withdrawal reads that it does not come back. */
async function keepWhatCanBeKept(
  tx: Tx,
  caseId: string,
  withdrawalId: string,
  shown: readonly Subject[],
): Promise<number> {
  let unkept = 0
  for (const subject of shown) {
    const kept = await attempt(tx, () => keepPages(tx, caseId, { withdrawalId }, [subject]))
    if (!kept.ok) unkept++
  }
  if (unkept > 0)
    await tx.db.updateTable('withdrawals').set({ unkept }).where('id', '=', withdrawalId).execute()
  return unkept
}

/**
 * What these persons said of these items is final, also of an older consent than the one that they took back. A withdrawal
 * of which nothing is left in doubt is settled, and what it kept is dropped. The caller holds the gate.
 */
export async function endDoubt(tx: Tx, caseId: string, answered: readonly Answered[]): Promise<void> {
  const touched = await tx.db
    .updateTable('withdrawal_items as i')
    .from(['withdrawals as w', 'consents as c'])
    .set({ final_at: tx.now })
    .whereRef('w.id', '=', 'i.withdrawal_id')
    .whereRef('c.id', '=', 'i.consent_id')
    .where('i.case_id', '=', caseId)
    .where((where) =>
      where.or(
        answered.map(({ personId, item }) =>
          where.and([where('c.person_id', '=', personId), where('c.item', '=', item)]),
        ),
      ),
    )
    .where('i.final_at', 'is', null)
    .where('w.in_doubt', '=', true)
    .where('w.settled_at', 'is', null)
    .returning('i.withdrawal_id')
    .execute()
  for (const id of new Set(touched.map(({ withdrawal_id }) => withdrawal_id))) {
    const left = await tx.db
      .selectFrom('withdrawal_items')
      .select('consent_id')
      .where('withdrawal_id', '=', id)
      .where('final_at', 'is', null)
      .executeTakeFirst()
    if (!left) await settleAsStanding(tx, { id, caseId })
  }
}

/** It stands: nothing kept, no signature open. */
export async function settleAsStanding(
  tx: Tx,
  { id: withdrawalId, caseId }: { id: string; caseId: string },
): Promise<void> {
  const accountId = tx.actor.kind === 'member' ? tx.actor.accountId : null
  await tx.db
    .updateTable('withdrawals')
    .set({ settled_at: tx.now, settled_by: accountId, settled_how: 'stands' })
    .where('id', '=', withdrawalId)
    .where('settled_at', 'is', null)
    .execute()
  await tx.db
    .updateTable('sign_offs')
    .set({ state: 'replaced', settled_by: accountId, settled_at: tx.now })
    .where('subject_kind', '=', 'withdrawal')
    .where('subject_id', '=', withdrawalId)
    .where('state', '=', 'asked')
    .execute()
  await dropKept(tx, { withdrawalId })
  await record(tx, 'withdrawal.stands', { caseId, subject: withdrawalId })
}
