/** One stranger who would be a crowd: many names through one inbox, many connections at once, many spellings of one address. */
import { afterAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { countActions } from '../../src/campaigns/counting.ts'
import { confirmLinks } from '../../src/campaigns/confirm-mail.ts'
import { expireUnconfirmed } from '../../src/campaigns/expiring.ts'
import { campaignIntake } from '../../src/campaigns/intake.ts'
import '../../src/campaigns/module.ts'
import { workerOf } from '../../src/platform/actor.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { buildDesk } from '../build-case.ts'
import { buildLiveCampaign } from '../build-campaign.ts'
import { mailCatalogue } from '../catalogue.ts'
import { testDatabase } from '../database.ts'
import { act, ruth } from '../submissions.ts'
import { testWorker } from '../worker.ts'

const database = await testDatabase()
const clock = fixedClock('2026-11-23T10:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
afterAll(() => office.close())
const { organisationId, member } = await buildDesk(office)
const worker = testWorker(database, { intake: campaignIntake, catalogue: mailCatalogue, clock })
const asWorker = workerOf(organisationId)
const campaign = await buildLiveCampaign(office, member)
const names = [
  'Ana',
  'Bo',
  'Cy',
  'Di',
  'Ed',
  'Flo',
  'Gus',
  'Hal',
  'Ida',
  'Jo',
  'Kim',
  'Lou',
  'Mo',
  'Ned',
  'Oz',
]

const rows = <T>(query: ReturnType<typeof sql<T>>) =>
  worker.db.reading(asWorker, async (tx) => (await query.execute(tx.db)).rows)
const tally = () => worker.db.transaction(asWorker, (tx) => countActions(tx, campaign.campaignId))
const inboxOf = async (email: string) => {
  const [row] = await worker.db.reading(asWorker, async (tx) => {
    const index = (await tx.keys.organisation(organisationId)).index('address', email)
    return (
      await sql<{ number: number }>`select number from inboxes where address_index = ${index}`.execute(tx.db)
    ).rows
  })
  return row!.number
}

async function confirm(email: string): Promise<void> {
  const { token } = confirmLinks(worker.services, clock.now(), {
    organisationId,
    inbox: await inboxOf(email),
    caseId: campaign.caseId,
    campaignId: campaign.campaignId,
    language: 'en',
  })
  const at = clock.now().toISOString()
  await worker.submit(2, { type: 'confirm', at, language: 'en', token, choice: 'only' })
  await worker.drainAll()
}

const submission = (kind: 'email' | 'signature', who: Partial<typeof ruth>) =>
  act({ ...campaign, organisationId }, kind, clock.now(), { who: { ...ruth, ...who } })

test('one inbox with a list of names is a household at most, and writes no more letters', async () => {
  const email = 'crowd@mail.example'
  for (const kind of ['signature', 'email'] as const)
    await worker.submit(3, ...names.map((firstName) => submission(kind, { firstName, email })))
  await worker.drainAll()
  await confirm(email)
  expect(await tally()).toMatchObject({ people: 8, byKind: { signature: 8, email: 8 } })
  expect(
    await rows(sql`select state, count(*)::int as n from official_emails group by 1 order by 1`),
  ).toEqual([
    { state: 'queued', n: 8 },
    { state: 'waiting', n: 7 },
  ])

  // nor by coming back with more names, or by asking again
  await worker.submit(3, ...names.map((lastName) => submission('signature', { lastName, email })))
  await worker.drainAll()
  await confirm(email)
  expect(await tally()).toMatchObject({ people: 8 })

  // what was set aside is erased like what nobody confirmed
  clock.move(8 * 86_400_000)
  await worker.db.transaction(asWorker, (tx) => expireUnconfirmed(tx, organisationId))
  expect(await rows(sql`select state from official_emails where state = 'waiting'`)).toEqual([])
  expect(await rows(sql`select id from actions where state in ('pending', 'quarantined')`)).toEqual([])
  expect(await tally()).toMatchObject({ people: 8 })
})

test('one form through many connections at once, however the name and the address are spelled, is one person', async () => {
  const other = await buildLiveCampaign(
    office,
    { ...member, steppedUpAt: clock.now() },
    { codeName: 'Flood' },
  )
  const spelled = ['ruth.okafor@gmail.com', 'ruthokafor+1@gmail.com', 'R.u.t.h.okafor@googlemail.com']
  const forms = Array.from({ length: 200 }, (_, i) =>
    act({ ...other, organisationId }, 'signature', clock.now(), {
      who: { ...ruth, firstName: i % 2 ? 'Ruth' : 'RÚTH ', email: spelled[i % 3] },
    }),
  )
  await worker.submit(3, ...forms)
  await Promise.all([worker.drainAll(), worker.drainAll()])
  const taken = await rows<{ n: number }>(
    sql`select count(*)::int as n from actions where campaign_id = ${other.campaignId} and state = 'pending'`,
  )
  expect(taken).toEqual([{ n: 1 }])
})

test('calls and letters that nobody can check move no public number of people', async () => {
  const before = await tally()
  const claims = names.flatMap((firstName) => [
    act({ ...campaign, organisationId }, 'call', clock.now(), { who: undefined, keepPosted: undefined }),
    act({ ...campaign, organisationId }, 'email', clock.now(), {
      who: { ...ruth, firstName, email: `${firstName}@flood.example` },
      ownProgram: true,
    }),
  ])
  await worker.submit(3, ...claims)
  await worker.drainAll()
  const after = await tally()
  expect({ ...after, selfReported: {} }).toEqual({ ...before, selfReported: {} })
  expect(after.selfReported.email).toBe(15)
})

test('a stranger can cause eight mails a day to one inbox, however she spells it', async () => {
  const listBombed = await buildLiveCampaign(
    office,
    { ...member, steppedUpAt: clock.now() },
    { codeName: 'Bomb' },
  )
  const mails = () =>
    rows<{ n: number }>(sql`select count(*)::int as n from mails where about = ${listBombed.campaignId}`)
  const bomb = async (tag: string, count: number) => {
    const forms = Array.from({ length: count }, (_, i) =>
      act({ ...listBombed, organisationId }, 'signature', clock.now(), {
        who: { ...ruth, firstName: names[i % 15], email: `Victim+${tag}${i}@anywhere.example` },
      }),
    )
    await worker.submit(3, ...forms)
    await worker.drainAll()
  }
  await bomb('a', 40)
  await bomb('b', 10)
  expect(await mails()).toEqual([{ n: 8 }])
  clock.move(25 * 3_600_000)
  await bomb('c', 10)
  expect(await mails()).toEqual([{ n: 16 }])
})
