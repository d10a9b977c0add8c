/** Another one signs what the author has signed, and an organisation approves it; with the last of them it comes about. */
import { endAlerts } from '#cases/index.ts'
import { maySpeakFor } from '#coalitions/index.ts'
import type { Member } from '#platform/actor.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Invalid, Refused } from '#platform/web/errors.ts'
import { approve, mayApprove } from './approvals.ts'
import { standingOf, waitsForHour, type Standing } from './standing.ts'
import { doorOf, pageMatter, type Matter } from './doors.ts'
import { memberOf, mustBeAnother, mustBeAudible, mustBeWished, mustStand } from './may-sign.ts'
import { unheardAuthors } from './heard-authors.ts'
import { isWordCode, letGo, type WordCode } from './holding.ts'
import { onlySigned } from './naming.ts'
import type { PublishInput } from './publication.ts'
import type { Review } from './review.ts'
import { asksMore, mustNotObserve, signaturesFor, type Signatures } from './rule.ts'
import { fileKeys } from './sign-off.ts'
import { lockSignOff, placeOf, type AskText, type SignOff } from './sign-off-row.ts'
import { buildForReading, isAsSigned } from './signing-reads.ts'
import type { Asked } from './signing.ts'
import type { SignRule } from './tables.ts'

export interface SignInput {
  signOffId: string
  /** the items that the signer saw and confirms, each as `person:item` */
  items: readonly string[]
  /** the answers as this person leaves them; absent: unchanged */
  review?: Review
}

/**
 * Signs as the second person, or approves for one's organisation, and brings about what all have signed who must. What lies
 * signed for its hour, or for a day that may come, is signed as it lies where a word is missing by now, and goes on lying
 * there. For writers with a recent step-up.
 * @throws Conflict ('publishing.sign.changed') when the text is no longer the one that was signed,
 * ('publishing.sign.settled', 'publishing.approval.given', 'publishing.approval.ask-anew'), Refused ('publishing.sign.own',
 * 'publishing.sign.organisation', 'publishing.sign.observer', 'coalition.may-not-speak', 'publishing.no-consent'),
 * Invalid when the items were not confirmed
 */
export async function sign(tx: Tx, input: SignInput): Promise<Asked> {
  mustBeAllowed(tx, 'publishing.sign-off')
  return await signMatter(tx, input, rebuild)
}

/** The same for a page that is already built. */
export const signPage = (tx: Tx, input: SignInput, page: PublishInput): Promise<Asked> =>
  signMatter(tx, input, async (_tx, _row, { named }) => pageMatter(onlySigned(page, named)))

type Build = (tx: Tx, row: SignOff, text: AskText) => Promise<Matter>

/** Builds what was signed anew, from what stands at this moment. */
const rebuild: Build = (tx, { kind, subjectId, salt }, { choice, named }) =>
  doorOf(kind).make(tx, { subjectId, choice, named, fileKey: fileKeys(salt) })

async function signMatter(tx: Tx, input: SignInput, make: Build): Promise<Asked> {
  mustBeAllowed(tx, 'publishing.sign-off')
  const actor = memberOf(tx)
  const row = await lockSignOff(tx, input.signOffId)
  if (row.state !== 'asked' && row.state !== 'prepared') throw new Conflict('publishing.sign.settled')
  if (row.quorum === 1 && row.state === 'asked') mustBeAnother(row, actor)
  await mustNotObserve(tx, row.caseId, actor.organisationId)
  const text = await row.text()
  const matter = await make(tx, row, text)
  mustBeTheSame(row, text, matter)
  if (!sameItems(row.items, input.items)) throw new Invalid({ items: 'publishing.sign.other-items' })
  await mustBeSound(tx, row, matter)
  const byHand = await byHandNow(tx, row, matter)
  const isSecond = maySecond(row, byHand, actor)
  const approves = await mayApprove(tx, row)
  if (!isSecond && !approves && waitsForHour(row)) throw new Conflict('publishing.sign.settled')
  if (!isSecond && !approves) throw await whyNot(tx, row, byHand, actor)
  if (isSecond) await signSecond(tx, row, input.review)
  if (approves) await approve(tx, row)
  if (row.state === 'prepared') return await goOnLying(tx, row.id, matter)
  return await comeAbout(tx, row.id, matter)
}

/** What lies signed has a word more: it waits on, or comes out where its hour has passed for want of that word. */
async function goOnLying(tx: Tx, signOffId: string, matter: Matter): Promise<Asked> {
  const row = await lockSignOff(tx, signOffId)
  const lies = { signOffId, state: 'prepared' as const }
  if (!row.publishAt || !row.held || !isWordCode(row.held.code)) return lies
  if (await whatLacks(tx, row, matter)) return lies
  if (row.publishAt.at <= tx.now) return await comeAbout(tx, signOffId, matter)
  await letGo(tx, row)
  return { ...lies, publishAt: row.publishAt.at }
}

/** Which word a text that lies signed lacks by now, to come out as it lies; nothing where it has all. */
export async function whatLacks(tx: Tx, row: SignOff, built?: Matter): Promise<WordCode | undefined> {
  if (row.needed === 2 && !row.secondBy) return 'publishing.held.signature'
  if (!(await standingOf(tx, row)).agreed) return 'publishing.held.words'
  const matter = built ?? (await buildForReading(tx, row, await row.text())).matter
  const isHeard = !matter || (await unheardAuthors(tx, matter, row)).length === 0
  return isHeard ? undefined : 'publishing.held.author'
}

/** Safety: one signs what the other one signed, to the letter; a text that changes loses its signatures and approvals. */
function mustBeTheSame(row: SignOff, text: AskText, matter: Matter): void {
  if (!isAsSigned(row, text, matter)) throw new Conflict('publishing.sign.changed')
}

async function mustBeSound(tx: Tx, row: SignOff, matter: Matter): Promise<void> {
  await mustBeAudible(tx, matter)
  // Safety: by what it does now; what only took away when it was asked may be all that there is by now
  await mustBeWished(tx, row.caseId, await matter.rule(tx, false))
  await mustStand(tx, matter)
}

/** Safety: what was public when it was asked may be gone, and an organisation that came in meanwhile is asked too. */
async function byHandNow(tx: Tx, row: SignOff, matter: Matter): Promise<Signatures> {
  // what one person signed as a correction comes out at its hour as long as it still is one
  const { correcting } = await row.text()
  const current = await matter.rule(tx, correcting ?? false)
  return await signaturesFor(tx, row.caseId, asksMore(current, row.rule) ? current : (row.rule as SignRule))
}

const maySecond = (row: SignOff, byHand: Signatures, actor: Member): boolean =>
  row.secondBy === undefined &&
  // what one person signed for its hour asks nobody else; a signature that was taken back is asked for again
  (!waitsForHour(row) || row.secondTaken !== undefined) &&
  row.signedBy !== actor.accountId &&
  !((row.twoOrganisations || byHand.twoOrganisations) && row.organisationId === actor.organisationId)

async function whyNot(tx: Tx, row: SignOff, byHand: Signatures, actor: Member): Promise<Error> {
  if (row.signedBy === actor.accountId) return new Refused('publishing.sign.own')
  if (row.secondBy === undefined && (row.twoOrganisations || byHand.twoOrganisations))
    return new Refused('publishing.sign.organisation')
  if (!(await maySpeakFor(tx, row.caseId))) return new Refused('coalition.may-not-speak')
  return new Conflict('publishing.approval.given')
}

async function signSecond(tx: Tx, row: SignOff, answers: Review | undefined): Promise<void> {
  const { accountId, organisationId } = memberOf(tx)
  const review = answers ?? (await row.text()).review
  await tx.db
    .updateTable('sign_offs')
    .set({
      ...{ second_by: accountId, second_organisation: organisationId, second_at: tx.now },
      second_sealed: (await tx.keys.case(row.caseId)).sealJson(placeOf(row.id, 'second_sealed'), { review }),
      ...{ second_taken_back_at: null, second_reason_sealed: null },
    })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'sign-off.signed', {
    caseId: row.caseId,
    subject: row.id,
    data: { kind: row.kind, rule: row.rule, alone: false },
  })
}

/**
 * Brings about what is signed by hand as the danger asks, and approved as the charter asks; else it goes on waiting. The
 * caller has built and compared it.
 * @throws Conflict ('publishing.approval.ask-anew') when it takes more by now than anybody was asked for, and one of
 * `wordCodes` when what lies signed lacks a word
 */
async function comeAbout(tx: Tx, signOffId: string, matter: Matter): Promise<Asked> {
  const row = await lockSignOff(tx, signOffId)
  const byHand = await byHandNow(tx, row, matter)
  if (byHand.needed === 2 && !row.secondBy && row.state === 'asked') return { signOffId, state: 'asked' }
  const standing = await standingOf(tx, row)
  const isHeard = (await unheardAuthors(tx, matter, row)).length === 0
  mustSuffice(row, byHand, standing, isHeard)
  if (!standing.agreed || !isHeard) return { signOffId, state: 'asked' }
  const waits = row.condition !== undefined || (row.publishAt !== undefined && row.publishAt.at > tx.now)
  const state = waits ? 'prepared' : 'signed'
  await tx.db
    .updateTable('sign_offs')
    .set({
      ...{ state, held_at: null, held_code: null },
      ...(row.state === 'asked' ? { approved_at: tx.now } : {}),
      ...(state === 'signed' ? { settled_by: personOf(tx), settled_at: tx.now } : {}),
    })
    .where('id', '=', row.id)
    .execute()
  if (standing.bySilence && row.state === 'asked') await record(tx, 'sign-off.silence-agreed', about(row))
  if (row.held) await endAlerts(tx, { caseId: row.caseId, about: row.id })
  if (state === 'signed')
    await matter.perform(tx, {
      ...{ signOffId: row.id, accountId: row.signedBy },
      organisationId: row.organisationId,
    })
  return {
    signOffId,
    state,
    ...(state === 'prepared' && row.publishAt ? { publishAt: row.publishAt.at } : {}),
  }
}

/** Safety: who came in meanwhile, and what is gone by now, may ask for hands that were never asked. */
function mustSuffice(row: SignOff, byHand: Signatures, { wanted, agreed }: Standing, isHeard: boolean): void {
  const missing = byHand.needed === 2 && !row.secondBy
  const oneOrganisation = byHand.twoOrganisations && row.secondOrganisationId === row.organisationId
  const unasked = (wanted > 1 || !isHeard) && row.quorum === 1
  if (missing && row.secondTaken) throw new Conflict('publishing.held.signature')
  if (missing || oneOrganisation || unasked) throw new Conflict('publishing.approval.ask-anew')
  if (row.state === 'prepared' && !agreed) throw new Conflict('publishing.held.words')
  if (row.state === 'prepared' && !isHeard) throw new Conflict('publishing.held.author')
}

const about = ({ caseId, id, kind }: SignOff) => ({ caseId, subject: id, data: { kind } })

const personOf = ({ actor }: Tx): string | null => (actor.kind === 'member' ? actor.accountId : null)

/**
 * Brings about what waits for nobody's hand any more: its silence has run out, or its hour has come. For the worker; all is
 * checked again, through the door through which people sign.
 * @throws as `sign`
 */
export async function comeAboutByItself(tx: Tx, signOffId: string): Promise<void> {
  mustBeAllowed(tx, 'publishing.by-itself')
  await comeAboutAgain(tx, await lockSignOff(tx, signOffId))
}

/**
 * Tries again what could not come out at its hour, when people have mended why; before its hour it waits for that again where
 * no word is missing any more. For writers with a recent step-up.
 * @throws Conflict ('publishing.sign.settled') where nothing is held, and as `sign`
 */
export async function tryAgain(tx: Tx, signOffId: string): Promise<void> {
  mustBeAllowed(tx, 'publishing.sign-off')
  const row = await lockSignOff(tx, signOffId)
  if (!row.held) throw new Conflict('publishing.sign.settled')
  await mustNotObserve(tx, row.caseId, memberOf(tx).organisationId)
  if (waitsForHour(row) && row.publishAt!.at > tx.now) {
    const lacking = await whatLacks(tx, row)
    if (lacking) throw new Conflict(lacking)
    return await letGo(tx, row)
  }
  await comeAboutAgain(tx, row)
}

async function comeAboutAgain(tx: Tx, row: SignOff): Promise<void> {
  const atItsHour = row.state === 'prepared' && row.publishAt !== undefined && row.publishAt.at <= tx.now
  // whoever was faster, a person or another worker, has done it
  if (row.state !== 'asked' && !atItsHour) return
  const text = await row.text()
  const matter = await rebuild(tx, row, text)
  mustBeTheSame(row, text, matter)
  await mustBeSound(tx, row, matter)
  const { state } = await comeAbout(tx, row.id, matter)
  if (atItsHour && state === 'signed') await record(tx, 'sign-off.came-out', about(row))
}

const sameItems = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === new Set(b).size && a.every((item) => b.includes(item))
