/** "Publish this if I am arrested": signed beforehand, sent by one person on the team when its condition has come about. */
import {
  findHoldingWish,
  findLiberty,
  isHeld,
  mustBeOnTeam,
  mustHoldWish,
  type LibertyStatus,
} from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import type { Condition } from './conditions.ts'
import { doorOf } from './doors.ts'
import { mustNotObserve } from './rule.ts'
import { fileKeys } from './sign-off.ts'
import { isAsSigned } from './signing-reads.ts'
import { asSignOff, lockSignOff, type SignOff } from './sign-off-row.ts'
import { memberOf, mustBeAudible, mustBeWished } from './may-sign.ts'
import { lacksWords, suffices } from './still-ready.ts'

const unknownPlace: readonly LibertyStatus[] = ['whereabouts-unknown', 'disappeared', 'abducted']

/** What the liberty of the person says of a condition; the others are known by a fact in the file. */
export function saysSo(condition: string, status: LibertyStatus | undefined): boolean {
  if (!status) return false
  if (condition === 'arrested') return isHeld(status) && !unknownPlace.includes(status)
  return condition === 'disappeared' && unknownPlace.includes(status)
}

/** How whoever sends it knows that the condition has come about. */
export type Ground = { by: 'liberty' } | { by: 'fact'; factId: string }

export interface Grounds {
  /** the liberty status, where it says so */
  liberty?: { status: LibertyStatus; since: string }
  /** facts that were recorded since it was signed, newest first */
  facts: string[]
}

/** By what a prepared text may be sent now; nothing for who is not on the team. */
export async function groundsFor(tx: Tx, signOff: SignOff): Promise<Grounds> {
  mustBeAllowed(tx, 'consent.read')
  const { caseId, condition = '' } = signOff
  const liberty = await findLiberty(tx, caseId)
  return {
    ...(liberty && saysSo(condition, liberty.status) ? { liberty } : {}),
    // Safety: that she is held or gone is said where her liberty is kept, not by whatever fact came in since
    facts: knownByLiberty.includes(condition) ? [] : await factsSince(tx, signOff),
  }
}

const knownByLiberty: readonly string[] = ['arrested', 'disappeared'] satisfies Condition[]

/** Safety: a rumour that one person writes down is no ground for the same person to send; a second source or a colleague is. */
async function factsSince(tx: Tx, { caseId, signedAt }: SignOff): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('facts')
    .select('id')
    .where('case_id', '=', caseId)
    .where('retracted_at', 'is', null)
    .where((where) =>
      where.or([
        where('verification', 'in', ['confirmed', 'probable']),
        where.and([
          where('verification', '=', 'possible'),
          where('created_by', '<>', memberOf(tx).accountId),
        ]),
      ]),
    )
    .where('created_at', '>', signedAt)
    .orderBy('created_at', 'desc')
    .limit(20)
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Sends what was signed off beforehand. One person on the team does it, with a fresh proof, and says how it is known.
 * Safety: only while the wish that it stands on is still the one that was signed for, every consent is given, and the
 * coalition stands behind it by the charter of this moment.
 * @throws Conflict ('publishing.sign.changed', 'publishing.sign.settled'), Refused ('publishing.prepared.not-yet',
 * 'publishing.prepared.more-needed', 'publishing.prepared.words-missing', 'publishing.held.signature', 'publishing.approvals.stopped',
 * 'wish.not-standing', 'publishing.no-consent', 'case.team-only')
 */
export async function releasePrepared(tx: Tx, signOffId: string, ground: Ground): Promise<void> {
  mustBeAllowed(tx, 'publishing.sign-off')
  const { accountId, organisationId } = memberOf(tx)
  const row = await lockSignOff(tx, signOffId)
  await mustBeOnTeam(tx, row.caseId)
  await mustNotObserve(tx, row.caseId, organisationId)
  if (row.state !== 'prepared' || !row.condition) throw new Conflict('publishing.sign.settled')
  const { caseId, wish, condition } = row
  if (wish) await mustHoldWish(tx, { caseId, ...wish })
  await mustHaveComeAbout(tx, row, ground)
  const text = await row.text()
  const { choice, named } = text
  const making = { subjectId: row.subjectId, choice, named, fileKey: fileKeys(row.salt) }
  const matter = await doorOf(row.kind).make(tx, making)
  if (!isAsSigned(row, text, matter)) throw new Conflict('publishing.sign.changed')
  if (!(await suffices(tx, row, matter))) throw new Refused('publishing.prepared.more-needed')
  // Safety: the charter may ask for more by now, and who stood behind it may have gone
  const lacking = await lacksWords(tx, row)
  if (lacking) throw new Refused(lacking)
  await mustBeAudible(tx, matter)
  // Safety: by the rule of this moment; what only took away on the day it was signed may be all that there is now
  await mustBeWished(tx, caseId, await matter.rule(tx, false))
  await tx.db
    .updateTable('sign_offs')
    .set({ state: 'signed', settled_by: accountId, settled_at: tx.now })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'sign-off.released', {
    caseId,
    subject: row.id,
    data: { kind: row.kind, condition: condition!, ...ground, ...(wish ? { wish: wish.wishId } : {}) },
  })
  await matter.perform(tx, {
    signOffId: row.id,
    accountId: row.signedBy,
    organisationId: row.organisationId,
  })
}

async function mustHaveComeAbout(tx: Tx, row: SignOff, ground: Ground): Promise<void> {
  const { liberty, facts } = await groundsFor(tx, row)
  const known = ground.by === 'liberty' ? liberty !== undefined : facts.includes(ground.factId)
  if (!known) throw new Refused('publishing.prepared.not-yet')
}

/**
 * The wish that a text "if she is arrested" stands on, as it reads now: without one nothing is kept ready for that day.
 * @throws Refused ('publishing.prepared.no-wish', 'case.team-only')
 */
export async function wishFor(
  tx: Tx,
  caseId: string,
  condition: string | undefined,
): Promise<{ wishId: string; version: number } | undefined> {
  if (condition !== ('arrested' satisfies Condition)) return undefined
  // Safety: her wishes are for the team; who cannot read this one prepares nothing on it
  await mustBeOnTeam(tx, caseId)
  const wish = await findHoldingWish(tx, caseId, 'publish-if-arrested')
  if (!wish) throw new Refused('publishing.prepared.no-wish')
  return wish
}

export interface PreparedText {
  signOff: SignOff
  /** liberty or a wish that no longer holds say so */
  hasCome: boolean
}

/** What is signed and ready, in this case or in all that this member may see. */
export async function listPrepared(
  tx: Tx,
  of: { caseId?: string; wishId?: string } = {},
): Promise<PreparedText[]> {
  mustBeAllowed(tx, 'consent.read')
  let rows = tx.db
    .selectFrom('sign_offs')
    .selectAll()
    .where('state', '=', 'prepared')
    .where('condition', 'is not', null)
  if (of.caseId) rows = rows.where('case_id', '=', of.caseId)
  if (of.wishId) rows = rows.where('wish_id', '=', of.wishId)
  const found: PreparedText[] = []
  for (const row of await rows.orderBy('signed_at', 'desc').limit(100).execute()) {
    const signOff = asSignOff(tx, row)
    const liberty = await findLiberty(tx, signOff.caseId)
    found.push({ signOff, hasCome: saysSo(signOff.condition ?? '', liberty?.status) })
  }
  return found
}
