import { sql, type Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { dropSubmission, type Received } from '#platform/intake/drain.ts'
import { statedAt } from '#platform/intake/stated.ts'
import type { WorkerServices } from '#platform/module.ts'
import { suppress } from '#supporters/index.ts'
import { forgetContacts, inboxAt } from './contacts.ts'
import { readSignOnLink, type SignOnLink } from './sign-on-links.ts'
import { tellChanged, tellKnown } from './sign-on-mail.ts'
import { wordsOf, type SignOnAnswer } from './submission.ts'
import type { SignatoryTable } from './tables.ts'
import { holdLetter, wasOpen } from './taking-sign-ons.ts'

/** Takes the answers to our mails. For the drain; answering twice changes nothing the second time. */
export async function takeSignOnAnswers(
  tx: Tx,
  organisationId: string,
  batch: readonly Received[],
  services: Pick<WorkerServices, 'keys'>,
): Promise<void> {
  mustBeAllowed(tx, 'sign-on.answer')
  for (const { submission } of batch) {
    const answer = submission as unknown as SignOnAnswer
    const link = readSignOnLink(services.keys, answer, tx.now)
    const row = link && (await lock(tx, link))
    if (!link || link.organisationId !== organisationId) await dropSubmission(tx, 'sign-on-answer', 'link')
    else if (!row) await answerUnseen(tx, link, answer.choice)
    else if (answer.choice === 'confirm') await confirm(tx, organisationId, row, { answer, link })
    else if (answer.choice === 'not-us') await notUs(tx, organisationId, row)
    else if (answer.choice === 'withdraw') await withdraw(tx, organisationId, row)
    else await dropSubmission(tx, 'sign-on-answer', 'choice')
  }
}

/**
 * The answer for one that is not seen: taken back, erased or run out meanwhile, or its letter left the case with our
 * organisation. Safety: what we still hold of whoever says no goes in every case.
 */
async function answerUnseen(
  tx: Tx,
  { organisationId, signatoryId, letterId }: SignOnLink,
  choice: SignOnAnswer['choice'],
): Promise<void> {
  await dropSubmission(tx, 'sign-on-answer', 'gone')
  if (choice === 'confirm') return
  if (choice === 'not-us') await suppressContact(tx, organisationId, signatoryId)
  const { rows } = await sql<{ taken: boolean }>`
    select wl.take_signature_back(${signatoryId}::uuid) as taken`.execute(tx.db)
  // it lies in a case that our organisation writes nothing into any more
  if (rows[0]?.taken)
    await record(tx, 'joint-letter.signatory-withdrew', { subject: signatoryId, data: { letter: letterId } })
  await forgetContacts(tx, organisationId, [signatoryId])
}

type Row = Selectable<SignatoryTable>

const lock = (tx: Tx, { signatoryId, letterId }: SignOnLink): Promise<Row | undefined> =>
  tx.db
    .selectFrom('joint_letter_signatories')
    .selectAll()
    .where('id', '=', signatoryId)
    .where('letter_id', '=', letterId)
    .where('member_organisation_id', 'is', null)
    .forUpdate()
    .executeTakeFirst()

/**
 * From now on a person of ours reads it, also while the letter is down: it may come back. Where its organisation stands there
 * or is being read, nothing changes; one that stands there is told so. Whoever read other words than those of today reads
 * these first, and what was typed is kept.
 */
async function confirm(
  tx: Tx,
  organisationId: string,
  row: Row,
  said: { answer: SignOnAnswer; link: SignOnLink },
): Promise<void> {
  if (row.state !== 'pending') return
  const letter = await holdLetter(tx, row.letter_id)
  if (!letter?.textHash) return await dropSubmission(tx, 'sign-on-answer', 'gone')
  if (!hasRead(letter.textHash, row, said)) {
    await dropSubmission(tx, 'sign-on-answer', 'changed')
    return await tellChanged(tx, organisationId, { row, words: wordsIn(letter.textHash) })
  }
  // who signs anew signs what is open now; whose form came in time has signed in time
  if (!row.text_hash.equals(letter.textHash) && !wasOpen(letter, statedAt(said.answer.at, tx.now)))
    return await dropSubmission(tx, 'sign-on-answer', 'closed')
  const other = await tx.db
    .selectFrom('joint_letter_signatories')
    .select('state')
    .where('letter_id', '=', row.letter_id)
    .where('domain_tag', '=', row.domain_tag)
    .where('state', 'in', ['waiting', 'listed'])
    .executeTakeFirst()
  if (other) {
    await dropSubmission(tx, 'sign-on-answer', 'twice')
    // Safety: what nobody has listed is told to no stranger who has a mailbox at the same name
    if (other.state === 'listed') await tellKnown(tx, organisationId, row)
    return
  }
  await tx.db
    .updateTable('joint_letter_signatories')
    .set({ state: 'waiting', verified_at: tx.now, text_hash: letter.textHash })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'joint-letter.sign-on-confirmed', aboutOf(row))
}

const wordsIn = (textHash: Buffer): string => wordsOf(textHash.toString('base64url'))

/**
 * Whether the words that were read are the letter's: those above the button, else those of the form that the mail was about.
 * Safety: nobody signs what stands there by a button that was pressed under something else.
 */
function hasRead(
  textHash: Buffer,
  row: Row,
  { answer, link }: { answer: SignOnAnswer; link: SignOnLink },
): boolean {
  const read = typeof answer.textHash === 'string' ? wordsOf(answer.textHash) : link.words
  return (read ?? wordsIn(row.text_hash)) === wordsIn(textHash)
}

/**
 * "This was not us": what waits from this mailbox is erased, and nothing is ever mailed to it again.
 * Safety: whoever typed another's address into our form gains nothing by it, and she hears from us once.
 */
async function notUs(tx: Tx, organisationId: string, row: Row): Promise<void> {
  // this mailbox has confirmed it before, so that it knows us: it takes back, and is not shut off
  if (row.state !== 'pending') return await withdraw(tx, organisationId, row)
  const inbox = await suppressContact(tx, organisationId, row.id)
  const pending = await tx.db
    .selectFrom('joint_letter_signatories as s')
    .innerJoin('joint_letter_contacts as c', 'c.signatory_id', 's.id')
    .select(['s.id', 's.case_id', 's.letter_id'])
    .where('s.state', '=', 'pending')
    .where('c.organisation_id', '=', organisationId)
    .where('c.inbox', '=', inbox ?? -1)
    .execute()
  const ids = pending.map(({ id }) => id)
  await forgetContacts(tx, organisationId, ids)
  if (ids.length > 0) await tx.db.deleteFrom('joint_letter_signatories').where('id', 'in', ids).execute()
  for (const one of pending) await record(tx, 'joint-letter.sign-on-not-us', aboutOf(one))
}

/** @returns the number of the mailbox, where it is known */
async function suppressContact(
  tx: Tx,
  organisationId: string,
  signatoryId: string,
): Promise<number | undefined> {
  const inbox = await inboxAt(tx, signatoryId)
  if (inbox !== undefined) await suppress(tx, organisationId, inbox, 'not-me')
  return inbox
}

/** An organisation takes its signature back; the database takes it off the public list in the same step. */
async function withdraw(tx: Tx, organisationId: string, row: Row): Promise<void> {
  if (row.state === 'waiting' || row.state === 'listed') {
    await tx.db
      .updateTable('joint_letter_signatories')
      .set({ state: 'withdrawn', withdrawn_at: tx.now, to_tell: null })
      .where('id', '=', row.id)
      .execute()
    await record(tx, 'joint-letter.signatory-withdrew', aboutOf(row))
  }
  await tx.db.deleteFrom('joint_letter_logos').where('signatory_id', '=', row.id).execute()
  await forgetContacts(tx, organisationId, [row.id])
}

const aboutOf = (row: Pick<Row, 'id' | 'case_id' | 'letter_id'>) => ({
  ...{ caseId: row.case_id, subject: row.id },
  data: { letter: row.letter_id },
})
