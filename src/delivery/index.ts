/** One engine for all mail: what modules queue, how it is worded, and how it leaves. */
export { declareMail, type MailComposer, type OpenedMail } from './declared-mails.ts'
export { type MailAddress } from './encoding.ts'
export { queueMail, queueMails, type MailToQueue, type Urgency } from './mail-queue.ts'
export {
  isAway,
  mailServerAway,
  openMailServer,
  relayOf,
  retryAfter,
  type MailServer,
} from './mail-server.ts'
export * from './mails/index.ts'
export { type MailOutcome } from './outcome.ts'
export { type Relay, type SingleMail, smtpRelay } from './relay.ts'
export { BroadcastSender, recoveredOutcomes, type SenderOptions } from './sender.ts'
export type * from './ledger-port.ts'
export { recoverMails, sendOne, sendSingleMails } from './single-sender.ts'
export { messages } from './locales/index.ts'
import './access.ts'
