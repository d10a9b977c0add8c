/** Whoever changes the history is found out, and the first bad link is named. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { mailCatalogue as catalogue } from '../../../test/catalogue.ts'
import { testDatabase } from '../../../test/database.ts'
import { testWorker } from '../../../test/worker.ts'
import { workerOf } from '../actor.ts'
import { fixedClock } from '../clock.ts'
import { recordAll } from '../events.ts'
import { newId } from '../ids.ts'
import { signHead, parseHead, printHead } from './head.ts'
import { openHeadFiles } from './head-files.ts'
import { checkChain, lastCheck, makeWeeklyHead } from './keeping-watch.ts'
import { lastLink, linkOf, macOf, noLink, type LinkRow } from './link.ts'
import { linkEvents, linkEventsTask } from './linking.ts'
import { verifyChain } from './verifying.ts'

const database = await testDatabase()
const auditDir = mkdtempSync(join(tmpdir(), 'watchlight-audit-'))
const clock = fixedClock('2026-12-01T09:00:00Z')
const { services, db } = testWorker(database, { catalogue, clock, auditDir })
const owner = new pg.Client(database.ownerUrl)
await owner.connect()
// whoever tampers does not stop at a trigger
await owner.query('alter table events disable trigger user')
afterAll(() => owner.end())
afterAll(() => rmSync(auditDir, { recursive: true, force: true }))

const organisation = newId()
const files = openHeadFiles(auditDir)
const forged = 'insert into events (id, xid, at, type, actor_kind) overriding system value values'

const happen = (count: number) =>
  db.transaction(workerOf(organisation), (tx) =>
    recordAll(
      tx,
      'campaign.published',
      Array.from({ length: count }, (_, i) => ({ subject: newId(), data: { number: i, kinds: ['b', 'a'] } })),
    ),
  )

/** Other test files share the server: their open transactions hold the chain up until they end. */
const linked = () => expect.poll(() => linkEvents(services), { timeout: 30_000 }).toBeDefined()

async function links(): Promise<LinkRow[]> {
  return (await owner.query<LinkRow>('select * from wl.audit_links order by position')).rows
}

/** Five links of three events each. */
beforeEach(async () => {
  rmSync(auditDir, { recursive: true, force: true })
  await owner.query('delete from wl.audit_heads; delete from wl.audit_links; delete from events')
  for (let i = 0; i < 5; i++) {
    await happen(3)
    await linked()
  }
  const last = (await lastLink(db.pool))!
  await files.noteLast(signHead(services.keys.auditPrivate, last, clock.now()))
})

const eventsOf = async (position: number) => {
  const [link] = (await links()).filter((one) => one.position === position)
  const { rows } = await owner.query<{ id: number; xid: string }>(
    'select id, xid from events where xid >= $1 and xid < $2 order by id',
    [link!.from_xid, link!.to_xid],
  )
  return rows
}
const finding = async () => (await verifyChain(services)).finding

test('an untouched chain is whole, and links each event once, in order', async () => {
  const verdict = await verifyChain(services)
  expect(verdict).toMatchObject({ links: 5, total: 15, heads: 1, unsigned: 0 })
  expect(verdict.finding).toBeUndefined()
  expect((await links()).map(({ events, last_id }) => [events, last_id])).toEqual([
    [3, expect.any(Number)],
    ...Array.from({ length: 4 }, () => [3, expect.any(Number)]),
  ])
})

describe('by whoever can write anything into the database', () => {
  test('an event changed, in any of its columns', async () => {
    const [event] = await eventsOf(3)
    const changes = [
      `type = 'campaign.paused'`,
      `at = at + interval '1 microsecond'`,
      `organisation_id = gen_random_uuid()`,
      `case_id = gen_random_uuid()`,
      `subject = null`,
      `actor_kind = 'member'`,
      `actor_account = gen_random_uuid()`,
      `data = data || '{"number": 7}'`,
    ]
    for (const change of changes) {
      await owner.query(`create table kept as select * from events where id = ${event!.id}`)
      await owner.query(`update events set ${change} where id = $1`, [event!.id])
      expect(await finding(), change).toEqual({
        position: 3,
        fault: 'events-changed',
        linked: 3,
        found: 3,
      })
      await owner.query('delete from events where id = $1', [event!.id])
      await owner.query('insert into events overriding system value select * from kept')
      await owner.query('drop table kept')
      expect(await finding(), change).toBeUndefined()
    }
  })

  test('an event deleted', async () => {
    const [, event] = await eventsOf(2)
    await owner.query('delete from events where id = $1', [event!.id])
    expect(await finding()).toEqual({ position: 2, fault: 'events-missing', linked: 3, found: 2 })
  })

  test('two events exchanged', async () => {
    const [first, second] = await eventsOf(4)
    const swap = 'update events set data = $2 where id = $1'
    const { rows } = await owner.query<{ data: object }>(
      'select data from events where id in ($1, $2) order by id',
      [first!.id, second!.id],
    )
    await owner.query(swap, [first!.id, rows[1]!.data])
    await owner.query(swap, [second!.id, rows[0]!.data])
    expect(await finding()).toMatchObject({ position: 4, fault: 'events-changed' })
  })

  test('an event carried to another link', async () => {
    const [[event], [other]] = [await eventsOf(2), await eventsOf(4)]
    await owner.query('update events set xid = $2 where id = $1', [event!.id, other!.xid])
    expect(await finding()).toMatchObject({ position: 2, fault: 'events-missing' })
  })

  test('an event put in between, and one that waits for a transaction to come', async () => {
    const [event] = await eventsOf(3)
    await owner.query(`${forged} (900001, $1, now(), 'case.opened', 'worker')`, [event!.xid])
    expect(await finding()).toEqual({ position: 3, fault: 'events-added', linked: 3, found: 4 })
    await owner.query(`update events set xid = '999999999999' where id = 900001`)
    expect(await finding()).toMatchObject({ position: 6, fault: 'events-ahead', found: 1 })
  })

  test('a link changed, taken out, or two exchanged', async () => {
    await owner.query('update wl.audit_links set events = 4 where position = 2')
    expect(await finding()).toEqual({ position: 2, fault: 'link-changed' })
    await owner.query('update wl.audit_links set events = 3 where position = 2')
    expect(await finding()).toBeUndefined()
    await owner.query('update wl.audit_links set position = 100 - position where position in (2, 3)')
    await owner.query('update wl.audit_links set position = position - 95 + 0 where position = 97')
    await owner.query('update wl.audit_links set position = 3 where position = 98')
    expect(await finding()).toEqual({ position: 2, fault: 'link-changed' })
    await owner.query('delete from wl.audit_links where position = 2')
    expect(await finding()).toEqual({ position: 2, fault: 'link-missing' })
  })

  test('the tail cut, with its events', async () => {
    const [, , , fourth] = await links()
    await owner.query('delete from events where xid >= $1', [fourth!.from_xid])
    await owner.query('delete from wl.audit_links where position >= 4')
    expect(await finding()).toEqual({ position: 4, fault: 'cut', headOf: clock.now() })
    // and it does not heal when the worker starts anew and goes on
    const ending = new AbortController()
    const running = linkEventsTask.run(services, ending.signal)
    await happen(1)
    await expect.poll(async () => (await links()).length, { timeout: 30_000 }).toBeGreaterThan(3)
    await expect.poll(async () => (await files.last())!.total).toBe(10)
    ending.abort()
    await running
    for (let i = 0; i < 3; i++) {
      await happen(1)
      await linked()
    }
    expect(await finding()).toMatchObject({ position: 5, fault: 'rewritten' })
  })

  test('everything written anew without the key', async () => {
    await rewriteAll(Buffer.alloc(32, 7))
    expect(await finding()).toEqual({ position: 1, fault: 'link-changed' })
  })
})

describe('by whoever has the master key, too', () => {
  test('everything written anew is found by the newest note in the data directory', async () => {
    await rewriteAll(services.keys.auditChain)
    expect(await finding()).toEqual({ position: 5, fault: 'rewritten', headOf: clock.now() })
  })

  test('and without that by a head that an organisation got by mail', async () => {
    const head = (await makeWeeklyHead(services))!
    const mailed = printHead(head)
    await rewriteAll(services.keys.auditChain)
    await owner.query('delete from wl.audit_heads')
    rmSync(auditDir, { recursive: true, force: true })
    expect(await finding()).toBeUndefined()
    const quoted = `Dear colleague,\n\n> ${mailed.replaceAll('\n', '\r\n> ')}\n\nyours`
    const brought = parseHead(quoted)!
    expect(brought).toEqual(head)
    const { finding: found } = await checkChain(services, [brought])
    expect(found).toEqual({ position: 5, fault: 'rewritten', headOf: head.madeAt })
    expect(await lastCheck(db.pool)).toMatchObject({ links: 4, bad: { position: 5, fault: 'rewritten' } })
    // shown once, remembered
    expect(await finding()).toMatchObject({ position: 5, fault: 'rewritten' })
  })

  test('and so is a cut tail', async () => {
    const head = (await makeWeeklyHead(services))!
    await owner.query('delete from wl.audit_heads; delete from wl.audit_links where position > 3')
    rmSync(auditDir, { recursive: true, force: true })
    expect((await verifyChain(services, [head])).finding).toMatchObject({ position: 4, fault: 'cut' })
  })
})

test('a head that somebody else signed counts for nothing', async () => {
  const last = (await lastLink(db.pool))!
  const head = signHead(services.keys.auditPrivate, last, clock.now())
  const bent = { ...head, total: head.total + 1 }
  expect(await verifyChain(services, [bent])).toMatchObject({ heads: 1, unsigned: 1 })
  expect((await verifyChain(services, [bent])).finding).toBeUndefined()
  for (const text of ['', printHead(head).replace('Links', 'Lines'), printHead(head).slice(0, 200)])
    expect(parseHead(text)).toBeUndefined()
})

/** Events and links as an attacker would leave them: all consistent, under this key. */
async function rewriteAll(key: Buffer): Promise<void> {
  await owner.query(`update events set type = 'campaign.paused'`)
  let previous: Buffer = noLink
  for (const row of await links()) {
    const { rows } = await owner.query<{ digest: Buffer }>(
      'select digest from wl.sum_of_events($1, $2, 0, null)',
      [row.from_xid, row.to_xid],
    )
    const link = { ...linkOf(row), digest: rows[0]!.digest, previous }
    previous = macOf(key, link)
    await owner.query('update wl.audit_links set digest = $2, previous = $3, mac = $4 where position = $1', [
      row.position,
      link.digest,
      link.previous,
      previous,
    ])
  }
}
