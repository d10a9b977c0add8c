import { onMemberGone, onNamingChanged } from '#coalitions/index.ts'
import { holdGate, onTakenDown } from '#publishing/index.ts'
import { endReposts } from './repost.ts'
import { noteStale } from './copy.ts'

// Safety: what others pass on goes with the text, for whatever reason that went, and does not come back by itself: a line
// written above it before may not fit any more.
onTakenDown(async (tx, { caseId, subjectKind, subjectId: updateId }) => {
  if (subjectKind !== 'update') return
  await endReposts(tx, { caseId, updateId, reason: 'withdrawn' })
  await noteStale(tx, updateId)
})

onMemberGone(async (tx, { caseId, organisationId }) => {
  await holdGate(tx, caseId)
  await endReposts(tx, { caseId, organisationIds: [organisationId], reason: 'left' })
})

// Safety: an organisation that is not named any more has no page with the case on it.
onNamingChanged(async (tx, { caseId, without }) => {
  if (!without) return
  await holdGate(tx, caseId)
  await endReposts(tx, { caseId, organisationIds: [without], reason: 'unnamed' })
})
