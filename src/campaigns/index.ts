/** Campaigns, officials, and what supporters do. */
export type { ActionKind, CampaignDocument, CampaignTally, PartnerPageDocument } from './document.ts'
export type { Answer, FromVisitor } from './submission.ts'
export { countActions, noticeCount, writeTally } from './counting.ts'
export { stopOfficialEmails } from './official-emails.ts'
export { requeueTests } from './official-sender.ts'
export { choicesSignature, choicesToken, preferenceToken, unsubscribeToken } from './leaving.ts'
export { confirmHref, preferencesHref } from './addresses.ts'
export { officialNames } from './shared-officials.ts'
export { messages } from './locales/index.ts'
import './access.ts'
import './campaign-access.ts'
// their hooks belong to every process: a page that goes down, or comes back, takes its letters along
import './campaign-publishing.ts'
import './campaign-stopping.ts'
import './partner-page-publishing.ts'
// and every letter that comes out is kept
import './signed-letter.ts'
