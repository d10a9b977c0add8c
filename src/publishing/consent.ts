import { accountOfWord, mustBeInFile, mustBeOnTeam, mustWorkInFile, type ByLink } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record, recordAll } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Invalid } from '#platform/web/errors.ts'
import type { ConsentPurpose } from './matrix.ts'
import { holdGate } from './gate.ts'
import { consentPlace } from './given.ts'
import { byOthers, weighGiven } from './guard.ts'
import { replaceConsents } from './renewal.ts'
import { endDoubt } from './doubt.ts'
import type { ConsentItem, ConsentWay, HerWord } from './tables.ts'
import { closeTakenBack } from './taken-back.ts'
import type { TakenDown } from './taken-down.ts'
import { withdrawConsent } from './withdrawal.ts'

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
  const accountId = accountOfWord(tx, input.byLink)
  mustMakeSense(input, now)
  // Safety: who only observes can write down that she says no, never that she says yes
  await (input.answer === 'refused' ? mustBeOnTeam : mustWorkInFile)(tx, input.caseId)
  await holdGate(tx, input.caseId)
  await mustBeInFile(tx, input)
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
      sealed: key.sealJson(consentPlace(id), text),
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
  if (answer !== 'proposed') await closeTakenBack(tx, input.caseId)
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

const told = {
  given: 'consent.given',
  refused: 'consent.refused',
  proposed: 'consent.proposed',
} as const

/** Safety: she does not approve what a newer answer, or a newer proposal, has put aside. */
async function dropProposals(tx: Tx, { caseId, personId, items }: ConsentInput): Promise<void> {
  const dropped = await tx.db
    .updateTable('consents')
    .set({ state: 'superseded' })
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .where('item', 'in', items)
    .where('state', '=', 'proposed')
    .returning(['id', 'item'])
    .execute()
  await recordAll(
    tx,
    'consent.superseded',
    dropped.map(({ id, item }) => ({ caseId, subject: id, data: { item, proposed: true } })),
  )
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
