/** What several organisations send together: one update, once per person, held or let go. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { buildLiveCampaign, type BuiltCampaign } from '../../test/build-campaign.ts'
import { agreeOn, buildPartner, buildPartnerPage, joinCoalition } from '../../test/build-coalition.ts'
import { buildPeople, buildUpdate, publishBuilt, type BuiltReader } from '../../test/build-update.ts'
import { testOffice } from '../../test/office.ts'
import { signed } from '../../test/sign.ts'
import { startSink, type Sink } from '../../test/sink.ts'
import { lighthouse } from '../../test/world.ts'
import { catalogue } from '../catalogue.ts'
import { carryRemindersByMail, leaveCoalition, remindOrganisation } from '../coalitions/index.ts'
import { workerOf, type Member } from '../platform/actor.ts'
import { openDatabase, type Tx } from '../platform/database.ts'
import type { WorkerServices } from '../platform/module.ts'
import { askToEndQuiet, goQuiet } from '../publishing/index.ts'
import { suppress } from '../supporters/index.ts'
import { sendUpdate, sendUpdateTogether, withdrawUpdate } from '../updates/index.ts'
import {
  cancelBroadcast,
  countJointAudience,
  getBroadcast,
  getJoint,
  holdJoint,
  listBroadcasts,
  pauseBroadcast,
  releaseJoint,
  sendAllBroadcasts,
  stopJoint,
} from './index.ts'
import { listLeftUnsent } from './joint-reads.ts'
import { PostgresLedger } from './ledger.ts'

const office = await testOffice()
const { ines, layla, viktor } = office.member
const { clock, database } = office
const worker = openDatabase({ url: database.workerUrl, keys: database.keys, clock })
const directory = mkdtempSync(join(tmpdir(), 'watchlight-together-'))
const nairobi = 'Lighthouse Circle, Moi Avenue 3, Nairobi, Kenya'
const wanjiru = await buildPartner(office.db, { ...lighthouse, postalAddress: nairobi })
const noor = await buildPartner(
  office.db,
  { ...lighthouse, name: 'Beacon House', senderName: 'Beacon House', senderAddress: 'news@beacon.example' },
  { name: 'Noor Haddadin', address: 'noor@beacon.example' },
)
let sink: Sink
let campaign: BuiltCampaign
let updateId: string
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true })
  await worker.close()
})
beforeEach(async () => {
  round++
  ruth = { email: `ruth${round}@mail.example`, firstName: 'Ruth', kind: 'signature' }
  sam = { email: `sam${round}@mail.example`, firstName: 'Sam', kind: 'signature' }
  sink = await startSink({ keep: 50 })
  campaign = await buildLiveCampaign(office.db, fresh(ines))
  updateId = await buildUpdate(office.db, ines, campaign.caseId)
  await publishBuilt(office.db, fresh(ines), updateId)
  await joinCoalition(office.db, fresh(ines), campaign.caseId, fresh(wanjiru))
})
afterEach(() => sink.close())

const fresh = (member: Member): Member => ({ ...member, steppedUpAt: clock.now() })
const as = <T>(member: Member, run: (tx: Tx) => Promise<T>) => office.db.transaction(fresh(member), run)
const services = (): WorkerServices => ({
  ...{ db: worker, keys: database.keys, catalogue, workerId: 'host one, boot one' },
  ...{ publicUrl: 'https://act.harbour.example', privateUrl: 'https://page.example' },
  ...{ outsideAllow: [], heartbeatUrl: undefined, smtpUrl: `smtp://127.0.0.1:${sink.port}` },
  ...{ journalDir: directory, auditDir: directory, withdrawalsDrained: async () => true },
  organisations: async () => [ines.organisationId, wanjiru.organisationId, noor.organisationId],
  log: () => {},
})
const work = () =>
  sendAllBroadcasts(services(), {
    ...{ lanes: 2, recordEvery: 20, retryDelays: [20, 40], knock: { first: 20, most: 50 } },
  })
const minutes = (count: number) => clock.move(count * 60_000)
const halfAnHour = async () => (minutes(30), await work())

/** People who come through an organisation, in this order of time. */
async function come(through: Member, list: readonly (BuiltReader & { firstName: string })[]): Promise<void> {
  minutes(1)
  await buildPeople(worker, through.organisationId, campaign, list)
}
let ruth: BuiltReader & { firstName: string; kind: 'signature' }
let sam: typeof ruth
// others in each test, because what an organisation may not write to stays so
let round = 0

/** Ends what one organisation may write to this address, as a link in its mail does. */
const leaves = (of: Member, reason: 'opt-in' | 'unsubscribed' | 'hard-bounce') =>
  worker.transaction(workerOf(of.organisationId), async (tx) => {
    const ends = sql`update opt_ins set ended_at = ${tx.now}, ended_reason = 'left' where case_id = ${campaign.caseId}`
    if (reason === 'opt-in') return void (await ends.execute(tx.db))
    const inboxes = sql<Inbox>`select s.inbox from opt_ins o join supporters s on s.id = o.supporter_id
      where o.case_id = ${campaign.caseId}`
    for (const { inbox } of (await inboxes.execute(tx.db)).rows)
      await suppress(tx, of.organisationId, inbox, reason)
  })
type Inbox = { inbox: number }
const send = () => as(ines, (tx) => sendUpdateTogether(tx, updateId, 'acted'))
const stands = (id: string, member: Member = ines) => as(member, (tx) => getJoint(tx, id))
const fromOf = (to: string) =>
  sink.mails.filter((mail) => mail.to === to).map(({ raw }) => /^From: "([^"]+)"/m.exec(raw)?.[1])
const html = async (path: string) => await (await office.as('ines').get(path)).text()
const partOf = (id: string, member: Member) =>
  as(member, async (tx) => (await listBroadcasts(tx, { updateId })).rows.find((row) => row.jointId === id)!)

test('one person known to two organisations gets one mail, from the one that she answered first', async () => {
  const { address } = await buildPartnerPage(office.db, fresh(wanjiru), fresh(ines), campaign.campaignId)
  await come(wanjiru, [ruth])
  await come(ines, [ruth, sam, { ...ruth, firstName: 'Ada', asked: false }])
  const counted = await as(ines, (tx) =>
    countJointAudience(tx, { id: updateId, caseId: campaign.caseId }, 'acted'),
  )
  expect(counted).toMatchObject({ people: 3, asked: 2, recipients: 2 })
  expect(counted.parts.map(({ name, recipients }) => [name, recipients])).toEqual([
    ['Harbour Watch', 1],
    ['Lighthouse Circle', 1],
  ])
  const id = await send()
  // nothing leaves in the minutes of the charter, nor a moment before they are over
  minutes(29)
  await work()
  expect([sink.total, (await stands(id)).standing]).toEqual([0, 'waiting'])
  minutes(1)
  await work()
  expect(sink.total).toBe(2)
  expect(fromOf(ruth.email)).toEqual(['Lighthouse Circle'])
  expect(fromOf(sam.email)).toEqual(['Harbour Watch'])
  const mail = sink.mails.find(({ to }) => to === ruth.email)!.raw
  expect(mail).toContain('<news@lighthouse.example>')
  // Safety: she gave her address to one organisation, and its mail leads to its own form
  const formIn = (raw: string) =>
    /\/act\/\w+(\/[\w-]+)?\/(?:message|email|call|signature)/.exec(raw.replaceAll('=\r\n', ''))?.[1]
  expect(formIn(mail)).toBe(`/${address}`)
  expect(formIn(sink.mails.find(({ to }) => to === sam.email)!.raw)).toBeUndefined()
  expect(mail).toContain('Moi Avenue 3')
  expect(mail).toMatch(/^List-Unsubscribe: <https:\/\/act\.harbour\.example\/u\/[\w-]{22}>\r\n/m)
  // a second one finds nobody who has it already, whoever it came from
  await expect(send()).rejects.toMatchObject({ code: 'broadcasts.error.nobody' })
  const joint = await stands(id)
  expect(joint).toMatchObject({ standing: 'done', recipients: 2 })
  expect(joint.parts.map(({ name, counts }) => [name, counts.sent])).toEqual(
    expect.arrayContaining([
      ['Harbour Watch', 1],
      ['Lighthouse Circle', 1],
    ]),
  )
})

test.each(['opt-in', 'unsubscribed', 'hard-bounce'] as const)(
  'leaving the first organisation (%s) is not leaving the second',
  async (how) => {
    await come(wanjiru, [ruth])
    await come(ines, [ruth])
    await leaves(wanjiru, how)
    await send()
    minutes(30)
    await work()
    expect([sink.total, ...fromOf(ruth.email)]).toEqual([1, 'Harbour Watch'])
  },
)

test('each reads its own part, the sender and the lead the numbers of all, a stranger nothing', async () => {
  await come(wanjiru, [ruth])
  await come(ines, [sam])
  await joinCoalition(office.db, fresh(ines), campaign.caseId, fresh(noor), { role: 'observer' })
  const id = await send()
  const names = async (member: Member) => (await stands(id, member)).parts.map(({ name }) => name).toSorted()
  expect(await names(ines)).toEqual(['Harbour Watch', 'Lighthouse Circle'])
  expect(await names(wanjiru)).toEqual(['Lighthouse Circle'])
  expect(await names(noor)).toEqual([])
  for (const member of [ines, wanjiru, noor])
    expect(
      await as(member, async (tx) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from broadcast_chunks k
          join broadcasts b on b.id = k.broadcast_id where b.joint_id = ${id}`.execute(tx.db)
        return rows[0]!.n
      }),
    ).toBe(member === noor ? 0 : 1)
  const seenBy = (member: Member) =>
    as(member, (tx) => countJointAudience(tx, { id: updateId, caseId: campaign.caseId }, 'all'))
  expect(await seenBy(noor)).toMatchObject({ people: 0, recipients: 0, parts: [] })
  expect((await seenBy(wanjiru)).whole).toBe(false)
  expect((await seenBy(wanjiru)).parts.map(({ name }) => name)).toEqual(['Lighthouse Circle'])
  const mine = await partOf(id, ines)
  await expect(as(wanjiru, (tx) => getBroadcast(tx, mine.id))).rejects.toMatchObject({ status: 404 })
  await as(ines, (tx) => stopJoint(tx, id))
})

test('any organisation but an observer holds it, who held lets it go, and it goes once', async () => {
  await come(wanjiru, [ruth])
  await come(ines, [sam])
  await joinCoalition(office.db, fresh(ines), campaign.caseId, fresh(noor), { role: 'observer' })
  const id = await send()
  const hold = (member: Member) =>
    as(member, (tx) => holdJoint(tx, { jointId: id, reason: 'The hearing moved.' }))
  await expect(hold(viktor)).rejects.toMatchObject({ code: 'access.refused' })
  await expect(hold(noor)).rejects.toMatchObject({ code: '42501', constraint: 'observers_read' })
  await hold(wanjiru)
  await expect(hold(wanjiru)).rejects.toMatchObject({ code: 'broadcasts.error.held' })
  minutes(60)
  await work()
  expect([sink.total, (await stands(id)).standing]).toEqual([0, 'waiting'])
  const [held] = (await stands(id)).holds
  expect(held).toMatchObject({
    reason: 'The hearing moved.',
    organisation: 'Lighthouse Circle',
    person: 'Wanjiru Odera',
  })
  const release = (member: Member) => as(member, (tx) => releaseJoint(tx, { jointId: id, holdId: held!.id }))
  await expect(release(ines)).rejects.toMatchObject({ code: 'broadcasts.error.not-yours' })
  // the tables themselves refuse what the verbs would
  const part = await partOf(id, ines)
  for (const run of [
    sql`update broadcasts set state = 'sending' where id = ${part.id}`,
    sql`update joint_broadcasts set let_go_at = now() where id = ${id}`,
  ])
    await expect(as(ines, (tx) => run.execute(tx.db))).rejects.toMatchObject({
      code: expect.stringMatching(/^(23514|42501)$/),
    })
  await release(wanjiru)
  await Promise.all([work(), work()])
  expect([sink.total, ...sink.counts.values()]).toEqual([2, 1, 1])
  await expect(hold(wanjiru)).rejects.toMatchObject({ code: 'broadcasts.error.gone' })
  expect(await office.count('events', `type = 'broadcast.let-go' and case_id = '${campaign.caseId}'`)).toBe(2)
})

test('where it is held for long, everybody whose part waits hears by mail, as of what is asked; of nothing else', async () => {
  await come(wanjiru, [ruth])
  await come(ines, [sam])
  const id = await send()
  const { caseCode } = await stands(id)
  const sent: Parameters<Parameters<typeof carryRemindersByMail>[0]>[1][] = []
  carryRemindersByMail(async (_tx, mail) => sent.push(mail) > 0)
  const heard = async () => {
    for (const { organisationId } of [ines, wanjiru, noor])
      await worker.transaction(workerOf(organisationId), remindOrganisation)
    const here = sent.splice(0).filter(({ code, about }) => code === caseCode && about === 'held')
    return here.map(({ to }) => to.name).toSorted()
  }
  await as(wanjiru, (tx) => holdJoint(tx, { jointId: id, reason: 'The hearing moved.' }))
  minutes(60 * 23)
  expect(await heard()).toEqual([])
  minutes(60)
  expect(await heard()).toEqual(['Ines Duarte', 'Wanjiru Odera'])
  const [hold] = (await stands(id)).holds
  await as(wanjiru, (tx) => releaseJoint(tx, { jointId: id, holdId: hold!.id }))
  minutes(60 * 72)
  expect(await heard(), 'let go').toEqual([])
  await as(ines, (tx) => holdJoint(tx, { jointId: id, reason: 'Once more.' }))
  await as(ines, (tx) => stopJoint(tx, id))
  minutes(60 * 24)
  expect(await heard(), 'stopped').toEqual([])
})

test('the console says numbers of each before it goes, and any organisation holds it there', async () => {
  await come(wanjiru, [ruth])
  await come(ines, [ruth, sam])
  const [ours, theirs] = [office.as('ines'), office.signedIn(wanjiru)]
  const read = async (from: typeof ours, path: string) =>
    (await (await from.get(path)).text()).replaceAll(/<[^>]+>/g, ' ')
  const before = await read(ours, `/updates/${updateId}/send`)
  expect(before).toMatch(/Lighthouse Circle\s+1\s/)
  expect(before).toMatch(/Through others\s+1\s/)
  expect(before).toMatch(/In all\s+2\s/)
  expect(before).not.toContain('By country')
  // whose update it is sends it
  expect(await read(theirs, `/updates/${updateId}/send`)).toContain('The organisation that wrote this update')
  expect((await theirs.post(`/updates/${updateId}/send`, { who: 'acted' })).status).toBe(403)
  const sent = await ours.post(`/updates/${updateId}/send`, { who: 'acted' })
  const at = sent.headers.get('location')!
  expect(at).toMatch(/^\/joint-broadcasts\//)
  const today = await read(theirs, '/')
  expect(today).toContain('a joint broadcast goes at')
  expect(today).not.toContain('Samira')
  expect((await theirs.post(`${at}/hold`, { reason: '' })).status).toBe(422)
  expect((await theirs.post(`${at}/hold`, { reason: 'Wait for Thursday.' })).status).toBe(303)
  expect(await read(ours, '/')).toContain('a joint broadcast is held')
  expect(await read(ours, at)).toMatch(/Lighthouse Circle[^]*Holds it[^]*Wait for Thursday/)
  const release = /action="([^"]+\/release)"/
  expect(await (await ours.get(at)).text()).not.toMatch(release)
  const [, href] = release.exec(await (await theirs.get(at)).text())!
  expect((await ours.post(href!)).status).toBe(403)
  expect((await theirs.post(href!)).status).toBe(303)
  expect((await ours.post(`${at}/stop`)).status).toBe(303)
  expect(await read(theirs, at)).toContain('Stopped')
})

test('quiet stops all of it, and begins the minutes anew', async () => {
  await come(wanjiru, [ruth])
  await come(ines, [sam])
  const id = await send()
  minutes(20)
  await as(ines, (tx) => goQuiet(tx, campaign.caseId))
  expect((await stands(id)).standing).toBe('quiet')
  minutes(20)
  await work()
  await signed(office.db, fresh(ines), (tx) => askToEndQuiet(tx, campaign.caseId))
  expect((await stands(id)).standing).toBe('waiting')
  minutes(29)
  await work()
  expect(sink.total).toBe(0)
  minutes(1)
  await work()
  expect(sink.total).toBe(2)
})

test('a page that goes down stops all parts in the same transaction', async () => {
  await come(wanjiru, [ruth])
  await come(ines, [sam])
  const id = await send()
  await as(ines, (tx) => withdrawUpdate(tx, updateId))
  expect((await stands(id)).parts.map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
  await halfAnHour()
  expect(sink.total).toBe(0)
})

test('a worker that dies after it let the parts go has let them go once', async () => {
  await come(wanjiru, [ruth])
  await come(ines, [sam])
  await send()
  minutes(30)
  const lives = [new PostgresLedger(services()), new PostgresLedger(services())]
  const gone = await Promise.all(lives.map((life) => life.letGo()))
  expect([...gone, await lives[0]!.letGo()]).toEqual([expect.any(Number), expect.any(Number), 0])
  expect(gone[0]! + gone[1]!).toBe(2)
  expect(await office.count('events', `type = 'broadcast.let-go' and case_id = '${campaign.caseId}'`)).toBe(2)
  await work()
  expect([sink.total, ...sink.counts.values()]).toEqual([2, 1, 1])
})

test('who leaves sends nothing more; the others go on, and the sender hears of those whom nobody mailed', async () => {
  await joinCoalition(office.db, fresh(ines), campaign.caseId, fresh(noor))
  await come(wanjiru, [ruth])
  await come(ines, [ruth, sam])
  const id = await send()
  const part = await partOf(id, wanjiru)
  await as(wanjiru, (tx) => leaveCoalition(tx, { caseId: campaign.caseId }))
  await halfAnHour()
  expect([...sink.counts]).toEqual([[sam.email, 1]])
  expect(await as(wanjiru, (tx) => getBroadcast(tx, part.id))).toMatchObject({
    ...{ state: 'cancelled', counts: { cancelled: 1, sent: 0 } },
    finishedAt: expect.any(Date),
  })
  await expect(stands(id, wanjiru)).rejects.toMatchObject({ status: 404 })
  expect(await html('/')).toContain('left before it had mailed one person')
  expect(await as(noor, listLeftUnsent)).toEqual([])
  await send()
  expect(await html('/')).not.toContain('left before it had mailed')
  await halfAnHour()
  expect([fromOf(ruth.email), fromOf(sam.email)]).toEqual([['Harbour Watch'], ['Harbour Watch']])
})

test('the sender or the lead stops all parts, any organisation its own, and nobody sends beside the others', async () => {
  await come(wanjiru, [ruth])
  await come(ines, [sam])
  const narrow = { who: 'acted', kinds: [], languages: [], countries: ['NL'] } as const
  await expect(as(ines, (tx) => sendUpdate(tx, updateId, narrow))).rejects.toMatchObject({
    code: 'broadcasts.error.together',
  })
  const id = await send()
  await expect(send()).rejects.toMatchObject({ code: 'broadcasts.error.under-way' })
  await expect(as(wanjiru, (tx) => stopJoint(tx, id))).rejects.toMatchObject({
    code: 'broadcasts.error.not-yours-to-stop',
  })
  const part = await partOf(id, wanjiru)
  await expect(as(wanjiru, (tx) => pauseBroadcast(tx, part.id))).rejects.toMatchObject({ status: 409 })
  await as(wanjiru, (tx) => cancelBroadcast(tx, part.id))
  await as(ines, (tx) => stopJoint(tx, id))
  await halfAnHour()
  expect([sink.total, (await stands(id)).standing]).toEqual([0, 'cancelled'])
  const byLayla = as(layla, (tx) => sendUpdateTogether(tx, updateId, 'acted'))
  await expect(byLayla).rejects.toMatchObject({ status: 403 })
})

test('what the charter says of the minutes holds for what goes out after it', async () => {
  await agreeOn(office.db, [fresh(ines), fresh(wanjiru)], campaign.caseId, { holdMinutes: 0 })
  await come(wanjiru, [ruth])
  await send()
  await work()
  expect([...sink.counts]).toEqual([[ruth.email, 1]])
})
