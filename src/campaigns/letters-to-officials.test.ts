import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { openMailServers, relayOf, sendOne, type MailServers, type SingleMail } from '#delivery/index.ts'
import { takeDown } from '#publishing/index.ts'
import { buildDesk } from '../../test/build-case.ts'
import { buildLiveCampaign, buildTarget, type BuiltCampaign } from '../../test/build-campaign.ts'
import { mailCatalogue } from '../../test/catalogue.ts'
import { testDatabase } from '../../test/database.ts'
import { startSink, type Sink, type SinkOptions } from '../../test/sink.ts'
import { act, ruth } from '../../test/submissions.ts'
import { testWorker } from '../../test/worker.ts'
import { endCampaign, pauseCampaign } from './campaign-stopping.ts'
import { confirmLinks } from './confirm-mail.ts'
import { campaignIntake } from './intake.ts'
import { recoverLetters, requeueTests, sendDueLetters } from './official-sender.ts'
import { retireTarget } from './target.ts'
import './module.ts'

const database = await testDatabase()
// a Monday, 12:00 in Amman
const clock = fixedClock('2026-11-23T09:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
afterAll(() => office.close())
const { organisationId, member } = await buildDesk(office)
const worker = testWorker(database, { intake: campaignIntake, catalogue: mailCatalogue, clock })
const asWorker = workerOf(organisationId)
const desk = () => ({ ...member, steppedUpAt: clock.now() })

let sink: Sink
let server: MailServers
beforeEach(() => start())
afterEach(async () => {
  server.close()
  await sink.close()
  // what one test leaves in the queue must not leave in the next
  await worker.db.transaction(asWorker, ({ db }) =>
    sql`update official_emails set state = 'stopped' where state in ('queued', 'held', 'waiting')`.execute(
      db,
    ),
  )
})
async function start(script?: SinkOptions['script']): Promise<void> {
  await sink?.close()
  server?.close()
  sink = await startSink({ keep: 100, ...(script ? { script } : {}) })
  server = openMailServers(
    worker.services,
    relayOf({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, publicUrl: worker.services.publicUrl }),
  )
}

let someone = 0

const testMode = (campaign: BuiltCampaign, on: boolean) =>
  office.transaction(desk(), ({ db }) =>
    db.updateTable('campaigns').set({ test_mode: on }).where('id', '=', campaign.campaignId).execute(),
  )

/** A live campaign with an official of its own, so that ceilings of tests do not meet. */
async function live(options: { test?: boolean; email?: string; ceilingPerHour?: number } = {}) {
  const email = options.email ?? `minister${++someone}@justice.example`
  const targetId = await buildTarget(office, desk(), {
    email,
    ...(options.ceilingPerHour ? { ceilingPerHour: options.ceilingPerHour } : {}),
  })
  const campaign = await buildLiveCampaign(office, desk(), { targetId })
  await testMode(campaign, options.test ?? false)
  return { ...campaign, email }
}

/** Somebody writes and answers the mail. */
async function written(campaign: BuiltCampaign, changes: Record<string, unknown> = {}, person = ruth) {
  const who = { ...person, email: `writer${++someone}@mail.example` }
  await worker.submit(3, act(campaign, 'email', clock.now(), { who, ...changes }))
  await worker.drainAll()
  const inbox = await worker.db.reading(asWorker, async (tx) => {
    const index = (await tx.keys.organisation(organisationId)).index('address', who.email)
    const row = await tx.db
      .selectFrom('inboxes')
      .select('number')
      .where('address_index', '=', index)
      .executeTakeFirstOrThrow()
    return row.number
  })
  const { token } = confirmLinks(worker.services, clock.now(), {
    organisationId,
    inbox,
    caseId: campaign.caseId,
    campaignId: campaign.campaignId,
    language: 'en',
  })
  await worker.submit(2, {
    type: 'confirm',
    at: clock.now().toISOString(),
    language: 'en',
    token,
    choice: 'only',
  })
  await worker.drainAll()
  return who
}

const states = (campaign: BuiltCampaign) =>
  worker.db.reading(asWorker, async ({ db }) => {
    const rows = await db
      .selectFrom('official_emails')
      .select('state')
      .where('campaign_id', '=', campaign.campaignId)
      .orderBy('id')
      .execute()
    return rows.map((row) => row.state)
  })
const send = () => sendDueLetters(worker.services, server)
const instead = (instance: MailServers['instance']): MailServers => ({ ...server, instance })
const newest = async () =>
  await PostalMime.parse(Buffer.from(sink.mails.at(-1)!.raw.replace(/\r\n\./g, '\r\n'), 'latin1'))
const minute = 60_000

describe('a confirmed letter', () => {
  test('leaves once, as plain text, "Name via Campaign", from the campaign’s address, without a reply address', async () => {
    const campaign = await live()
    await written(campaign)
    expect(await send()).toBe(1)
    expect(await states(campaign)).toEqual(['accepted'])
    const mail = await newest()
    expect(mail.from?.name).toBe('Ruth Okafor, Nigeria via A question is no crime')
    expect(mail.from?.address).toMatch(/@harbour\.example$/)
    expect(mail.to?.[0]?.address).toBe(campaign.email)
    expect(mail.subject).toBe('Please end the inquiry')
    expect(mail.replyTo).toBeUndefined()
    expect(mail.html).toBeUndefined()
    expect(mail.text).toContain('Your Excellency,')
    expect(mail.text).toContain('I write to ask you to end the inquiry')
    expect(mail.text).not.toContain('{')
    clock.move(5 * minute)
    expect(await send()).toBe(0)
    expect(sink.total).toBe(1)
  })

  test.each<[string, string]>([
    ['first-name', 'Ruth, Nigeria'],
    ['country', 'Nigeria'],
  ])('shows no more than chosen: %s', async (identity, shown) => {
    const campaign = await live()
    await written(campaign, { identity })
    await send()
    const mail = await newest()
    expect(mail.from?.name).toBe(`${shown} via A question is no crime`)
    expect(sink.mails.at(-1)!.raw).not.toContain('Okafor')
    expect(sink.mails.at(-1)!.raw).not.toContain('mail.example')
  })

  test('carries her address only when she said so, and a copy goes to her', async () => {
    const campaign = await live()
    const who = await written(campaign, { replyTo: true, copy: true })
    await send()
    expect((await newest()).replyTo?.[0]?.address).toBe(who.email)
    while (await sendOne(worker.services, server));
    const copy = await newest()
    expect(copy.to?.[0]?.address).toBe(who.email)
    expect(copy.text).toContain('I write to ask you to end the inquiry')
  })

  test('in her own words is held until staff have seen it, whatever the form called it', async () => {
    const campaign = await live()
    await written(campaign, {
      letter: { variant: 'plain', subject: '', body: 'You will be sorry.', edited: false },
    })
    expect(await states(campaign)).toEqual(['held'])
    expect(await send()).toBe(0)
    expect(sink.total).toBe(0)
  })

  test('is the published one where the letter is locked', async () => {
    const campaign = await live()
    await office.transaction(desk(), ({ db }) =>
      sql`update campaigns set letter_mode = 'locked' where id = ${campaign.campaignId}`.execute(db),
    )
    await office.transaction(desk(), ({ db }) =>
      sql`update published.documents set body = jsonb_set(body, '{letterMode}', '"locked"') where kind = 'campaign'
        and key = (select short_id from campaigns where id = ${campaign.campaignId})`.execute(db),
    )
    await written(campaign, { letter: { variant: 'plain', subject: 'x', body: 'A threat.', edited: false } })
    expect(await send()).toBe(1)
    expect((await newest()).text).not.toContain('threat')
  })
})

describe('an office', () => {
  test('gets no more than its ceiling allows, spread over the hour', async () => {
    const campaign = await live({ ceilingPerHour: 4 })
    for (let n = 0; n < 6; n++) await written(campaign)
    const sent: number[] = []
    for (let at = 0; at < 60; at += 5) {
      sent.push(await send())
      clock.move(5 * minute)
    }
    expect(sent).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0])
  })

  test('has all its room for those who write, however many tests went to the campaigner', async () => {
    const campaign = await live({ test: true, ceilingPerHour: 2 })
    for (let n = 0; n < 3; n++) await written(campaign)
    for (let n = 0; n < 3; n++) expect(await send()).toBe(1)
    await testMode(campaign, false)
    await written(campaign)
    expect(await send()).toBe(1)
    expect(sink.counts.get(campaign.email)).toBe(1)
  })

  test('is written to in its own hours only', async () => {
    const campaign = await live()
    await written(campaign)
    // now 13:00 in Amman; to 20:00, then over the night to 10:00
    clock.move(7 * 60 * minute)
    expect(await send()).toBe(0)
    clock.move(14 * 60 * minute)
    expect(await send()).toBe(1)
  })
})

describe('a stop', () => {
  test.each(['pause', 'end'] as const)('by %s keeps everything that has not left', async (how) => {
    const campaign = await live()
    await written(campaign)
    await office.transaction<unknown>(desk(), (tx) =>
      how === 'pause'
        ? pauseCampaign(tx, { campaignId: campaign.campaignId, reason: 'danger' })
        : endCampaign(tx, { campaignId: campaign.campaignId, outcome: 'at-request' }),
    )
    expect(await send()).toBe(0)
    expect(await states(campaign)).toEqual([how === 'pause' ? 'queued' : 'stopped'])
    expect(sink.total).toBe(0)
  })

  test('by taking down the page of the case alone keeps letters and copies', async () => {
    const campaign = await live()
    await written(campaign, { copy: true })
    await written(campaign)
    expect(await send()).toBe(1)
    await office.transaction(desk(), (tx) =>
      takeDown(tx, { subjectKind: 'case', subjectId: campaign.caseId, quiet: true }),
    )
    clock.move(5 * minute)
    expect(await send()).toBe(0)
    while (await sendOne(worker.services, server));
    expect(await states(campaign)).toEqual(['accepted', 'queued'])
    expect(sink.total).toBe(1)
  })

  test('reaches a letter that is claimed already', async () => {
    const [first, second] = [await live(), await live()]
    await written(first)
    await written(second)
    // the stop comes while the first letter of this pass is on the wire
    let stopped: Promise<void> | undefined
    const stopping = instead({
      pause: 0,
      close() {},
      async send(mail) {
        stopped ??= (async () => {
          for (const { campaignId } of [first, second])
            await office.transaction(desk(), (tx) => pauseCampaign(tx, { campaignId, reason: 'asked' }))
        })()
        await stopped
        return await server.instance.send(mail)
      },
    })
    expect(await sendDueLetters(worker.services, stopping)).toBe(1)
    expect(sink.total).toBe(1)
    expect([...(await states(first)), ...(await states(second))].toSorted()).toEqual(['accepted', 'queued'])
  })
})

test('an office that is retired gets nothing more, not even what was claimed', async () => {
  const [first, second] = [await live(), await live()]
  await written(first)
  await written(second)
  let retired: string[] | undefined
  const retiring = instead({
    pause: 0,
    close() {},
    async send(mail) {
      if (!retired) {
        retired = [first, second].filter(({ email }) => email !== mail.to.address).map((one) => one.targetId)
        for (const targetId of retired)
          await office.transaction(desk(), (tx) => retireTarget(tx, { targetId }))
      }
      return await server.instance.send(mail)
    },
  })
  expect(await sendDueLetters(worker.services, retiring)).toBe(1)
  expect([...(await states(first)), ...(await states(second))].toSorted()).toEqual(['accepted', 'stopped'])
})

describe('trouble', () => {
  test.each<[string, SinkOptions['script'], string]>([
    ['refused for good', (step) => (step === 'rcpt' ? '550 5.1.1 no such user' : undefined), 'refused'],
    ['refused for now', (step) => (step === 'rcpt' ? '450 4.2.0 later' : undefined), 'queued'],
    ['cut at the dot', (step) => (step === 'dot' ? 'drop' : undefined), 'unknown'],
    ['server away', (step) => (step === 'connect' ? '421 away' : undefined), 'queued'],
  ])('%s is never marked sent', async (_, script, state) => {
    const campaign = await live()
    await written(campaign)
    await start(script)
    expect(await send()).toBe(0)
    expect(await states(campaign)).toEqual([state])
  })

  test('after the server is back what waited leaves, and Today is told in between', async () => {
    const campaign = await live()
    await written(campaign)
    await start((step) => (step === 'connect' ? '421 away' : undefined))
    await send()
    const away = async () =>
      (await worker.db.pool.query('select away_since from wl.mail_server')).rows[0].away_since as Date | null
    expect(await away()).toBeInstanceOf(Date)
    // the same life goes on: it rests, and knocks again by itself
    sink.options.script = undefined
    await expect.poll(send, { timeout: 20_000 }).toBe(1)
    expect(await away()).toBeNull()
    expect(await states(campaign)).toEqual(['accepted'])
  })

  test('a long time without our mail server uses up no tries', async () => {
    const campaign = await live()
    await written(campaign)
    await start((step) => (step === 'connect' ? '421 away' : undefined))
    for (let n = 0; n < 15; n++) await send()
    await start((step) => (step === 'rcpt' ? '450 4.2.0 later' : undefined))
    await send()
    expect(await states(campaign)).toEqual(['queued'])
    await start()
    clock.move(minute)
    expect(await send()).toBe(1)
  })

  test('a letter that does not open does not keep the others from leaving', async () => {
    const [broken, whole] = [await live(), await live()]
    await written(broken)
    await written(whole)
    await worker.db.transaction(asWorker, ({ db }) =>
      sql`update official_emails set sealed = repeat('x', 60)::bytea where campaign_id = ${broken.campaignId}`.execute(
        db,
      ),
    )
    expect(await send()).toBe(1)
    expect([await states(broken), await states(whole)]).toEqual([['refused'], ['accepted']])
  })

  test('a worker that died with a letter in hand leaves it unknown, never sent a second time by itself', async () => {
    const campaign = await live()
    await written(campaign)
    await worker.db.transaction(asWorker, ({ db }) =>
      sql`update official_emails set state = 'claimed', claimed_by = 'another boot', handed_at = now()
        where campaign_id = ${campaign.campaignId}`.execute(db),
    )
    await recoverLetters(worker.services, organisationId)
    expect(await states(campaign)).toEqual(['unknown'])
    clock.move(60 * minute)
    expect(await send()).toBe(0)
    expect(sink.total).toBe(0)
  })

  test('a pass that fails takes along only the letter that was handed over', async () => {
    const [first, second] = [await live(), await live()]
    await written(first)
    await written(second)
    const away = new Error('the database is away')
    const thenFail = (mail: SingleMail) => server.instance.send(mail).then(() => Promise.reject(away))
    const failing = instead({ pause: 0, close() {}, send: thenFail })
    await expect(sendDueLetters(worker.services, failing)).rejects.toThrow('away')
    await recoverLetters(worker.services, organisationId)
    expect([...(await states(first)), ...(await states(second))].toSorted()).toEqual(['queued', 'unknown'])
    expect(await send()).toBe(1)
    expect([...(await states(first)), ...(await states(second))].toSorted()).toEqual(['accepted', 'unknown'])
    expect(sink.total).toBe(2)
  })
})

test('in test mode letters go to the campaigner alone, marked; afterwards to the official', async () => {
  const campaign = await live({ test: true })
  await written(campaign, { replyTo: true })
  expect(await send()).toBe(1)
  const mail = await newest()
  expect(mail.to?.[0]?.address).toBe('tomas@harbour.example')
  expect(mail.subject).toMatch(/^\[TEST\]/)
  expect(mail.replyTo).toBeUndefined()
  expect(sink.counts.get(campaign.email)).toBeUndefined()
  await testMode(campaign, false)
  expect(await office.transaction(desk(), (tx) => requeueTests(tx, campaign.campaignId))).toBe(1)
  clock.move(5 * minute)
  expect(await send()).toBe(1)
  expect(sink.counts.get(campaign.email)).toBe(1)
})
