/** The organisations around a case: who is in, what they agreed on, what they decide together. */
export { credited } from './credit.ts'
export { charterInForce, findCharter, firstTerms, type Charter, type CharterTerms } from './charter.ts'
export {
  isIn,
  leaveCoalition,
  listCoalition,
  myPart,
  nameInPublic,
  type CoalitionMember,
} from './coalition.ts'
export { askDecision, getDecision, listDecisions, takeBackDecision, voteOn } from './decision.ts'
export type { Decision, Vote } from './decision-row.ts'
export {
  answerInvitation,
  inviteOrganisation,
  listInvitations,
  listInvitationsToUs,
  revokeInvitationOf,
  type Invitation,
} from './invitation.ts'
export { byOrganisation, countsAsWork, type Counted } from './contribution.ts'
export { countNamed, onMemberGone, onNamed, onNamingChanged } from './member-gone.ts'
export { speakingFunctions } from './lists.ts'
export {
  listPeople,
  listSpeakers,
  maySpeakFor,
  namePerson,
  whoSpeaks,
  type CoalitionPerson,
} from './people.ts'
export {
  alsoAsked,
  alsoHeld,
  carryRemindersByMail,
  remindOrganisation,
  type ReminderMail,
  type Unanswered,
} from './reminding.ts'
export { commentOn, listComments, resolveComment, type Comment } from './texts/comment.ts'
export { textRoomRoutes, type TextRoom } from './texts/console.tsx'
export type { JointText } from './texts/joint-text.ts'
export { keepVersion, listTextVersions, type TextVersion } from './texts/version.ts'
export type { TextField } from './texts/views/versions.tsx'
export { offerRoomPart } from './room-parts.ts'
export { settleSilent } from './settling.ts'
export { listRoomTasks, setTask, type RoomTask } from './tasks/task.ts'
export { actOnTask } from './tasks/acting.ts'
export { findTypedNames, type TypedName } from './typed-names.ts'
import './access.ts'
import './tables.ts'
