/** Whom an account serves: one organisation or several, and for which of them it speaks now. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Role } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { NotFound } from '#platform/web/errors.ts'

export interface Serving {
  organisationId: string
  name: string
  role: Role
}

/** The organisations that this account serves, in the order in which it came to them. */
export async function listServing(tx: Tx): Promise<Serving[]> {
  mustBeAllowed(tx, 'account.see')
  const { rows } = await sql<{ id: string; name: string; role: Role }>`
    select id, name, role from wl.organisations_of_account()`.execute(tx.db)
  return rows.map(({ id, name, role }) => ({ organisationId: id, name, role }))
}

/**
 * Lets this session speak for another organisation that the account serves. What was proved for the one before does not
 * count for the other. @throws NotFound for an organisation that it does not serve
 */
export async function speakFor(
  tx: Tx,
  { sessionId, organisationId }: { sessionId: string; organisationId: string },
): Promise<void> {
  mustBeAllowed(tx, 'session.switch')
  // the event first, in the name of the organisation that is left
  await record(tx, 'session.switched', { subject: sessionId })
  const { rows } = await sql<{ done: boolean }>`
    select wl.speak_for(${sessionId}::uuid, ${organisationId}::uuid, ${tx.now}::timestamptz) as done`.execute(
    tx.db,
  )
  if (!rows[0]?.done) throw new NotFound()
}
