/** A change that a supporter made of what is held on her: what lies sealed of it, and how it is read. */
import type { Tx } from '#platform/database.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Job } from '#platform/module.ts'
import { untilNothingIsDue } from '#platform/apart.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import type { Place } from '#platform/keys/seal.ts'
import { sql } from 'kysely'
import type { SupporterName } from './sealed.ts'

export interface Details extends SupporterName {
  country?: string
  language: string
}

export type ChangedPart = 'name' | 'country' | 'language'

/** What lies sealed of a change. */
export interface SealedChange {
  before: Details
  after: Details
  /** what another module needs to undo its part */
  beside?: unknown
}

export interface SupporterChange extends SealedChange {
  id: string
  supporterId: string
  inbox: number
  what: ChangedPart[]
  at: Date
}

/** So long the link in the mail undoes a change. */
export const undoLife = 90 * 86_400_000
/** Longer by a month: "this was not me" may wait that long for an office that is locked. */
const keptFor = undoLife + 30 * 86_400_000

export const changePlace = (id: string): Place => ({ table: 'supporter_changes', column: 'sealed', row: id })

export const openChange = (key: Sealer, row: { id: string; sealed: Buffer }): SealedChange =>
  key.openJson<SealedChange>(changePlace(row.id), row.sealed)

/**
 * What still stands of her changes, the oldest first; those whose values are no longer kept are not among them.
 * @param since a change: itself and what came after it
 */
export async function standingChanges(
  tx: Tx,
  { organisationId, ...whose }: { organisationId: string; supporterId: string; since?: string },
): Promise<SupporterChange[]> {
  const rows = await tx.db
    .selectFrom('supporter_changes as c')
    .innerJoin('supporters as s', (join) =>
      join.onRef('s.organisation_id', '=', 'c.organisation_id').onRef('s.id', '=', 'c.supporter_id'),
    )
    .select(['c.id', 'c.supporter_id', 'c.what', 'c.sealed', 'c.asked_at', 's.inbox'])
    .where('c.organisation_id', '=', organisationId)
    .where('c.supporter_id', '=', whose.supporterId)
    .where('c.undone_at', 'is', null)
    .where('s.erased_at', 'is', null)
    .where((where) => where(where.fn<number>('length', ['c.sealed']), '>', 0))
    .orderBy('c.number')
    .execute()
  const key = await tx.keys.organisation(organisationId)
  const all = rows.map((row) => ({
    ...openChange(key, row),
    ...{ id: row.id, supporterId: row.supporter_id, inbox: row.inbox, what: row.what, at: row.asked_at },
  }))
  if (whose.since === undefined) return all
  const from = all.findIndex(({ id }) => id === whose.since)
  return from < 0 ? [] : all.slice(from)
}

/** Whose change it is; undefined where there is none, or she is erased. */
export async function whoseChange(
  tx: Tx,
  { organisationId, changeId }: { organisationId: string; changeId: string },
): Promise<{ supporterId: string; inbox: number } | undefined> {
  const row = await tx.db
    .selectFrom('supporter_changes as c')
    .innerJoin('supporters as s', (join) =>
      join.onRef('s.organisation_id', '=', 'c.organisation_id').onRef('s.id', '=', 'c.supporter_id'),
    )
    .select(['c.supporter_id', 's.inbox'])
    .where('c.organisation_id', '=', organisationId)
    .where('c.id', '=', changeId)
    .where('s.erased_at', 'is', null)
    .executeTakeFirst()
  return row && { supporterId: row.supporter_id, inbox: row.inbox }
}

/** Whether the name from before a change was itself written by a link, however long ago. */
export async function nameCameByLink(tx: Tx, changeId: string): Promise<boolean> {
  const { rows } = await sql`select from supporter_changes c
    join supporter_changes e on e.organisation_id = c.organisation_id and e.supporter_id = c.supporter_id and e.number < c.number
    where c.id = ${changeId} and e.undone_at is null and 'name' = any (e.what) limit 1`.execute(tx.db)
  return rows.length > 0
}

/**
 * Safety: what was, and a name that somebody gave up for her safety, is not kept for ever: that something was changed, when, and
 * whether it was undone stays as the proof, the values go.
 */
async function forgetValues(tx: Tx, organisationId: string): Promise<number> {
  mustBeAllowed(tx, 'supporter.change')
  const before = new Date(tx.now.getTime() - keptFor)
  const { numAffectedRows = 0n } = await sql`update supporter_changes set sealed = ''
    where id in (select id from supporter_changes where organisation_id = ${organisationId} and asked_at <= ${before}
      and length(sealed) > 0 limit 500)`.execute(tx.db)
  return Number(numAffectedRows)
}

export const forgetChanges: Job = {
  name: 'forget-changes',
  everySeconds: 3600,
  run: (services) => untilNothingIsDue(services, forgetValues),
}
