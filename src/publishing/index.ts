/** The one gate to the public: consents, sign-offs, publications. Later modules hand it finished projections. */
export { recordConsent, withdrawConsent, type ConsentInput } from './consent.ts'
export { holdGate } from './gate.ts'
export { covers, givenConsents, type GivenConsent, type ShownItem } from './given.ts'
export { leaveNotice } from './notices.ts'
export { newFileKey, publish, takeDown, type FileOut, type PublishInput } from './publication.ts'
export { canonicalJson } from './sign-off.ts'
export { consentItems, gateItems } from './tables.ts'
export type { ConsentItem, ConsentWay, FileItem, GateItem, SubjectKind } from './tables.ts'
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
