/** One asks for a signature; what needs one person alone becomes public at once. The other one's is in `countersigning.ts`. */
import { endAlerts } from '#cases/index.ts'
import { maySpeakFor } from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { approve } from './approvals.ts'
import { askedByCharter } from './standing.ts'
import { hourOf, type Hour } from './hour.ts'
import { doorOf, pageMatter, type Matter } from './doors.ts'
import { holdGate } from './gate.ts'
import { namedOn } from './naming.ts'
import { unheardAuthors } from './heard-authors.ts'
import { withGate, type PublishInput } from './publication.ts'
import { memberOf, mustBeAudible, mustBeWished, mustSeeCase, mustStand } from './may-sign.ts'
import { wishFor } from './prepared.ts'
import type { Review } from './review.ts'
import { mustMendOnly, mustNotObserve, signaturesFor } from './rule.ts'
import { fileKeys, hashShown, newSalt } from './sign-off.ts'
import { lastReview } from './signing-reads.ts'
import { lockSignOff, placeOf, type AskText } from './sign-off-row.ts'
import type { SignedKind, SignRule } from './tables.ts'

export interface AskInput {
  kind: SignedKind
  subjectId: string
  choice: unknown
  /** says what the author read; not kept */
  seen?: string
  /** the author's word that this mends something and adds nothing */
  correcting?: boolean
  /** absent: as it was answered last in this case */
  review?: Review
  /** for whoever signs second */
  note?: string
  /** signed now, sent when this has come about */
  condition?: string
  /** signed now, sent at this hour by the clock of a zone; not beside a condition */
  publishAt?: Hour
}

export interface Asked {
  signOffId: string
  /** `signed`: it is done; `asked`: somebody has to sign; `prepared`: it waits for its condition, or its hour */
  state: 'signed' | 'asked' | 'prepared'
  /** the hour that it waits for */
  publishAt?: Date
}

/**
 * Signs as the author. Where the rule asks for a second person it waits for one, else it is done in this transaction.
 * For writers with a recent step-up.
 * @throws Refused ('publishing.no-consent', 'publishing.correction-adds', 'publishing.sign.observer',
 * 'publishing.approval.author-unheard'), Invalid where its hour
 * is past or stands beside a condition, and whatever its door has to say
 */
export async function askForSignature(tx: Tx, input: AskInput): Promise<Asked> {
  const salt = newSalt()
  const { subjectId, choice, seen } = input
  const matter = await doorOf(input.kind).make(tx, { subjectId, choice, seen, fileKey: fileKeys(salt) })
  return await ask(tx, matter, { ...input, salt })
}

/** The same for a page that is already built. */
export const askForPage = (
  tx: Tx,
  page: PublishInput,
  options: { rule?: SignRule; correcting?: boolean } = {},
): Promise<Asked> => ask(tx, pageMatter(page), { ...options, salt: newSalt(), choice: undefined })

type Asking = Omit<AskInput, 'kind' | 'subjectId'> & { salt: Buffer; rule?: SignRule }

async function ask(tx: Tx, matter: Matter, asking: Asking): Promise<Asked> {
  mustBeAllowed(tx, 'publishing.sign-off')
  const { now } = tx
  const actor = memberOf(tx)
  const { caseId, kind, subjectId } = matter
  await holdGate(tx, caseId)
  await mustSeeCase(tx, caseId)
  await mustNotObserve(tx, caseId, actor.organisationId)
  await mustBeAudible(tx, matter)
  await mustStand(tx, matter)
  if (asking.rule === 'official' && matter.page) await mustMendOnly(tx, matter.page, withGate(matter.page))
  const rule = asking.rule ?? (await matter.rule(tx, asking.correcting ?? false))
  await mustBeWished(tx, caseId, rule)
  const { needed, twoOrganisations, alone } = await signaturesFor(tx, caseId, rule)
  const unheard = await unheardAuthors(tx, matter, { organisationId: actor.organisationId, needed })
  if (unheard.length > 0 && needed === 1) throw new Refused('publishing.approval.author-unheard')
  const { quorum, silenceAt } = await askedByCharter(tx, matter, { needed, unheard: unheard.length > 0 })
  const { choice, correcting, note, condition } = asking
  const publishAt = hourOf(asking, now)
  // what brings back asks no questions: the answers that were given stand, for the second person too
  const review = asking.review ?? (await lastReview(tx, caseId))
  const wish = await wishFor(tx, caseId, condition)
  const state = needed === 2 ? 'asked' : condition || publishAt ? 'prepared' : 'signed'
  await replaceOpen(tx, matter, condition === undefined)
  const id = newId(now.getTime())
  const text: AskText = {
    ...{ choice, review, correcting: correcting || undefined, note: note || undefined },
    named: matter.page && namedOn(matter.page),
  }
  await tx.db
    .insertInto('sign_offs')
    .values({
      ...{ id, case_id: caseId, subject_kind: kind, subject_id: subjectId, state, rule, needed, alone },
      salt: asking.salt,
      text_hash: hashShown(asking.salt, matter.shown),
      items: [...matter.items],
      signed_by: actor.accountId,
      signed_at: now,
      organisation_id: actor.organisationId,
      two_organisations: twoOrganisations,
      ...{ quorum, silence_at: silenceAt },
      ...{ publish_at: publishAt?.at ?? null, publish_zone: publishAt?.zone ?? null },
      ...{ condition: condition ?? null, wish_id: wish?.wishId ?? null, wish_version: wish?.version ?? null },
      sealed: (await tx.keys.case(caseId)).sealJson(placeOf(id, 'sealed'), text),
    })
    .execute()
  await record(tx, needed === 2 ? 'sign-off.asked' : 'sign-off.signed', {
    caseId,
    subject: id,
    data: { kind, rule, alone },
  })
  if (quorum > 1 && (await maySpeakFor(tx, caseId))) await approve(tx, { id, caseId })
  if (state === 'signed')
    await matter.perform(tx, {
      signOffId: id,
      accountId: actor.accountId,
      organisationId: actor.organisationId,
    })
  return { signOffId: id, state, ...(publishAt && state === 'prepared' ? { publishAt: publishAt.at } : {}) }
}

/** What was asked, or prepared, of the same thing before gives way. */
async function replaceOpen(tx: Tx, matter: Matter, now: boolean): Promise<void> {
  await tx.db
    .updateTable('sign_offs')
    .set({ state: 'replaced', settled_by: memberOf(tx).accountId, settled_at: tx.now })
    .where('subject_kind', '=', matter.kind)
    .where('subject_id', '=', matter.subjectId)
    .where('state', 'in', ['asked', 'prepared'])
    // Safety: what was prepared for the day of an arrest stays when the page of today changes
    .where('condition', now ? 'is' : 'is not', null)
    .execute()
}

/**
 * Says no, and why; the author may ask again. In a coalition with a quorum another organisation dissents instead.
 * @throws Conflict ('publishing.sign.settled'), Refused for one's own, ('publishing.approval.dissent-instead')
 */
export async function refuseSignature(tx: Tx, input: { signOffId: string; reason: string }): Promise<void> {
  mustBeAllowed(tx, 'publishing.answer')
  const { accountId, organisationId } = memberOf(tx)
  const row = await lockSignOff(tx, input.signOffId)
  if (row.state !== 'asked') throw new Conflict('publishing.sign.settled')
  if (row.signedBy === accountId) throw new Refused('publishing.sign.own')
  if (row.quorum > 1 && row.organisationId !== organisationId)
    throw new Refused('publishing.approval.dissent-instead')
  const reason = (await tx.keys.case(row.caseId)).seal(placeOf(row.id, 'reason_sealed'), input.reason)
  await settle(tx, row.id, { state: 'refused', reason_sealed: reason })
  await record(tx, 'sign-off.refused', { caseId: row.caseId, subject: row.id, data: { kind: row.kind } })
}

/**
 * Takes back what is asked or prepared; anyone may who could sign, because taking away needs one person only.
 * @throws Conflict ('publishing.sign.settled')
 */
export async function takeBackSignature(tx: Tx, signOffId: string): Promise<void> {
  mustBeAllowed(tx, 'publishing.answer')
  const row = await lockSignOff(tx, signOffId)
  if (row.state !== 'asked' && row.state !== 'prepared') throw new Conflict('publishing.sign.settled')
  if (row.state === 'asked' && row.signedBy !== memberOf(tx).accountId)
    throw new Refused('publishing.sign.not-own')
  await settle(tx, row.id, { state: 'taken-back' })
  await endAlerts(tx, { caseId: row.caseId, about: row.id })
  await record(tx, 'sign-off.taken-back', { caseId: row.caseId, subject: row.id, data: { kind: row.kind } })
}

async function settle(
  tx: Tx,
  id: string,
  how: { state: 'refused' | 'taken-back'; reason_sealed?: Buffer },
): Promise<void> {
  await tx.db
    .updateTable('sign_offs')
    .set({ ...how, settled_by: memberOf(tx).accountId, settled_at: tx.now })
    .where('id', '=', id)
    .execute()
}
