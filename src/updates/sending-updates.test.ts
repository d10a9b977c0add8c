import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { buildLiveCampaign, type BuiltCampaign } from '../../test/build-campaign.ts'
import { buildHarbour } from '../../test/build.ts'
import { buildReaders, buildUpdate, publishBuilt, type BuiltReader } from '../../test/build-update.ts'
import { testDatabase } from '../../test/database.ts'
import { signed } from '../../test/sign.ts'
import { startSink, type Sink, type SinkOptions } from '../../test/sink.ts'
import { catalogue } from '../catalogue.ts'
import {
  cancelBroadcast,
  getBroadcast,
  listDeliveries,
  pauseBroadcast,
  recorded,
  resumeBroadcast,
  sendAllBroadcasts,
} from '#delivery/index.ts'
import { PostgresLedger } from '#delivery/ledger.ts'
import { workerOf, type Member } from '#platform/actor.ts'
import { openDatabase, type Tx } from '#platform/database.ts'
import type { WorkerServices } from '#platform/module.ts'
import { suppress } from '#supporters/index.ts'
import { askToEndQuiet, goQuiet, withdrawConsent } from '#publishing/index.ts'
import { countAudience, sendUpdate, withdrawUpdate, type Audience } from './index.ts'

const database = await testDatabase()
const office = openDatabase({ url: database.officeUrl, keys: database.keys })
const worker = openDatabase({ url: database.workerUrl, keys: database.keys })
const directory = mkdtempSync(join(tmpdir(), 'watchlight-broadcast-'))
const { organisationId, as } = await buildHarbour(office)
const ines: Member = as.ines
let sink: Sink
let campaign: BuiltCampaign
let updateId: string
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true })
  await Promise.all([office.close(), worker.close()])
})
beforeEach(async () => {
  campaign = await buildLiveCampaign(office, ines)
  updateId = await buildUpdate(office, ines, campaign.caseId)
  await publishBuilt(office, ines, updateId)
})
afterEach(() => sink.close())

const everyone: Audience = { who: 'acted', kinds: [], languages: [], countries: [] }
const tuning = { lanes: 2, recordEvery: 20, retryDelays: [20, 40], knock: { first: 20, most: 50 } }
const services = (changes: Partial<WorkerServices> = {}): WorkerServices => ({
  ...{
    db: worker,
    keys: database.keys,
    catalogue,
    publicUrl: 'https://act.harbour.example',
    privateUrl: 'https://page.example',
    outsideAllow: [],
    heartbeatUrl: undefined,
  },
  smtpUrl: `smtp://127.0.0.1:${sink.port}`,
  workerId: 'host one, boot one',
  journalDir: directory,
  auditDir: directory,
  withdrawalsDrained: async () => true,
  organisations: async () => [organisationId],
  log: () => {},
  ...changes,
})

const readers = (list: readonly BuiltReader[]) => buildReaders(worker, organisationId, campaign, list)
const many = (count: number, tag: string): BuiltReader[] =>
  Array.from({ length: count }, (_, i) => ({ email: `${tag}${i}@mail.example`, kind: 'signature' as const }))
const start = (audience: Partial<Audience> = {}) =>
  office.transaction(ines, (tx) => sendUpdate(tx, updateId, { ...everyone, ...audience }))
const standing = (id: string) => office.reading(ines, (tx) => getBroadcast(tx, id))
const listen = async (options: SinkOptions = {}) => (sink = await startSink({ keep: 50, ...options }))
const events = async (type: string) =>
  await office.reading(ines, async ({ db }) => {
    const found = await sql<{ n: number }>`select count(*)::int as n from events
      where type = ${type} and case_id = ${campaign.caseId}`.execute(db)
    return found.rows[0]!.n
  })

test('counts before it goes, and writes once to an inbox that two people share', async () => {
  await listen()
  await readers([
    { email: 'both@mail.example', firstName: 'Ruth', kind: 'signature', country: 'NG' },
    { email: 'both@mail.example', firstName: 'Sam', kind: 'email', country: 'NG' },
    { email: 'quiet@mail.example', kind: 'call', asked: false, country: 'SE' },
    { email: 'layla@mail.example', firstName: 'ليلى', kind: 'email', language: 'ar', country: 'JO' },
    { email: 'follower@mail.example' },
  ])
  const counted = await office.reading(ines, (tx) => countAudience(tx, updateId, everyone))
  expect(counted).toMatchObject({ people: 4, asked: 3, recipients: 2, suppressed: 0 })
  expect(counted.byLanguage.find((one) => one.language === 'ar')).toMatchObject({ people: 1, recipients: 1 })
  expect(counted.byCountry.find((one) => one.country === 'SE')).toMatchObject({ people: 1, recipients: 0 })
  const following = await office.reading(ines, (tx) =>
    countAudience(tx, updateId, { ...everyone, who: 'following' }),
  )
  expect(following).toMatchObject({ people: 1, acted: 0, recipients: 1 })

  const id = await start()
  await sendAllBroadcasts(services(), tuning)
  expect([...sink.counts]).toEqual(
    expect.arrayContaining([
      ['both@mail.example', 1],
      ['layla@mail.example', 1],
    ]),
  )
  expect(sink.total).toBe(2)
  expect(await standing(id)).toMatchObject({ state: 'done', recipients: 2, acted: 4, asked: 3 })
  const mail = sink.mails.find(({ to }) => to === 'both@mail.example')!.raw
  expect(mail).toMatch(/^From: "Harbour Watch"\r\n <news@harbour\.example>\r\n/m)
  expect(mail).toMatch(/^List-Unsubscribe: <https:\/\/act\.harbour\.example\/u\/[\w-]{22}>\r\n/m)
  expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  expect(mail).toContain('Thank you for signing')
  const arabic = sink.mails.find(({ to }) => to === 'layla@mail.example')!.raw
  expect(arabic).toContain('Content-Language: ar')
  // those who only follow are in the audience, but did nothing
  const all = await office.reading(ines, (tx) => countAudience(tx, updateId, { ...everyone, who: 'all' }))
  expect(all).toMatchObject({ people: 5, acted: 4 })
  // who has it is not written to again
  const again = await office.reading(ines, (tx) => countAudience(tx, updateId, everyone))
  expect(again).toMatchObject({ recipients: 0, already: 3 })
  await expect(start()).rejects.toMatchObject({ code: 'broadcasts.error.nobody' })
})

test('does not write to whoever leaves after the audience was frozen', async () => {
  await listen()
  await readers(many(3, 'leaver'))
  const id = await start()
  await worker.transaction(workerOf(organisationId), async (tx) => {
    const { inbox } = await tx.db
      .selectFrom('supporters')
      .select('inbox')
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow()
    await suppress(tx, organisationId, inbox, 'unsubscribed')
  })
  await sendAllBroadcasts(services(), tuning)
  expect(sink.counts.has('leaver2@mail.example')).toBe(false)
  expect((await standing(id)).counts).toMatchObject({ sent: 2, suppressed: 1 })
  const { rows } = await office.transaction(ines, (tx) =>
    listDeliveries(tx, { broadcastId: id, outcome: 'suppressed' }),
  )
  expect(rows.map((row) => row.address)).toEqual(['leaver2@mail.example'])
})

test('waits with a claim until withdrawals are read', async () => {
  await listen()
  await readers(many(2, 'slow'))
  const id = await start()
  let asked = 0
  await sendAllBroadcasts(services({ withdrawalsDrained: async () => ++asked > 1 }), tuning)
  expect(asked).toBeGreaterThan(1)
  expect((await standing(id)).counts).toMatchObject({ sent: 2 })
})

test('pauses, goes on, and after a cancel says of everybody what became of them', async () => {
  await listen({ delay: 4 })
  await readers(many(400, 'long'))
  const id = await start()
  const first = sendAllBroadcasts(services(), tuning)
  await sink.taken(20)
  await office.transaction(ines, (tx) => pauseBroadcast(tx, id))
  await first
  const paused = await standing(id)
  expect(paused.state).toBe('paused')
  expect(recorded(paused.counts)).toBeLessThan(400)
  expect(paused.counts.sent).toBe(sink.total)

  await office.transaction(ines, (tx) => resumeBroadcast(tx, id))
  const second = sendAllBroadcasts(services(), tuning)
  await sink.taken(paused.counts.sent + 10)
  await office.transaction(ines, (tx) => cancelBroadcast(tx, id))
  await second
  const { state, counts, finishedAt } = await standing(id)
  expect(state).toBe('cancelled')
  expect(finishedAt).toBeDefined()
  expect(counts.cancelled).toBeGreaterThan(0)
  expect(counts.sent).toBe(sink.total)
  expect(recorded(counts)).toBe(400)
  expect([...sink.counts.values()].filter((times) => times > 1)).toEqual([])
  await expect(office.transaction(ines, (tx) => resumeBroadcast(tx, id))).rejects.toMatchObject({
    code: 'broadcasts.error.not-paused',
  })
  expect(await events('broadcast.cancelled')).toBe(1)
})

const quiet = () => office.transaction(ines, (tx) => goQuiet(tx, campaign.caseId))
const endQuiet = () => signed(office, ines, (tx) => askToEndQuiet(tx, campaign.caseId))
const left = async (address: string) =>
  await worker.transaction(workerOf(organisationId), async (tx) => {
    const { inbox } = await tx.db
      .selectFrom('supporters')
      .select('inbox')
      .where('number', '=', await numberOf(tx, address))
      .executeTakeFirstOrThrow()
    await suppress(tx, organisationId, inbox, 'unsubscribed')
  })
/** the readers of a test are numbered in the order in which they were built */
const numberOf = async (tx: Tx, address: string): Promise<number> => {
  const rows = await tx.db
    .selectFrom('supporters')
    .select('number')
    .orderBy('number', 'desc')
    .limit(400)
    .execute()
  return rows.toReversed()[Number(/\d+/.exec(address)![0])]!.number
}

test('goes on after quiet, once to each who was not written to, and not to whoever left meanwhile', async () => {
  await listen({ delay: 4 })
  await readers(many(400, 'resumed'))
  const id = await start()
  const first = sendAllBroadcasts(services(), tuning)
  await sink.taken(20)
  await quiet()
  await first
  const held = await standing(id)
  expect(held).toMatchObject({ state: 'paused', waitsForQuiet: true })
  expect(held.counts.cancelled).toBe(0)
  expect(recorded(held.counts)).toBeLessThan(400)
  // nobody lets it go on alone, and the worker sends nothing meanwhile
  await expect(office.transaction(ines, (tx) => resumeBroadcast(tx, id))).rejects.toMatchObject({
    code: 'broadcasts.error.quiet',
  })
  await sendAllBroadcasts(services(), tuning)
  expect(sink.total).toBe(held.counts.sent)
  const leaver = Array.from({ length: 400 }, (_, i) => `resumed${i}@mail.example`).findLast(
    (address) => !sink.counts.has(address),
  )!
  await left(leaver)
  await endQuiet()
  expect(await standing(id)).toMatchObject({ state: 'sending', waitsForQuiet: false })
  await sendAllBroadcasts(services(), tuning)
  const { state, counts } = await standing(id)
  expect(state).toBe('done')
  expect([counts.sent, counts.suppressed, recorded(counts)]).toEqual([399, 1, 400])
  expect(sink.counts.has(leaver)).toBe(false)
  expect([...sink.counts.values()].filter((times) => times > 1)).toEqual([])
  expect([await events('broadcast.paused'), await events('broadcast.resumed')]).toEqual([1, 1])
}, 120_000)

test('does not go on after quiet when its update lost a consent', async () => {
  await listen({ delay: 4 })
  await readers(many(200, 'lost'))
  const id = await start()
  const sending = sendAllBroadcasts(services(), tuning)
  await sink.taken(10)
  await quiet()
  await sending
  const { sent } = (await standing(id)).counts
  const consent = await office.reading(ines, ({ db }) =>
    db
      .selectFrom('consents')
      .select('id')
      .where('case_id', '=', campaign.caseId)
      .where('item', '=', 'story')
      .where('state', '=', 'given')
      .executeTakeFirstOrThrow(),
  )
  await office.transaction(ines, (tx) =>
    withdrawConsent(tx, { caseId: campaign.caseId, consentIds: [consent.id] }),
  )
  await endQuiet()
  await sendAllBroadcasts(services(), tuning)
  const after = await standing(id)
  expect(after.state).toBe('cancelled')
  expect([after.counts.sent, sink.total, recorded(after.counts)]).toEqual([sent, sent, 200])
  expect(await events('broadcast.resumed')).toBe(0)
}, 120_000)

test('one that a colleague had paused before the quiet is still paused after it', async () => {
  await listen()
  await readers(many(3, 'asleep'))
  const id = await start()
  await office.transaction(ines, (tx) => pauseBroadcast(tx, id))
  await quiet()
  await expect(office.transaction(ines, (tx) => resumeBroadcast(tx, id))).rejects.toMatchObject({
    code: 'broadcasts.error.quiet',
  })
  await endQuiet()
  await sendAllBroadcasts(services(), tuning)
  expect([(await standing(id)).state, sink.total]).toEqual(['paused', 0])
  await office.transaction(ines, (tx) => resumeBroadcast(tx, id))
  await sendAllBroadcasts(services(), tuning)
  expect([(await standing(id)).state, sink.total]).toEqual(['done', 3])
})

test('stops with the update that it carries', async () => {
  await listen({ delay: 4 })
  await readers(many(400, 'withdrawn'))
  const id = await start()
  const sending = sendAllBroadcasts(services(), tuning)
  await sink.taken(20)
  await office.transaction(ines, (tx) => withdrawUpdate(tx, updateId))
  await sending
  const { state, counts } = await standing(id)
  expect(state).toBe('cancelled')
  expect(counts.cancelled).toBeGreaterThan(0)
  expect(recorded(counts)).toBe(400)
})

test('waits while the mail server is away, says since when, and goes on', async () => {
  await listen()
  const { port } = sink
  await sink.close()
  await readers(many(5, 'away'))
  const id = await start()
  const sending = sendAllBroadcasts(services(), tuning)
  await expect.poll(async () => (await standing(id)).awaySince, { timeout: 20_000 }).toBeDefined()
  sink = await startSink({}, port)
  await sending
  const now = await standing(id)
  expect(now).toMatchObject({ state: 'done', counts: { sent: 5 } })
  expect(now.awaySince).toBeUndefined()
})

test('calls unknown whom a machine had in hand that went down with its journal', async () => {
  await listen()
  await readers(many(4, 'lost'))
  const id = await start()
  await worker.transaction(workerOf(organisationId), ({ db }) =>
    db
      .updateTable('broadcast_chunks')
      .set({ state: 'claimed', claimed_by: 'another host' })
      .where('broadcast_id', '=', id)
      .execute(),
  )
  await sendAllBroadcasts(services(), tuning)
  expect(sink.total).toBe(0)
  expect(await standing(id)).toMatchObject({ state: 'done', counts: { unknown: 4 } })
})

test('is refused to whoever may not send, and leaves nothing behind', async () => {
  await listen()
  await readers(many(1, 'refused'))
  const before = await events('broadcast.started')
  const stale = { ...ines, steppedUpAt: new Date(Date.now() - 3_600_000) }
  for (const [member, code] of [
    [as.viktor, 'access.refused'],
    [as.layla, 'access.refused'],
    [stale, 'access.step-up'],
  ] as const)
    await expect(
      office.transaction(member, (tx) => sendUpdate(tx, updateId, everyone)),
    ).rejects.toMatchObject({ code })
  expect(await events('broadcast.started')).toBe(before)
  await sendAllBroadcasts(services(), tuning)
  expect(sink.total).toBe(0)
})

test('a word about the mail server that comes late leaves no broadcast waiting that has ended', async () => {
  await listen()
  await readers(many(1, 'late'))
  const id = await start()
  const ledger = new PostgresLedger(services())
  await ledger.refresh()
  const away = { awaySince: new Date(), reason: '421 closing' }
  const back = { awaySince: null, reason: '' }
  await Promise.all([ledger.relayChanged(away, ''), ledger.relayChanged(back, '')])
  expect((await standing(id)).awaySince).toBeUndefined()
  await ledger.relayChanged(away, '')
  expect((await standing(id)).awaySince).toBeDefined()
  await sendAllBroadcasts(services(), tuning)
  await ledger.relayChanged(away, '')
  const ended = await standing(id)
  expect(ended).toMatchObject({ state: 'done', counts: { sent: 1 } })
  expect(ended.awaySince).toBeUndefined()
})
