/** One engine for all mail: what modules queue, how it is worded, and how it leaves. */
export { confirmationLimits, mayAskInbox } from './confirmation-limits.ts'
export { declareMail, type MailComposer, type OpenedMail } from './declared-mails.ts'
export { type MailAddress } from './encoding.ts'
export { queueMail, queueMails, type MailToQueue, type Urgency } from './mail-queue.ts'
export {
  isAway,
  mailServerAway,
  openMailServers,
  relayOf,
  retryAfter,
  type MailServer,
  type MailServers,
} from './mail-server.ts'
export * from './mails/index.ts'
export { type MailOutcome } from './outcome.ts'
export { type Relay, type SingleMail, smtpRelay } from './relay.ts'
export { BroadcastSender, recoveredOutcomes, type SenderOptions } from './sender.ts'
export type * from './ledger-port.ts'
export {
  cancelBroadcast,
  pauseBroadcast,
  resumeBroadcast,
  startBroadcast,
  type NewBroadcast,
} from './broadcast.ts'
export {
  broadcastsPerPage,
  getBroadcast,
  listBroadcasts,
  listDeliveries,
  namedOutcomes,
  namesPerPage,
  recorded,
  type Broadcast,
  type NamedOutcome,
} from './broadcast-reads.ts'
export { holdJoint, releaseJoint, sendsTogether, startJointBroadcast, stopJoint } from './joint-broadcast.ts'
export {
  countJointAudience,
  getJoint,
  jointWho,
  listJoints,
  type Joint,
  type JointInList,
  type JointAudience,
  type JointWho,
} from './joint-reads.ts'
export { JointTable, jointHref } from './console-joint.tsx'
export { broadcastHref, BroadcastTable } from './console-broadcasts.tsx'
export { BroadcastMails } from './broadcast-mails.ts'
export { sendAllBroadcasts, sendBroadcasts } from './broadcast-sending.ts'
export {
  declareBroadcastWriter,
  type BroadcastAbout,
  type BroadcastText,
  type BroadcastWriter,
  type SharedText,
} from './broadcast-text.ts'
export { recoverMails, sendOne, sendSingleMails } from './single-sender.ts'
export { messages } from './locales/index.ts'
import './access.ts'
