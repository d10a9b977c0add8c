/** Broadcasts of several organisations, each by its own mail server: what one of them does is no other's trouble. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildLiveCampaign, type BuiltCampaign } from '../../../test/build-campaign.ts'
import { buildPartner, joinCoalition } from '../../../test/build-coalition.ts'
import { buildPeople, buildUpdate, publishBuilt } from '../../../test/build-update.ts'
import { testOffice } from '../../../test/office.ts'
import { startSink, type Sink } from '../../../test/sink.ts'
import { lighthouse } from '../../../test/world.ts'
import { testWorker } from '../../../test/worker.ts'
import { catalogue } from '../../catalogue.ts'
import { workerOf, type Member } from '../../platform/actor.ts'
import { sendUpdate, sendUpdateTogether } from '../../updates/index.ts'
import { getBroadcast, listBroadcasts, sendAllBroadcasts } from '../index.ts'
import { findOwnRelays, nameRelay, turnOffRelay } from './own-relay.ts'

const instance = await startSink({ keep: 100 })
const harbours = await startSink({ keep: 100 })
const others = await startSink({ keep: 100 })
const sinks = [instance, harbours, others]
const allow = sinks.map(({ port }) => `127.0.0.1:${port}`)
const office = await testOffice()
const { clock, database } = office
const { ines } = office.member
const wanjiru = await buildPartner(office.db, lighthouse)
const worker = testWorker(database, { catalogue, clock, outsideAllow: allow })
const directory = mkdtempSync(join(tmpdir(), 'watchlight-own-relay-'))
const services = {
  ...worker.services,
  ...{ smtpUrl: `smtp://127.0.0.1:${instance.port}`, journalDir: directory },
}
const work = (knock = { first: 20, most: 50 }) =>
  sendAllBroadcasts(services, { lanes: 2, recordEvery: 20, retryDelays: [20, 40], knock })
let campaign: BuiltCampaign
let updateId: string
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true })
  await Promise.all(sinks.map((sink) => sink.close()))
})
beforeEach(async () => {
  for (const sink of sinks) {
    sink.options.script = undefined
    sink.mails.length = 0
    sink.counts.clear()
  }
  campaign = await buildLiveCampaign(office.db, fresh(ines))
  updateId = await buildUpdate(office.db, ines, campaign.caseId)
  await publishBuilt(office.db, fresh(ines), updateId)
})

const fresh = (member: Member): Member => ({ ...member, steppedUpAt: clock.now() })
const named = (member: Member, { port }: Sink) =>
  office.db.transaction(fresh(member), (tx) => {
    const settings = { host: '127.0.0.1', port, security: 'none', user: '', password: '' } as const
    return nameRelay(tx, settings, { untested: true, allow })
  })
const off = () => office.db.transaction(fresh(ines), turnOffRelay)
const relayOf = async (member: Member) => (await office.db.reading(member, findOwnRelays)).inUse
let round = 0
const people = (count: number, first = `p${round++}`) =>
  Array.from({ length: count }, (_, n) => ({
    ...{ email: `${first}-${n}@mail.example`, firstName: `Reader${n}`, kind: 'signature' as const },
  }))
const come = (member: Member, list: ReturnType<typeof people>) =>
  buildPeople(worker.db, member.organisationId, campaign, list)
const got = (sink: Sink) =>
  sink.mails
    .map(({ to, raw }) => [to, /^From: [^<]*<([^>]+)>/m.exec(raw)?.[1]])
    .toSorted(([a], [b]) => (a! < b! ? -1 : 1))
const everyone = { who: 'acted' as const, kinds: [], languages: [], countries: [] }
const send = () => office.db.transaction(fresh(ines), (tx) => sendUpdate(tx, updateId, everyone))
const standing = (id: string, member: Member = ines) =>
  office.db.reading(member, (tx) => getBroadcast(tx, id))
const journals = () => readdirSync(directory).filter((name) => name.endsWith('.journal'))

/** A joint broadcast of both, whose minutes are over: two people through each. */
async function together(): Promise<string[][]> {
  await joinCoalition(office.db, fresh(ines), campaign.caseId, fresh(wanjiru))
  const [hers, theirs] = [people(2), people(2)]
  await come(ines, hers)
  await come(wanjiru, theirs)
  await office.db.transaction(fresh(ines), (tx) => sendUpdateTogether(tx, updateId, 'acted'))
  clock.move(31 * 60_000)
  return [hers.map(({ email }) => email), theirs.map(({ email }) => email)]
}

test('what two organisations send together leaves by each one’s own server, under its own address', async () => {
  await named(ines, harbours)
  await named(wanjiru, others)
  const [hers, theirs] = await together()
  await work()
  expect(got(harbours)).toEqual(hers!.map((to) => [to, 'news@harbour.example']))
  expect(got(others)).toEqual(theirs!.map((to) => [to, 'news@lighthouse.example']))
  expect([instance.mails.length, journals()]).toEqual([0, []])
})

test('while one server is away the other’s part goes out; the rest waits, says so, and goes when it is back', async () => {
  const [, theirs] = await together()
  harbours.options.script = (step) => (step === 'connect' ? '421 4.3.2 closing for tonight' : undefined)
  const working = work()
  await others.taken(others.total + (theirs!.length - others.mails.length))
  const part = async (member: Member) =>
    (await office.db.reading(member, (tx) => listBroadcasts(tx, { updateId }))).rows[0]!
  await expect
    .poll(async () => (await standing((await part(ines)).id)).awaySince, { timeout: 20_000 })
    .toBeDefined()
  await expect.poll(async () => (await part(wanjiru)).state, { timeout: 20_000 }).toBe('done')
  expect((await standing((await part(wanjiru)).id, wanjiru)).awaySince).toBeUndefined()
  expect((await relayOf(ines))?.away?.reason).toContain('closing for tonight')
  expect((await relayOf(wanjiru))?.away).toBeUndefined()
  harbours.options.script = undefined
  await working
  expect([harbours.mails.length, others.mails.length, instance.mails.length]).toEqual([2, 2, 0])
  expect((await standing((await part(ines)).id)).counts.sent).toBe(2)
  expect((await relayOf(ines))?.away).toBeUndefined()
})

test('turned off in the middle, the rest leaves by the instance’s, and nobody hears twice or not at all', async () => {
  await come(ines, people(60))
  const id = await send()
  // it takes some and is full then
  harbours.options.script = (step) =>
    step === 'mail' && harbours.counts.size >= 10 ? '452 4.3.1 no room' : undefined
  const before = harbours.total
  const working = work()
  await harbours.taken(before + 10)
  await off()
  await working
  const times = [harbours, instance].flatMap((sink) => [...sink.counts.values()])
  expect(times).toEqual(Array.from({ length: 60 }, () => 1))
  expect(harbours.counts.size).toBeLessThan(60)
  const { counts, awaySince } = await standing(id)
  expect([counts.sent, counts.unknown, awaySince, journals()]).toEqual([60, 0, undefined, []])
})

test('what the sender of a server that is no more left in its journal is recorded where it belongs', async () => {
  await named(ines, harbours)
  const { id: relay } = (await relayOf(ines))!
  await come(ines, people(6))
  const id = await send()
  await worker.db.transaction(workerOf(ines.organisationId), ({ db }) =>
    sql`update broadcast_chunks set state = 'claimed', claimed_by = ${services.workerId} where broadcast_id = ${id}`.execute(
      db,
    ),
  )
  const { rows } = await worker.db.reading(workerOf(ines.organisationId), ({ db }) =>
    sql<{
      n: number
    }>`select unnest(supporters) as n from broadcast_chunks where broadcast_id = ${id}`.execute(db),
  )
  const [sent, lost] = rows.map(({ n }) => n)
  const lines = [`I ${id} ${sent}`, `O ${id} ${sent} 250`, `I ${id} ${lost}`, '']
  writeFileSync(join(directory, `broadcasts-${relay}.00000001.journal`), lines.join('\n'))
  // it went down here, and came up when the server had been turned off
  await off()
  await work()
  expect((await standing(id)).counts).toMatchObject({ sent: 5, unknown: 1 })
  expect([harbours.mails.length, instance.mails.length, journals()]).toEqual([0, 4, []])
})
