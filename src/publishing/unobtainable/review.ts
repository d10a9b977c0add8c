/** Every 72 hours two people say whether it is still in her interest. A missed review wakes; it takes nothing down. */
import { sql } from 'kysely'
import { alertAll, endAlerts, mustBeOnTeam } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import { inEachOrganisation } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Job } from '#platform/module.ts'
import { Conflict, Invalid, Refused } from '#platform/web/errors.ts'
import { lockSpell, notePlace, reviewEvery } from './spell.ts'
import type { ReviewAnswer } from './tables.ts'

/**
 * One person's answer to the review that is due. For writers on the team; complete with a second person, of a second
 * organisation once two are on the team; one who is alone there completes it, marked.
 * @throws Conflict ('unobtainable.error.answered', 'unobtainable.error.is-over'), Invalid for a concern without words
 */
export async function answerReview(
  tx: Tx,
  input: { caseId: string; spellId: string; answer: ReviewAnswer; note: string },
): Promise<{ complete: boolean }> {
  mustBeAllowed(tx, 'unobtainable.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, spellId, answer } = input
  await mustBeOnTeam(tx, caseId)
  if (answer === 'concern' && input.note.trim() === '') throw new Invalid({ note: 'error.field.empty' })
  const spell = await lockSpell(tx, input)
  const before = await answersOf(tx, spellId, spell.review_due_at)
  const { accountId, organisationId } = tx.actor
  if (before.some((one) => one.account_id === accountId)) throw new Conflict('unobtainable.error.answered')
  const id = newId(tx.now.getTime())
  const key = await tx.keys.case(caseId)
  await tx.db
    .insertInto('unobtainable_answers')
    .values({
      ...{ id, case_id: caseId, spell_id: spellId, due_at: spell.review_due_at, answer, at: tx.now },
      ...{ account_id: accountId, organisation_id: organisationId },
      sealed: answer === 'concern' ? key.seal(notePlace(id), input.note) : null,
    })
    .execute()
  await record(tx, 'unobtainable.answered', { caseId, subject: spellId, data: { answer } })
  const all = [...before, { account_id: accountId, organisation_id: organisationId }]
  const there = await whoIsThere(tx, caseId)
  const complete =
    there.organisations >= 2
      ? new Set(all.map((one) => one.organisation_id)).size >= 2
      : all.length >= Math.min(2, there.people)
  if (complete) await finish(tx, { caseId, spellId, alone: all.length === 1 })
  return { complete }
}

async function finish(
  tx: Tx,
  { caseId, spellId, alone }: { caseId: string; spellId: string; alone: boolean },
): Promise<void> {
  await tx.db
    .updateTable('unobtainable_spells')
    .set({ reviewed_at: tx.now, alone, review_due_at: new Date(tx.now.getTime() + reviewEvery) })
    .where('id', '=', spellId)
    .execute()
  await endAlerts(tx, { caseId, about: spellId })
  await record(tx, 'unobtainable.reviewed', { caseId, subject: spellId, data: { alone } })
}

const answersOf = (tx: Tx, spellId: string, dueAt: Date) =>
  tx.db
    .selectFrom('unobtainable_answers')
    .select(['account_id', 'organisation_id'])
    .where('spell_id', '=', spellId)
    .where('due_at', '=', dueAt)
    .execute()

/** By name on the team. */
async function whoIsThere(tx: Tx, caseId: string): Promise<{ people: number; organisations: number }> {
  const { rows } = await sql<{ people: number; organisations: number }>`
    select count(distinct account_id)::int as people, count(distinct organisation_id)::int as organisations
    from case_team where case_id = ${caseId} and removed_at is null`.execute(tx.db)
  return rows[0]!
}

/** A review that was missed wakes the whole team, once for each 72 hours that nobody looked. */
export async function escalateMissed(tx: Tx): Promise<number> {
  mustBeAllowed(tx, 'unobtainable.escalate')
  const due = await tx.db
    .selectFrom('unobtainable_spells')
    .select(['id', 'case_id', 'review_due_at'])
    .where('ended_at', 'is', null)
    .where('review_due_at', '<=', tx.now)
    .orderBy('id')
    .execute()
  return await alertAll(
    tx,
    due.map(({ id, case_id: caseId, review_due_at: first }) => {
      const missed = Math.floor((tx.now.getTime() - first.getTime()) / reviewEvery)
      const at = new Date(first.getTime() + missed * reviewEvery)
      const onceKey = `unobtainable ${id} review ${at.getTime()}`
      return { caseId, kind: 'consent-review-missed', onceKey, about: id, ringsAt: at }
    }),
  )
}

export const escalateMissedReviews: Job = {
  name: 'unobtainable-reviews',
  everySeconds: 30,
  run: (services) => inEachOrganisation(services, escalateMissed),
}
