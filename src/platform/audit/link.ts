import { createHmac } from 'node:crypto'
import type pg from 'pg'

/** One link of the audit chain: what it says of its events, and of the link before it. */
export interface Link {
  position: number
  /** transactions from <= xid < to, as PostgreSQL prints an xid8 */
  fromXid: string
  toXid: string
  /** only events above this id: those below came along from another server */
  afterId: number
  /** the last event that came along; only on the link that closes them off */
  untilId: number | undefined
  events: number
  /** the highest event id that is linked so far */
  lastId: number
  /** all events up to here */
  total: number
  /** over the content of its events, in order */
  digest: Buffer
  madeAt: Date
  /** `mac` of the link before; zeros on the first */
  previous: Buffer
  mac: Buffer
}

export const noLink = Buffer.alloc(32)
export const firstXid = '0'
export const lastXid = '18446744073709551615'

/**
 * HMAC-SHA-256 over all that a link says.
 * Safety: the key never is in the database, so nobody who can only write there can make a link that fits.
 */
export function macOf(key: Buffer, link: Omit<Link, 'mac'>): Buffer {
  const said = [
    'watchlight audit link 1',
    link.position,
    link.fromXid,
    link.toXid,
    link.afterId,
    link.untilId ?? '',
    link.events,
    link.lastId,
    link.total,
    link.digest.toString('hex'),
    link.madeAt.toISOString(),
    link.previous.toString('hex'),
  ]
  return createHmac('sha256', key).update(said.join('|')).digest()
}

export interface LinkRow {
  position: number
  from_xid: string
  to_xid: string
  after_id: number
  until_id: number | null
  events: number
  last_id: number
  total: number
  digest: Buffer
  made_at: Date
  previous: Buffer
  mac: Buffer
}

export function linkOf(row: LinkRow): Link {
  return {
    position: row.position,
    fromXid: row.from_xid,
    toXid: row.to_xid,
    afterId: row.after_id,
    untilId: row.until_id ?? undefined,
    events: row.events,
    lastId: row.last_id,
    total: row.total,
    digest: row.digest,
    madeAt: row.made_at,
    previous: row.previous,
    mac: row.mac,
  }
}

export async function findLink(pool: pg.Pool, position: number): Promise<Link | undefined> {
  const { rows } = await pool.query<LinkRow>('select * from wl.audit_links where position = $1', [position])
  return rows[0] && linkOf(rows[0])
}

export async function lastLink(pool: pg.Pool): Promise<Link | undefined> {
  const { rows } = await pool.query<LinkRow>('select * from wl.audit_links order by position desc limit 1')
  return rows[0] && linkOf(rows[0])
}
