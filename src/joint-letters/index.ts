/** Texts of the coalition that organisations sign. */
import './access.ts'
import './tables.ts'

export type { JointLetterDocument, SignatoryDocument } from './document.ts'
export type { SignOnAnswer, SignOnSubmission } from './submission.ts'
export { messages } from './locales/index.ts'
