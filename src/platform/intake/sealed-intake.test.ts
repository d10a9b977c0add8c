import pg from 'pg'
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { openDatabase } from '../database.ts'
import type { WorkerServices } from '../module.ts'
import { newId, newShortId } from '../ids.ts'
import { rawPublicKey } from '../keys/keyring.ts'
import { SealBroken } from '../keys/seal.ts'
import { workerOf } from '../actor.ts'
import { openDrain, type IntakeHandler, type Submission } from './drain.ts'
import { envelopeOpener, openEnvelope } from './envelope.ts'
import { openIntake } from './append.ts'

const database = await testDatabase()
const { keys } = database
const worker = openDatabase({ url: database.workerUrl, keys })
const publicPool = new pg.Pool({ connectionString: database.publicUrl, max: 3 })
publicPool.on('error', () => {})
afterAll(async () => {
  await publicPool.end()
  await worker.close()
})

const organisationId = newId()
await worker.transaction(workerOf(organisationId), ({ db }) =>
  sql`insert into organisations (id, short_id, name, country, sender_name, sender_address, campaign_address)
    values (${organisationId}, ${newShortId()}, 'Harbour Watch', 'NL', 'Harbour Watch', 'news@harbour.example', 'letters@harbour.example')`.execute(
    db,
  ),
)

const envelope = openEnvelope(rawPublicKey(keys.intakePrivate))
const intake = openIntake(publicPool, envelope)
const opener = envelopeOpener(keys.intakePrivate)
const taken: unknown[] = []
const handler: IntakeHandler = {
  owner: async (_pool, submission) => (submission['to'] === 'nobody' ? undefined : organisationId),
  async take(tx, batch) {
    for (const { submission } of batch) {
      if (submission['break']) throw new Error('broken verb')
      await sql`insert into events (type, actor_kind, organisation_id) values ('test.taken', 'worker', ${organisationId})`.execute(
        tx.db,
      )
      taken.push(submission['n'])
    }
  },
}
// the drain itself asks for no more of a worker than this
const services = { db: worker, log: () => {} } as unknown as WorkerServices
const drain = openDrain(services, opener, new Map([['test', handler]]))
const rows = async () =>
  (await worker.pool.query<{ n: number }>('select count(*)::int as n from intake.rows')).rows[0]!.n
const events = async () =>
  await worker.reading(
    workerOf(organisationId),
    async ({ db }) =>
      (await sql<{ n: number }>`select count(*)::int as n from events`.execute(db)).rows[0]!.n,
  )

beforeEach(async () => {
  taken.length = 0
  await worker.pool.query('delete from intake.rows')
})

const submission = (n: number, more: Partial<Submission> = {}): Submission => ({ type: 'test', n, ...more })

test('a sealed row opens with the private key only, unchanged only', () => {
  const sealed = envelope.seal({ email: 'canary@mail.example' })
  expect(sealed.toString('latin1')).not.toContain('canary')
  expect(opener(sealed)).toEqual({ email: 'canary@mail.example' })
  const changed = Buffer.from(sealed)
  changed[changed.length - 1]! ^= 1
  expect(() => opener(changed)).toThrow(SealBroken)
  expect(() => opener(Buffer.alloc(80))).toThrow(SealBroken)
})

test('a thousand at once are all durable, and each arrives once', async () => {
  await Promise.all(Array.from({ length: 1_000 }, (_, n) => intake.append(3, submission(n))))
  expect(await rows()).toBe(1_000)
  while (await drain.drainOnce(3));
  expect(await rows()).toBe(0)
  expect(taken).toHaveLength(1_000)
  expect(new Set(taken).size).toBe(1_000)
})

test('one row that cannot be stored does not take its neighbours with it', async () => {
  const outcomes = await Promise.allSettled([
    intake.append(3, submission(1)),
    intake.append(3, submission(2, { text: 'x'.repeat(170_000) })),
    intake.append(3, submission(3)),
  ])
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await rows()).toBe(2)
})

test('a row whose verb fails is tried three times, then parked and kept; the others are taken', async () => {
  await intake.append(3, submission(1))
  await intake.append(3, submission(2, { break: true }))
  await intake.append(3, submission(3))
  const before = await events()
  for (let i = 0; i < 4; i++) await drain.drainOnce(3)
  expect(taken).toEqual(expect.arrayContaining([1, 3]))
  expect(taken).not.toContain(2)
  expect(await events()).toBe(before + 2)
  const parked = await worker.pool.query('select failures, parked_at from intake.rows')
  expect(parked.rows).toEqual([{ failures: 3, parked_at: expect.any(Date) }])
})

test('what no key opens, or no verb knows, is parked and never dropped; what belongs to nobody is gone', async () => {
  await publicPool.query('insert into intake.rows (lane, sealed) values (3, $1)', [Buffer.alloc(100)])
  await intake.append(3, { type: 'unheard-of' })
  await intake.append(3, submission(1, { to: 'nobody' }))
  for (let i = 0; i < 4; i++) await drain.drainOnce(3)
  const { rows: left } = await worker.pool.query('select parked_at is not null as parked from intake.rows')
  expect(left).toEqual([{ parked: true }, { parked: true }])
})

test('lanes are drained apart, and a lane knows when it is drained up to a row', async () => {
  await intake.append(3, submission(1))
  await intake.append(1, submission(2))
  const newest = await drain.newest(1)
  expect(await drain.isDrainedTo(1, newest)).toBe(false)
  await drain.drainOnce(1)
  expect(taken).toEqual([2])
  expect(await drain.isDrainedTo(1, newest)).toBe(true)
  expect(await rows()).toBe(1)
})

test('what waits while the database hangs does not fill the memory', async () => {
  const own = openIntake(publicPool, envelope, 100_000)
  const holder = await worker.pool.connect()
  await holder.query('begin; lock table intake.rows in exclusive mode')
  const waiting = [own.append(3, submission(1))]
  await new Promise(setImmediate)
  for (let n = 2; n < 5; n++) waiting.push(own.append(3, submission(n, { picture: 'x'.repeat(40_000) })))
  await expect(own.append(3, submission(5))).rejects.toMatchObject({ status: 503, code: 'intake.full' })
  await holder.query('rollback')
  holder.release()
  await Promise.all(waiting)
  await own.append(3, submission(6))
  expect(await rows()).toBe(5)
})

test('with the database away an append is refused, and nothing is half kept', async () => {
  const gone = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 500 })
  gone.on('error', () => {})
  await expect(openIntake(gone, envelope).append(3, submission(1))).rejects.toMatchObject({
    status: 503,
    retryAfterSeconds: 5,
  })
  await gone.end()
  expect(await rows()).toBe(0)
})
