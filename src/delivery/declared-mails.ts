import type { Tx } from '#platform/database.ts'
import type { WorkerServices } from '#platform/module.ts'
import type { MailSender, MailText } from './mails/layout.ts'

/** A queued mail as its composer sees it: opened, in the transaction that claims it. */
export interface OpenedMail {
  id: string
  organisationId: string
  inbox: number | null
  language: string
  values: Record<string, unknown>
  sender: MailSender
}

/**
 * Puts the words of one template together at the moment when the mail leaves, so that it says what is true then.
 * Gives undefined when there is nothing left to say: the mail is not sent.
 */
export type MailComposer = (
  tx: Tx,
  mail: OpenedMail,
  services: WorkerServices,
) => Promise<MailText | undefined>

const composers = new Map<string, MailComposer>()

/** Each module declares the mails that it queues, as it declares its permissions. */
export function declareMail(template: string, compose: MailComposer): void {
  if (composers.has(template)) throw new Error(`the mail "${template}" is declared twice`)
  composers.set(template, compose)
}

export function composerOf(template: string): MailComposer {
  const compose = composers.get(template)
  if (!compose) throw new Error(`no module declares the mail "${template}"`)
  return compose
}
