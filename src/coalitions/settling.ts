/** When a question to the coalition is settled, and what follows from it. */
import { sql, type Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict } from '#platform/web/errors.ts'
import { charterInForce } from './charter.ts'
import { endMembership } from './coalition.ts'
import { silenceEnds } from './decision-row.ts'
import type { Answer, SettledHow } from './lists.ts'
import { tellNaming } from './member-gone.ts'
import type { DecisionTable } from './tables.ts'

type Row = Selectable<DecisionTable>
type Asked = Row & { silence_ends: Date | null }
interface Standing {
  organisationId: string
  role: 'lead' | 'partner'
  answer?: Answer
  /** who said it */
  accountId?: string
}

/**
 * Settles one question if its votes, or the silence that it asked for, say so; else leaves it open. Whoever calls holds
 * the row.
 */
export async function settle(
  tx: Tx,
  { caseId, decisionId }: { caseId: string; decisionId: string },
): Promise<void> {
  const row = await tx.db
    .selectFrom('coalition_decisions')
    .selectAll()
    .select(silenceEnds.as('silence_ends'))
    .where('id', '=', decisionId)
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  const all = await standings(tx, row)
  const outcome = outcomeOf(row, all, tx.now, await silentLeadHours(tx, row), await hasLeadActed(tx, row))
  if (!outcome) return
  await tx.db
    .updateTable('coalition_decisions')
    .set({ state: outcome.state, settled_at: tx.now, settled_how: outcome.how })
    .where('id', '=', decisionId)
    .execute()
  await record(tx, outcome.state === 'agreed' ? 'coalition.decision-agreed' : 'coalition.decision-refused', {
    caseId,
    subject: decisionId,
    data: { kind: row.kind, how: outcome.how },
  })
  if (outcome.state === 'agreed') await carryOut(tx, row)
}

interface Outcome {
  state: 'agreed' | 'refused'
  how: SettledHow
}

/** Pure: from what was asked and how all stand to it, whether it is settled at this moment. */
export function outcomeOf(
  row: Pick<Asked, 'kind' | 'quorum' | 'silence_ends' | 'asked_at' | 'concerns_id'> &
    Partial<Pick<Asked, 'asked_by' | 'notice_until'>>,
  all: readonly Standing[],
  now: Date,
  leadHours: number,
  leadActed = false,
): Outcome | undefined {
  const of = (answer: Answer) => all.filter((one) => one.answer === answer).length
  const waiting = all.filter(({ answer }) => answer === undefined).length
  if (row.kind === 'lead') return leadOutcome(row, all, now, leadHours, leadActed)
  // a charter is everybody's, also of those who came while it was open
  const needed = row.kind === 'charter' ? all.length : Math.min(row.quorum, all.length)
  if (of('agree') >= row.quorum && of('agree') >= needed)
    return isHeard(row, all, now) ? { state: 'agreed', how: 'votes' } : undefined
  if (of('agree') + waiting < Math.max(row.quorum, needed)) return { state: 'refused', how: 'votes' }
  // Safety: one objection ends the silence; what is left then are votes
  if (row.silence_ends && row.silence_ends <= now && of('object') === 0)
    return { state: 'agreed', how: 'silence' }
  return undefined
}

/**
 * Safety: an organisation that takes part is thrown out by no single person, and not before its notice is over: whoever
 * asked, and another one who agreed, for another organisation or for the same. The database counts again.
 */
function isHeard(
  row: Partial<Pick<Asked, 'asked_by' | 'notice_until'>>,
  all: readonly Standing[],
  now: Date,
): boolean {
  if (!row.notice_until) return true
  const another = all.some(({ answer, accountId }) => answer === 'agree' && accountId !== row.asked_by)
  return another && row.notice_until <= now
}

/** The new lead takes it on itself; the old one gives it away, or has been silent for too long, or stands alone against it. */
function leadOutcome(
  row: Pick<Row, 'quorum' | 'asked_at' | 'concerns_id'>,
  all: readonly Standing[],
  now: Date,
  leadHours: number,
  leadActed: boolean,
): Outcome | undefined {
  const lead = all.find(({ role }) => role === 'lead')
  const next = all.find(({ organisationId }) => organisationId === row.concerns_id)
  const partners = all.filter(({ role }) => role !== 'lead')
  const agreeing = all.filter(({ answer }) => answer === 'agree').length
  if (!next || next.answer === 'object' || next.answer === 'abstain')
    return { state: 'refused', how: 'votes' }
  if (next.answer !== 'agree' || agreeing < row.quorum) return undefined
  if (lead?.answer === 'agree') return { state: 'agreed', how: 'votes' }
  const agreed = partners.filter(({ answer }) => answer === 'agree').length
  const most = agreed > partners.length / 2 && partners.every(({ answer }) => answer !== 'object')
  const waited = now.getTime() - row.asked_at.getTime() >= leadHours * 3_600_000
  // Safety: a lead that works in the case is not silent, and no partner takes the lead against another's word
  if (!lead?.answer && waited && most && !leadActed) return { state: 'agreed', how: 'silence' }
  const alone = partners.length > 1 && partners.every(({ answer }) => answer === 'agree')
  return lead?.answer && alone ? { state: 'agreed', how: 'votes' } : undefined
}

async function standings(tx: Tx, row: Row): Promise<Standing[]> {
  const { rows } = await sql<{
    organisation_id: string
    role: 'lead' | 'partner'
    answer: Answer | null
    account_id: string | null
  }>`
    select m.organisation_id, m.role, v.answer, v.account_id from coalition_members m
      left join coalition_votes v on v.decision_id = ${row.id} and v.organisation_id = m.organisation_id
        -- who left and was invited back has not voted
        and v.voted_at >= m.joined_at
    where m.case_id = ${row.case_id} and m.left_at is null and m.role <> 'observer'`.execute(tx.db)
  return rows
    .filter((one) => row.kind !== 'end-membership' || one.organisation_id !== row.concerns_id)
    .map((one) => ({
      ...{ organisationId: one.organisation_id, role: one.role },
      ...(one.answer ? { answer: one.answer } : {}),
      ...(one.account_id ? { accountId: one.account_id } : {}),
    }))
}

/** Whether anybody of the lead has done anything in the case since the question was put. */
async function hasLeadActed(tx: Tx, row: Row): Promise<boolean> {
  if (row.kind !== 'lead') return false
  const { rows } = await sql<{ acted: boolean }>`select wl.lead_has_acted(${row.id}::uuid) as acted`.execute(
    tx.db,
  )
  return rows[0]!.acted
}

const silentLeadHours = async (tx: Tx, row: Row): Promise<number> =>
  row.kind === 'lead' ? (await charterInForce(tx, row.case_id)).terms.silentLeadHours : 0

async function carryOut(tx: Tx, row: Row): Promise<void> {
  const caseId = row.case_id
  if (row.kind === 'charter') {
    await tx.db
      .insertInto('coalition_charters')
      .values({
        ...{ case_id: caseId, version: (await charterInForce(tx, caseId)).version + 1 },
        ...{ terms: JSON.stringify(row.terms), agreed_at: tx.now, decision_id: row.id },
      })
      .execute()
    // in which order the public reads of them may be another one now
    await tellNaming(tx, { caseId })
  } else if (row.kind === 'lead') {
    const { rows } = await sql<{ done: boolean }>`select wl.hand_over_lead(${row.id}::uuid) as done`.execute(
      tx.db,
    )
    if (!rows[0]?.done) throw new Conflict('coalition.changed')
    await tellNaming(tx, { caseId })
    await record(tx, 'coalition.lead-handed-over', { caseId, subject: row.concerns_id ?? '' })
  } else if (row.kind === 'end-membership') {
    await endMembership(tx, { caseId, organisationId: row.concerns_id ?? '', how: 'ended' })
  }
}

/**
 * Settles what time alone settles: a silence that ran out, a lead that has said nothing, a notice that is over. Each in a transaction of its own:
 * one that cannot be settled keeps no other waiting. For the worker's job.
 */
export async function settleSilent(db: Database, organisationId: string): Promise<void> {
  const worker = workerOf(organisationId)
  const due = await db.reading(worker, (tx) => waiting(tx, organisationId).execute())
  const failed: unknown[] = []
  for (const { id, case_id: caseId } of due)
    await db
      .transaction(worker, async (tx) => {
        mustBeAllowed(tx, 'coalition.decide')
        // another organisation's turn of the same job may have it in hand
        const held = await waiting(tx, organisationId)
          .where('id', '=', id)
          .forUpdate()
          .skipLocked()
          .executeTakeFirst()
        if (held) await settle(tx, { caseId, decisionId: id })
      })
      .catch((error: unknown) => void failed.push(error))
  if (failed.length > 0) throw failed[0]
}

const waiting = (tx: Tx, organisationId: string) =>
  tx.db
    .selectFrom('coalition_decisions')
    .select(['id', 'case_id'])
    .where('state', '=', 'open')
    .where((where) =>
      where.or([
        where.and([where('silence_at', '<=', tx.now), where(silenceEnds, '<=', tx.now)]),
        where.and([
          where('kind', '=', 'lead'),
          where('asked_at', '<=', new Date(tx.now.getTime() - 3_600_000)),
        ]),
        // its going is for the others to carry out
        where.and([where('notice_until', '<=', tx.now), where('concerns_id', '<>', organisationId)]),
      ]),
    )
    .orderBy('id')
