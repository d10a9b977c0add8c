import { sql } from 'kysely'
import { i18nFor } from '#campaigns/index.ts'
import {
  confirmSignOnMail,
  declareMail,
  mayAskInbox,
  queueMail,
  signatoryMail,
  signOnKnownMail,
  type MailText,
  type OpenedMail,
} from '#delivery/index.ts'
import type { Tx } from '#platform/database.ts'
import type { WorkerServices } from '#platform/module.ts'
import { letterHref, signatoryHref, signOnHref } from './addresses.ts'
import { inboxAt } from './contacts.ts'
import type { JointLetterDocument } from './document.ts'
import { signatoryToken, signOnToken } from './sign-on-links.ts'
import { wordsOf } from './submission.ts'
import type { Reason, SignatoryState } from './tables.ts'

interface Asking {
  signatoryId: string
  letterId: string
  inbox: number
  language: string
  /** it was asked before */
  again?: boolean
  notBefore?: Date
}

/** Queues the mail that asks whether this is the organisation's own word, within the limits of what a mailbox gets. */
export async function askToConfirm(tx: Tx, organisationId: string, asking: Asking): Promise<void> {
  const { signatoryId, letterId, inbox, language, again = false, notBefore } = asking
  if (!(await mayAskInbox(tx, organisationId, { inbox, about: letterId, again }))) return
  await queueMail(tx, {
    ...{ organisationId, kind: 'confirmation', urgency: 3, inbox, language },
    ...{ template: 'sign-on', values: { signatoryId }, about: letterId },
    ...(notBefore ? { notBefore } : {}),
  })
}

/** A second one of an organisation has answered: nothing more is needed. */
export async function tellKnown(
  tx: Tx,
  organisationId: string,
  row: { id: string; letter_id: string; language: string },
): Promise<void> {
  const inbox = await inboxAt(tx, row.id)
  if (inbox === undefined) return
  await queueMail(tx, {
    ...{ organisationId, kind: 'sign-on-known', urgency: 5, inbox, language: row.language },
    ...{ template: 'sign-on-known', values: { signatoryId: row.id }, about: row.letter_id },
    onceKey: `sign-on-known ${row.id}`,
  })
}

/** Whoever answered had read other words than those that stand there now: once for each wording that she missed. */
export async function tellChanged(
  tx: Tx,
  organisationId: string,
  { row, words }: { row: { id: string; letter_id: string; language: string }; words: string },
): Promise<void> {
  const inbox = await inboxAt(tx, row.id)
  if (inbox === undefined) return
  await queueMail(tx, {
    ...{ organisationId, kind: 'sign-on-changed', urgency: 3, inbox, language: row.language },
    ...{ template: 'sign-on', values: { signatoryId: row.id, changed: true }, about: row.letter_id },
    onceKey: `sign-on-changed ${row.id} ${words}`,
  })
}

/**
 * Queues the mails about what people of ours decided. By the worker of the letter's organisation: whoever decided may
 * serve the lead, which cannot open whom one reaches.
 * @returns how many were due
 */
export async function tellSettled(tx: Tx, organisationId: string): Promise<number> {
  const { rows } = await sql<{
    id: string
    letter_id: string
    language: string
    what: 'listed' | 'declined' | 'removed'
    inbox: number | null
  }>`
    update joint_letter_signatories s set to_tell = null
    from (select t.id, t.to_tell, c.inbox from joint_letter_signatories t
        join joint_letters l on l.id = t.letter_id and l.organisation_id = ${organisationId}
        left join joint_letter_contacts c on c.signatory_id = t.id
      where t.to_tell is not null order by t.id limit 200 for update of t skip locked) as due
    where s.id = due.id
    returning s.id, s.letter_id, s.language, due.to_tell as what, due.inbox`.execute(tx.db)
  for (const row of rows) {
    // somebody who was forgotten hears nothing
    if (row.inbox === null) continue
    await queueMail(tx, {
      ...{
        organisationId,
        kind: `sign-on-${row.what}`,
        urgency: 5,
        inbox: row.inbox,
        language: row.language,
      },
      ...{ template: 'signatory', values: { signatoryId: row.id, what: row.what }, about: row.letter_id },
    })
  }
  return rows.length
}

/** A signatory and the words of its letter as they are public now. */
interface Spoken {
  state: SignatoryState
  reason: Reason | null
  letterId: string
  /** of the letter that it read */
  textHash: Buffer
  expiresAt: Date | null
  /** whom one reaches there asked to hear what becomes of the letter */
  hears: boolean
  letter: Pick<JointLetterDocument, 'title' | 'caseKey' | 'id' | 'zone'>
}

async function readSpoken(tx: Tx, mail: OpenedMail): Promise<Spoken | undefined> {
  const { rows } = await sql<Spoken>`
    select s.state, s.reason, s.letter_id as "letterId", s.text_hash as "textHash", c.expires_at as "expiresAt",
      coalesce(c.hear, false) as hears, d.body as letter
    from joint_letter_signatories s
      left join joint_letter_contacts c on c.signatory_id = s.id
      join publications p on p.subject_kind = 'joint-letter' and p.subject_id = s.letter_id
      join published.documents d on d.publication_id = p.id
    where s.id = ${String(mail.values['signatoryId'])}
    order by (d.language = ${mail.language}) desc, d.language limit 1`.execute(tx.db)
  return rows[0]
}

// Safety: no word that a visitor typed stands in these mails, or strangers would write to others through us.
declareMail('sign-on', async (tx, mail, services) => {
  const found = await readSpoken(tx, mail)
  // answered while it waited in the queue, or run out: there is nothing left to ask
  if (found?.state !== 'pending' || !found.expiresAt || found.expiresAt <= tx.now) return undefined
  const i18n = i18nFor(services, mail.language)
  const words = wordsOf(found.textHash.toString('base64url'))
  const token = signOnToken(services.keys, { ...linkOf(mail, found), words }, i18n.lang, found.expiresAt)
  return confirmSignOnMail(i18n, {
    ...{ letter: found.letter.title, changed: mail.values['changed'] === true },
    confirmUrl: signOnHref(services.publicUrl, i18n.lang, token),
    sender: mail.sender,
  })
})

declareMail('sign-on-known', async (tx, mail, services) => {
  const found = await readSpoken(tx, mail)
  if (!found) return undefined
  const i18n = i18nFor(services, mail.language)
  return signOnKnownMail(i18n, { letter: found.letter.title, sender: mail.sender })
})

declareMail('signatory', async (tx, mail, services): Promise<MailText | undefined> => {
  const found = await readSpoken(tx, mail)
  const what = mail.values['what'] as 'listed' | 'declined' | 'removed'
  // decided anew, or taken back, while it waited
  if (found?.state !== what) return undefined
  return signatoryMail(i18nFor(services, mail.language), {
    ...{ what, letter: found.letter.title, sender: mail.sender },
    ...(found.reason ? { reason: found.reason } : {}),
    ...(what === 'listed' ? linksOf(tx, mail, services, found) : {}),
  })
})

/** What becomes of a letter, told to one that stands under it: what of that is the letter's own. */
export interface Hearing {
  /** as it is public */
  letter: Pick<JointLetterDocument, 'title' | 'caseKey' | 'zone'>
  letterId: string
  /** where the signature is taken back */
  withdrawUrl: string
}

/**
 * For a later module's mail about a letter, whose values name the `signatoryId`; asked just before it leaves. Undefined where
 * the letter is down, the organisation stands under it no more, or nobody there asked to hear.
 */
export async function readHearing(
  tx: Tx,
  mail: OpenedMail,
  services: WorkerServices,
): Promise<Hearing | undefined> {
  const found = await readSpoken(tx, mail)
  if (found?.state !== 'listed' || !found.hears) return undefined
  const { letter, letterId } = found
  return { letter, letterId, withdrawUrl: linksOf(tx, mail, services, found).withdrawUrl }
}

function linksOf(tx: Tx, mail: OpenedMail, services: WorkerServices, found: Spoken) {
  const { lang } = i18nFor(services, mail.language)
  const token = signatoryToken(services.keys, linkOf(mail, found), lang, tx.now)
  return {
    letterUrl: letterHref(services.publicUrl, lang, found.letter.caseKey, found.letter.id),
    withdrawUrl: signatoryHref(services.publicUrl, lang, token),
  }
}

const linkOf = ({ organisationId, values }: OpenedMail, { letterId }: Spoken) => ({
  ...{ organisationId, signatoryId: String(values['signatoryId']), letterId },
})
