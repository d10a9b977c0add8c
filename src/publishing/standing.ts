/** Whether a coalition stands behind a text of its own: the words of its organisations against the quorum of its charter. */
import { sql } from 'kysely'
import { charterInForce, type CharterTerms } from '#coalitions/index.ts'
import type { Tx } from '#platform/database.ts'
import type { Matter } from './doors.ts'
import type { SignOff } from './sign-off-row.ts'
import type { SignedKind } from './tables.ts'

export type ApprovalAnswer = 'approve' | 'dissent' | 'taken-back'

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

/** Signed, and kept for a day that may come. */
export const liesReady = ({ state, condition }: Pick<SignOff, 'state' | 'condition'>): boolean =>
  state === 'prepared' && condition !== undefined

/** Signed, and waits for the hour that was set. */
export const waitsForHour = ({ state, publishAt }: Pick<SignOff, 'state' | 'publishAt'>): boolean =>
  state === 'prepared' && publishAt !== undefined

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
