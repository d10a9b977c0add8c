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

/** All that she may be answering now: whatever has begun, else the next one when its hour is near. */
async function openOf(tx: Tx, plan: Selectable<CheckInPlanTable>): Promise<CheckInRow[]> {
  const rows = await tx.db
    .selectFrom('check_ins')
    .selectAll()
    .where('plan_id', '=', plan.id)
    .where('state', 'in', ['scheduled', 'due', 'late', 'emergency', 'system-gap', 'duress'])
    .orderBy('due_at')
    .forUpdate()
    .execute()
  const begun = rows.filter((row) => row.state !== 'scheduled' || row.due_at <= tx.now)
  const [next] = rows
  if (begun.length > 0 || !next) return begun
  return (await isNear(tx, plan, next)) ? [next] : []
}

/**
 * Whether a word of now may be about a check-in that is still to come: within the window before its hour, and nearer to it
 * than to the one before. Safety: a word that has answered one is used up, or a button pressed twice would call her well
 * tomorrow.
 */
async function isNear(tx: Tx, plan: Selectable<CheckInPlanTable>, next: CheckInRow): Promise<boolean> {
  const before = await tx.db
    .selectFrom('check_ins')
    .select('due_at')
    .where('plan_id', '=', plan.id)
    .where('due_at', '<', next.due_at)
    .where('state', '<>', 'cancelled')
    .orderBy('due_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const half = (next.due_at.getTime() - (before?.due_at ?? plan.created_at).getTime()) / 2
  const from = new Date(next.due_at.getTime() - Math.min(plan.window_minutes * 60_000, half))
  if (tx.now < from) return false
  const used = await tx.db
    .selectFrom('check_ins')
    .select('id')
    .where('plan_id', '=', plan.id)
    .where('answered_at', '>=', from)
    .limit(1)
    .executeTakeFirst()
  return !used
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

/**
 * Help is called, whether or not a check-in is due just now. Safety: whatever else waits for her stops, because the steps of
 * its ladder would call her telephone; and a call that somebody has taken, or that nobody has heard, keeps no other silent.
 */
async function duress(
  tx: Tx,
  plan: Selectable<CheckInPlanTable>,
  open: readonly CheckInRow[],
): Promise<CheckInRow> {
  const waiting = open.filter((row) => row.state !== 'duress' && row.state !== 'system-gap')
  for (const row of waiting) await move(tx, row, 'duress', { answered_at: tx.now })
  const known = await ringing(tx, plan)
  if (known) return known
  let row = waiting[0]
  if (!row) {
    row = open.find((one) => one.state === 'system-gap') ?? (await unplanned(tx, plan))
    await move(tx, row, 'duress', { answered_at: tx.now })
  }
  await raiseDuress(tx, row)
  return row
}

const ringsAgainAfter = 10 * 60_000

/** The check-in of a call for help that rings just now and that nobody has taken yet. */
async function ringing(tx: Tx, plan: Selectable<CheckInPlanTable>): Promise<CheckInRow | undefined> {
  const now = tx.now.getTime()
  return await tx.db
    .selectFrom('check_ins as i')
    .innerJoin('alarms as a', 'a.check_in_id', 'i.id')
    .selectAll('i')
    .where('i.plan_id', '=', plan.id)
    .where('i.state', '=', 'duress')
    .where('a.stage', '=', 'duress')
    .where('a.acknowledged_at', 'is', null)
    .where('a.raised_at', '>', new Date(now - ringsAgainAfter))
    // one that a wrong clock dated ahead is no reason to be silent
    .where('a.raised_at', '<', new Date(now + ringsAgainAfter))
    .limit(1)
    .executeTakeFirst()
}

async function unplanned(tx: Tx, plan: Selectable<CheckInPlanTable>): Promise<CheckInRow> {
  return await tx.db
    .insertInto('check_ins')
    .values(newCheckIn(tx, plan, tx.now, 'due'))
    .returningAll()
    .executeTakeFirstOrThrow()
}
