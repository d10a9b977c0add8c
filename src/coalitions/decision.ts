/** What the coalition decides together: put to all, answered by organisations through named people, with dissent kept. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { getCase } from '#cases/index.ts'
import { charterInForce, type CharterTerms } from './charter.ts'
import { listCoalition, type CoalitionMember } from './coalition.ts'
import type { Answer, DecisionKind } from './lists.ts'
import { maySpeakFor, whoSpeaks } from './people.ts'
import {
  openedDecision,
  place,
  silenceEnds,
  votePlace,
  type Decision,
  type DecisionText,
  type VoteText,
} from './decision-row.ts'
import { settle } from './settling.ts'

const hour = 3_600_000

export interface Question {
  caseId: string
  kind: DecisionKind
  title: string
  text: string
  /** the organisation that is to lead, or to go */
  concernsId?: string
  /** the charter that is proposed */
  terms?: CharterTerms
  /** silence shall be agreement, where the charter has a time for it */
  silence?: boolean
}

/**
 * Puts a question to the coalition; whoever asks has agreed. For writers who speak for an organisation that votes; for all
 * but plain questions with a proof within ten minutes. An organisation goes after its notice (`noticeUntil`).
 * @throws Refused ('access.step-up', 'coalition.may-not-speak'), Conflict ('coalition.error.asked-already'), Invalid
 */
export async function askDecision(tx: Tx, input: Question): Promise<string> {
  mustBeAllowed(tx, verbOf(input.kind))
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, kind } = input
  await getCase(tx, caseId)
  await mustSpeak(tx, caseId)
  const coalition = await listCoalition(tx, caseId)
  const charter = await charterInForce(tx, caseId)
  if (kind === 'charter' || kind === 'lead') await mustBeOnlyOne(tx, caseId, kind)
  mustConcern(input, coalition, tx.actor.organisationId)
  const id = newId(tx.now.getTime())
  const me = await whoSpeaks(tx, caseId)
  const text: DecisionText = { title: input.title, text: input.text, ...me }
  const silent = input.silence === true && (kind === 'question' || kind === 'charter')
  await tx.db
    .insertInto('coalition_decisions')
    .values({
      ...{ id, case_id: caseId, organisation_id: tx.actor.organisationId, kind },
      // how many must agree is counted by the database, from the charter and from who votes
      ...{ concerns_id: input.concernsId ?? null, terms: input.terms ? JSON.stringify(input.terms) : null },
      silence_at:
        silent && charter.terms.silenceHours > 0
          ? new Date(tx.now.getTime() + charter.terms.silenceHours * hour)
          : null,
      ...{ asked_at: tx.now, asked_by: tx.actor.accountId },
      ...{ settled_at: null, settled_how: null },
      sealed: (await tx.keys.case(caseId)).sealJson(place(id), text),
    })
    .execute()
  await record(tx, 'coalition.decision-asked', { caseId, subject: id, data: { kind } })
  await castVote(tx, { caseId, decisionId: id, answer: 'agree', reason: '' }, me)
  return id
}

/** What it takes to put or to answer a question of this kind. */
const verbOf = (kind: DecisionKind) => (kind === 'question' ? 'coalition.decide' : 'coalition.reshape')

/** A second question of these kinds would be answered by the first. */
async function mustBeOnlyOne(tx: Tx, caseId: string, kind: DecisionKind): Promise<void> {
  const open = await decisions(tx, caseId)
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (open) throw new Conflict('coalition.error.asked-already')
}

function mustConcern({ kind, concernsId }: Question, coalition: CoalitionMember[], mine: string): void {
  if (kind !== 'lead' && kind !== 'end-membership') return
  const one = coalition.find(({ organisationId }) => organisationId === concernsId)
  const fits =
    kind === 'lead' ? one?.role === 'partner' : one && one.role !== 'lead' && one.organisationId !== mine
  if (!fits) throw new Invalid({ concernsId: 'error.field.choose' })
}

/**
 * Says how the own organisation stands to it; a new word replaces the one before while the question is open.
 * @throws Conflict ('coalition.error.settled'), Refused ('coalition.may-not-speak'; 'access.step-up' for all but questions)
 */
export async function voteOn(
  tx: Tx,
  input: { caseId: string; decisionId: string; answer: Answer; reason: string },
): Promise<void> {
  mustBeAllowed(tx, 'coalition.decide')
  await getCase(tx, input.caseId)
  await mustSpeak(tx, input.caseId)
  await castVote(tx, input, await whoSpeaks(tx, input.caseId))
}

async function castVote(
  tx: Tx,
  input: { caseId: string; decisionId: string; answer: Answer; reason: string },
  me: { person: string; organisation: string },
): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, decisionId, answer } = input
  const { organisationId, accountId } = tx.actor
  // held, so that two last votes at the same moment see each other
  const asked = await decisions(tx, caseId).where('id', '=', decisionId).forUpdate().executeTakeFirst()
  if (!asked) throw new NotFound()
  mustBeAllowed(tx, verbOf(asked.kind))
  if (asked.state !== 'open') throw new Conflict('coalition.error.settled')
  if (asked.kind === 'end-membership' && asked.concerns_id === organisationId)
    throw new Refused('coalition.own-going')
  // Safety: somebody who serves two organisations is one voice
  const elsewhere = await tx.db
    .selectFrom('coalition_votes')
    .select('organisation_id')
    .where('decision_id', '=', decisionId)
    .where('account_id', '=', accountId)
    .where('organisation_id', '<>', organisationId)
    .executeTakeFirst()
  if (elsewhere) throw new Refused('coalition.voted-elsewhere')
  const text: VoteText = { ...me, ...(input.reason ? { reason: input.reason } : {}) }
  const said = {
    ...{ answer, voted_at: tx.now, account_id: accountId },
    sealed: (await tx.keys.case(caseId)).sealJson(votePlace(decisionId, organisationId), text),
  }
  await tx.db
    .insertInto('coalition_votes')
    .values({ decision_id: decisionId, case_id: caseId, organisation_id: organisationId, ...said })
    .onConflict((conflict) => conflict.columns(['decision_id', 'organisation_id']).doUpdateSet(said))
    .execute()
  await record(tx, 'coalition.voted', { caseId, subject: decisionId, data: { answer } })
  await settle(tx, { caseId, decisionId })
}

/** Takes one's own organisation's question back. @throws Conflict ('coalition.error.settled') */
export async function takeBackDecision(
  tx: Tx,
  { caseId, decisionId }: { caseId: string; decisionId: string },
): Promise<void> {
  mustBeAllowed(tx, 'coalition.decide')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustSpeak(tx, caseId)
  const asked = await decisions(tx, caseId).where('id', '=', decisionId).forUpdate().executeTakeFirst()
  if (!asked) throw new NotFound()
  if (asked.organisation_id !== tx.actor.organisationId) throw new Refused()
  if (asked.state !== 'open') throw new Conflict('coalition.error.settled')
  await tx.db
    .updateTable('coalition_decisions')
    .set({ state: 'withdrawn', settled_at: tx.now, settled_how: 'taken-back' })
    .where('id', '=', decisionId)
    .execute()
  await record(tx, 'coalition.decision-taken-back', { caseId, subject: decisionId })
}

/** What was put to the coalition, newest first. For the room. */
export async function listDecisions(tx: Tx, caseId: string): Promise<Decision[]> {
  mustBeAllowed(tx, 'coalition.see')
  const rows = await decisions(tx, caseId)
    .select(silenceEnds.as('silence_ends'))
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  const votes = await tx.db
    .selectFrom('coalition_votes')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('voted_at')
    .execute()
  return rows.map((row) => openedDecision(key, row, votes))
}

/** @throws NotFound */
export async function getDecision(tx: Tx, caseId: string, decisionId: string): Promise<Decision> {
  const one = (await listDecisions(tx, caseId)).find(({ id }) => id === decisionId)
  if (!one) throw new NotFound()
  return one
}

/** @throws Refused ('coalition.may-not-speak') */
async function mustSpeak(tx: Tx, caseId: string): Promise<void> {
  if (!(await maySpeakFor(tx, caseId))) throw new Refused('coalition.may-not-speak')
}

const decisions = (tx: Tx, caseId: string) =>
  tx.db.selectFrom('coalition_decisions').selectAll().where('case_id', '=', caseId)
