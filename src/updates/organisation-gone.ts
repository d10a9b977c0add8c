import { countNamed, onMemberGone } from '#coalitions/index.ts'
import { takeDown } from '#publishing/index.ts'

// An organisation that leaves the coalition takes its own updates of the case off, and the mail that carries them stops.
onMemberGone(async (tx, { caseId, organisationId }) => {
  const its = await tx.db
    .selectFrom('updates')
    .select('id')
    .where('case_id', '=', caseId)
    .where('organisation_id', '=', organisationId)
    .execute()
  for (const { id: subjectId } of its) await takeDown(tx, { subjectKind: 'update', subjectId, quiet: true })
})

countNamed(async (tx, { caseId, organisationId }) => {
  const { n } = await tx.db
    .selectFrom('updates')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('case_id', '=', caseId)
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'published')
    .executeTakeFirstOrThrow()
  return { updates: n }
})
