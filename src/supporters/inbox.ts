import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { exactAddress } from '#platform/text/address.ts'
import { emptyInbox } from './erasing.ts'
import { openAddress } from './sealed.ts'
import { findInboxes, lockNumbers, openInboxes, type Inbox } from './welcome.ts'

/**
 * The inbox of somebody whom an organisation writes to and who is no supporter: what its reader said against our mails
 * holds for these too, and so do the limits on what is sent into one mailbox.
 * @param email in its normal form (`parseAddress`)
 */
export async function inboxOf(tx: Tx, organisationId: string, email: string): Promise<Inbox> {
  mustBeAllowed(tx, 'supporter.welcome')
  const key = await tx.keys.organisation(organisationId)
  const wanted = { person: { email }, address: key.index('address', exactAddress(email)).toString('hex') }
  const numbers = await lockNumbers(tx, organisationId)
  const inboxes = await findInboxes(tx, organisationId, [wanted])
  const known = inboxes.get(wanted.address)
  if (known) return known
  await openInboxes(tx, organisationId, key, numbers, [wanted], inboxes)
  await tx.db
    .updateTable('supporter_numbers')
    .set({ last_inbox: numbers.inbox })
    .where('organisation_id', '=', organisationId)
    .execute()
  await record(tx, 'inbox.opened', { organisationId, data: { inbox: numbers.inbox } })
  return inboxes.get(wanted.address)!
}

/** Lets go of such an inbox once nobody is behind it. */
export async function forgetInbox(tx: Tx, organisationId: string, inbox: number): Promise<void> {
  mustBeAllowed(tx, 'supporter.erase')
  if (await emptyInbox(tx, organisationId, inbox))
    await record(tx, 'inbox.forgotten', { organisationId, data: { inbox } })
}

/** The address that an organisation reaches in an inbox, in its normal form; undefined where it is erased or is none. */
export async function addressOfInbox(
  tx: Tx,
  organisationId: string,
  inbox: number,
): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom('inboxes')
    .select(['number', 'address_sealed'])
    .where('organisation_id', '=', organisationId)
    .where('number', '=', inbox)
    .executeTakeFirst()
  return row && openAddress(await tx.keys.organisation(organisationId), row)
}
