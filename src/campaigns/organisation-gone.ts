import { onMemberGone } from '#coalitions/index.ts'
import { takeDown } from '#publishing/index.ts'
import { noticeCount } from './counting.ts'

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

// Its scans went with it: what it counted on paper is told without evidence from now on.
onMemberGone(async (tx, { caseId }) => {
  const all = await tx.db.selectFrom('campaigns').select('id').where('case_id', '=', caseId).execute()
  for (const { id } of all) await noticeCount(tx, id)
})
