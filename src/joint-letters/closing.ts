/** When nobody signs a letter any more: by hand, or because its day is over. It stays public, with all who signed. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { inEachOrganisation } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Job } from '#platform/module.ts'
import { Conflict } from '#platform/web/errors.ts'
import { holdGate } from '#publishing/index.ts'
import { getLetter, lockLetter, touch, type JointLetter } from './letter.ts'

/**
 * Closes a letter that is public. For writers of its organisation; showing less asks for no second signature.
 * @throws Conflict ('joint-letters.error.not-open')
 */
export async function closeLetter(tx: Tx, letterId: string): Promise<void> {
  mustBeAllowed(tx, 'joint-letter.close')
  const { caseId } = await getLetter(tx, letterId)
  await holdGate(tx, caseId)
  await close(tx, await lockLetter(tx, letterId))
}

async function close(tx: Tx, letter: JointLetter): Promise<void> {
  if (letter.state !== 'published') throw new Conflict('joint-letters.error.not-open')
  const by = tx.actor.kind === 'member' ? tx.actor.accountId : null
  await touch(tx, letter, { state: 'closed', closed_at: tx.now, closed_by: by })
  await sql`update published.documents d set changed_at = ${tx.now},
      body = d.body || '{"openToOthers": false, "closed": true}'::jsonb
    from publications p where p.id = d.publication_id and p.subject_kind = 'joint-letter' and p.subject_id = ${letter.id}`.execute(
    tx.db,
  )
  await record(tx, 'joint-letter.closed', { caseId: letter.caseId, subject: letter.id })
}

/** Closes those of one organisation whose day, as visitors read it, is over; gives their number. For its worker. */
export async function closeOverdue(tx: Tx): Promise<number> {
  mustBeAllowed(tx, 'joint-letter.close')
  if (tx.actor.kind !== 'worker') return 0
  const due = await tx.db
    .selectFrom('joint_letters')
    .select(['id', 'case_id'])
    .where('organisation_id', '=', tx.actor.organisationId)
    .where('state', '=', 'published')
    .where('public_closes_at', '<=', tx.now)
    .orderBy('case_id')
    .execute()
  for (const { id, case_id: caseId } of due) {
    await holdGate(tx, caseId)
    await close(tx, await lockLetter(tx, id))
  }
  return due.length
}

export const closeLettersAtTheirEnd: Job = {
  name: 'close joint letters at their end',
  everySeconds: 60,
  run: (services) => inEachOrganisation(services, closeOverdue),
}
