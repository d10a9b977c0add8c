import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import pg from 'pg'
import { afterAll, afterEach, expect, test } from 'vitest'
import { systemClock } from '#platform/clock.ts'
import type { WorkerBoot } from '#platform/boot.ts'
import { exitRefused } from '#platform/config.ts'
import { workerOf } from '#platform/actor.ts'
import { openDatabase } from '#platform/database.ts'
import { buildDesk } from '../test/build-case.ts'
import { buildLiveCampaign } from '../test/build-campaign.ts'
import { mailCatalogue } from '../test/catalogue.ts'
import { testDatabase } from '../test/database.ts'
import { startSink } from '../test/sink.ts'
import { act } from '../test/submissions.ts'
import { testWorker } from '../test/worker.ts'

const database = await testDatabase()
const office = openDatabase({ url: database.officeUrl, keys: database.keys })
const sink = await startSink({ keep: 10 })
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
const data = mkdtempSync(join(tmpdir(), 'watchlight-worker-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))
afterAll(async () => {
  await sink.close()
  await office.close()
})
const { member } = await buildDesk(office)
/** Only to seal and store what visitors send, as the public process does. */
const { submit } = testWorker(database, { catalogue: mailCatalogue, clock: systemClock })

function startWorker(changes: Partial<WorkerBoot> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--import', './src/platform/tsx.ts', 'src/worker.ts'], {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    env: {},
  })
  children.push(child)
  const boot: WorkerBoot = {
    role: 'worker',
    databaseUrl: database.workerUrl,
    masterKey: database.masterKey.toString('base64url'),
    smtpUrl: `smtp://127.0.0.1:${sink.port}`,
    publicUrl: 'https://act.harbour.example',
    privateUrl: 'https://page.example',
    outsideAllow: [],
    heartbeatUrl: undefined,
    consoleUrl: 'https://desk.harbour.example',
    dataDir: data,
    journalDir: '/tmp',
    bootId: 'boot',
    hostId: 'host',
    demo: false,
    build: 'test',
    ...changes,
  }
  child.stdin!.write(`${JSON.stringify(boot)}\n`)
  return child
}
const ready = async (child: ChildProcess) =>
  await once(createInterface({ input: child.stdio[3] as Readable }), 'line')

test('drains what waited, mails it, counts it, and goes when it is asked to', async () => {
  const campaign = await buildLiveCampaign(office, member)
  await submit(3, act(campaign, 'signature', new Date()))
  const worker = startWorker()
  expect(await ready(worker)).toEqual(['{"ready":true}'])
  await sink.taken(1)
  expect(sink.mails[0]!.to).toBe('ruth@mail.example')
  const token = /\/confirm\/([\w-]+)/.exec(sink.mails[0]!.raw.replace(/=\r\n/g, ''))![1]!
  const client = new pg.Client(database.publicUrl)
  await client.connect()
  const counted = new Promise<void>((resolve, reject) => {
    client.on('notification', () => {
      client
        .query<{ body: { people: number } }>('select body from published.tallies')
        .then(({ rows }) => rows[0]?.body.people === 1 && resolve(), reject)
    })
  })
  await client.query('listen published')
  await submit(2, {
    type: 'confirm',
    at: new Date().toISOString(),
    language: 'en',
    token,
    choice: 'keep-posted',
  })
  await counted
  await client.end()
  worker.stdin!.end()
  expect(await once(worker, 'exit')).toEqual([0, null])
})

const settledMails = (): Promise<number> =>
  office.reading(workerOf(member.organisationId), async ({ db }) => {
    const sent = await db.selectFrom('mails').select('id').where('state', '=', 'sent').execute()
    return sent.length - settledBefore
  })
let settledBefore = 0

test('of two workers one drains; when it is killed the other goes on', async () => {
  const campaign = await buildLiveCampaign(office, member)
  const [first, second] = [startWorker(), startWorker()]
  await Promise.all([ready(first), ready(second)])
  settledBefore += await settledMails()
  const before = sink.total
  const person = (n: number) => ({
    who: { firstName: 'Ann', lastName: 'Lee', email: `ann${n}@mail.example`, country: 'IE' },
  })
  await submit(3, act(campaign, 'signature', new Date(), person(1)))
  await sink.taken(before + 1)
  // killed between the relay's answer and its record, the worker would rightly send a confirmation once more
  await expect.poll(settledMails, { timeout: 20_000 }).toBeGreaterThan(0)
  first.kill('SIGKILL')
  await submit(3, act(campaign, 'signature', new Date(), person(2)))
  await sink.taken(before + 2)
  expect(sink.counts.get('ann1@mail.example')).toBe(1)
  expect(sink.counts.get('ann2@mail.example')).toBe(1)
})

test.each<[string, Partial<WorkerBoot>, string]>([
  ['a login that sees through walls', { databaseUrl: database.ownerUrl }, 'too powerful'],
  ['another master key', { masterKey: Buffer.alloc(32, 1).toString('base64url') }, 'master key'],
])('refuses %s, and says how to mend it', async (_, changes, words) => {
  const worker = startWorker(changes)
  let said = ''
  worker.stderr!.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const [code] = await once(worker, 'close')
  expect(said).toContain(words)
  expect(code).toBe(exitRefused)
})
