import { countNamed, onNamingChanged } from '#coalitions/index.ts'
import { takeDown } from '#publishing/index.ts'

// An organisation that is not named any more runs no campaign of the case: a page that asks for people's data says who
// keeps it, by law and for their trust. It stops with its letters, and goes on by a new signature once it is named again.
// Safety: at once and not first to be closed by hand, since whoever takes a name back may be in danger for it.
onNamingChanged(async (tx, { caseId, without, leaves }) => {
  if (!without || leaves) return
  const its = await tx.db
    .selectFrom('campaigns')
    .select('id')
    .where('case_id', '=', caseId)
    .where('organisation_id', '=', without)
    .orderBy('id')
    .execute()
  for (const { id: subjectId } of its)
    await takeDown(tx, { subjectKind: 'campaign', subjectId, quiet: true, reason: 'unnamed' })
})

countNamed(async (tx, { caseId, organisationId }) => {
  const { n } = await tx.db
    .selectFrom('campaigns')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('case_id', '=', caseId)
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'live')
    .executeTakeFirstOrThrow()
  return { campaigns: n }
})
