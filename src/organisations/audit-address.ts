import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { isToken, newToken, tokenHash } from '#platform/sign-in/token.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import './access.ts'

const place = (id: string): Place => ({ table: 'organisations', column: 'audit_address_sealed', row: id })
const linkLasts = 7 * 86_400_000

export interface AuditAddress {
  address: string
  /** Safety: without it nothing goes there but the mail that asks */
  confirmedAt?: Date
}

/** Where this organisation gets the signed heads of the audit chain; undefined when it wants none. */
export async function findAuditAddress(tx: Tx, organisationId: string): Promise<AuditAddress | undefined> {
  mustBeAllowed(tx, 'audit.see')
  const row = await of(tx, organisationId).executeTakeFirst()
  if (!row?.audit_address_sealed) return undefined
  const key = await tx.keys.organisation(organisationId)
  return {
    address: key.open(place(organisationId), row.audit_address_sealed),
    ...(row.audit_address_confirmed_at ? { confirmedAt: row.audit_address_confirmed_at } : {}),
  }
}

/** A mail about the audit address: its owner is asked, or one that got heads is told that it gets none any more. */
export type AuditAddressNotice = { organisationId: string; to: string } & (
  | { what: 'confirm'; link: string; expiresAt: Date }
  | { what: 'replaced' }
)
type Hook = (tx: Tx, notice: AuditAddressNotice) => Promise<void>
const hooks: Hook[] = []

/** Mail is a later module: it queues the notice here, in the transaction of the change. */
export function onAuditAddress(hook: Hook): void {
  hooks.push(hook)
}

/**
 * Sets it or, without one, ends the mails. A new address starts unconfirmed and is asked by mail; the one before, if it got
 * heads, is told. The same address again: one that is confirmed stays so, one that is not is asked anew.
 */
export async function changeAuditAddress(
  tx: Tx,
  address: string | undefined,
  { consoleUrl }: { consoleUrl: string },
): Promise<void> {
  mustBeAllowed(tx, 'audit.change-address')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { organisationId } = tx.actor
  await of(tx, organisationId).forUpdate().execute()
  const before = await findAuditAddress(tx, organisationId)
  if (address === before?.address && (!address || before?.confirmedAt)) return
  const key = await tx.keys.organisation(organisationId)
  const { token, hash } = newToken()
  const expiresAt = new Date(tx.now.getTime() + linkLasts)
  await tx.db
    .updateTable('organisations')
    .set({
      audit_address_sealed: address ? key.seal(place(organisationId), address) : null,
      audit_address_confirmed_at: null,
      audit_token_hash: address ? hash : null,
      audit_token_expires_at: address ? expiresAt : null,
    })
    .where('id', '=', organisationId)
    .execute()
  await record(tx, 'organisation.audit-address-changed', {
    subject: organisationId,
    data: { set: address !== undefined },
  })
  const link = `${consoleUrl}/audit-address/${organisationId}/${token}`
  for (const hook of hooks) {
    if (before?.confirmedAt) await hook(tx, { organisationId, to: before.address, what: 'replaced' })
    if (address) await hook(tx, { organisationId, to: address, what: 'confirm', link, expiresAt })
  }
}

/** Whether the link of a mail can still be used. @throws NotFound ('organisations.link.gone') */
export async function readAuditLink(db: Database, organisationId: string, token: string): Promise<void> {
  if (!isId(organisationId) || !isToken(token)) throw new NotFound('organisations.link.gone')
  await db.reading(workerOf(organisationId), async (tx) => {
    const row = await waiting(tx, organisationId, token).executeTakeFirst()
    // Safety: used, replaced, run out, another organisation's and never made are one answer
    if (!row) throw new NotFound('organisations.link.gone')
  })
}

/** The owner of the address says yes; of two at the same moment one wins. @throws NotFound ('organisations.link.gone') */
export async function confirmAuditAddress(
  db: Database,
  organisationId: string,
  token: string,
): Promise<void> {
  await readAuditLink(db, organisationId, token)
  await db.transaction(workerOf(organisationId), async (tx) => {
    mustBeAllowed(tx, 'audit.confirm-address')
    const row = await waiting(tx, organisationId, token).forUpdate().executeTakeFirst()
    if (!row) throw new NotFound('organisations.link.gone')
    await tx.db
      .updateTable('organisations')
      .set({ audit_address_confirmed_at: tx.now, audit_token_hash: null, audit_token_expires_at: null })
      .where('id', '=', organisationId)
      .execute()
    await record(tx, 'organisation.audit-address-confirmed', { subject: organisationId })
  })
}

const of = (tx: Tx, organisationId: string) =>
  tx.db
    .selectFrom('organisations')
    .select(['audit_address_sealed', 'audit_address_confirmed_at'])
    .where('id', '=', organisationId)

const waiting = (tx: Tx, organisationId: string, token: string) =>
  of(tx, organisationId)
    .where('audit_token_hash', '=', tokenHash(token))
    .where('audit_token_expires_at', '>', tx.now)
