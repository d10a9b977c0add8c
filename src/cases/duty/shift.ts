import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { listColleagues } from '../colleagues.ts'

export const shiftPlace = (id: string) => ({ table: 'duty_shifts', column: 'sealed', row: id })

const longest = 7 * 86_400_000

/** Puts a colleague on duty. For admins and caseworkers. @throws Invalid, NotFound for nobody of ours */
export async function planShift(tx: Tx, input: { accountId: string; from: Date; to: Date }): Promise<string> {
  mustBeAllowed(tx, 'duty.plan')
  if (tx.actor.kind !== 'member') throw new Refused()
  if (input.to <= input.from) throw new Invalid({ to: 'duty.error.order' })
  if (input.to <= tx.now) throw new Invalid({ to: 'duty.error.past' })
  // a shift that lasts for ever is one that nobody keeps
  if (input.to.getTime() - input.from.getTime() > longest) throw new Invalid({ to: 'duty.error.long' })
  if (!(await listColleagues(tx)).some((one) => one.accountId === input.accountId)) throw new NotFound()
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('duty_shifts')
    .values({
      id,
      organisation_id: tx.actor.organisationId,
      account_id: input.accountId,
      starts_at: input.from,
      ends_at: input.to,
      sealed: null,
      created_at: tx.now,
      created_by: tx.actor.accountId,
      removed_at: null,
    })
    .execute()
  await record(tx, 'duty.shift-planned', { subject: id, data: { account: input.accountId } })
  return id
}

export async function removeShift(tx: Tx, shiftId: string): Promise<void> {
  mustBeAllowed(tx, 'duty.plan')
  const gone = await tx.db
    .updateTable('duty_shifts')
    .set({ removed_at: tx.now })
    .where('id', '=', shiftId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw new NotFound()
  await record(tx, 'duty.shift-removed', { subject: shiftId })
}

/** What the next one must know; sealed under the organisation's key. Whoever has the shift writes it, nobody else. */
export async function writeHandover(tx: Tx, input: { shiftId: string; note: string }): Promise<void> {
  mustBeAllowed(tx, 'duty.hand-over')
  if (tx.actor.kind !== 'member') throw new Refused()
  const key = await tx.keys.organisation(tx.actor.organisationId)
  const written = await tx.db
    .updateTable('duty_shifts')
    .set({ sealed: key.sealJson(shiftPlace(input.shiftId), { note: input.note }) })
    .where('id', '=', input.shiftId)
    .where('account_id', '=', tx.actor.accountId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!written) throw new NotFound()
  await record(tx, 'duty.handover-written', { subject: input.shiftId })
}

export interface Shift {
  id: string
  accountId: string
  from: Date
  to: Date
  note: string
}

/** Those that run or are ahead, earliest first, and the last one before them: its note is for whoever comes now. */
export async function listShifts(tx: Tx): Promise<Shift[]> {
  mustBeAllowed(tx, 'duty.read')
  if (tx.actor.kind !== 'member') throw new Refused()
  const rows = await tx.db
    .selectFrom('duty_shifts')
    .selectAll()
    .where('removed_at', 'is', null)
    .where('ends_at', '>', new Date(tx.now.getTime() - 86_400_000))
    .orderBy('starts_at')
    .limit(60)
    .execute()
  const key = rows.length > 0 ? await tx.keys.organisation(tx.actor.organisationId) : undefined
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    from: row.starts_at,
    to: row.ends_at,
    note: row.sealed ? key!.openJson<{ note: string }>(shiftPlace(row.id), row.sealed).note : '',
  }))
}
