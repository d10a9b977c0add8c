import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { SuppressionReason } from '#supporters/index.ts'
import { stopsAllMail } from '#supporters/index.ts'

/**
 * How often we ask for confirmation. Safety: whoever types a stranger's address into our forms again and again cannot
 * fill her inbox with our mail, neither about many things nor by spellings ("+1", "+2") that all end in it.
 */
export const confirmationLimits = {
  /** milliseconds before the same is asked again */
  resendAfter: 10 * 60_000,
  /** about one thing to one inbox */
  perDay: 3,
  /** about anything to all spellings of one mailbox */
  perDayInMailbox: 8,
} as const

/**
 * Whether one more mail of the kind 'confirmation' may go to an inbox.
 * @param asked `about`: id of what it is about; `again`: the very same was asked before
 */
export async function mayAskInbox(
  tx: Tx,
  organisationId: string,
  asked: { inbox: number; about: string; again: boolean },
): Promise<boolean> {
  mustBeAllowed(tx, 'mail.queue')
  const dayBefore = new Date(tx.now.getTime() - 86_400_000)
  const { rows } = await sql<{
    suppressed: SuppressionReason | null
    own: number
    newest: Date | null
    mailbox: number
  }>`
    select i.suppressed_reason as suppressed,
      (count(*) filter (where m.inbox = i.number and m.about = ${asked.about}))::int as own,
      max(m.created_at) filter (where m.inbox = i.number and m.about = ${asked.about}) as newest,
      count(m.id)::int as mailbox
    from inboxes i
      left join inboxes same on same.organisation_id = i.organisation_id and same.mailbox_index = i.mailbox_index
      left join mails m on m.organisation_id = same.organisation_id and m.inbox = same.number
        and m.kind in ('confirmation', 'confirmation-reminder') and m.created_at > ${dayBefore}
    where i.organisation_id = ${organisationId} and i.number = ${asked.inbox}
    group by i.suppressed_reason`.execute(tx.db)
  const row = rows[0]
  if (!row || stopsAllMail(row.suppressed)) return false
  const { resendAfter, perDay, perDayInMailbox } = confirmationLimits
  const tooSoon = asked.again && row.newest !== null && tx.now.getTime() - row.newest.getTime() < resendAfter
  return !tooSoon && row.own < perDay && row.mailbox < perDayInMailbox
}
