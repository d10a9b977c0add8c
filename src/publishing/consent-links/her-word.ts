/** What her word behind her link brings about: through the verbs that a caseworker uses. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record, recordAll } from '#platform/events.ts'
import { recordConsent, type ConsentText } from '../consent.ts'
import { consentPlace } from '../given.ts'
import { withdrawConsent } from '../withdrawal.ts'
import { narrowInDoubt } from '../narrowing.ts'
import type { ConsentPurpose } from '../matrix.ts'
import { byHer, note, type Doing } from './acts.ts'
import { readHers, type HerConsent } from './hers.ts'
import type { Visit } from './opening.ts'
import type { HerAct } from './tables.ts'

export interface HerWordInput {
  act: HerAct
  consentIds: readonly string[]
  /** purposes that she takes away, where it is narrowed */
  without?: readonly string[]
}

/**
 * Her word. It confirms, approves what was proposed, narrows or takes back, never more than was proposed. Sent twice it
 * changes nothing the second time.
 */
export async function takeHerWord(tx: Tx, visit: Visit, input: HerWordInput): Promise<void> {
  mustBeAllowed(tx, 'consent.by-link')
  const { consents, weight } = await readHers(tx, visit)
  const state = input.act === 'approve' ? 'proposed' : 'given'
  const meant = consents.filter(
    (one) => input.consentIds.includes(one.id) && (one.state === state || input.act === 'withdraw'),
  )
  if (meant.length === 0) return
  const doing = { visit, weight }
  if (input.act === 'withdraw') await withdraw(tx, doing, meant)
  if (input.act === 'narrow') for (const one of meant) await narrow(tx, doing, one, input.without ?? [])
  if (input.act === 'approve') for (const one of meant) await approve(tx, doing, one)
  if (input.act === 'confirm')
    for (const one of meant) {
      await note(tx, doing, 'confirm', { consent: one })
      await record(tx, 'consent.confirmed', {
        caseId: visit.link.case_id,
        subject: one.id,
        data: { item: one.item },
      })
    }
}

async function withdraw(tx: Tx, doing: Doing, consents: readonly HerConsent[]): Promise<void> {
  await takeBack(tx, doing, consents)
  for (const one of consents) await note(tx, doing, 'withdraw', { consent: one })
}

const takeBack = (tx: Tx, doing: Doing, consents: readonly HerConsent[]) =>
  withdrawConsent(tx, { ...byHer(doing), consentIds: consents.map(({ id }) => id) })

async function narrow(tx: Tx, doing: Doing, one: HerConsent, without: readonly string[]): Promise<void> {
  const left = one.purposes.filter((purpose) => !without.includes(purpose))
  if (left.length === one.purposes.length) return
  if (left.length === 0) return await withdraw(tx, doing, [one])
  const offWeb = one.purposes.includes('web') && !left.includes('web')
  // Safety: in doubt it brings about what her own word would, to the eye of whoever holds the telephone; and two people
  // can bring back exactly what stood
  if (!doing.weight.inDoubt) await give(tx, doing, one, left)
  else if (offWeb) await takeBack(tx, doing, [one])
  else await narrowInDoubt(tx, { ...byHer(doing), consentId: one.id, left })
  await note(tx, doing, 'narrow', { consent: one, purposes: left })
}

async function approve(tx: Tx, doing: Doing, one: HerConsent): Promise<void> {
  // Safety: what would show more waits for her word by a way that is sure
  if (!doing.weight.inDoubt) {
    await give(tx, doing, one, one.purposes)
    const replaced = await tx.db
      .updateTable('consents')
      .set({ state: 'superseded' })
      .where('id', '=', one.id)
      .where('state', '=', 'proposed')
      .returning('id')
      .execute()
    await recordAll(
      tx,
      'consent.superseded',
      replaced.map(({ id }) => ({
        ...{ caseId: doing.visit.link.case_id, subject: id },
        data: { item: one.item, proposed: true },
      })),
    )
  }
  await note(tx, doing, 'approve', { consent: one })
}

/** The same record that a caseworker would make, in the words of the one that it takes the place of. */
async function give(tx: Tx, { visit }: Doing, one: HerConsent, purposes: readonly string[]): Promise<void> {
  const { link } = visit
  const row = await tx.db
    .selectFrom('consents')
    .select(['sealed', 'review_on'])
    .where('id', '=', one.id)
    .executeTakeFirstOrThrow()
  const key = await tx.keys.case(link.case_id)
  const text = key.openJson<ConsentText>(consentPlace(one.id), row.sealed)
  const today = tx.now.toISOString().slice(0, 10)
  await recordConsent(tx, {
    ...{ caseId: link.case_id, personId: link.person_id, items: [one.item], answer: 'given', how: 'link' },
    ...{ agreed: text.agreed, witness: text.witness, givenAt: tx.now, languages: one.languages },
    purposes: purposes as ConsentPurpose[],
    ...(one.expiresAt ? { expiresAt: one.expiresAt } : {}),
    reviewOn: row.review_on && row.review_on > today ? row.review_on : undefined,
    byLink: { id: link.id, madeBy: link.made_by },
  })
}
