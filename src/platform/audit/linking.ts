import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Task, WorkerServices } from '../module.ts'
import { isSigned, signHead } from './head.ts'
import { openHeadFiles, type HeadFiles } from './head-files.ts'
import { findLink, firstXid, lastLink, lastXid, macOf, noLink, type Link } from './link.ts'

export type LinkingServices = Pick<WorkerServices, 'db' | 'keys' | 'auditDir' | 'log'>

/** How many events one link holds, about; the events of one transaction are never parted. */
const most = 5_000
const pause = 1_000

/** Links what was committed, within a second, until `signal` aborts. */
export const linkEventsTask: Task = {
  name: 'link-events',
  async run(services, signal) {
    const files = openHeadFiles(services.auditDir)
    await keepStrayHead(services, files)
    while (!signal.aborted) {
      const link = await linkEvents(services)
      if (link) await files.noteLast(signHead(services.keys.auditPrivate, link, link.madeAt))
      if (!link || link.events < most) await sleep(pause, undefined, { signal }).catch(() => {})
    }
  },
}

/**
 * Makes the next link, when an event waits whose transaction and all before it have ended. Two that try at once make
 * one: the position is taken once, and the other throws.
 */
export async function linkEvents({
  db: { pool, clock },
  keys,
}: Pick<LinkingServices, 'db' | 'keys'>): Promise<Link | undefined> {
  const before = await lastLink(pool)
  const begin = beginAfter(before)
  const piece = await nextPiece(pool, begin, before?.lastId ?? 0)
  if (!piece) return undefined
  const sum = await sumOfEvents(pool, { ...begin, ...piece })
  const link = {
    position: (before?.position ?? 0) + 1,
    ...begin,
    ...piece,
    events: sum.events,
    lastId: Math.max(before?.lastId ?? 0, sum.last_id ?? 0),
    total: (before?.total ?? 0) + sum.events,
    digest: sum.digest,
    madeAt: clock.now(),
    previous: before?.mac ?? noLink,
  }
  const sealed = { ...link, mac: macOf(keys.auditChain, link) }
  await insert(pool, sealed)
  return sealed
}

type Begin = Pick<Link, 'fromXid' | 'afterId'>
type Piece = Pick<Link, 'toXid' | 'untilId'>

function beginAfter(before: Link | undefined): Begin {
  if (!before) return { fromXid: firstXid, afterId: 0 }
  return before.untilId === undefined
    ? { fromXid: before.toXid, afterId: before.afterId }
    : { fromXid: firstXid, afterId: before.untilId }
}

async function nextPiece(
  pool: pg.Pool,
  { fromXid, afterId }: Begin,
  lastId: number,
): Promise<Piece | undefined> {
  const { rows } = await pool.query<{
    to_xid: string | null
    started_anew: boolean
    newest: number | null
  }>('select * from wl.next_to_link($1, $2, $3, $4)', [fromXid, afterId, lastId, most])
  const { to_xid, started_anew, newest } = rows[0]!
  if (started_anew) return { toXid: lastXid, untilId: newest! }
  return to_xid === null ? undefined : { toXid: to_xid, untilId: undefined }
}

async function sumOfEvents(
  pool: pg.Pool,
  link: Begin & Piece,
): Promise<{ events: number; last_id: number | null; digest: Buffer }> {
  const { rows } = await pool.query<{ events: number; last_id: number | null; digest: Buffer }>(
    'select * from wl.sum_of_events($1, $2, $3, $4)',
    [link.fromXid, link.toXid, link.afterId, link.untilId ?? null],
  )
  return rows[0]!
}

async function insert(pool: pg.Pool, link: Link): Promise<void> {
  await pool.query(
    `insert into wl.audit_links (position, from_xid, to_xid, after_id, until_id, events, last_id, total, digest, made_at, previous, mac)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      link.position,
      link.fromXid,
      link.toXid,
      link.afterId,
      link.untilId ?? null,
      link.events,
      link.lastId,
      link.total,
      link.digest,
      link.madeAt,
      link.previous,
      link.mac,
    ],
  )
}

/**
 * The newest noted link is about to be overwritten: one that the database does not have (cut, or an older backup) goes
 * to the heads that stay, so that every later check still finds it.
 */
async function keepStrayHead({ db, keys, log }: LinkingServices, files: HeadFiles): Promise<void> {
  const head = await files.last()
  if (!head || !isSigned(keys.auditPrivate, head)) return
  const link = await findLink(db.pool, head.position)
  if (link?.mac.equals(head.mac)) return
  const { heads } = await files.kept()
  if (heads.some((one) => one.position === head.position && one.mac.equals(head.mac))) return
  await files.keep(head)
  log(
    `the audit chain in the database lacks link ${head.position}, which was noted here: run "watchlight audit verify"`,
  )
}
