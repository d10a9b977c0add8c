/** People known to one organisation, how they agreed to be mailed, and how they leave. */
export {
  confirmOptIns,
  endOptIns,
  keepAnswers,
  optInByMail,
  recordOptIn,
  type GivenAnswer,
} from './opt-ins.ts'
export { nameCameByLink, standingChanges, undoLife, whoseChange, type SupporterChange } from './change.ts'
export { changeDetails, findMeant, type NewDetails, type Unchanged } from './changing.ts'
export { lockDetails } from './locking.ts'
export { undoChange } from './undoing.ts'
export { numberAlike, numberApart, numberPeople } from './people.ts'
export {
  addressPlace,
  fullName,
  openAddress,
  openName,
  openWording,
  supporterPlace,
  type SupporterName,
} from './sealed.ts'
export { liftUnsubscribed, stopsAllMail, suppress } from './suppression.ts'
export type { SuppressionReason } from './tables.ts'
export { welcome, type Somebody, type Welcomed } from './welcome.ts'
export { addressOfInbox, forgetInbox, inboxOf } from './inbox.ts'
export { eraseInbox, eraseStranger, eraseSupporter } from './erasing.ts'
export { declareHolding, listHoldings, type HolderItem, type Holding } from './holdings.ts'
export { heldData } from './held-data.ts'
export { messages } from './locales/index.ts'
import './access.ts'
