/** The coalitions that the own organisation is in, and what it can do in them also while a room is shut to it. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { withoutDeadlock } from '#platform/without-deadlock.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { endMembership, setNaming } from './coalition.ts'
import type { CoalitionRole } from './lists.ts'
import type { WishTable } from './tables.ts'

export interface OwnCoalition {
  caseId: string
  codeName: string
  role: CoalitionRole
  namedInPublic: boolean
  joinedAt: Date
  /** its people reach the room; else the case is not there for them but on this list */
  isOpen: boolean
  /** written down and not done yet */
  waits: WishTable['what'][]
  /** when leaving was asked for last, and could not be done */
  notNowAt?: Date
  /** because it led by then; else because nobody else would have been on the case team */
  leads?: boolean
}

/** By code name. For administrators of the organisation. */
export async function listOwnCoalitions(tx: Tx): Promise<OwnCoalition[]> {
  mustBeAllowed(tx, 'coalition.list')
  const { rows } = await sql<OwnCoalition>`
    select o.case_id as "caseId", o.code_name as "codeName", o.role, o.named_in_public as "namedInPublic",
      o.joined_at as "joinedAt", o.is_open as "isOpen",
      array(select w.what from membership_wishes w where w.case_id = o.case_id and w.settled_at is null order by 1) as waits,
      n.settled_at as "notNowAt", n.settled_how = 'leads' as leads
    from wl.own_coalitions() o left join lateral (select w.settled_at, w.settled_how from membership_wishes w
      where w.case_id = o.case_id and w.what = 'leave' and w.settled_how in ('not-now', 'leads') and w.settled_at >= o.joined_at
      order by w.settled_at desc limit 1) n on true order by lower(o.code_name) collate "C", o.case_id`.execute(
    tx.db,
  )
  return rows
}

/** @throws NotFound, also for a case of others */
export async function getOwnCoalition(tx: Tx, caseId: string): Promise<OwnCoalition> {
  const one = (await listOwnCoalitions(tx)).find((row) => row.caseId === caseId)
  if (!one) throw new NotFound()
  return one
}

/**
 * Writes down that the organisation leaves; its worker does it (`carryOutWishes`), since its people may not reach the case. For
 * administrators with a recent proof. @throws NotFound, Conflict ('coalition.lead-stays')
 */
export async function wishToLeave(tx: Tx, { caseId }: { caseId: string }): Promise<void> {
  mustBeAllowed(tx, 'coalition.leave')
  const one = await getOwnCoalition(tx, caseId)
  if (one.role === 'lead') throw new Conflict('coalition.lead-stays')
  await writeDown(tx, one, 'leave')
}

/** The same for its name, which is taken off all that is public of the case. For administrators with a recent proof. */
export async function wishToBeUnnamed(tx: Tx, { caseId }: { caseId: string }): Promise<void> {
  mustBeAllowed(tx, 'coalition.naming')
  const one = await getOwnCoalition(tx, caseId)
  if (one.namedInPublic) await writeDown(tx, one, 'unname')
}

async function writeDown(tx: Tx, { caseId, waits }: OwnCoalition, what: WishTable['what']): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused()
  if (waits.includes(what)) return
  const { organisationId, accountId } = tx.actor
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('membership_wishes')
    .values({
      ...{ id, case_id: caseId, organisation_id: organisationId, what },
      ...{ asked_at: tx.now, asked_by: accountId },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  // it cannot reach the case: its own log tells it, and the case's when it is done
  await record(tx, what === 'leave' ? 'coalition.leaving-wished' : 'coalition.unnaming-wished', {
    subject: id,
  })
}

/** Does what administrators of this organisation have written down, each in a transaction of its own. For the worker's job. */
export async function carryOutWishes(db: Database, organisationId: string): Promise<void> {
  const worker = workerOf(organisationId)
  const open = await db.reading(worker, (tx) =>
    wishes(tx).select('id').orderBy('asked_at').orderBy('id').execute(),
  )
  const failed: unknown[] = []
  for (const { id } of open)
    try {
      await withoutDeadlock(() => db.transaction(worker, (tx) => carryOut(tx, id)))
    } catch (error) {
      if (error instanceof Conflict && error.code === 'coalition.last-on-team')
        await db.transaction(worker, (tx) => putOff(tx, id))
      else failed.push(error)
    }
  if (failed.length > 0) throw failed[0]
}

async function carryOut(tx: Tx, id: string): Promise<void> {
  mustBeAllowed(tx, 'coalition.carry-out')
  const wish = await wishes(tx).selectAll().where('id', '=', id).forUpdate().skipLocked().executeTakeFirst()
  if (!wish) return
  const { case_id: caseId, organisation_id: organisationId } = wish
  if (wish.what === 'leave') return await endMembership(tx, { caseId, organisationId, how: 'left' })
  await setNaming(tx, { caseId, organisationId, named: false })
  await settleWish(tx, id, 'done')
}

/** Nobody else would be on the case team, or it leads by now: whoever asked is told, and may ask again. */
async function putOff(tx: Tx, id: string): Promise<void> {
  mustBeAllowed(tx, 'coalition.carry-out')
  const wish = await wishes(tx)
    .innerJoin('coalition_members as m', (join) =>
      join
        .onRef('m.case_id', '=', 'membership_wishes.case_id')
        .onRef('m.organisation_id', '=', 'membership_wishes.organisation_id'),
    )
    .select('m.role')
    .where('id', '=', id)
    .executeTakeFirst()
  await settleWish(tx, id, wish?.role === 'lead' ? 'leads' : 'not-now')
  await record(tx, 'coalition.wish-not-now', { subject: id })
}

const settleWish = (tx: Tx, id: string, how: 'done' | 'not-now' | 'leads') =>
  tx.db
    .updateTable('membership_wishes')
    .set({ settled_at: tx.now, settled_how: how })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .execute()

const wishes = (tx: Tx) => tx.db.selectFrom('membership_wishes').where('settled_at', 'is', null)
