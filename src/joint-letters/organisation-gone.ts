/** What leaves with an organisation, and what its name takes along. */
import { countNamed, onMemberGone, onNamed, onNamingChanged } from '#coalitions/index.ts'
import type { Tx } from '#platform/database.ts'
import { record, recordAll } from '#platform/events.ts'
import { sql } from 'kysely'
import { holdGate, takeDown } from '#publishing/index.ts'
import { showSignatories } from './shown.ts'

// An organisation that leaves takes its own letters off, and its signature from those of others.
onMemberGone(async (tx, { caseId, organisationId }) => {
  await holdGate(tx, caseId)
  for (const subjectId of await lettersOf(tx, caseId, organisationId))
    await takeDown(tx, { subjectKind: 'joint-letter', subjectId, quiet: true })
  await tellUnanswered(tx, { caseId, organisationId })
  // its signatures go in the step of leaving itself (`wl.member_signs_no_more`)
  const signed = await tx.db
    .selectFrom('joint_letter_signatories')
    .select(['id', 'letter_id'])
    .where('case_id', '=', caseId)
    .where('member_organisation_id', '=', organisationId)
    .where('state', '=', 'listed')
    .execute()
  await recordAll(
    tx,
    'joint-letter.member-unsigned',
    signed.map(({ id, letter_id: letter }) => ({ caseId, subject: id, data: { letter } })),
  )
})

/** What nobody has confirmed under its letters goes with it: the database erases it in the step of leaving (`wl.sign_ons_go`). */
async function tellUnanswered(
  tx: Tx,
  { caseId, organisationId }: { caseId: string; organisationId: string },
): Promise<void> {
  const pending = await tx.db
    .selectFrom('joint_letter_signatories as s')
    .innerJoin('joint_letters as l', 'l.id', 's.letter_id')
    .select(['s.id', 's.letter_id'])
    .where('l.case_id', '=', caseId)
    .where('l.organisation_id', '=', organisationId)
    .where('s.state', '=', 'pending')
    .execute()
  await recordAll(
    tx,
    'joint-letter.sign-on-erased',
    pending.map(({ id, letter_id: letter }) => ({ caseId, subject: id, data: { letter } })),
  )
}

// Safety: whoever is not named any more is off every letter in the same transaction.
onNamingChanged(async (tx, { caseId, without }) => {
  await holdGate(tx, caseId)
  if (!without) return
  for (const id of await lettersOf(tx, caseId, without)) await closeToOthers(tx, { id, caseId })
  await showAll(tx, caseId, without)
})

// who may be named again stands where it signed
onNamed(async (tx, { caseId }) => await showAll(tx, caseId))

/**
 * Safety: a form that asks people for their data has to say who keeps it. The letter stays, and its members may still sign.
 */
async function closeToOthers(tx: Tx, { id, caseId }: { id: string; caseId: string }): Promise<void> {
  const done = await tx.db
    .updateTable('joint_letters')
    .set((row) => ({ open_to_others: false, public_open: false, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .where((row) => row.or([row('open_to_others', '=', true), row('public_open', '=', true)]))
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) === 0) return
  await sql`update published.documents d set changed_at = ${tx.now}, body = d.body || '{"openToOthers": false}'::jsonb
    from publications p where p.id = d.publication_id and p.subject_kind = 'joint-letter' and p.subject_id = ${id}`.execute(
    tx.db,
  )
  await record(tx, 'joint-letter.closed-to-others', { caseId, subject: id })
}

async function showAll(tx: Tx, caseId: string, without?: string): Promise<void> {
  for (const id of await lettersOf(tx, caseId)) await showSignatories(tx, id, without)
}

async function lettersOf(tx: Tx, caseId: string, organisationId?: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('joint_letters')
    .select('id')
    .where('case_id', '=', caseId)
    .where('state', 'in', ['published', 'closed'])
    .$if(organisationId !== undefined, (query) => query.where('organisation_id', '=', organisationId!))
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

countNamed(async (tx, { caseId, organisationId }) => ({
  letters: (await lettersOf(tx, caseId, organisationId)).length,
}))
