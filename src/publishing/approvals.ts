/** What a coalition says to a text of its own: one word per organisation, counted against the quorum of its charter. */
import { sql } from 'kysely'
import {
  alsoAsked,
  byOrganisation,
  countsAsWork,
  type Counted,
  listCoalition,
  maySpeakFor,
  whoSpeaks,
  type Unanswered,
} from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { memberOf } from './may-sign.ts'
import { mustNotObserve } from './rule.ts'
import { asSignOff, lockSignOff, type SignOff } from './sign-off-row.ts'
import { liesReady, standingOf, waitsForHour, type ApprovalAnswer } from './standing.ts'

/** Names as they were when it was said: who serves where may change. */
export interface ApprovalText {
  person: string
  organisation: string
  /** always with a dissent, and with a word taken back */
  reason?: string
}

export interface Approval extends ApprovalText {
  organisationId: string
  answer: ApprovalAnswer
  at: Date
}

/** Says for the own organisation that it stands behind exactly this text. The caller has compared the hash. */
export async function approve(tx: Tx, signOff: Pick<SignOff, 'id' | 'caseId'>): Promise<void> {
  await say(tx, signOff, 'approve')
}

/**
 * Says "no, because" for the own organisation: kept with the text and shown to all. It keeps the text from going out only
 * where the charter says so, and not any more once all have signed and it waits for its hour. For whoever speaks for an
 * organisation; no step-up.
 * @throws Conflict ('publishing.sign.settled', 'publishing.approval.given'), Refused ('coalition.may-not-speak',
 * 'publishing.sign.observer', 'publishing.approval.not-joint', 'publishing.approval.take-back-first')
 */
export async function dissent(tx: Tx, input: { signOffId: string; reason: string }): Promise<void> {
  mustBeAllowed(tx, 'publishing.answer')
  const row = await lockSignOff(tx, input.signOffId)
  if (row.state !== 'asked' && !waitsForHour(row)) throw new Conflict('publishing.sign.settled')
  await mustNotObserve(tx, row.caseId, memberOf(tx).organisationId)
  if (row.quorum === 1) throw new Refused('publishing.approval.not-joint')
  if (!(await maySpeakFor(tx, row.caseId))) throw new Refused('coalition.may-not-speak')
  const before = row.state === 'asked' ? undefined : await ownWord(tx, row)
  if (before === 'approve') throw new Refused('publishing.approval.take-back-first')
  if (before) throw new Conflict('publishing.approval.given')
  await say(tx, row, 'dissent', input.reason)
}

/** Takes the own organisation's approval back; the caller has seen that there is one. */
export async function takeApprovalBack(
  tx: Tx,
  signOff: Pick<SignOff, 'id' | 'caseId'>,
  reason: string,
): Promise<void> {
  await say(tx, signOff, 'taken-back', reason)
}

const told = {
  ...{ approve: 'sign-off.approved', dissent: 'sign-off.dissented' },
  'taken-back': 'sign-off.approval-taken-back',
} as const

async function say(
  tx: Tx,
  { id, caseId }: Pick<SignOff, 'id' | 'caseId'>,
  answer: ApprovalAnswer,
  reason?: string,
): Promise<void> {
  const { organisationId, accountId } = memberOf(tx)
  // Safety: somebody who serves two organisations is one voice
  const elsewhere = await tx.db
    .selectFrom('sign_off_approvals')
    .select('organisation_id')
    .where('sign_off_id', '=', id)
    .where('account_id', '=', accountId)
    .where('organisation_id', '<>', organisationId)
    .executeTakeFirst()
  if (elsewhere) throw new Refused('coalition.voted-elsewhere')
  const text: ApprovalText = { ...(await whoSpeaks(tx, caseId)), ...(reason ? { reason } : {}) }
  const said = {
    ...{ answer, account_id: accountId, answered_at: tx.now },
    sealed: (await tx.keys.case(caseId)).sealJson(placeOfWord(id, organisationId), text),
  }
  await tx.db
    .insertInto('sign_off_approvals')
    .values({ sign_off_id: id, case_id: caseId, organisation_id: organisationId, ...said })
    .onConflict((conflict) => conflict.columns(['sign_off_id', 'organisation_id']).doUpdateSet(said))
    .execute()
  await record(tx, told[answer], { caseId, subject: id })
}

/** What the organisations have said to it, in the order in which they did; also of those that left since. */
export async function listApprovals(tx: Tx, signOff: Pick<SignOff, 'id' | 'caseId'>): Promise<Approval[]> {
  mustBeAllowed(tx, 'consent.read')
  const rows = await tx.db
    .selectFrom('sign_off_approvals')
    .selectAll()
    .where('sign_off_id', '=', signOff.id)
    .orderBy('answered_at')
    .orderBy('organisation_id')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(signOff.caseId)
  return rows.map((row) => ({
    ...key.openJson<ApprovalText>(placeOfWord(row.sign_off_id, row.organisation_id), row.sealed),
    ...{ organisationId: row.organisation_id, answer: row.answer, at: row.answered_at },
  }))
}

/** Who has said nothing to a text that waits; observers are not asked. */
export async function silentOn(
  tx: Tx,
  signOff: Pick<SignOff, 'caseId'>,
  approvals: readonly Approval[],
): Promise<{ organisationId: string; name: string }[]> {
  return (await listCoalition(tx, signOff.caseId)).filter(
    ({ organisationId, role, joinedAt }) =>
      role !== 'observer' &&
      !approvals.some((one) => one.organisationId === organisationId && one.at >= joinedAt),
  )
}

/** Organisations are asked for their word: while it waits, and while it lies signed with fewer than the charter wants by now. */
async function takesWords(tx: Tx, signOff: SignOff): Promise<boolean> {
  const { state, needed, quorum } = signOff
  const lies = state === 'prepared' && needed === 2 && (liesReady(signOff) || quorum > 1)
  if (lies) return !(await standingOf(tx, signOff)).agreed
  return signOff.state === 'asked' && signOff.quorum > 1
}

/** Whether this member's word would count: the organisation has one, this person may give it, and it has not been given. */
export async function mayApprove(tx: Tx, signOff: SignOff): Promise<boolean> {
  const word = await ownWord(tx, signOff)
  if (word === 'approve' || signOff.needed === 1) return false
  // what was taken back may be given again while it is not out
  const again = word === 'taken-back' && (signOff.state === 'asked' || signOff.state === 'prepared')
  return (again || (await takesWords(tx, signOff))) && (await maySpeakFor(tx, signOff.caseId))
}

/** Whether this member's "no" would be noted: while it is asked for, and while what is signed waits for its hour. */
export async function mayDissent(tx: Tx, signOff: SignOff): Promise<boolean> {
  const { state, quorum, caseId } = signOff
  if (quorum === 1 || (state !== 'asked' && !waitsForHour(signOff))) return false
  return (state === 'asked' || !(await ownWord(tx, signOff))) && (await maySpeakFor(tx, caseId))
}

/** What the own organisation has said to it, in the membership that it has now. */
export async function ownWord(tx: Tx, signOff: Pick<SignOff, 'id'>): Promise<ApprovalAnswer | undefined> {
  const given = await tx.db
    .selectFrom('sign_off_approvals as a')
    .innerJoin('coalition_members as m', (join) =>
      join.onRef('m.case_id', '=', 'a.case_id').onRef('m.organisation_id', '=', 'a.organisation_id'),
    )
    .select('a.answer')
    .where('a.sign_off_id', '=', signOff.id)
    .where('a.organisation_id', '=', memberOf(tx).organisationId)
    .whereRef('a.answered_at', '>=', 'm.joined_at')
    .executeTakeFirst()
  return given?.answer
}

/**
 * What lies signed, for its hour or for a day that may come, with fewer words than the charter wants by now and none of this
 * organisation: asked for long before, not then.
 */
export async function listReadyUnanswered(
  tx: Tx,
  organisationId: string,
): Promise<{ signOff: SignOff; code: string }[]> {
  const rows = await tx.db
    .selectFrom('sign_offs as s')
    .innerJoin('cases as c', 'c.id', 's.case_id')
    .innerJoin('coalition_members as m', 'm.case_id', 's.case_id')
    .leftJoin('sign_off_approvals as a', (join) =>
      join
        .onRef('a.sign_off_id', '=', 's.id')
        .on('a.organisation_id', '=', organisationId)
        .onRef('a.answered_at', '>=', 'm.joined_at'),
    )
    .selectAll('s')
    .select('c.code_name')
    .where('s.state', '=', 'prepared')
    .where('s.needed', '=', 2)
    .where((where) => where.or([where('s.condition', 'is not', null), where('s.quorum', '>', 1)]))
    .where('m.organisation_id', '=', organisationId)
    .where('m.left_at', 'is', null)
    .where('m.role', '<>', 'observer')
    .where('a.answer', 'is', null)
    .orderBy('s.signed_at')
    .limit(50)
    .execute()
  const found = rows.map((row) => ({ signOff: asSignOff(tx, row), code: row.code_name }))
  const standings = await Promise.all(found.map(({ signOff }) => standingOf(tx, signOff)))
  return found.filter((_one, place) => !standings[place]!.agreed)
}

// Texts that wait for this organisation's word are asked of it like any question.
alsoAsked(async (tx, organisationId) => {
  const ready = await listReadyUnanswered(tx, organisationId)
  const { rows } = await sql<Unanswered>`
    select s.id, s.case_id as "caseId", s.signed_at as "askedAt" from sign_offs s
      join coalition_members m on m.case_id = s.case_id and m.organisation_id = ${organisationId} and m.left_at is null
        and m.role <> 'observer'
    where s.state = 'asked' and (s.quorum > 1
        or (s.two_organisations and (s.second_by is null or s.second_taken_back_at is not null) and s.organisation_id <> ${organisationId}))
      and not exists (select 1 from sign_off_approvals a where a.sign_off_id = s.id and a.organisation_id = ${organisationId}
        and a.answered_at >= m.joined_at)
    order by s.signed_at limit 200`.execute(tx.db)
  return [
    ...rows,
    ...ready.map(({ signOff: { id, caseId, signedAt } }) => ({ id, caseId, askedAt: signedAt })),
  ]
})

countsAsWork({
  label: 'coalition.work.texts',
  async count(tx, caseId) {
    const { rows } = await sql<Counted>`
      select organisation_id as id, count(*)::int as count from sign_off_approvals
      where case_id = ${caseId} group by organisation_id`.execute(tx.db)
    return byOrganisation(rows)
  },
})

export const placeOfWord = (signOffId: string, organisationId: string) => ({
  ...{ table: 'sign_off_approvals', column: 'sealed' },
  row: `${signOffId} ${organisationId}`,
})
