import { sql, type Selectable } from 'kysely'
import type { Sealer } from '#platform/keys/keyring.ts'
import { charterTerms, firstTerms, type CharterTerms } from './charter.ts'
import type { Answer, DecisionKind, DecisionState, SettledHow } from './lists.ts'
import type { DecisionTable, VoteTable } from './tables.ts'

/** Names as they were when it was put: who serves where may change. */
export interface DecisionText {
  title: string
  text: string
  person: string
  organisation: string
}

export interface VoteText {
  person: string
  organisation: string
  reason?: string
}

export interface Vote extends VoteText {
  organisationId: string
  answer: Answer
  at: Date
}

export interface Decision extends DecisionText {
  id: string
  caseId: string
  kind: DecisionKind
  /** the organisation that asks */
  organisationId: string
  concernsId?: string
  terms?: CharterTerms
  state: DecisionState
  quorum: number
  /** agreed at this moment when nobody has objected */
  silenceAt?: Date
  /** of a membership's end: not before this moment, and until then each may change their word */
  noticeUntil?: Date
  askedAt: Date
  settledAt?: Date
  settledHow?: SettledHow
  votes: Vote[]
}

export const place = (id: string) => ({ table: 'coalition_decisions', column: 'sealed', row: id })
export const votePlace = (decisionId: string, organisationId: string) => ({
  ...{ table: 'coalition_votes', column: 'sealed' },
  row: `${decisionId} ${organisationId}`,
})

/** Of a row of `coalition_decisions`: from when on silence is agreement to it, by the charter in force; null: never. */
export const silenceEnds = sql<Date | null>`wl.silence_ends(case_id, asked_at, silence_at)`

export function openedDecision(
  key: Sealer,
  row: Selectable<DecisionTable> & { silence_ends: Date | null },
  votes: readonly Selectable<VoteTable>[],
): Decision {
  return {
    ...key.openJson<DecisionText>(place(row.id), row.sealed),
    ...{ id: row.id, caseId: row.case_id, kind: row.kind, organisationId: row.organisation_id },
    ...{ state: row.state, quorum: row.quorum, askedAt: row.asked_at },
    ...(row.concerns_id ? { concernsId: row.concerns_id } : {}),
    ...(row.terms ? { terms: charterTerms.parse({ ...firstTerms, ...(row.terms as object) }) } : {}),
    ...(row.silence_ends ? { silenceAt: row.silence_ends } : {}),
    ...(row.notice_until ? { noticeUntil: row.notice_until } : {}),
    ...(row.settled_at ? { settledAt: row.settled_at } : {}),
    ...(row.settled_how ? { settledHow: row.settled_how } : {}),
    votes: votes
      .filter((vote) => vote.decision_id === row.id)
      .map((vote) => ({
        ...key.openJson<VoteText>(votePlace(row.id, vote.organisation_id), vote.sealed),
        ...{ organisationId: vote.organisation_id, at: vote.voted_at, answer: vote.answer },
      })),
  }
}
