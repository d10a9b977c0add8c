/** What organisations with pages of one campaign share: an official's hours, a burst, the end of the test, and old addresses. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { leaveCoalition, nameInPublic } from '#coalitions/index.ts'
import type { Tx } from '#platform/database.ts'
import { openMailServers, relayOf } from '#delivery/index.ts'
import { nameRelay, turnOffRelay } from '../delivery/own-relay/own-relay.ts'
import { getOrganisation, type OrganisationDocument } from '#organisations/index.ts'
import { putLogo } from '../organisations/logo.ts'
import { buildTarget, type BuiltCampaign } from '../../test/build-campaign.ts'
import {
  buildPartner,
  buildPartnerPage,
  joinCoalition,
  publishBuiltPage,
} from '../../test/build-coalition.ts'
import { partnerWorld } from '../../test/partner-world.ts'
import { startSink } from '../../test/sink.ts'
import { act, ruth } from '../../test/submissions.ts'
import { lighthouse } from '../../test/world.ts'
import { listBurstLetters } from './burst-letters.ts'
import { burst } from './burst-size.ts'
import { stopOfficial } from './campaign-officials.ts'
import { publishCampaign, resumeCampaign } from './campaign-publishing.ts'
import { endCampaign, pauseCampaign } from './campaign-stopping.ts'
import { draftCampaign, editCampaign, endTestMode, getCampaign, mayEnd } from './campaign.ts'
import { confirmLinks } from './confirm-mail.ts'
import { requeueTests, sendDueLetters } from './official-sender.ts'
import { pausePartnerPage } from './partner-page-publishing.ts'
import { draftPartnerPage, editPartnerPage, getPartnerPage } from './partner-page.ts'

const { clock, office, worker, organisationId, as, wanjiru, odile, ...rest } = await partnerWorld()
const { campaign, get, post, member, asWorker, inboxOf } = rest
const sink = await startSink({ keep: 100 })
const server = openMailServers(
  worker.services,
  relayOf({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, publicUrl: 'https://watch.example' }),
)
afterAll(async () => {
  server.close()
  await sink.close()
})
const partner = wanjiru.organisationId
beforeEach(async () => {
  for (const one of [...Object.values(as), wanjiru, odile]) one.steppedUpAt = clock.now()
  // what one test leaves in the queue must not leave in the next
  for (const one of [organisationId, partner])
    await asWorker(one, ({ db }) =>
      sql`update official_emails set state = 'stopped' where state in ('queued', 'held')`.execute(db),
    )
})

/** A campaign with a page of Lighthouse Circle. */
async function together(ceilingPerHour: number, test = false) {
  const targetId = await buildTarget(office, as.ines, { ceilingPerHour })
  const built = await campaign({ targetId })
  await buildPartnerPage(office, wanjiru, as.ines, built.campaignId)
  if (!test)
    await member(as.ines, ({ db }) =>
      sql`update campaigns set test_mode = false where id = ${built.campaignId}`.execute(db),
    )
  return built
}

let someone = 0
/** So many people write to the official through one organisation, and confirm. */
async function write(built: BuiltCampaign, through: string, count: number, changes: object = {}) {
  const people = Array.from({ length: count }, () => ({ ...ruth, email: `writer${++someone}@mail.example` }))
  const at = clock.now()
  const acts = people.map((who) => act(built, 'email', at, { who, organisationId: through, ...changes }))
  await worker.submit(3, ...acts)
  await worker.drainAll()
  for (const { email } of people) await confirm(built, through, email)
  return people
}

async function confirm({ caseId, campaignId }: BuiltCampaign, through: string, email: string) {
  const inbox = (await inboxOf(through, email))!
  const whom = { organisationId: through, inbox, caseId, campaignId, language: 'en' }
  const { token } = confirmLinks(worker.services, clock.now(), whom)
  const at = clock.now().toISOString()
  await worker.submit(2, { type: 'confirm', at, language: 'en', token, choice: 'only' })
  await worker.drainAll()
}

const statesOf = (organisation: string, { campaignId }: BuiltCampaign) =>
  asWorker(organisation, async ({ db }) => {
    const { rows } = await sql<{
      state: string
      n: number
    }>`select state, count(*)::int as n from official_emails
      where campaign_id = ${campaignId} group by 1 order by 1`.execute(db)
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
  })
/** Who sent since, in the order in which it left. */
async function sends(): Promise<string[]> {
  const before = sink.total
  await sendDueLetters(worker.services, server)
  return sink.mails.slice(before - sink.total || Infinity).map(({ from }) => from.replace(/^.*@/, ''))
}

describe('letters of several organisations to one official', () => {
  test('leave in turn under the one ceiling, whoever has more of them waiting', async () => {
    const built = await together(60)
    await write(built, organisationId, 3)
    clock.move(60_000)
    await write(built, partner, 2)
    const senders: string[] = []
    for (let hour = 0; hour < 5; hour++) {
      senders.push(...(await sends()))
      clock.move(60_000)
    }
    const [first, second] = senders
    expect(new Set(senders)).toEqual(new Set(['harbour.example', 'lighthouse.example']))
    expect(senders.slice(0, 4)).toEqual([first, second, first, second])
    expect(senders[4]).toBe('harbour.example')
  })

  test('do not wait for who has nothing that could leave', async () => {
    const built = await together(60)
    await write(built, organisationId, 2)
    await write(built, partner, 1)
    await member(wanjiru, (tx) => leaveCoalition(tx, { caseId: built.caseId }))
    const senders = [...(await sends())]
    clock.move(60_000)
    senders.push(...(await sends()))
    expect(senders).toEqual(['harbour.example', 'harbour.example'])
  })

  test('do not wait for who has a mail server of its own that is away, and its own leave when it is over', async () => {
    const built = await together(60)
    await write(built, organisationId, 5)
    await write(built, partner, 1)
    const place = { host: '127.0.0.1', port: 587, security: 'tls', user: '', password: '' } as const
    await member(wanjiru, (tx) => nameRelay(tx, place, { untested: true, allow: ['127.0.0.1:587'] }))
    const minutes = async (count: number) => {
      for (let minute = 0; minute < count; minute++) {
        clock.move(60_000)
        await sendDueLetters(worker.services, server)
      }
    }
    await minutes(10)
    expect(await statesOf(organisationId, built)).toEqual({ accepted: 5 })
    expect(await statesOf(partner, built)).toEqual({ queued: 1 })
    wanjiru.steppedUpAt = clock.now()
    await member(wanjiru, turnOffRelay)
    await minutes(1)
    expect(await statesOf(partner, built)).toEqual({ accepted: 1 })
  })

  test('that were a test go to the official when it ends, but for who took hers back and for who left', async () => {
    const built = await together(100_000, true)
    const { campaignId, caseId } = built
    await joinCoalition(office, as.ines, caseId, odile)
    await buildPartnerPage(office, odile, as.ines, campaignId, { address: 'shore-light' })
    await write(built, organisationId, 1)
    const [, gone] = await write(built, partner, 2)
    await write(built, odile.organisationId, 1)
    while ((await sendDueLetters(worker.services, server)) > 0) clock.move(1_000)
    for (const one of [organisationId, partner])
      expect(await statesOf(one, built)).not.toHaveProperty('queued')
    await asWorker(partner, async ({ db }) =>
      sql`update actions set state = 'withdrawn' where campaign_id = ${campaignId} and supporter_id = (select s.id
        from supporters s where s.organisation_id = ${partner} and s.inbox = ${await inboxOf(partner, gone!.email)})`.execute(
        db,
      ),
    )
    await member(odile, (tx) => leaveCoalition(tx, { caseId }))
    const count = await member(as.ines, async (tx) => {
      const { version } = await getCampaign(tx, campaignId)
      await endTestMode(tx, { campaignId, version })
      return await requeueTests(tx, campaignId)
    })
    expect(count).toBe(2)
    expect(await statesOf(partner, built)).toEqual({ accepted: 1, queued: 1 })
    expect(await statesOf(odile.organisationId, built)).toEqual({ accepted: 1 })
    const senders: string[] = []
    for (const _ of [1, 2]) {
      clock.move(1_000)
      senders.push(...(await sends()))
    }
    expect(senders.toSorted()).toEqual(['harbour.example', 'lighthouse.example'])
    expect(sink.mails.at(-1)!.to).toBe('minister@justice.example')
  })
})

test('in a campaign of another organisation a partner pauses, and neither sets, publishes nor closes it', async () => {
  const built = await together(60, true)
  const { campaignId, caseId } = built
  await write(built, organisationId, 1)
  await sends()
  const row = () =>
    member(as.ines, async (tx) => {
      const { state, version, testMode, codeName } = await getCampaign(tx, campaignId)
      return { state, version, testMode, codeName }
    })
  const before = await row()
  const { version } = before
  const edit = {
    ...{ campaignId, version, codeName: 'Theirs', kinds: ['email'] as const, zone: 'UTC' },
    ...{ letterMode: 'free' as const, goalMinimum: 0, defaultLanguage: 'en', testAddress: 'w@post.example' },
  }
  const publication = { campaignId, version, items: ['name'], languages: ['en'] }
  const foreign = { code: 'campaigns.error.another-runs' }
  for (const verb of [
    (tx: Tx) => editCampaign(tx, edit),
    (tx: Tx) => endTestMode(tx, { campaignId, version }),
    (tx: Tx) => publishCampaign(tx, publication),
    (tx: Tx) => endCampaign(tx, { campaignId, outcome: 'replaced' }),
  ] as ((tx: Tx) => Promise<unknown>)[])
    await expect(member(wanjiru, verb)).rejects.toMatchObject(foreign)
  // past the verbs the database says the same
  for (const changed of [sql`code_name = 'Theirs'`, sql`test_mode = false`, sql`state = 'ended'`])
    await expect(
      member(wanjiru, ({ db }) => sql`update campaigns set ${changed} where id = ${campaignId}`.execute(db)),
    ).rejects.toMatchObject({ constraint: 'campaigns_own' })
  // and nobody stops others' letters or mail for no reason of the case
  const stopped = await member(wanjiru, async ({ db }) => {
    const letters = sql<{ n: number }>`select wl.stop_letters_of_others(${campaignId}, null) as n`
    const tests = sql<{ n: number }>`select wl.requeue_tests_of_others(${campaignId}) as n`
    const mail = sql`select id from wl.stop_broadcasts_of(${caseId}, ${organisationId})`
    return [
      (await letters.execute(db)).rows[0]!.n,
      (await tests.execute(db)).rows[0]!.n,
      (await mail.execute(db)).rows.length,
    ]
  })
  expect(stopped).toEqual([0, 0, 0])
  expect(await row()).toEqual(before)
  await member(wanjiru, (tx) => pauseCampaign(tx, { campaignId, reason: 'danger' }))
  expect((await row()).state).toBe('paused')
  await expect(
    member(wanjiru, async (tx) =>
      resumeCampaign(tx, { ...publication, version: (await getCampaign(tx, campaignId)).version }),
    ),
  ).rejects.toMatchObject(foreign)
})

test('what an organisation that left has begun is ended by the lead, who changes nothing else of it', async () => {
  const built = await together(60)
  const theirs = await member(wanjiru, (tx) =>
    draftCampaign(tx, {
      ...{ caseId: built.caseId, codeName: 'Left behind', language: 'en', zone: 'UTC', kinds: ['signature'] },
      testAddress: 'w@post.example',
    }),
  )
  const end = () => member(as.ines, (tx) => endCampaign(tx, { campaignId: theirs, outcome: 'replaced' }))
  const foreign = { code: 'campaigns.error.another-runs' }
  await expect(end(), 'while it is in').rejects.toMatchObject(foreign)
  await member(wanjiru, (tx) => leaveCoalition(tx, { caseId: built.caseId }))
  for (const changed of [sql`code_name = 'Ours'`, sql`state = 'ended', code_name = 'Ours'`])
    await expect(
      member(as.ines, ({ db }) => sql`update campaigns set ${changed} where id = ${theirs}`.execute(db)),
    ).rejects.toMatchObject({ constraint: 'campaigns_own' })
  expect(await member(as.ines, async (tx) => mayEnd(tx, await getCampaign(tx, theirs)))).toBe(true)
  await end()
  expect(await member(as.ines, async (tx) => (await getCampaign(tx, theirs)).state)).toBe('ended')
})

describe('a burst that is spread over the pages of several organisations', () => {
  const stopOf = ({ campaignId, targetId }: BuiltCampaign) =>
    member(as.ines, ({ db }) =>
      db
        .selectFrom('campaign_targets')
        .select(['stop_reason', 'burst_sign', 'burst_letters'])
        .where('campaign_id', '=', campaignId)
        .where('target_id', '=', targetId)
        .executeTakeFirstOrThrow(),
    )

  test('stops the official’s queue for all, and tells each a number and no more', async () => {
    const built = await together(100_000)
    const { campaignId, targetId } = built
    const network = randomBytes(12).toString('base64url')
    const half = burst.fromOneNetwork / 2
    await write(built, organisationId, half, { network })
    await write(built, organisationId, 1)
    await write(built, partner, half - 1, { network })
    expect(await stopOf(built)).toMatchObject({ stop_reason: null })
    await write(built, partner, 1, { network })
    expect(await stopOf(built)).toEqual({
      ...{ stop_reason: 'burst', burst_sign: 'network', burst_letters: burst.fromOneNetwork },
    })
    expect(await sends()).toEqual([])
    const shown = await member(wanjiru, (tx) => listBurstLetters(tx, { campaignId, targetId }))
    expect([shown.total, shown.letters.every(({ ofBurst }) => ofBurst)]).toEqual([half, true])
    // one organisation has looked at its own; the others' wait for their people
    await member(as.ines, (tx) => stopOfficial(tx, { campaignId, targetId, stop: false }))
    expect(await statesOf(organisationId, built)).toEqual({ queued: half + 1 })
    expect(await statesOf(partner, built)).toEqual({ held: half })
    while ((await sendDueLetters(worker.services, server)) > 0) clock.move(1_000)
    expect(await statesOf(partner, built)).toEqual({ held: half })
  })
})

describe('a page that gets another address', () => {
  test('is found under the old one, until it is not public any more', async () => {
    const built = await campaign()
    const { campaignId, key } = built
    const { pageId } = await buildPartnerPage(office, wanjiru, as.ines, campaignId, { address: 'first-name' })
    const at = (address: string, rest = '/signature') => `/en/act/${key}/${address}${rest}`
    const moveTo = async (address: string) => {
      await member(wanjiru, async (tx) => {
        const { version, intro } = await getPartnerPage(tx, pageId)
        const look = { accent: 'sea' as const, showsDonate: true, showsSocial: true }
        await editPartnerPage(tx, { pageId, version, address, intro, ...look })
      })
      await publishBuiltPage(office, wanjiru, as.ines, pageId)
    }
    const leadsTo = async (path: string) => {
      await get(path)
      const { status, headers } = await rest.app.request(path)
      return [status, headers.get('location')]
    }
    await moveTo('second-name')
    await moveTo('third-name')
    for (const old of ['first-name', 'second-name'])
      expect(await leadsTo(`${at(old)}?variant=law`)).toEqual([303, `${at('third-name')}?variant=law`])
    expect(await leadsTo(at('first-name', ''))).toEqual([303, at('third-name', '')])
    expect(await leadsTo(`/embed/act/${key}/first-name/signature?lang=en`)).toEqual([
      ...[303, `/embed/act/${key}/third-name/signature?lang=en`],
    ])
    // a form that was opened before is taken, and goes on at the new address
    const sent = await post(at('second-name'), { ...ruth, follow: 'no', identity: 'full' })
    expect([sent.status, sent.headers.get('location')]).toEqual([
      ...[303, expect.stringContaining(at('third-name', '/next/'))],
    ])
    // nobody else gets the address, not even past the verb
    await joinCoalition(office, as.ines, built.caseId, odile)
    const other = await member(odile, (tx) => draftPartnerPage(tx, { campaignId }))
    const edit = { pageId: other, version: 1, accent: 'sea' as const, showsDonate: false, showsSocial: false }
    await expect(
      member(odile, (tx) => editPartnerPage(tx, { ...edit, address: 'first-name', intro: { en: 'Hello.' } })),
    ).rejects.toMatchObject({ fields: { address: 'partner-page.address.taken' } })
    await member(odile, (tx) => editPartnerPage(tx, { ...edit, address: 'shore', intro: { en: 'Hello.' } }))
    const addressOf = (address: string) =>
      member(odile, ({ db }) =>
        sql`update partner_pages set address = ${address} where id = ${other}`.execute(db),
      )
    await addressOf('first-name')
    await expect(publishBuiltPage(office, odile, as.ines, other)).rejects.toMatchObject({
      constraint: 'partner_pages_own_address',
    })
    await addressOf('shore')
    // its own old address it may take again
    await moveTo('first-name')
    expect(await leadsTo(at('third-name'))).toEqual([303, at('first-name')])
    await member(wanjiru, (tx) => pausePartnerPage(tx, { pageId }))
    const [gone, never] = [await get(at('third-name')), await get(at('never-was-here'))]
    expect([gone.status, gone.text]).toEqual([410, never.text])
  })
})

describe('the logo of an organisation', () => {
  test('stands on its pages as long as it may be named, and nowhere else', async () => {
    const built = await campaign()
    // named in this case alone
    const facts = { ...lighthouse, name: 'Tide Lamp', senderAddress: 'news@tide.example' }
    const ada = await buildPartner(office, facts, { name: 'Ada Lund', address: 'ada@tide.example' })
    await joinCoalition(office, as.ines, built.caseId, ada)
    const { address } = await buildPartnerPage(office, ada, as.ines, built.campaignId)
    const bytes = Buffer.from('RIFF and so on')
    const picture = { bytes, width: 120, height: 40, type: 'image/webp' as const }
    await member(ada, (tx) => putLogo(tx, picture))
    const { shortId, body } = await asWorker(ada.organisationId, async (tx) => {
      const own = await getOrganisation(tx, ada.organisationId)
      const row = await tx.db
        .selectFrom('published.organisations')
        .selectAll()
        .where('organisation_id', '=', ada.organisationId)
        .executeTakeFirstOrThrow()
      return { shortId: own.shortId, body: row.body as unknown as OrganisationDocument }
    })
    const src = `/files/${body.logo!.key}`
    const page = `/en/act/${built.key}/${address}/signature`
    const frame = `/embed/act/${built.key}/${address}/signature?lang=en`
    for (const path of [page, frame, `/en/o/${shortId}`])
      expect((await get(path)).text).toContain(`src="${src}"`)
    expect((await get(`/en/act/${built.key}/signature`)).text).not.toContain(src)
    expect(await get(src)).toEqual({ status: 200, text: bytes.toString() })
    await member(ada, (tx) => nameInPublic(tx, { caseId: built.caseId, named: false }))
    expect([(await get(src)).status, (await get(`/en/o/${shortId}`)).status]).toEqual([404, 404])
  })
})
