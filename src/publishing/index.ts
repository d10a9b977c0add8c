/** The one gate to the public: consents, sign-offs, publications. Later modules hand it finished projections. */
export { recordConsent, type ConsentInput } from './consent.ts'
export { withdrawConsent } from './withdrawal.ts'
export { holdGate } from './gate.ts'
export { covers, givenConsents, type GivenConsent, type ShownItem } from './given.ts'
export { listPersonsShown, othersAmong, readTicks, tick, type PersonShown } from './persons-shown.ts'
export { OtherPersons } from './views/other-persons.tsx'
export { addressNow, onAddressMoved } from './address.ts'
export { isNamed, namingOf, onlySigned } from './naming.ts'
export { leaveNotice } from './notices.ts'
export { openSignDoor, pageMatter, type Making, type Part, type SignDoor, type SignedBy } from './doors.ts'
export { asShown, quotable, type ShownPoint } from './points.ts'
export { newFileKey, type FileOut, type PublishInput } from './publication.ts'
export { afterAsking, mendable } from './asked.ts'
export { askingOf, signingFields } from './forms.ts'
export { lastReview, listOpenSignOffs, waitingHour } from './signing-reads.ts'
export { zones } from './hour.ts'
export { observes, signaturesFor } from './rule.ts'
export { ObserverSignsNothing } from './views/observing.tsx'
export { pointOption } from './views/point-option.tsx'
export { OpenSignOffs } from './views/open-sign-offs.tsx'
export { reviewValues, SigningFields } from './views/signing-fields.tsx'
export { reviewQuestions, type Review } from './review.ts'
export {
  askForPage,
  askForSignature,
  refuseSignature,
  takeBackSignature,
  type AskInput,
  type Asked,
} from './signing.ts'
export { sign, signPage } from './countersigning.ts'
export { dissent, listApprovals } from './approvals.ts'
export { takeBackWord } from './taking-a-word-back.ts'
export { holdTakenBack, publishAtTheirHour, settleSilentTexts } from './by-itself.ts'
export {
  escalateReviews,
  findEmergency,
  pullEmergency,
  raiseEmergency,
  reviewEmergency,
} from './emergency.ts'
export { lowerPublicity, raisePublicity } from './publicity.ts'
export { releasePrepared, type Ground } from './prepared.ts'
export { onQuietEnded } from './quiet-ended.ts'
export { askToEndQuiet, findQuiet, goQuiet, openReturnDoor } from './quiet.ts'
export { askToRestore, letStand, listDoubts, type Doubt } from './restoring.ts'
export { answerReview, escalateMissed } from './unobtainable/review.ts'
export { beginSpell, endSpell } from './unobtainable/spell.ts'
export { saveDirection } from './directions/direction.ts'
export { removeAll, takeDown } from './taking-down.ts'
export { plainOf } from './words.ts'
export { canonicalJson } from './sign-off.ts'
export { consentItems, gateItems } from './tables.ts'
export type { ConsentItem, ConsentWay, FileItem, GateItem, SubjectKind } from './tables.ts'
export { onBringingOut } from './bringing-out.ts'
export { onTakenDown, type TakenDown } from './taken-down.ts'
export { publishCase, unpublishCase, type CaseChoice } from './publish-case.ts'
export {
  listConsents,
  listPublications,
  whatGoesDown,
  type ConsentRow,
  type PublicationRow,
} from './reads.ts'
export { setTally } from './tally.ts'
import './access.ts'
import './directions/access.ts'
import './press/access.ts'
import './unobtainable/access.ts'
import './unobtainable/tables.ts'
import './directions/tables.ts'
