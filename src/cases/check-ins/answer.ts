import type { Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { IntakeHandler } from '#platform/intake/drain.ts'
import { findPrivateLink, linkHash } from '../duty/private-link.ts'
import { move, newCheckIn, raiseDuress, type CheckInRow } from './check-in.ts'
import { putContact } from './contact-row.ts'
import { hashWord } from './plan.ts'
import type { CheckInPlanTable } from './tables.ts'

/** What came by her private link. */
export interface CheckInSubmission {
  type: 'check-in'
  token: string
  /** all is well, or: please get in touch */
  answer: 'well' | 'call'
  word: string
  /** ISO, by the clock of the door */
  at: string
  [field: string]: unknown
}

export type Meaning = 'ok' | 'duress' | 'unproven'

/** What an answer means. The door never knows: only here are the words compared. */
export function meaningOf(
  plan: { code_word: Buffer | null; duress_word: Buffer | null },
  answer: 'well' | 'call',
  hash: Buffer | undefined,
): Meaning {
  if (hash && plan.duress_word?.equals(hash)) return 'duress'
  if (answer === 'call') return 'duress'
  if (!plan.code_word) return 'ok'
  // Safety: without the agreed word it may be anybody's finger on the button
  return hash && plan.code_word.equals(hash) ? 'ok' : 'unproven'
}

const tokenOf = ({ token }: Record<string, unknown>): string => (typeof token === 'string' ? token : '')

/** Her answers, lane 1 of the intake: read before anybody is called late. */
export const takeAnswers: IntakeHandler = {
  async owner({ db }, submission) {
    const link = await findPrivateLink(db, tokenOf(submission))
    return link?.kind === 'check-in' ? link.organisationId : undefined
  },
  async take(tx, batch) {
    for (const { submission } of batch) await answerByLink(tx, submission as CheckInSubmission)
  },
}

export async function answerByLink(tx: Tx, submission: CheckInSubmission): Promise<void> {
  mustBeAllowed(tx, 'check-in.answer')
  const plan = await tx.db
    .selectFrom('check_in_plans')
    .selectAll()
    .where('link_hash', '=', linkHash(tokenOf(submission)))
    .where('state', '<>', 'ended')
    .executeTakeFirst()
  if (!plan) return
  const key = await tx.keys.case(plan.case_id)
  const word = String(submission.word ?? '').slice(0, 200)
  const hash = word.trim() === '' ? undefined : hashWord(key, plan.id, word)
  const meaning = meaningOf(plan, submission.answer === 'call' ? 'call' : 'well', hash)
  const answered = await answerPlan(tx, plan, meaning)
  await putContact(tx, {
    caseId: plan.case_id,
    at: tx.now,
    channel: 'link',
    wellbeing: meaning === 'ok' ? 'well' : meaning === 'duress' ? 'in-danger' : 'unknown',
    byAccount: null,
    checkInId: answered?.id ?? null,
    note: '',
    next: '',
  })
}

/** Brings an answer to the check-in that it answers; gives the one that it changed. */
async function answerPlan(
  tx: Tx,
  plan: Selectable<CheckInPlanTable>,
  meaning: Meaning,
): Promise<CheckInRow | undefined> {
  const open = await openOf(tx, plan)
  if (meaning === 'duress') return await duress(tx, plan, open)
  if (meaning === 'unproven') {
    for (const row of open)
      await tx.db.updateTable('check_ins').set({ unproven_at: tx.now }).where('id', '=', row.id).execute()
    await record(tx, 'check-in.unproven', {
      caseId: plan.case_id,
      organisationId: plan.organisation_id,
      subject: open[0]?.id ?? plan.id,
    })
    return open[0]
  }
  for (const row of open) await answer(tx, row, 'answer')
  return open[0]
}

/** All that she may be answering now: the open ones, else the next one when its hour is near. */
async function openOf(tx: Tx, plan: Selectable<CheckInPlanTable>): Promise<CheckInRow[]> {
  const soon = new Date(tx.now.getTime() + plan.window_minutes * 60_000)
  const rows = await tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('plan_id', '=', plan.id)
    .where('state', 'in', ['scheduled', 'due', 'late', 'emergency', 'system-gap', 'duress'])
    .where((where) => where.or([where('state', '<>', 'scheduled'), where('due_at', '<=', soon)]))
    .orderBy('due_at')
    .forUpdate()
    .execute()
  const begun = rows.filter((row) => row.state !== 'scheduled')
  return begun.length > 0 ? begun : rows.slice(0, 1)
}

/** One sign of life answers whatever waited for one. A late check-in that is answered is over, and says how. */
export async function answer(tx: Tx, row: CheckInRow, by: 'answer' | 'proxy'): Promise<boolean> {
  const late = row.state === 'late'
  return await move(tx, row, by, {
    answered_at: tx.now,
    ...(late
      ? {
          resolution: by === 'proxy' ? ('proxy' as const) : ('answered' as const),
          resolved_at: tx.now,
          resolved_by: tx.actor.kind === 'member' ? tx.actor.accountId : null,
        }
      : {}),
  })
}

/** Safety: help is called whether or not a check-in is due just now. */
async function duress(
  tx: Tx,
  plan: Selectable<CheckInPlanTable>,
  open: readonly CheckInRow[],
): Promise<CheckInRow> {
  const known = open.find((row) => row.state === 'duress')
  if (known) return known
  const row = open.find((one) => one.state !== 'system-gap') ?? open[0] ?? (await unplanned(tx, plan))
  if (row.state !== 'duress') await move(tx, row, 'duress', { answered_at: tx.now })
  await raiseDuress(tx, row)
  return row
}

async function unplanned(tx: Tx, plan: Selectable<CheckInPlanTable>): Promise<CheckInRow> {
  return await tx.db
    .insertInto('check_ins')
    .values(newCheckIn(tx, plan, tx.now, 'due'))
    .returningAll()
    .executeTakeFirstOrThrow()
}
