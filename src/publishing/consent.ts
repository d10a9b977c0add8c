import { sql } from 'kysely'
import { mustBeOnTeam, onPersonRemoved } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import { attempt } from '#platform/attempt.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import type { ConsentPurpose } from './matrix.ts'
import { endLinks } from './consent-links/link.ts'
import { holdGate } from './gate.ts'
import { byOthers, weighGiven } from './guard.ts'
import { removeAll, type Subject } from './taking-down.ts'
import { replaceConsents } from './renewal.ts'
import { endDoubt, putWithdrawal, type WithdrawnConsent } from './doubt.ts'
import type { ConsentItem, ConsentState, ConsentWay, HerWord } from './tables.ts'
import type { TakenDown } from './taken-down.ts'

export interface ConsentText {
  /** what was agreed, in the words that were used */
  agreed: string
  /** who was there, or where the recording is kept */
  witness?: string
}

export interface ConsentInput extends ConsentText {
  caseId: string
  personId: string
  /** one talk may settle several items; each becomes a consent of its own and can be withdrawn by itself */
  items: readonly ConsentItem[]
  /** proposed: written down for her to approve, and no consent before she has */
  answer: 'given' | 'refused' | 'proposed'
  how: ConsentWay
  givenAt: Date
  /** only when the person set an end */
  expiresAt?: Date
  /** empty or absent: every language */
  languages?: readonly string[]
  /** what it is for; the web unless told, which is what a page needs */
  purposes?: readonly ConsentPurpose[]
  /** YYYY-MM-DD: when the team asks again; it warns and removes nothing */
  reviewOn?: string | undefined
  byLink?: ByLink | undefined
  /** whether it meets her advance direction, where others speak for her or she cannot be asked; unknown unless told */
  word?: HerWord | undefined
}

/** Her own hand: the link, and who on the team made it for her. */
export interface ByLink {
  id: string
  madeBy: string
}

/** Safety: a worker has no word of its own; it carries hers, or none. */
function accountOf({ actor }: Tx, byLink: ByLink | undefined): string {
  if (actor.kind === 'member') return actor.accountId
  if (actor.kind !== 'worker' || !byLink) throw new Refused('access.refused')
  return byLink.madeBy
}

/**
 * Writes down what a person agreed to, or that she refused. For writers on the case team. A new consent takes the place
 * of the one given before; a page that it no longer covers goes down, and a refusal takes everything down. What others
 * give for her against her advance direction is kept as proposed; what they refuse in doubt is kept as a withdrawal of
 * what stood, and is no consent of its own.
 * @throws Invalid, Refused ('case.team-only'), NotFound
 */
export async function recordConsent(
  tx: Tx,
  input: ConsentInput,
): Promise<{ consentIds: string[]; takenDown: TakenDown[]; state: 'given' | 'refused' | 'proposed' }> {
  mustBeAllowed(tx, 'consent.record')
  const { now } = tx
  const accountId = accountOf(tx, input.byLink)
  mustMakeSense(input, now)
  await mustBeOnTeam(tx, input.caseId)
  await holdGate(tx, input.caseId)
  await mustBeOfCase(tx, input)
  const answer = input.answer === 'given' ? await weighGiven(tx, input) : input.answer
  const key = await tx.keys.case(input.caseId)
  const rows = input.items.map((item) => {
    const id = newId(now.getTime())
    const text: ConsentText = { agreed: input.agreed, witness: input.witness || undefined }
    return {
      id,
      case_id: input.caseId,
      person_id: input.personId,
      item,
      state: answer,
      purposes: [...(input.purposes ?? ['web'])],
      languages: [...(input.languages ?? [])],
      how: input.how,
      sealed: key.sealJson({ table: 'consents', column: 'sealed', row: id }, text),
      given_at: input.givenAt,
      expires_at: input.expiresAt ?? null,
      review_on: input.reviewOn ?? null,
      recorded_by: accountId,
      recorded_at: now,
    }
  })
  if (!input.byLink) await dropProposals(tx, input)
  const refusal = answer === 'refused' ? await refuseItems(tx, input) : undefined
  const takenDown = answer === 'given' ? await replaceConsents(tx, rows) : (refusal?.takenDown ?? [])
  // Safety: a refusal in doubt is kept as the withdrawal that it is; as an answer of its own it would bar the way back
  const written = rows.filter(({ item }) => !refusal?.doubtful.includes(item))
  if (answer !== 'given' && written.length > 0) await tx.db.insertInto('consents').values(written).execute()
  for (const row of written)
    await record(tx, told[answer], {
      caseId: input.caseId,
      subject: row.id,
      data: { item: row.item, person: row.person_id },
    })
  return { consentIds: written.map((row) => row.id), takenDown, state: answer }
}

function mustMakeSense(input: ConsentInput, now: Date): void {
  const wrong: Record<string, string> = {}
  if (input.items.length === 0) wrong['items'] = 'error.field.choose'
  if (input.agreed.trim() === '') wrong['agreed'] = 'error.field.empty'
  // a day in the person's zone may already be tomorrow in ours
  if (input.givenAt.getTime() > now.getTime() + 24 * 3_600_000) wrong['givenOn'] = 'consent.error.future'
  if (input.reviewOn && input.reviewOn <= now.toISOString().slice(0, 10))
    wrong['reviewOn'] = 'consent.error.past'
  if (input.expiresAt && input.expiresAt <= now) wrong['expiresOn'] = 'consent.error.past'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
}

async function mustBeOfCase(tx: Tx, { caseId, personId }: ConsentInput): Promise<void> {
  const person = await tx.db
    .selectFrom('persons')
    .select('id')
    .where('id', '=', personId)
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!person) throw new NotFound()
}

const told = {
  given: 'consent.given',
  refused: 'consent.refused',
  proposed: 'consent.proposed',
} as const

/** Safety: she does not approve what a newer answer, or a newer proposal, has put aside. */
async function dropProposals(tx: Tx, { caseId, personId, items }: ConsentInput): Promise<void> {
  await tx.db
    .updateTable('consents')
    .set({ state: 'superseded' })
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .where('item', 'in', items)
    .where('state', '=', 'proposed')
    .execute()
}

/** Takes down what stands of these items. What others refuse in doubt is `doubtful`; it keeps their words as its reason. */
async function refuseItems(
  tx: Tx,
  input: ConsentInput,
): Promise<{ takenDown: TakenDown[]; doubtful: ConsentItem[] }> {
  const { caseId, personId, items } = input
  const given = await tx.db
    .selectFrom('consents')
    .select(['id', 'item'])
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .where('item', 'in', items)
    .where('state', '=', 'given')
    .execute()
  // a refusal of her own is given anew, or not at all
  // Safety: what others refuse for her in custody goes down as fast, and two people may bring back what stood
  const others = byOthers.includes(input.how) && !input.byLink
  const word = others ? (input.word ?? 'unknown') : 'met'
  // Safety: hers ends every way back, also for what is down already
  if (word === 'met')
    await endDoubt(
      tx,
      caseId,
      items.map((item) => ({ personId, item })),
    )
  if (given.length === 0) return { takenDown: [], doubtful: [] }
  const { takenDown, inDoubt } = await withdrawConsent(tx, {
    ...{ caseId, consentIds: given.map(({ id }) => id), word },
    ...(others ? { reason: [input.agreed, input.witness].filter(Boolean).join('\n') } : {}),
  })
  return { takenDown, doubtful: inDoubt ? given.map(({ item }) => item) : [] }
}

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
  accountOf(tx, input.byLink)
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
  return (row) => key.value.seal({ table: 'consents', column: 'withdrawal_sealed', row }, reason)
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
