import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { inEachOrganisation } from '#platform/apart.ts'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Job, Task, WorkerServices } from '#platform/module.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import { foldName } from '#platform/text/name.ts'
import { fullName, openName } from './sealed.ts'

/** A search for a name: the worker opens one supporter after the other, so it can be left, looked at again and cancelled. */
export interface NameSearch {
  id: string
  query: string
  scanned: number
  total: number
  found: number[]
  startedAt: Date
  state: 'running' | 'done' | 'cancelled'
}

export const mostFound = 50
const slice = 2_000
const place = (id: string) => ({ table: 'name_searches', column: 'sealed', row: id })

/** Begins a search; the same member's earlier one ends. */
export async function startNameSearch(tx: Tx, organisationId: string, query: string): Promise<string> {
  mustBeAllowed(tx, 'supporter.read')
  if (tx.actor.kind !== 'member') throw new Refused()
  const key = await tx.keys.organisation(organisationId)
  await tx.db
    .updateTable('name_searches')
    .set({ cancelled_at: tx.now })
    .where('account_id', '=', tx.actor.accountId)
    .where('finished_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .execute()
  const { n } = await tx.db
    .selectFrom('supporters')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisationId)
    .where('erased_at', 'is', null)
    .executeTakeFirstOrThrow()
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('name_searches')
    .values({
      id,
      organisation_id: organisationId,
      account_id: tx.actor.accountId,
      sealed: key.sealJson(place(id), { query }),
      total: Number(n),
      started_at: tx.now,
    })
    .execute()
  await record(tx, 'supporter.name-searched', { organisationId, subject: id })
  return id
}

/** @throws NotFound when it is another member's, or a day old */
export async function getNameSearch(tx: Tx, organisationId: string, id: string): Promise<NameSearch> {
  mustBeAllowed(tx, 'supporter.read')
  const row = await tx.db.selectFrom('name_searches').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound()
  const key = await tx.keys.organisation(organisationId)
  return {
    id,
    query: key.openJson<{ query: string }>(place(id), row.sealed).query,
    scanned: row.scanned,
    total: row.total,
    found: row.found,
    startedAt: row.started_at,
    state: row.cancelled_at ? 'cancelled' : row.finished_at ? 'done' : 'running',
  }
}

export async function cancelNameSearch(tx: Tx, id: string): Promise<void> {
  mustBeAllowed(tx, 'supporter.read')
  await tx.db
    .updateTable('name_searches')
    .set({ cancelled_at: tx.now })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .execute()
}

/** One slice of every search at work; false when there is none. */
export async function scanNames(services: WorkerServices): Promise<boolean> {
  let worked = false
  for (const organisationId of await services.organisations())
    worked =
      (await services.db.transaction(workerOf(organisationId), (tx) => scanSlice(tx, organisationId))) ||
      worked
  return worked
}

async function scanSlice(tx: Tx, organisationId: string): Promise<boolean> {
  const search = await tx.db
    .selectFrom('name_searches')
    .selectAll()
    .where('finished_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .orderBy('started_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!search) return false
  const key = await tx.keys.organisation(organisationId)
  const words = foldName(key.openJson<{ query: string }>(place(search.id), search.sealed).query).split(' ')
  const rows = await tx.db
    .selectFrom('supporters')
    .select(['id', 'number', 'sealed'])
    .where('organisation_id', '=', organisationId)
    .where('number', '>', search.scanned_to)
    .where('erased_at', 'is', null)
    .orderBy('number')
    .limit(slice)
    .execute()
  const found = rows.filter((row) => {
    const name = foldName(fullName(openName(key, row)))
    return words.every((word) => name.includes(word))
  })
  const all = [...search.found, ...found.map((row) => row.number)].slice(0, mostFound)
  const over = rows.length < slice || all.length >= mostFound
  await tx.db
    .updateTable('name_searches')
    .set({
      scanned_to: rows.at(-1)?.number ?? search.scanned_to,
      scanned: search.scanned + rows.length,
      found: sql`${all}::int[]`,
      ...(over ? { finished_at: tx.now } : {}),
    })
    .where('id', '=', search.id)
    .execute()
  return true
}

export const nameSearching: Task = {
  name: 'name-search',
  async run(services, signal) {
    while (!signal.aborted)
      if (!(await scanNames(services))) await sleep(500, undefined, { signal }).catch(() => {})
  },
}

/** What somebody looked for is kept for a day, so that a result can be looked at again. */
export const forgetSearches: Job = {
  name: 'forget-name-searches',
  everySeconds: 3600,
  run: (services) =>
    inEachOrganisation(services, (tx) =>
      tx.db
        .deleteFrom('name_searches')
        .where('started_at', '<', new Date(tx.now.getTime() - 86_400_000))
        .execute(),
    ),
}
