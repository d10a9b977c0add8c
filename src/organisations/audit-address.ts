import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Refused } from '#platform/web/errors.ts'
import './access.ts'

const place = (id: string): Place => ({ table: 'organisations', column: 'audit_address_sealed', row: id })

/** Where this organisation gets the signed heads of the audit chain; undefined when it wants none. */
export async function findAuditAddress(tx: Tx, organisationId: string): Promise<string | undefined> {
  mustBeAllowed(tx, 'audit.see')
  const row = await tx.db
    .selectFrom('organisations')
    .select('audit_address_sealed')
    .where('id', '=', organisationId)
    .executeTakeFirst()
  if (!row?.audit_address_sealed) return undefined
  return (await tx.keys.organisation(organisationId)).open(place(organisationId), row.audit_address_sealed)
}

/** Sets it or, without one, ends the mails. */
export async function changeAuditAddress(tx: Tx, address: string | undefined): Promise<void> {
  mustBeAllowed(tx, 'audit.change-address')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { organisationId } = tx.actor
  const key = await tx.keys.organisation(organisationId)
  await tx.db
    .updateTable('organisations')
    .set({ audit_address_sealed: address ? key.seal(place(organisationId), address) : null })
    .where('id', '=', organisationId)
    .execute()
  await record(tx, 'organisation.audit-address-changed', {
    subject: organisationId,
    data: { set: address !== undefined },
  })
}
