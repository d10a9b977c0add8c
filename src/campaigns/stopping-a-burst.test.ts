import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { workerOf } from '#platform/actor.ts'
import { Refused } from '#platform/web/errors.ts'
import { openMailServers, relayOf } from '#delivery/index.ts'
import { buildLiveCampaign, buildTarget, type BuiltCampaign } from '../../test/build-campaign.ts'
import { testOffice } from '../../test/office.ts'
import { startSink } from '../../test/sink.ts'
import { act, ruth } from '../../test/submissions.ts'
import { testWorker } from '../../test/worker.ts'
import { catalogue } from '../catalogue.ts'
import { nearlyEqual } from './burst.ts'
import { burst } from './burst-size.ts'
import { stopForBurst, stopOfficial } from './campaign-officials.ts'
import { confirmLinks } from './confirm-mail.ts'
import { campaignIntake } from './intake.ts'
import { sendDueLetters } from './official-sender.ts'

const office = await testOffice()
const { db, clock, organisationId } = office
const ines = { ...office.member.ines, steppedUpAt: clock.now() }
const worker = testWorker(office.database, { intake: campaignIntake, catalogue, clock })
const sink = await startSink({ keep: 100 })
const server = openMailServers(
  worker.services,
  relayOf({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, publicUrl: worker.services.publicUrl }),
)
afterAll(async () => {
  server.close()
  await sink.close()
})

// what one test leaves in the queue must not leave in the next
beforeEach(() =>
  worker.db.transaction(workerOf(organisationId), ({ db: rows }) =>
    sql`update official_emails set state = 'stopped' where state in ('queued', 'held')`.execute(rows),
  ),
)

const minute = 60_000
const newNetwork = () => randomBytes(12).toString('base64url')

async function live(): Promise<BuiltCampaign> {
  const targetId = await buildTarget(db, ines, { ceilingPerHour: 100_000 })
  const campaign = await buildLiveCampaign(
    db,
    { ...ines, steppedUpAt: clock.now() },
    { kinds: ['email'], targetId },
  )
  await db.transaction(ines, (tx) =>
    sql`update campaigns set test_mode = false where id = ${campaign.campaignId}`.execute(tx.db),
  )
  return campaign
}

let someone = 0

/** So many names with inboxes of their own write the published letter, or their own words, and confirm. */
async function crowd(
  campaign: BuiltCampaign,
  count: number,
  changes: (n: number) => Record<string, unknown>,
) {
  const at = clock.now()
  const people = Array.from({ length: count }, () => ({ ...ruth, email: `writer${++someone}@mail.example` }))
  const acts = people.map((who, n) => act(campaign, 'email', at, { who, ...changes(n) }))
  await worker.submit(3, ...acts)
  await worker.drainAll()
  const inboxes = await worker.db.reading(workerOf(organisationId), async (tx) => {
    const key = await tx.keys.organisation(organisationId)
    const indexes = people.map(({ email }) => key.index('address', email))
    return await tx.db.selectFrom('inboxes').select('number').where('address_index', 'in', indexes).execute()
  })
  const answers = inboxes.map(({ number: inbox }) => {
    const { caseId, campaignId } = campaign
    const whom = { organisationId, inbox, caseId, campaignId, language: 'en' }
    const { token } = confirmLinks(worker.services, at, whom)
    return { type: 'confirm', at: at.toISOString(), language: 'en', token, choice: 'only' }
  })
  await worker.submit(2, ...answers)
  await worker.drainAll()
}
const fromOne = (network: string) => () => ({ network })
const inWords = (words: (n: number) => string) => (n: number) => ({
  network: newNetwork(),
  letter: { variant: 'plain', subject: '', body: words(n), edited: true },
})

const stopOf = ({ campaignId, targetId }: BuiltCampaign) =>
  db.reading(ines, ({ db: rows }) =>
    rows
      .selectFrom('campaign_targets')
      .select(['stop_reason', 'stopped_by', 'burst_sign', 'burst_letters'])
      .where('campaign_id', '=', campaignId)
      .where('target_id', '=', targetId)
      .executeTakeFirstOrThrow(),
  )
const going = { stop_reason: null, stopped_by: null, burst_sign: null, burst_letters: null }
const inState = (campaign: BuiltCampaign, state: string) =>
  office.count('official_emails', `campaign_id = '${campaign.campaignId}' and state = '${state}'`)
const send = () => sendDueLetters(worker.services, server)
const stops = (campaign: BuiltCampaign) =>
  office.count('events', `type = 'campaign.official-stopped' and subject = '${campaign.campaignId}'`)

describe('a script with a list of names, from one network', () => {
  test('stops the queue with its last letter: nothing leaves, nothing is lost, one event is left', async () => {
    const campaign = await live()
    const network = newNetwork()
    await crowd(campaign, burst.fromOneNetwork - 1, fromOne(network))
    expect(await stopOf(campaign)).toEqual(going)
    await crowd(campaign, 1, fromOne(network))
    expect(await stopOf(campaign)).toEqual({
      ...{ stop_reason: 'burst', stopped_by: null },
      ...{ burst_sign: 'network', burst_letters: burst.fromOneNetwork },
    })
    expect(await inState(campaign, 'queued')).toBe(burst.fromOneNetwork)
    const before = sink.total
    expect(await send()).toBe(0)
    expect(sink.total).toBe(before)
    // more of the same, and honest letters, wait behind it
    await crowd(campaign, 2, fromOne(newNetwork()))
    expect(await inState(campaign, 'queued')).toBe(burst.fromOneNetwork + 2)
    expect(await send()).toBe(0)
    expect(await stops(campaign)).toBe(1)
    expect(
      await office.count(
        'events',
        `type = 'campaign.official-stopped' and actor_kind = 'worker' and actor_account is null
          and data @> '{"target": "${campaign.targetId}", "reason": "burst", "sign": "network"}'
          and subject = '${campaign.campaignId}'`,
      ),
    ).toBe(1)
  })

  test('stops that official alone', async () => {
    const [attacked, other] = [await live(), await live()]
    await crowd(other, 1, fromOne(newNetwork()))
    await crowd(attacked, burst.fromOneNetwork, fromOne(newNetwork()))
    expect(await stopOf(other)).toEqual(going)
    expect(await send()).toBe(1)
  })

  test('is no burst when a class writes, when it comes slowly, or from many networks', async () => {
    const [few, slow, many] = [await live(), await live(), await live()]
    const [one, two] = [newNetwork(), newNetwork()]
    await crowd(few, burst.fromOneNetwork - 1, fromOne(one))
    await crowd(slow, burst.fromOneNetwork - 1, fromOne(two))
    clock.move(61 * minute)
    await crowd(slow, burst.fromOneNetwork - 1, fromOne(two))
    await crowd(many, burst.fromOneNetwork + 5, () => ({ network: newNetwork() }))
    expect([await stopOf(few), await stopOf(slow), await stopOf(many)]).toEqual([going, going, going])
    expect(await stops(many)).toBe(0)
  })
})

describe('one text in many names', () => {
  const threat = (n: number) =>
    `We know where your children go to school and we are coming for all of you, number ${n} of us.`

  test('stops the queue, from whatever networks, with small changes and around the published words', async () => {
    const campaign = await live()
    await crowd(campaign, 1, fromOne(newNetwork()))
    await crowd(campaign, burst.ofSameWords, inWords(threat))
    expect(await stopOf(campaign)).toMatchObject({
      stop_reason: 'burst',
      burst_sign: 'words',
      burst_letters: burst.ofSameWords,
    })
    expect(await inState(campaign, 'held')).toBe(burst.ofSameWords)
    expect(await send()).toBe(0)
    expect(await inState(campaign, 'queued')).toBe(1)
  })

  test('is no burst when each wrote her own, or added her town to ours', async () => {
    const campaign = await live()
    const towns = ['Utrecht', 'Ghent', 'Lagos', 'Beirut', 'Osaka', 'Lima', 'Oslo', 'Tunis', 'Quito', 'Accra']
    await crowd(
      campaign,
      towns.length,
      inWords((n) => `I write from ${towns[n]} to ask you to end the inquiry against Samira Haddad.`),
    )
    const own = [
      'My grandmother drinks that water every day and nobody tells her what is in it.',
      'As a teacher of law I read your constitution with my students each spring.',
      'In my country too people were summoned for asking where public money went.',
      'Please let her go home to the council that elected her.',
      'I worked for thirty years in a waterworks and know what such a question is worth.',
      'A state that is sure of its accounts has no reason to fear a reader of them.',
      'I am fourteen and we spoke about her in our class today.',
      'Our union has written to you in March and has had no answer.',
    ]
    await crowd(
      campaign,
      own.length,
      inWords((n) => own[n]!),
    )
    expect(await stopOf(campaign)).toEqual(going)
    expect(await inState(campaign, 'held')).toBe(towns.length + own.length)
  })

  test.each<[string, string[], string[], boolean]>([
    ['the same', ['a b', 'b c', 'c d'], ['a b', 'b c', 'c d'], true],
    ['one pair more', ['a b', 'b c', 'c d'], ['a b', 'b c', 'c d', 'd e'], true],
    ['half of them', ['a b', 'b c'], ['a b'], false],
    ['nothing of their own', [], [], false],
  ])('pairs of words: %s', (_, one, other, expected) => {
    expect(nearlyEqual(new Set(one), new Set(other))).toBe(expected)
  })
})

describe('staff', () => {
  test('see it on Today, look at the letters without names, and let all go on by one press', async () => {
    const campaign = await live()
    const { campaignId, targetId } = campaign
    await crowd(campaign, burst.fromOneNetwork, fromOne(newNetwork()))
    const tomas = office.as('tomas')
    const today = await (await tomas.get('/')).text()
    expect(today).toContain(`/campaigns/${campaignId}/emails#burst-${targetId}`)
    expect(today).toContain(`${burst.fromOneNetwork} came from one network within an hour`)
    const page = await (await tomas.get(`/campaigns/${campaignId}/emails`)).text()
    expect(page).toContain(`id="burst-${targetId}"`)
    expect(page.match(/Network 1/g)).toHaveLength(burst.fromOneNetwork)
    expect(page).not.toContain('Okafor')
    expect(page).not.toContain('mail.example')
    await tomas.post(`/campaigns/${campaignId}/emails/stop`, { official: targetId, do: 'resume' })
    expect(await stopOf(campaign)).toEqual(going)
    expect(await (await tomas.get('/')).text()).not.toContain(`#burst-${targetId}`)
    clock.move(minute)
    expect(await send()).toBe(burst.fromOneNetwork)
    expect(await inState(campaign, 'accepted')).toBe(burst.fromOneNetwork)
  })

  test('are not stopped again by what they have let go, but by a new burst', async () => {
    const campaign = await live()
    const network = newNetwork()
    await crowd(campaign, burst.fromOneNetwork, fromOne(network))
    await db.transaction(ines, (tx) => stopOfficial(tx, { ...campaign, stop: false }))
    clock.move(minute)
    await crowd(campaign, burst.fromOneNetwork - 1, fromOne(network))
    expect(await stopOf(campaign)).toEqual(going)
    await crowd(campaign, 1, fromOne(network))
    expect(await stopOf(campaign)).toMatchObject({ stop_reason: 'burst' })
  })

  test('take out the forged letters before the others go', async () => {
    const campaign = await live()
    const { campaignId, targetId } = campaign
    await crowd(campaign, 2, () => ({ network: newNetwork() }))
    await crowd(campaign, burst.fromOneNetwork, fromOne(newNetwork()))
    const tomas = office.as('tomas')
    const page = await (await tomas.get(`/campaigns/${campaignId}/emails`)).text()
    const ticked = [...page.matchAll(/name="letter" value="([^"]+)" checked/g)].map(([, id]) => id!)
    expect(ticked).toHaveLength(burst.fromOneNetwork)
    await tomas.post(`/campaigns/${campaignId}/emails/review`, { letter: ticked, do: 'reject' })
    await tomas.post(`/campaigns/${campaignId}/emails/stop`, { official: targetId, do: 'resume' })
    clock.move(minute)
    expect(await send()).toBe(2)
    expect(await inState(campaign, 'stopped')).toBe(burst.fromOneNetwork)
  })

  test('alone let go on: a worker may stop and not resume, a viewer neither', async () => {
    const campaign = await live()
    await crowd(campaign, burst.fromOneNetwork, fromOne(newNetwork()))
    const resume = { ...campaign, stop: false }
    await expect(
      worker.db.transaction(workerOf(organisationId), (tx) => stopOfficial(tx, resume)),
    ).rejects.toThrow(Refused)
    await expect(
      db.transaction(ines, (tx) => stopForBurst(tx, { ...campaign, sign: 'network', letters: 1 })),
    ).rejects.toThrow(Refused)
    const { campaignId, targetId } = campaign
    const viewed = await office
      .as('viktor')
      .post(`/campaigns/${campaignId}/emails/stop`, { official: targetId, do: 'resume' })
    expect(viewed.status).toBe(403)
    expect(await stopOf(campaign)).toMatchObject({ stop_reason: 'burst' })
    expect(await stops(campaign)).toBe(1)
  })

  test('who stop a queue themselves are named, and no burst takes their place', async () => {
    const campaign = await live()
    await db.transaction(ines, (tx) => stopOfficial(tx, { ...campaign, stop: true }))
    await crowd(campaign, burst.fromOneNetwork, fromOne(newNetwork()))
    expect(await stopOf(campaign)).toEqual({ ...going, stop_reason: 'staff', stopped_by: ines.accountId })
    expect(await stops(campaign)).toBe(1)
  })
})
