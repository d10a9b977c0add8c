import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { recordAll } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import type { MailAddress } from './encoding.ts'

/** 1 alarms and sign-in, 3 confirmations, 5 the rest */
export type Urgency = 1 | 3 | 5

/** A single mail to be sent: which text, with which values. The words are put together when it leaves. */
export interface MailToQueue {
  organisationId: string
  /** what it is, for staff: 'confirmation', 'held-data' … (letters and dashes) */
  kind: string
  urgency: Urgency
  /** a supporter's inbox: its address is opened, and its suppression checked, when the mail leaves */
  inbox?: number
  /** anybody else */
  to?: MailAddress
  language: string
  template: string
  /** Safety: nothing that a visitor typed, except in mails that go to staff */
  values: Record<string, unknown>
  /** id of the campaign, case or update that it speaks of: it leaves only while that is public */
  about?: string
  /** the same mail is not written twice */
  onceKey?: string
  notBefore?: Date
}

/** What lies sealed in `mails.sealed`. */
export interface SealedMail {
  to?: MailAddress
  language: string
  template: string
  values: Record<string, unknown>
}

export const mailPlace = (id: string): Place => ({ table: 'mails', column: 'sealed', row: id })

/** Writes mails into the queue, in the transaction that causes them; gives how many were not there already. */
export async function queueMails(tx: Tx, mails: readonly MailToQueue[]): Promise<number> {
  mustBeAllowed(tx, 'mail.queue')
  if (mails.length === 0) return 0
  const rows = await Promise.all(
    mails.map(async (mail) => {
      const key = await tx.keys.organisation(mail.organisationId)
      const id = newId(tx.now.getTime())
      const { to, language, template, values } = mail
      const sealed: SealedMail = { ...(to ? { to } : {}), language, template, values }
      return {
        id,
        organisation_id: mail.organisationId,
        kind: mail.kind,
        urgency: mail.urgency,
        inbox: mail.inbox ?? null,
        about: mail.about ?? null,
        sealed: key.sealJson(mailPlace(id), sealed),
        once_key: mail.onceKey ?? null,
        not_before: mail.notBefore ?? tx.now,
        created_at: tx.now,
      }
    }),
  )
  const queued = await tx.db
    .insertInto('mails')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'organisation_id', 'kind'])
    .execute()
  await recordAll(
    tx,
    'mail.queued',
    queued.map((row) => ({
      organisationId: row.organisation_id,
      subject: row.id,
      data: { kind: row.kind },
    })),
  )
  return queued.length
}

export const queueMail = async (tx: Tx, mail: MailToQueue): Promise<boolean> =>
  (await queueMails(tx, [mail])) > 0
