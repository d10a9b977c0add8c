/** What was signed is handed over to whom it addresses, with its signers as they agreed. */
import './access.ts'
import './tables.ts'
import './updating.ts'

export {
  changeHandOver,
  dropHandOver,
  getHandOver,
  listHandOvers,
  prepareHandOver,
  recordHandOver,
  type HandOver,
} from './hand-over.ts'
export { listSheets, type SheetOf } from './numbers.ts'
export { makeSheet, type SignersSheet } from './sheet.ts'
export { draftUpdateAbout } from './updating.ts'
export { messages } from './locales/index.ts'
