import { signIn, workerOf } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Language } from '#platform/i18n.ts'
import { NotFound } from '#platform/web/errors.ts'
import { findAccount, openAccount } from './account.ts'
import { makeLink } from './link.ts'
import { welcomeAddress } from './joining.ts'

/** Told to every administrator when a way back was opened for a member. */
export interface RecoveryNotice {
  organisationId: string
  to: { name: string; address: string }
  language: Language
  member: { name: string; address: string }
}

/**
 * For the operator's `watchlight member recover ADDRESS`: a one-time link with which the member sets a new credential.
 * The old ones hold until it is used. `tell` queues one mail in the transaction of each organisation.
 * Safety: every administrator hears of it, so an operator cannot take an account over in silence; the link is given only
 * when all notices are queued. @throws NotFound ('organisations.recover.unknown')
 */
export async function recoverMember(
  db: Database,
  options: { address: string; consoleUrl: string; tell: (tx: Tx, notice: RecoveryNotice) => Promise<void> },
): Promise<{ link: string; told: number }> {
  const { account, organisations } = await db.transaction(signIn, async (tx) => {
    const found = await findAccount(tx, { address: options.address })
    const rows = await tx.db
      .selectFrom('members')
      .select('organisation_id')
      .where('account_id', '=', found?.id ?? null!)
      .where('removed_at', 'is', null)
      .execute()
    return { account: found, organisations: rows.map((row) => row.organisation_id) }
  })
  if (!account || organisations.length === 0) throw new NotFound('organisations.recover.unknown')
  let told = 0
  for (const organisationId of organisations) {
    told += await db.transaction(workerOf(organisationId), async (tx) => {
      const admins = await tx.db
        .selectFrom('members as m')
        .innerJoin('accounts as a', 'a.id', 'm.account_id')
        .select(['a.id', 'a.address_sealed', 'a.name_sealed', 'a.language'])
        .where('m.organisation_id', '=', organisationId)
        .where('m.role', '=', 'admin')
        .where('m.removed_at', 'is', null)
        .execute()
      for (const row of admins) {
        const { name, address, language } = openAccount(tx.keys.instance, row)
        const member = { name: account.name, address: account.address }
        await options.tell(tx, { organisationId, to: { name, address }, language, member })
      }
      await record(tx, 'member.recovery-opened', { subject: account.id, data: { told: admins.length } })
      return admins.length
    })
  }
  const { token } = await db.transaction(signIn, (tx) =>
    makeLink(tx, { purpose: 'recovery', accountId: account.id }),
  )
  return { link: welcomeAddress(options.consoleUrl, token), told }
}
