import { onMemberGone } from '#coalitions/index.ts'
import { takeDown } from '#publishing/index.ts'

// An organisation that leaves the coalition takes its own campaigns of the case off: their addresses answer with the
// neutral text, and what waits for officials stays where it is.
onMemberGone(async (tx, { caseId, organisationId }) => {
  const its = await tx.db
    .selectFrom('campaigns')
    .select('id')
    .where('case_id', '=', caseId)
    .where('organisation_id', '=', organisationId)
    .execute()
  for (const { id: subjectId } of its) await takeDown(tx, { subjectKind: 'campaign', subjectId, quiet: true })
})
