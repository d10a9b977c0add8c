import type { Tx } from '#platform/database.ts'

/** An alarm to be mailed to a colleague. Mail is a later module, so the composer brings it (`src/alarm-mail.ts`). */
export interface AlarmMail {
  organisationId: string
  messageId: string
  to: { name: string; address: string }
  language: string
}

type AlarmMailer = (tx: Tx, mail: AlarmMail) => Promise<void>

let mailer: AlarmMailer | undefined

/** Called once, when the program is composed. */
export function carryAlarmsByMail(carry: AlarmMailer): void {
  mailer = carry
}

/** Queues it in the transaction that raises the alarm. @throws Error when nobody carries mail: an alarm must not be lost in silence */
export async function mailAlarm(tx: Tx, mail: AlarmMail): Promise<void> {
  if (!mailer) throw new Error('no mail for alarms was composed')
  await mailer(tx, mail)
}
