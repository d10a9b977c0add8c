/** Where an answer is another one than follows from the table, and why that is right. */
import type { Answer } from './undone.ts'
import type { Caller } from './world.ts'

type Exception = (caller: Caller, answer: Answer) => boolean

const observer = ({ of }: Caller) => of === 'observer'
/** With everything ticked it says more than is public. */
const tellsMore: Exception = (_, { status, wrote }) => status === 403 && !wrote
/** Whose word a text waits for, and who may take it back, follows from who asked. */
const anothersWord: Exception = (_, { status, wrote }) => status === 403 && !wrote
/** Whoever wrote a number does not confirm it, nor anybody else's whose organisation has people for it. */
const byASecond: Exception = (_, { status, wrote }) => [403, 404].includes(status) && !wrote
/** The page, or what a form names, is there for nobody in this world. */
const nothing: Exception = (_, { status }) => status === 404

export const exceptions: Readonly<Record<string, Exception>> = {
  // a passphrase, a second organisation, a picture, a message: nobody has one
  'POST /account/passphrase/remove': nothing,
  'POST /account/organisation': nothing,
  'POST /cases/:caseId/portrait/remove': nothing,
  'GET /organisation/logo/picture': nothing,
  'POST /messages/moderate': nothing,
  'POST /messages/undo': nothing,
  'POST /campaigns/:id/emails/review': nothing,
  'GET /broadcasts/:broadcastId/people/:outcome': nothing,
  'GET /cases/:caseId/sign-offs/:signOffId/files/:n': nothing,
  'GET /cases/:caseId/press/portrait': nothing,
  'POST /cases/:caseId/consents/withdraw': nothing,
  // who is to work on it is a colleague of the lead's
  'POST /cases/crisis': nothing,
  // the query says what is to be taken back, or how low: without it there is no such page
  'GET /cases/:caseId/consents/withdraw': nothing,
  'GET /cases/:caseId/publicity/lower': nothing,
  // a form that is not whole is sent back, whatever case stands in the address
  'POST /cases/:caseId/consents/link/revoke': (_, { status, wrote }) => status === 422 && !wrote,
  'POST /cases/:caseId/sign-offs/:signOffId/sign': anothersWord,
  'POST /cases/:caseId/sign-offs/:signOffId/refuse': anothersWord,
  'POST /cases/:caseId/sign-offs/:signOffId/dissent': anothersWord,
  'POST /cases/:caseId/sign-offs/:signOffId/take-back': anothersWord,
  'POST /cases/:caseId/sign-offs/:signOffId/take-word-back': anothersWord,
  'POST /cases/:caseId/sign-offs/:signOffId/release': anothersWord,
  'POST /paper/:batchId/confirm': byASecond,
  'POST /campaigns/:id/paper/others': byASecond,
  // who runs the campaign says so
  'POST /campaigns/:id/paper/left-out': ({ of }, { status, wrote }) =>
    of === 'partner' && status === 403 && !wrote,
  // its form is found by the organisation whose page it is
  'POST /partner-pages/:id': ({ of }, { status, wrote }) => of !== 'partner' && status === 422 && !wrote,
  // who is on duty is a colleague of one's own
  'POST /duty/shifts': nothing,
  // by the charter of this coalition its lead invites
  'POST /cases/:caseId/coalition/invite': ({ of }, { status }) => of === 'partner' && status === 403,
  'POST /campaigns/:id/publish': tellsMore,
  'POST /partner-pages/:id/publish': tellsMore,
  // the query names the case that it would be for
  'GET /campaigns/new': ({ reach }, { status }) => reach === 'none' && status === 404,
  // a batch is the organisation's, and handed over by the team alone
  'POST /messages/batches/:id/hand-over': ({ reach }, { status }) => reach !== 'file' && status === 403,
  // letting the letters of the test go is not the caseworkers' to do
  'POST /campaigns/:id/end-test': ({ member }, { status }) => member?.role === 'caseworker' && status === 403,
  // it leads back to the list whatever was named
  'POST /supporters/searches/:id/cancel': (_, { status, wrote }) => status === 303 && !wrote,
  // an observing organisation says of itself whether it is named, who serves it, and that it leaves
  'POST /cases/:caseId/coalition/naming': observer,
  'POST /cases/:caseId/coalition/people': observer,
  'POST /cases/:caseId/coalition/leave': observer,
}

/**
 * Doors whose form nobody in this world can send so that it is taken: what they are about is not there, or not at this
 * time, or the form holds a file or the answer of a device. Any other door has to take a form, or it proves nothing.
 */
export const untaken: ReadonlySet<string> = new Set([
  // the answer of a device, or a file
  'POST /account/passkeys',
  'POST /account/passkeys/:passkeyId/remove',
  'POST /account/passphrase',
  'POST /account/passphrase/remove',
  'POST /cases/:caseId/attachments',
  'POST /cases/:caseId/attachments/:attachmentId',
  'POST /cases/:caseId/portrait',
  'POST /cases/:caseId/portrait/remove',
  'POST /duty/channels',
  'POST /duty/channels/:id/remove',
  'POST /duty/channels/:id/test',
  'POST /duty/channels/push',
  'POST /campaigns/:id/paper/new',
  'POST /organisation/logo',
  'POST /paper/:batchId/evidence',
  'POST /step-up',
  'POST /updates/:updateId/picture',
  // of one's own and of the organisation: nothing of it is there
  'POST /account/organisation',
  'POST /broadcasts/:broadcastId/resume',
  'POST /drafts',
  'POST /duty/alerts/:id',
  'POST /duty/gaps/:id',
  'POST /duty/left',
  'POST /messages/batches',
  'POST /messages/moderate',
  'POST /messages/undo',
  // a number as people write it
  'POST /paper/:batchId/correct',
  'POST /organisation/embeds/:siteId/remove',
  'POST /organisation/mail-server/drop',
  'POST /organisation/mail-server/off',
  'POST /organisation/mail-server/test',
  // of the case: not at this time of its life, or asked of somebody who is not there
  'POST /campaigns/:id/emails/review',
  'POST /campaigns/:id/pages',
  'POST /campaigns/:id/publish',
  'POST /cases/:caseId/check-ins/:checkInId/alarms/:alarmId',
  'POST /cases/:caseId/check-ins/:checkInId/move',
  'POST /cases/:caseId/check-ins/:checkInId/resolve',
  'POST /cases/:caseId/check-ins/plans',
  'POST /cases/:caseId/check-ins/plans/:planId',
  'POST /cases/:caseId/coalition/decisions/:decisionId',
  'POST /cases/:caseId/coalition/decisions/:decisionId/take-back',
  'POST /cases/:caseId/coalition/decisions/concern',
  'POST /cases/:caseId/coalition/invitations/:invitationId/confirm',
  'POST /cases/:caseId/consents',
  'POST /cases/:caseId/consents/link',
  'POST /cases/:caseId/consents/withdraw',
  'POST /cases/:caseId/consents/withdrawals/:withdrawalId/restore',
  'POST /cases/:caseId/consents/withdrawals/:withdrawalId/stands',
  'POST /cases/:caseId/decisions/:decisionId',
  'POST /cases/:caseId/emergency-flag/pull',
  'POST /cases/:caseId/emergency-flag/review',
  'POST /cases/:caseId/erase',
  'POST /cases/:caseId/persons/:personId/remove',
  'POST /cases/:caseId/press/:language',
  'POST /cases/:caseId/publicity',
  'POST /cases/:caseId/publish',
  'POST /cases/:caseId/quiet/end',
  'POST /cases/:caseId/sign-offs/:signOffId/again',
  'POST /cases/:caseId/sign-offs/:signOffId/dissent',
  'POST /cases/:caseId/sign-offs/:signOffId/release',
  'POST /cases/:caseId/sign-offs/:signOffId/take-word-back',
  'POST /cases/:caseId/statements/points/:pointId/approve',
  'POST /cases/:caseId/statements/points/:pointId/check',
  'POST /cases/:caseId/statements/points/:pointId/narrow',
  'POST /coalition-invitations/:invitationId/accept',
  'POST /hand-overs/:handOverId/update',
  'POST /joint-letters/:letterId/publish',
  'POST /joint-letters/:letterId/signatories/:signatoryId/remove',
  'POST /joint-letters/:letterId/text/:language',
  'POST /joint-letters/:letterId/unsign',
  'POST /partner-pages/:id/publish',
  'POST /updates/:updateId/copies/:copyId',
  'POST /updates/:updateId/points',
  'POST /updates/:updateId/publish',
  'POST /updates/:updateId/repost/end',
  'POST /updates/:updateId/send',
])
