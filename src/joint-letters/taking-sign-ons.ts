import { sql } from 'kysely'
import { Unusable } from '#campaigns/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { dropSubmission, type Received } from '#platform/intake/drain.ts'
import { inboxOf, stopsAllMail } from '#supporters/index.ts'
import { asLetter, isOver, type JointLetter } from './letter.ts'
import { domainOf, isAtOwnDomain, markOf } from './own-domain.ts'
import { contactPlace, logoPlace, signatoryPlace, type SignatoryText } from './signatory.ts'
import { checkSignOn, type CheckedSignOn } from './sign-on-checking.ts'
import { confirmWithin } from './sign-on-links.ts'
import { askToConfirm } from './sign-on-mail.ts'

/** Who may stand unconfirmed for one mailbox under one letter, so that a typing error can be mended. */
const mostPending = 3

/**
 * How many forms of one network an hour get their mail at once, and how many a day are taken at all. A hall full of
 * organisations stays below it; a script gets slow, and then nothing.
 */
export const burst = { mailsPerHour: 20, perDay: 60 } as const

/**
 * Takes what organisations from outside sent, one by one: each waits, unseen by anybody, until its mail is answered. For
 * the drain. What is sent twice is one sign-on and says nothing of it; what cannot be used leaves an event with the reason.
 */
export async function takeSignOns(tx: Tx, organisationId: string, batch: readonly Received[]): Promise<void> {
  mustBeAllowed(tx, 'sign-on.take')
  for (const { submission } of batch) {
    try {
      await take(tx, organisationId, checkSignOn(submission, tx.now))
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      await dropSubmission(tx, 'sign-on', error.message)
    }
  }
}

async function take(tx: Tx, organisationId: string, sent: CheckedSignOn): Promise<void> {
  const letter = await openLetter(tx, organisationId, sent)
  const inbox = await inboxOf(tx, organisationId, sent.contact.email)
  if (stopsAllMail(inbox.suppressed)) throw new Unusable('suppressed')
  const key = await tx.keys.case(letter.caseId)
  const tag = key.index('sign-on', markOf(sent.website, sent.contact.email))
  const text: SignatoryText = {
    ...{ name: sent.organisation, website: sent.website, mailHost: domainOf(sent.contact.email) },
  }
  const known = await knownOf(tx, letter.id, inbox.number)
  if (known.some((one) => one.state !== 'pending' && one.tag?.equals(tag))) throw new Unusable('twice')
  const pending = known.filter((one) => one.state === 'pending')
  const same = pending.find((one) => {
    const before = key.openJson<SignatoryText>(signatoryPlace(one.id), one.sealed)
    return before.name === text.name && before.website === text.website && one.country === sent.country
  })
  const asking = { inbox: inbox.number, letterId: letter.id, language: sent.language }
  if (same) {
    // it was typed once more from the words of today, which nobody has signed before its mail is answered
    await tx.db
      .updateTable('joint_letter_signatories')
      .set({ text_hash: sent.textHash })
      .where('id', '=', same.id)
      .where('text_hash', '<>', sent.textHash)
      .execute()
    return await askToConfirm(tx, organisationId, { ...asking, signatoryId: same.id, again: true })
  }
  if (pending.length >= mostPending) throw new Unusable('often')
  const wait = await waitOf(tx, organisationId, sent.network)
  const signatoryId = await keep(tx, { organisationId, letter, inbox: inbox.number, tag, text, sent })
  await record(tx, 'joint-letter.sign-on-taken', {
    caseId: letter.caseId,
    subject: signatoryId,
    data: { letter: letter.id, logo: sent.logo !== undefined },
  })
  const notBefore = new Date(tx.now.getTime() + wait)
  await askToConfirm(tx, organisationId, { ...asking, signatoryId, notBefore })
}

interface OpenLetter {
  id: string
  caseId: string
}

/** The letter, held until the transaction ends, if it took signatures when the form was sent. @throws Unusable */
async function openLetter(tx: Tx, organisationId: string, sent: CheckedSignOn): Promise<OpenLetter> {
  const letter = await holdLetter(tx, sent.letterId)
  if (!letter) throw new Unusable('letter')
  // Safety: whoever she was told would keep what she typed is not here to take it
  if (letter.organisationId !== organisationId) throw new Unusable('organisation')
  if (!wasOpen(letter, sent.at)) throw new Unusable('closed')
  if (!letter.textHash?.equals(sent.textHash)) throw new Unusable('words')
  return { id: letter.id, caseId: letter.caseId }
}

/** A letter behind the wall of its room, held until the transaction ends, so that its words cannot change beside this. */
export async function holdLetter(tx: Tx, letterId: string): Promise<JointLetter | undefined> {
  const row = await tx.db
    .selectFrom('joint_letters')
    .selectAll()
    .where('id', '=', letterId)
    .forShare()
    .executeTakeFirst()
  return row && asLetter(row)
}

/** Whether visitors from outside could sign it at that moment, however late what they sent is drained. */
export function wasOpen(letter: JointLetter, at: Date): boolean {
  const stoodOpen = letter.state === 'published' || (letter.state === 'closed' && at < letter.closedAt!)
  return letter.publicOpen && stoodOpen && !isOver(letter, at)
}

/** What this mailbox already sent for the letter, and what stands by it. */
async function knownOf(tx: Tx, letterId: string, inbox: number) {
  return await tx.db
    .selectFrom('joint_letter_signatories as s')
    .innerJoin('joint_letter_contacts as c', 'c.signatory_id', 's.id')
    .select(['s.id', 's.state', 's.sealed', 's.country', 's.domain_tag as tag'])
    .where('s.letter_id', '=', letterId)
    .where('c.inbox', '=', inbox)
    .where('s.state', 'in', ['pending', 'waiting', 'listed'])
    .orderBy('s.signed_at')
    .execute()
}

/**
 * Milliseconds until the mail may go, by what came from the same network. Nothing is refused in the first hours of it.
 * @throws Unusable ('burst')
 */
async function waitOf(tx: Tx, organisationId: string, network: Buffer | undefined): Promise<number> {
  if (!network) return 0
  const { rows } = await sql<{ hour: number; day: number }>`
    select (count(*) filter (where s.signed_at > ${new Date(tx.now.getTime() - 3_600_000)}))::int as hour,
      count(*)::int as day
    from joint_letter_contacts c join joint_letter_signatories s on s.id = c.signatory_id
    where c.organisation_id = ${organisationId} and c.network = ${network}
      and s.signed_at > ${new Date(tx.now.getTime() - 86_400_000)}`.execute(tx.db)
  const { hour, day } = rows[0]!
  if (day >= burst.perDay) throw new Unusable('burst')
  return Math.floor(hour / burst.mailsPerHour) * 3_600_000
}

/** Safety: what stands in public later is sealed under the case's key, whom one reaches under the organisation's own. */
async function keep(
  tx: Tx,
  input: {
    organisationId: string
    letter: OpenLetter
    inbox: number
    tag: Buffer
    text: SignatoryText
    sent: CheckedSignOn
  },
): Promise<string> {
  const { organisationId, letter, inbox, tag, text, sent } = input
  const [caseKey, ownKey] = [await tx.keys.case(letter.caseId), await tx.keys.organisation(organisationId)]
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('joint_letter_signatories')
    .values({
      ...{ id, letter_id: letter.id, case_id: letter.caseId, text_hash: sent.textHash, state: 'pending' },
      ...{ language: sent.language, country: sent.country, signed_at: sent.at },
      at_domain: isAtOwnDomain(sent.website, sent.contact.email),
      sealed: caseKey.sealJson(signatoryPlace(id), text),
      domain_tag: tag,
    })
    .execute()
  await tx.db
    .insertInto('joint_letter_contacts')
    .values({
      ...{ signatory_id: id, case_id: letter.caseId, organisation_id: organisationId, inbox },
      sealed: ownKey.sealJson(contactPlace(id), sent.contact),
      ...{ hear: sent.hear.yes, hear_wording: sent.hear.wording, hear_version: sent.hear.version },
      ...{ authority_wording: sent.authority.wording, authority_version: sent.authority.version },
      expires_at: new Date(tx.now.getTime() + confirmWithin),
      network: sent.network ?? null,
    })
    .execute()
  if (sent.logo)
    await tx.db
      .insertInto('joint_letter_logos')
      .values({
        ...{ signatory_id: id, case_id: letter.caseId },
        original: caseKey.sealBytes(logoPlace(id, 'original'), sent.logo),
      })
      .execute()
  return id
}
