import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { mailCatalogue as catalogue } from '../../../test/catalogue.ts'
import { testDatabase } from '../../../test/database.ts'
import { rounds } from '../../../test/rounds.ts'
import { testWorker } from '../../../test/worker.ts'
import { workerOf } from '../actor.ts'
import { systemClock } from '../clock.ts'
import type { Tx } from '../database.ts'
import { recordAll } from '../events.ts'
import { newId } from '../ids.ts'
import { macOf, noLink } from './link.ts'
import { linkEvents } from './linking.ts'
import { verifyChain } from './verifying.ts'

const database = await testDatabase()
const auditDir = mkdtempSync(join(tmpdir(), 'watchlight-linking-'))
const { services, db } = testWorker(database, { catalogue, clock: systemClock, auditDir })
const owner = new pg.Client(database.ownerUrl)
await owner.connect()
afterAll(() => owner.end())
afterAll(() => rmSync(auditDir, { recursive: true, force: true }))
beforeEach(async () => {
  rmSync(auditDir, { recursive: true, force: true })
  await owner.query('delete from wl.audit_links; delete from events')
})
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const organisation = newId()
const write = (tx: Tx, count = 1) =>
  recordAll(
    tx,
    'campaign.published',
    Array.from({ length: count }, () => ({ subject: newId() })),
  )
const happen = (count = 1) => db.transaction(workerOf(organisation), (tx) => write(tx, count))
const numberOf = async (what: string) =>
  (await owner.query<{ n: number }>(`select count(*)::int as n ${what}`)).rows[0]!.n
const linkedTimes = `from events e cross join lateral
  (select count(*) as times from wl.audit_links l where e.xid >= l.from_xid and e.xid < l.to_xid) l where l.times`

/** Other test files share the server: their open transactions hold the chain up until they end. */
async function linkAll(): Promise<void> {
  await expect
    .poll(
      async () => {
        await linkEvents(services)
        return await numberOf(`${linkedTimes} = 0`)
      },
      { timeout: 60_000 },
    )
    .toBe(0)
}

const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

test('what was begun first is waited for, though others have committed since', async () => {
  let begun = () => {}
  let end = () => {}
  const began = new Promise<void>((resolve) => (begun = resolve))
  const mayEnd = new Promise<void>((resolve) => (end = resolve))
  const slow = db.transaction(workerOf(organisation), async (tx) => {
    await write(tx)
    begun()
    await mayEnd
  })
  await began
  await happen(2)
  expect(await linkEvents(services)).toBeUndefined()
  end()
  await slow
  await linkAll()
  expect(await verifyChain(services)).toMatchObject({ total: 3 })
})

test(
  'overlapping transactions that end in any order are linked once each',
  { timeout: 120_000 },
  async () => {
    const random = seeded(11)
    const writers = Array.from({ length: 6 }, async () => {
      for (let i = 0; i < rounds(40, 400); i++)
        await db
          .transaction(workerOf(organisation), async (tx) => {
            await write(tx, 1 + Math.floor(random() * 3))
            await sql`select pg_sleep(${random() * 0.02})`.execute(tx.db)
            await write(tx)
            if (random() < 0.2) throw new Error('changed my mind')
          })
          .catch((error: Error) => expect(error.message).toBe('changed my mind'))
    })
    const writing = Promise.all(writers).then(() => 'written')
    let links = 0
    while ((await Promise.race([writing, linkEvents(services)])) !== 'written') links++
    await linkAll()
    expect(links).toBeGreaterThan(5)
    expect(await numberOf(`${linkedTimes} <> 1`)).toBe(0)
    const { total, finding } = await verifyChain(services)
    expect(finding).toBeUndefined()
    expect(total).toBe(await numberOf('from events'))
  },
)

test('two that link at once make one link', async () => {
  for (let i = 0; i < 10; i++) {
    await happen(2)
    await Promise.allSettled([linkEvents(services), linkEvents(services), linkEvents(services)])
  }
  await linkAll()
  expect(await numberOf(`${linkedTimes} <> 1`)).toBe(0)
  expect(await verifyChain(services)).toMatchObject({ total: 20 })
  expect((await verifyChain(services)).finding).toBeUndefined()
})

test('many events make several links, and no transaction is parted', { timeout: 60_000 }, async () => {
  for (const count of [3_000, 3_000, 6_000, 1]) await happen(count)
  await linkAll()
  const { rows } = await owner.query<{ events: number }>(
    'select events from wl.audit_links order by position',
  )
  expect(rows.map(({ events }) => events)).toEqual(expect.arrayContaining([6_000]))
  expect(rows.every(({ events }) => [3_000, 6_000, 1, 6_001].includes(events))).toBe(true)
  expect(await verifyChain(services)).toMatchObject({ total: 12_001 })
})

test('a linker killed again and again parts, doubles and forgets nothing', { timeout: 180_000 }, async () => {
  const script = fileURLToPath(new URL('../../../test/linking-worker.ts', import.meta.url))
  const words = [script, database.workerUrl, database.masterKey.toString('base64url'), auditDir]
  const random = seeded(5)
  const kills = rounds(6, 60)
  for (let i = 0; i < kills; i++) {
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    await new Promise<void>((resolve) => child.stdout!.once('data', () => resolve()))
    const before = await numberOf('from wl.audit_links')
    await happen(1 + Math.floor(random() * 200))
    const patience = { timeout: 30_000, interval: 1 + Math.floor(random() * 8) }
    await expect.poll(() => numberOf('from wl.audit_links'), patience).toBeGreaterThan(before)
    child.kill('SIGKILL')
    await gone
  }
  await linkAll()
  const { total, finding } = await verifyChain(services)
  expect(finding).toBeUndefined()
  expect(total).toBe(await numberOf('from events'))
  expect(await numberOf(`${linkedTimes} <> 1`)).toBe(0)
})

test('a database that moved to a server whose count of transactions is lower goes on', async () => {
  const there = 10n ** 12n
  await owner.query(
    `insert into events (id, xid, at, type, actor_kind) overriding system value
     select i, ($1::numeric + i)::text::xid8, now(), 'case.opened', 'worker' from generate_series(1, 3) i`,
    [String(there)],
  )
  // the first two were linked there, the third was not yet
  const { rows } = await owner.query<{ digest: Buffer }>(
    'select digest from wl.sum_of_events($1, $2, 0, null)',
    ['0', String(there + 3n)],
  )
  const link = {
    ...{ position: 1, fromXid: '0', toXid: String(there + 3n), afterId: 0, untilId: undefined },
    ...{ events: 2, lastId: 2, total: 2, digest: rows[0]!.digest, madeAt: new Date(), previous: noLink },
  }
  await owner.query(
    `insert into wl.audit_links (position, from_xid, to_xid, after_id, events, last_id, total, digest, made_at, previous, mac)
     values (1, '0', $1, 0, 2, 2, 2, $2, $3, $4, $5)`,
    [link.toXid, link.digest, link.madeAt, link.previous, macOf(services.keys.auditChain, link)],
  )
  await happen(2)
  expect(await linkEvents(services)).toMatchObject({ position: 2, untilId: 3, events: 1, total: 3 })
  await expect
    .poll(() => linkEvents(services), { timeout: 30_000 })
    .toMatchObject({ position: 3, afterId: 3, total: 5 })
  await happen(1)
  await expect.poll(() => linkEvents(services), { timeout: 30_000 }).toMatchObject({ position: 4, total: 6 })
  expect(await verifyChain(services)).toMatchObject({ links: 4, total: 6 })
  expect((await verifyChain(services)).finding).toBeUndefined()
  // what came along is still held
  await owner.query('delete from events where id = 2')
  expect((await verifyChain(services)).finding).toMatchObject({ position: 1, fault: 'events-missing' })
})

test('no login of the running server changes the chain, and the office does not see it', async () => {
  await happen(1)
  await linkAll()
  const tries: Record<string, readonly string[]> = {
    [database.workerUrl]: [
      'update wl.audit_links set events = 0',
      'delete from wl.audit_links',
      'truncate wl.audit_links',
      'update wl.audit_heads set total = 0',
      'delete from wl.audit_checks',
      'update events set data = data',
      'delete from events',
    ],
    [database.officeUrl]: [
      'select * from wl.audit_links',
      `select * from wl.sum_of_events('0', '99', 0, null)`,
      'select wl.events_ahead(0)',
      'insert into wl.audit_heads select * from wl.audit_heads',
      `insert into events (xid, type, actor_kind) values ('5', 'case.opened', 'member')`,
      `insert into events (id, type, actor_kind) overriding system value values (5, 'case.opened', 'member')`,
    ],
  }
  for (const [url, statements] of Object.entries(tries)) {
    const client = new pg.Client(url)
    await client.connect()
    try {
      for (const text of statements)
        await expect(client.query(text), text).rejects.toMatchObject({ code: '42501' })
    } finally {
      await client.end()
    }
  }
  expect((await verifyChain(services)).finding).toBeUndefined()
})
