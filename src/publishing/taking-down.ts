import { sql } from 'kysely'
import { keepPublicity, onCaseErasing } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { dropAsked } from './dropping.ts'
import { holdGate } from './gate.ts'
import type { SubjectKind } from './tables.ts'
import { tellTakenDown, type TakenDown } from './taken-down.ts'

export interface TakeDownInput {
  subjectKind: SubjectKind
  subjectId: string
  /** the address then answers with the one neutral text; else it is as if it had never been */
  quiet: boolean
  reason?: TakenDown['reason']
}

/**
 * Takes one subject's page, feeds' entry and files away, at once, and ends what was asked of it or waits for its hour. For
 * writers and workers.
 * @returns whether something was public
 */
export async function takeDown(tx: Tx, input: TakeDownInput): Promise<boolean> {
  mustBeAllowed(tx, 'publishing.take-down')
  const { subjectKind, subjectId, quiet, reason = 'taken-down' } = input
  const caseId = await caseOf(tx, { subjectKind, subjectId })
  if (!caseId) return false
  await holdGate(tx, caseId)
  return (await removeAll(tx, caseId, [{ subjectKind, subjectId }], quiet, reason)).length > 0
}

/** The case of a page that is public, or is asked for. */
async function caseOf(tx: Tx, { subjectKind, subjectId }: Subject): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select case_id as id from publications where subject_kind = ${subjectKind} and subject_id = ${subjectId}
    union select case_id from sign_offs where subject_kind = ${subjectKind} and subject_id = ${subjectId}
      and state in ('asked', 'prepared')`.execute(tx.db)
  return rows[0]?.id
}

/**
 * Takes down several subjects of a case, then stops what is under way for them, and what would bring them back by itself.
 * The caller holds the gate.
 */
export async function removeAll(
  tx: Tx,
  caseId: string,
  subjects: readonly Subject[],
  quiet: boolean,
  reason: TakenDown['reason'],
): Promise<TakenDown[]> {
  const gone: TakenDown[] = []
  for (const subject of subjects) {
    const key = await remove(tx, caseId, subject, quiet)
    if (key !== undefined) gone.push({ caseId, ...subject, key, reason })
  }
  await dropAsked(tx, caseId, subjects)
  for (const what of gone) {
    await tellTakenDown(tx, what)
    await record(tx, 'publication.taken-down', {
      caseId,
      subject: what.subjectId,
      data: { kind: what.subjectKind, reason },
    })
  }
  if (gone.length > 0) await settlePublicity(tx, caseId)
  return gone
}

export interface Subject {
  subjectKind: SubjectKind
  subjectId: string
}

/** Takes the row away, and with it, by cascade, all that visitors could see of it. */
async function remove(
  tx: Tx,
  caseId: string,
  { subjectKind, subjectId }: Subject,
  quiet: boolean,
): Promise<string | undefined> {
  const shown = await tx.db
    .selectFrom('published.documents as d')
    .innerJoin('publications as p', 'p.id', 'd.publication_id')
    .select('d.key')
    .where('p.subject_kind', '=', subjectKind)
    .where('p.subject_id', '=', subjectId)
    .executeTakeFirst()
  const gone = await tx.db
    .deleteFrom('publications')
    .where('subject_kind', '=', subjectKind)
    .where('subject_id', '=', subjectId)
    .returning('id')
    .executeTakeFirst()
  if (!gone || !shown) return undefined
  if (quiet)
    await tx.db
      .insertInto('published.quiet')
      .values({ kind: subjectKind, key: shown.key, case_id: caseId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  return shown.key
}

/** The case's publicity level says what is public in truth: 5 by name, 4 without, else no more than the coalition. */
export async function settlePublicity(tx: Tx, caseId: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('publication_items')
    .select('item')
    .distinct()
    .where('case_id', '=', caseId)
    .execute()
  await keepPublicity(
    tx,
    caseId,
    rows.length === 0 ? 'private' : rows.some(({ item }) => item === 'name') ? 'named' : 'unnamed',
  )
}

// Safety: nothing of an erased case stays with visitors; its addresses answer with the neutral text.
onCaseErasing(async (tx, caseId) => {
  await holdGate(tx, caseId)
  const standing = await tx.db
    .selectFrom('publications')
    .select(['subject_kind as subjectKind', 'subject_id as subjectId'])
    .where('case_id', '=', caseId)
    .orderBy('subject_id')
    .execute()
  await removeAll(tx, caseId, standing, true, 'taken-down')
})
