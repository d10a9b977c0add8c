/** Dated public texts on a case, and the mail that carries them to those who asked to hear. */
import './access.ts'
import './broadcast-writer.ts'
import './tables.ts'
import './test-mail.ts'

export {
  audienceKinds,
  audienceWho,
  countAudience,
  sendUpdate,
  sendUpdateTogether,
  type Audience,
  type AudienceCount,
  type CountedAudience,
} from './audience.ts'
export {
  addAuthor,
  chooseSource,
  raiseAuthor,
  readByline,
  readRealNames,
  removeAuthor,
  type NewAuthor,
} from './byline.ts'
export { addCopy, listCopies, settleCopy, type Copy } from './copy.ts'
export { endRepost, listReposts, repostUpdate, type Repost } from './repost.ts'
export type { Author, HandOverDocument, UpdateDocument } from './document.ts'
export { fewest, publicNumbers } from './hand-over-numbers.ts'
export { answerWhatIsHandedOver, type ToldHandOver } from './hand-over.ts'
export { correctUpdate, publishUpdate, withdrawUpdate, type PublishUpdate } from './publishing.ts'
export { listUpdateTexts, saveUpdateText, type UpdateText, type UpdateWords } from './text.ts'
export { draftUpdate, editUpdate, getUpdate, raiseUpdate, type Update, type UpdateFacts } from './update.ts'
export { removeUpdateImage, saveUpdateImage } from './update-image.ts'
export { excerptOf, readShownCase, tickableItems, type ShownCase } from './update-document.ts'
export {
  CaseComesFirst,
  publishPresets,
  readAgreed,
  TextPublishForm,
  WithdrawText,
  type SayWords,
  type TextToPublish,
} from './views/text-publish-form.tsx'
export { sendTestMail } from './test-mail.ts'
export { messages } from './locales/index.ts'
