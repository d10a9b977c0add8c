/** The time in which a person cannot be asked: begun and ended by one; what she gave before stays as she gave it. */
import { endAlerts, mustBeOnTeam, onPersonRemoved, mustBeInFile } from '#cases/index.ts'
import { can, mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import type { ReviewAnswer, UnobtainableReason } from './tables.ts'

/** So often two people look at it again. */
export const reviewEvery = 72 * 3_600_000

export interface Spell {
  id: string
  personId: string
  reason: UnobtainableReason
  beganAt: Date
  beganBy: string
  reviewDueAt: Date
  reviewedAt?: Date
  /** the last review was one person's */
  alone: boolean
  /** of the review that is due, and of the one before */
  answers: { accountId: string; answer: ReviewAnswer; at: Date; current: boolean; note?: string }[]
}

/**
 * Notes that she cannot be asked now. For one writer on the team.
 * @throws Conflict ('unobtainable.error.is-open'), NotFound, Refused ('case.team-only')
 */
export async function beginSpell(
  tx: Tx,
  input: { caseId: string; personId: string; reason: UnobtainableReason },
): Promise<string> {
  mustBeAllowed(tx, 'unobtainable.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  await mustBeInFile(tx, input)
  await tx.db.selectFrom('cases').select('id').where('id', '=', input.caseId).forUpdate().execute()
  if (await isUnobtainable(tx, input.caseId, input.personId)) throw new Conflict('unobtainable.error.is-open')
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('unobtainable_spells')
    .values({
      ...{ id, case_id: input.caseId, person_id: input.personId, reason: input.reason },
      ...{ began_at: tx.now, began_by: tx.actor.accountId },
      review_due_at: new Date(tx.now.getTime() + reviewEvery),
      ...{ reviewed_at: null, ended_at: null, ended_by: null },
    })
    .execute()
  await record(tx, 'unobtainable.began', {
    ...{ caseId: input.caseId, subject: id },
    data: { person: input.personId, reason: input.reason },
  })
  return id
}

/** She can be asked again. For one writer on the team. @throws Conflict ('unobtainable.error.is-over'), NotFound */
export async function endSpell(tx: Tx, input: { caseId: string; spellId: string }): Promise<void> {
  mustBeAllowed(tx, 'unobtainable.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  await lockSpell(tx, input)
  await close(tx, input, tx.actor.accountId)
}

async function close(
  tx: Tx,
  { caseId, spellId }: { caseId: string; spellId: string },
  accountId: string,
): Promise<void> {
  await tx.db
    .updateTable('unobtainable_spells')
    .set({ ended_at: tx.now, ended_by: accountId })
    .where('id', '=', spellId)
    .execute()
  if (can(tx.actor, 'alarm.acknowledge')) await endAlerts(tx, { caseId, about: spellId })
  await record(tx, 'unobtainable.ended', { caseId, subject: spellId })
}

/** Held until the transaction ends. @throws Conflict ('unobtainable.error.is-over'), NotFound */
export async function lockSpell(tx: Tx, { caseId, spellId }: { caseId: string; spellId: string }) {
  const row = await tx.db
    .selectFrom('unobtainable_spells')
    .selectAll()
    .where('id', '=', spellId)
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  if (row.ended_at) throw new Conflict('unobtainable.error.is-over')
  return row
}

// who leaves the file is asked no longer
onPersonRemoved(async (tx, { caseId, personId }) => {
  if (tx.actor.kind !== 'member') return
  const open = await openOf(tx, caseId).where('person_id', '=', personId).executeTakeFirst()
  if (open) await close(tx, { caseId, spellId: open.id }, tx.actor.accountId)
})

const openOf = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('unobtainable_spells')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)

export const isUnobtainable = async (tx: Tx, caseId: string, personId: string): Promise<boolean> =>
  (await openOf(tx, caseId).where('person_id', '=', personId).executeTakeFirst()) !== undefined

/** Who cannot be asked now; empty for who is not on the team. */
export async function listSpells(tx: Tx, caseId: string): Promise<Spell[]> {
  mustBeAllowed(tx, 'unobtainable.read')
  const rows = await openOf(tx, caseId).orderBy('began_at').execute()
  if (rows.length === 0) return []
  const answers = await tx.db
    .selectFrom('unobtainable_answers')
    .selectAll()
    .where('case_id', '=', caseId)
    .where(
      'spell_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('at')
    .execute()
  const key = await tx.keys.case(caseId)
  return rows.map((row) => {
    const all = answers.filter((one) => one.spell_id === row.id)
    const earlier = all.findLast(({ due_at }) => due_at < row.review_due_at)?.due_at
    const rounds = [row.review_due_at.getTime(), earlier?.getTime()]
    return {
      ...{ id: row.id, personId: row.person_id, reason: row.reason, alone: row.alone },
      ...{ beganAt: row.began_at, beganBy: row.began_by, reviewDueAt: row.review_due_at },
      ...(row.reviewed_at ? { reviewedAt: row.reviewed_at } : {}),
      answers: all
        .filter(({ due_at }) => rounds.includes(due_at.getTime()))
        .map((one) => ({
          ...{ accountId: one.account_id, at: one.at, answer: one.answer },
          current: one.due_at.getTime() === rounds[0],
          ...(one.sealed ? { note: key.open(notePlace(one.id), one.sealed) } : {}),
        })),
    }
  })
}

export const notePlace = (id: string) => ({ table: 'unobtainable_answers', column: 'sealed', row: id })
