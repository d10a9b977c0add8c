/** One person writes to one office through two organisations: one letter leaves, and none is lost with the other. */
import { beforeEach, expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { leaveCoalition } from '#coalitions/index.ts'
import { openMailServers, relayOf } from '#delivery/index.ts'
import { buildTarget } from '../../test/build-campaign.ts'
import { buildPartnerPage } from '../../test/build-coalition.ts'
import { partnerWorld } from '../../test/partner-world.ts'
import { act, ruth } from '../../test/submissions.ts'
import { startSink } from '../../test/sink.ts'
import { confirmLinks } from './confirm-mail.ts'
import { letBehindGo } from './official-emails.ts'
import { requeueTests, sendDueLetters } from './official-sender.ts'
import type { OfficialEmailState } from './tables.ts'

const { clock, office, worker, organisationId, as, wanjiru, campaign, member, asWorker, inboxOf } =
  await partnerWorld()
const { organisationId: partner } = wanjiru
const [hana, noor] = [
  { ...ruth, firstName: 'Hana', email: 'hana@mail.example' },
  { ...ruth, firstName: 'Noor', email: 'noor@mail.example' },
]
// hours pass in here, and a proof does not last for one
beforeEach(() => {
  for (const one of [...Object.values(as), wanjiru]) one.steppedUpAt = clock.now()
})

type Built = Awaited<ReturnType<typeof campaign>>

async function open(testMode: boolean, ceilingPerHour = 60): Promise<Built> {
  const built = await campaign({ targetId: await buildTarget(office, as.ines, { ceilingPerHour }) })
  await buildPartnerPage(office, wanjiru, as.ines, built.campaignId)
  await office.transaction(as.ines, ({ db }) =>
    db.updateTable('campaigns').set({ test_mode: testMode }).where('id', '=', built.campaignId).execute(),
  )
  return built
}

const write = (built: Built, who: typeof ruth, through?: string) =>
  act(built, 'email', clock.now(), { who, ...(through ? { organisationId: through } : {}) })

async function confirm(organisation: string, about: Built, email: string): Promise<void> {
  const { token } = confirmLinks(worker.services, clock.now(), {
    ...{ organisationId: organisation, inbox: (await inboxOf(organisation, email))! },
    ...{ caseId: about.caseId, campaignId: about.campaignId, language: 'en' },
  })
  await worker.submit(2, {
    ...{ type: 'confirm', token, choice: 'only' },
    ...{ at: clock.now().toISOString(), language: 'en' },
  })
  await worker.drainAll()
}

/** Hana writes through the partner's page first, then through the campaign's own. */
async function twice(built: Built): Promise<void> {
  await worker.submit(3, write(built, hana, partner), write(built, hana))
  await worker.drainAll()
  await confirm(partner, built, hana.email)
  await confirm(organisationId, built, hana.email)
}

const lettersOf = (organisation: string, { campaignId }: Built) =>
  worker.db.reading(workerOf(organisation), async ({ db }) => {
    const rows = await db
      .selectFrom('official_emails')
      .select(['state', 'behind_since'])
      .where('campaign_id', '=', campaignId)
      .execute()
    return rows.map(({ state, behind_since: behind }) => (behind ? `${state} behind` : state)).toSorted()
  })
const both = async (built: Built) => [await lettersOf(partner, built), await lettersOf(organisationId, built)]
const settle = (organisation: string, { campaignId }: Built, state: OfficialEmailState, isTest = false) =>
  asWorker(organisation, ({ db }) =>
    db
      .updateTable('official_emails')
      .set({ state, test: isTest, settled_at: clock.now() })
      .where('campaign_id', '=', campaignId)
      .execute(),
  )
const theClock = () => letBehindGo.run(worker.services)

test('each office gets one, in the name of the organisation that came first, and under one ceiling', async () => {
  const built = await open(false, 1)
  await worker.submit(3, write(built, noor))
  await twice(built)
  await confirm(organisationId, built, noor.email)
  expect(await both(built)).toEqual([['queued'], ['queued', 'waiting behind']])
  await theClock()
  expect(await both(built), 'it waits as long as the first has not left').toEqual([
    ['queued'],
    ['queued', 'waiting behind'],
  ])
  const sink = await startSink({ keep: 10 })
  const relay = relayOf({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, publicUrl: 'https://watch.example' })
  const server = openMailServers(worker.services, relay)
  try {
    expect(await sendDueLetters(worker.services, server)).toBe(1)
    clock.move(1_800_000)
    await theClock()
    expect(await sendDueLetters(worker.services, server)).toBe(0)
    clock.move(1_800_000)
    expect(await sendDueLetters(worker.services, server)).toBe(1)
  } finally {
    server.close()
    await sink.close()
  }
  const from = sink.mails.map(({ from: sender }) => sender).toSorted()
  expect(from).toEqual(['letters@harbour.example', 'letters@lighthouse.example'])
  await theClock()
  expect(await both(built)).toEqual([['accepted'], ['accepted', 'stopped behind']])
  const told = await asWorker(organisationId, ({ db }) =>
    db.selectFrom('events').select('id').where('type', '=', 'official-email.behind').execute(),
  )
  expect(told).toHaveLength(1)
})

test.each(['refused', 'bounced', 'stopped'] as const)('the second goes when the first is %s', async (how) => {
  const built = await open(false)
  await twice(built)
  await settle(partner, built, how)
  await Promise.all([theClock(), theClock()])
  expect(await both(built)).toEqual([[how], ['queued']])
})

test('it goes when the organisation of the first leaves; behind one that may have left it is one too many', async () => {
  const built = await open(false)
  await twice(built)
  await member(wanjiru, (tx) => leaveCoalition(tx, { caseId: built.caseId }))
  await theClock()
  expect(await both(built)).toEqual([['stopped'], ['queued']])

  const another = await open(false)
  await twice(another)
  await settle(partner, another, 'unknown')
  await theClock()
  expect(await both(another)).toEqual([['unknown'], ['stopped behind']])
})

test('confirmed after the first has left it is stopped at once, and after it was refused it goes at once', async () => {
  for (const [state, then] of [
    ['accepted', 'stopped'],
    ['refused', 'queued'],
  ] as const) {
    const built = await open(false)
    await worker.submit(3, write(built, hana, partner), write(built, hana))
    await worker.drainAll()
    await confirm(partner, built, hana.email)
    await settle(partner, built, state)
    await confirm(organisationId, built, hana.email)
    expect(await both(built)).toEqual([[state], [then]])
  }
})

test('what went to the campaigner as a test has not left: the second waits, and behind the real one', async () => {
  const built = await open(true)
  await worker.submit(3, write(built, hana, partner), write(built, hana))
  await worker.drainAll()
  await confirm(organisationId, built, hana.email)
  await confirm(partner, built, hana.email)
  await settle(organisationId, built, 'accepted', true)
  await theClock()
  expect(await both(built)).toEqual([['waiting behind'], ['accepted']])
  await member(as.ines, async (tx) => {
    await tx.db
      .updateTable('campaigns')
      .set({ test_mode: false })
      .where('id', '=', built.campaignId)
      .execute()
    await requeueTests(tx, built.campaignId)
  })
  await theClock()
  expect(await both(built)).toEqual([['waiting behind'], ['queued']])
})
