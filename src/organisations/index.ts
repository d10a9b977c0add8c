/** Organisations, accounts, members, sign-in: what other modules and the composers may use. */
import './access.ts'
import './tables.ts'

export * from './console-page.tsx'
export { servesAlone } from './alone.ts'
export { findAuditAddress, onAuditAddress } from './audit-address.ts'
export { createAccount, findAccount, type Account } from './account.ts'
export { askAgain } from './console-session.tsx'
export { askToSignIn, openDoors } from './door-sign-in.tsx'
export { declareDraftRoom, dropDraft, readDraft, saveDraft, type Draft } from './draft.ts'
export type { OrganisationDocument, OrganisationTexts } from './document.ts'
export { embedCode, type EmbedChoice, type EmbedOffer } from './embed-code.tsx'
export { addEmbedSite, listEmbedSites, removeEmbedSite, type EmbedSite } from './embed-site.ts'
export {
  acceptLink,
  firstStart,
  makeDemoLink,
  makeFirstMemberLink,
  welcomeAddress,
  type FirstCredential,
} from './joining.ts'
export { linkLasts, makeLink } from './link.ts'
export { onCredentialChanged, type CredentialNotice } from './credential-told.ts'
export { putPassphrase } from './credential.ts'
export {
  admitMember,
  changeRole,
  getMember,
  inviteMember,
  listMembers,
  removeMember,
  revokeInvitation,
  roles,
  type ServingMember,
} from './member.ts'
export { onMemberRemoved, onVoiceEnded } from './member-removed.ts'
export {
  changeOrganisation,
  foundOrganisation,
  getOrganisation,
  letBeFound,
  type Organisation,
  type OrganisationFacts,
} from './organisation.ts'
export { recoverMember, type RecoveryNotice } from './recovering.ts'
export { sayEvent } from './say-event.ts'
export { endSession, findSession, startSession } from './session.ts'
export { signInWith, stepUp } from './sign-in.ts'
export { DoorPage } from './views/door.tsx'
