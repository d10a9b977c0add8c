/** What a coalition says to a text of its own: one word per organisation, counted against the quorum of its charter. */
import { sql } from 'kysely'
import {
  alsoAsked,
  byOrganisation,
  countsAsWork,
  type Counted,
  charterInForce,
  listCoalition,
  maySpeakFor,
  whoSpeaks,
  type CharterTerms,
  type Unanswered,
} from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import type { Matter } from './doors.ts'
import { memberOf } from './may-sign.ts'
import { mustNotObserve } from './rule.ts'
import { asSignOff, lockSignOff, type SignOff } from './sign-off-row.ts'
import type { SignedKind } from './tables.ts'

export type ApprovalAnswer = 'approve' | 'dissent' | 'taken-back'

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

const hour = 3_600_000

/**
 * A page says something in the name of all; what comes back, or who may see the room, is no text of theirs.
 * Safety: a partner's own words about her are a text of the coalition too, whoever's name stands over them.
 */
const texts: readonly SignedKind[] = ['case', 'campaign', 'joint-letter', 'partner-page', 'update']
const isText = (kind: SignedKind): boolean => texts.includes(kind)

/**
 * What the charter asks for above the signatures, for a text that more than one sign; nothing for all else. Where it stands
 * under the name of an organisation that has not seen it, organisations are asked for their word whatever the charter says.
 */
export async function askedByCharter(
  tx: Tx,
  { caseId, kind }: Pick<Matter, 'caseId' | 'kind'>,
  { needed, unheard }: { needed: 1 | 2; unheard: boolean },
): Promise<{ quorum: number; silenceAt: Date | null }> {
  if (needed === 1 || !isText(kind)) return { quorum: 1, silenceAt: null }
  const { quorum, silenceHours } = (await charterInForce(tx, caseId)).terms
  const silent = quorum > 1 && silenceHours > 0
  return {
    quorum: unheard ? Math.max(quorum, 2) : quorum,
    silenceAt: silent ? new Date(tx.now.getTime() + silenceHours * hour) : null,
  }
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

/** Whether the coalition stands behind a text, and what is missing while it does not. */
export interface Standing {
  agreed: boolean
  /** how many organisations must approve it at this moment; 1: no more than sign */
  wanted: number
  approving: number
  dissenting: number
  /** an organisation's "no" keeps it from going out */
  stopped: boolean
  bySilence: boolean
  /** somebody has spoken against it, or took a word back: silence is no agreement any more */
  isBroken: boolean
  /** from then on silence is agreement; absent: never, by the charter in force */
  silenceAt?: Date
}

interface Voter {
  organisationId: string
  isIn: boolean
  answer?: ApprovalAnswer
  /** its word of a membership that has ended: it left since, also where it was invited back, or observes */
  before?: ApprovalAnswer
  /** it came in after the text was approved */
  since?: boolean
  /** its "no" came when all had signed: it is noted, and stops nothing */
  late?: boolean
}

/** How the coalition stands to it now, by the charter in force. The table counts once more. */
export async function standingOf(tx: Tx, signOff: SignOff): Promise<Standing> {
  const { approvedAt, organisationId, secondOrganisationId } = signOff
  const { terms } = await charterInForce(tx, signOff.caseId)
  const rows = await tx.db
    .selectFrom('coalition_members as m')
    .leftJoin('sign_off_approvals as a', (join) =>
      join.onRef('a.organisation_id', '=', 'm.organisation_id').on('a.sign_off_id', '=', signOff.id),
    )
    .select(['m.organisation_id', 'm.role', 'm.joined_at', 'm.left_at', 'a.answer', 'a.answered_at'])
    .where('m.case_id', '=', signOff.caseId)
    .execute()
  const voters = rows.map((row): Voter => {
    const isIn = row.left_at === null && row.role !== 'observer'
    const counts = isIn && row.answered_at !== null && row.answered_at >= row.joined_at
    return {
      organisationId: row.organisation_id,
      isIn,
      late:
        signOff.state === 'prepared' &&
        approvedAt !== undefined &&
        row.answered_at !== null &&
        row.answered_at > approvedAt,
      since:
        approvedAt !== undefined &&
        row.joined_at > approvedAt &&
        ![organisationId, secondOrganisationId].includes(row.organisation_id),
      ...(row.answer ? { [counts ? 'answer' : 'before']: row.answer } : {}),
    }
  })
  return judge(signOff, terms, voters, tx.now, await silenceOf(tx, signOff))
}

/** From when on silence is agreement to it, by the charter in force and from the coming of the newest of who speaks. */
async function silenceOf(tx: Tx, signOff: SignOff): Promise<Date | undefined> {
  const { caseId, signedAt, silenceAt, approvedAt } = signOff
  if (!silenceAt) return undefined
  const until = liesReady(signOff) ? (approvedAt ?? null) : null
  const { rows } = await sql<{ at: Date | null }>`
    select wl.silence_ends(${caseId}::uuid, ${signedAt}::timestamptz, ${silenceAt}::timestamptz, ${until}::timestamptz) as at`.execute(
    tx.db,
  )
  return rows[0]?.at ?? undefined
}

/** Pure: whether the words, or the silence, of these organisations suffice at this moment. */
export function judge(
  signOff: Pick<SignOff, 'kind' | 'quorum' | 'needed' | 'state' | 'condition'>,
  terms: Pick<CharterTerms, 'quorum' | 'dissent'>,
  voters: readonly Voter[],
  now: Date,
  silenceAt?: Date,
): Standing {
  const { kind, quorum, needed } = signOff
  const there = voters.filter(({ isIn }) => isIn)
  const of = (answer: ApprovalAnswer) => there.filter((one) => one.answer === answer).length
  const approving = of('approve')
  const dissenting = there.filter((one) => one.answer === 'dissent' && !one.late).length
  // Safety: what was agreed on for the day of an arrest is not lost on it. The word of who left is not asked for again, and
  // who came in since, and is named on no such text, is not waited for
  const ready = liesReady(signOff)
  const gone = ready ? voters.filter(({ before }) => before === 'approve').length : 0
  const asked = ready ? there.filter(({ since }) => !since) : there
  // a charter that asks for more since counts too; nobody waits for organisations that are not there
  const isJoint = needed === 2 && isText(kind)
  const wanted = isJoint ? Math.max(Math.min(Math.max(quorum, terms.quorum) - gone, asked.length), 1) : 1
  const stopped = wanted > 1 && dissenting > 0 && terms.dissent === 'stops'
  // Safety: one dissent ends the silence, and so does a word that was taken back; what is left then are approvals
  const isBroken = dissenting > 0 || of('taken-back') > 0
  const bySilence =
    approving < wanted && !isBroken && silenceAt !== undefined && silenceAt.getTime() <= now.getTime()
  const agreed = wanted === 1 || (!stopped && (approving >= wanted || bySilence))
  return {
    ...{ agreed, wanted, approving, dissenting, stopped, bySilence, isBroken },
    ...(silenceAt ? { silenceAt } : {}),
  }
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

/** Signed, and kept for a day that may come. */
export const liesReady = ({ state, condition }: Pick<SignOff, 'state' | 'condition'>): boolean =>
  state === 'prepared' && condition !== undefined

/** Signed, and waits for the hour that was set. */
export const waitsForHour = ({ state, publishAt }: Pick<SignOff, 'state' | 'publishAt'>): boolean =>
  state === 'prepared' && publishAt !== undefined

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
