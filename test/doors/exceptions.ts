/** Where an answer is another one than follows from the table, and why that is right. */
import type { Answer } from './undone.ts'
import type { Caller } from './world.ts'

type Exception = (caller: Caller, answer: Answer) => boolean

const observer = ({ of }: Caller) => of === 'observer'
/** With everything ticked it says more than is public. */
const tellsMore: Exception = (_, { status, wrote }) => status === 403 && !wrote
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
