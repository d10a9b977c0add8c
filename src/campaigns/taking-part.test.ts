import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { eraseSupporter } from '#supporters/index.ts'
import { buildDesk } from '../../test/build-case.ts'
import { buildLiveCampaign, type BuiltCampaign } from '../../test/build-campaign.ts'
import { mailCatalogue } from '../../test/catalogue.ts'
import { testDatabase } from '../../test/database.ts'
import { act, jonas, newJourney, ruth } from '../../test/submissions.ts'
import { testWorker } from '../../test/worker.ts'
import { actionPlace, type SealedAction } from './acting.ts'
import { countActions } from './counting.ts'
import { stopOfficial } from './campaign-officials.ts'
import { pauseCampaign } from './campaign-stopping.ts'
import { campaignJobs } from './expiring.ts'
import { campaignIntake } from './intake.ts'
import { endPersonIndexes } from './supporter-actions.ts'
import { retireTarget } from './target.ts'
import './module.ts'

const database = await testDatabase()
const clock = fixedClock('2026-11-23T10:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
afterAll(() => office.close())
const { organisationId, member } = await buildDesk(office)
const worker = testWorker(database, { intake: campaignIntake, catalogue: mailCatalogue, clock })

const asWorker = workerOf(organisationId)
const actionsOf = (campaign: BuiltCampaign) =>
  worker.db.reading(asWorker, ({ db }) =>
    db
      .selectFrom('actions')
      .select(['kind', 'state', 'self_reported', 'outcome', 'person_number', 'supporter_id', 'target_id'])
      .where('campaign_id', '=', campaign.campaignId)
      .orderBy('id')
      .execute(),
  )
const mailsAbout = (campaign: BuiltCampaign) =>
  worker.db.reading(asWorker, ({ db }) =>
    db.selectFrom('mails').select(['kind', 'inbox']).where('about', '=', campaign.campaignId).execute(),
  )
const lettersOf = (campaign: BuiltCampaign) =>
  worker.db.reading(asWorker, async ({ db }) => {
    const rows = await db
      .selectFrom('official_emails')
      .select('state')
      .where('campaign_id', '=', campaign.campaignId)
      .execute()
    return rows.map((row) => row.state)
  })
const dropped = () =>
  worker.db.reading(asWorker, async ({ db }) => {
    const rows = await db
      .selectFrom('events')
      .select('data')
      .where('type', '=', 'submission.dropped')
      .orderBy('at')
      .execute()
    return rows.map((row) => row.data['code'])
  })
const live = () => buildLiveCampaign(office, member)
const drain = () => worker.drainAll()

describe('somebody acts', () => {
  test('each kind is kept, waits for the mail, and one mail asks for all of them', async () => {
    const campaign = await live()
    const at = clock.now()
    await worker.submit(
      3,
      ...(['message', 'email', 'signature'] as const).map((kind) => act(campaign, kind, at)),
    )
    await drain()
    expect(await actionsOf(campaign)).toMatchObject([
      { kind: expect.any(String), state: 'pending' },
      { state: 'pending' },
      { state: 'pending' },
    ])
    expect(await mailsAbout(campaign)).toHaveLength(1)
    const people = new Set((await actionsOf(campaign)).map((action) => action.person_number))
    expect(people.size).toBe(1)
  })

  test('what staff changed since without signing it off drops nothing', async () => {
    const campaign = await live()
    await worker.db.transaction(asWorker, ({ db }) =>
      sql`update campaigns set kinds = '{message}', act_by = '2026-11-01' where id = ${campaign.campaignId}`.execute(
        db,
      ),
    )
    await worker.submit(3, act(campaign, 'signature', clock.now()))
    await drain()
    expect(await actionsOf(campaign)).toMatchObject([{ kind: 'signature', state: 'pending' }])
  })

  test('two hundred times at once is one action, one supporter, one mail', async () => {
    const campaign = await live()
    const at = clock.now()
    await worker.submit(3, ...Array.from({ length: 200 }, () => act(campaign, 'signature', at)))
    await drain()
    expect(await actionsOf(campaign)).toHaveLength(1)
    expect(await mailsAbout(campaign)).toHaveLength(1)
    const supporters = await worker.db.reading(asWorker, ({ db }) =>
      db.selectFrom('supporters').select('id').where('erased_at', 'is', null).execute(),
    )
    expect(supporters).toHaveLength(1)
  })

  test('how a signature may be listed is kept with its words; a name without them is none', async () => {
    const campaign = await live()
    const at = clock.now()
    const listed = { wording: 'With my first name and country', version: '1' }
    const signs = (email: string, changes: Record<string, unknown>) =>
      act(campaign, 'signature', at, { who: { ...ruth, email }, ...changes })
    await worker.submit(
      3,
      signs('first@mail.example', { identity: 'first-name', listed }),
      signs('wordless@mail.example', { identity: 'full' }),
      // as it came before there was a question
      signs('early@mail.example', {}),
    )
    await drain()
    const kept = await worker.db.reading(asWorker, async (tx) => {
      const rows = await tx.db
        .selectFrom('actions')
        .select(['id', 'identity', 'sealed'])
        .where('campaign_id', '=', campaign.campaignId)
        .orderBy('identity', 'desc')
        .execute()
      const key = await tx.keys.organisation(organisationId)
      return rows.map((row) => [row.identity, key.openJson<SealedAction>(actionPlace(row.id), row.sealed!)])
    })
    expect(kept).toEqual([
      ['first-name', { listed }],
      ['country', {}],
      ['country', {}],
    ])
  })

  test('another spelling of the same inbox is the same person; another name at it is another', async () => {
    const campaign = await live()
    const at = clock.now()
    const spelt = (email: string, firstName: string) => ({
      who: { firstName, lastName: 'Okafor', email, country: 'NG' },
    })
    await worker.submit(
      3,
      act(campaign, 'signature', at, spelt('r.u.th.o@gmail.com', 'Ruth')),
      act(campaign, 'signature', at, spelt('rutho+samira@gmail.com', 'RUTH')),
      act(campaign, 'signature', at, spelt('rutho@gmail.com', 'Grace')),
    )
    await drain()
    expect(await actionsOf(campaign)).toHaveLength(2)
  })

  test('later steps of a visit belong to the person of the first', async () => {
    const campaign = await live()
    const journey = newJourney()
    const at = clock.now()
    await worker.submit(3, act(campaign, 'signature', at, { journey }))
    await drain()
    await worker.submit(3, act(campaign, 'message', at, { journey, who: undefined, keepPosted: undefined }))
    await drain()
    const actions = await actionsOf(campaign)
    expect(actions.map((action) => action.kind).toSorted()).toEqual(['message', 'signature'])
    expect(new Set(actions.map((action) => action.supporter_id)).size).toBe(1)
  })

  test('who signs twice and then goes on from the second page is still herself', async () => {
    const campaign = await live()
    const [first, second] = [newJourney(), newJourney()]
    const at = clock.now()
    // a double click: two forms, two pages of thanks, one of which the browser shows
    await worker.submit(3, act(campaign, 'signature', at, { journey: first }))
    await drain()
    await worker.submit(3, act(campaign, 'signature', at, { journey: second }))
    await drain()
    for (const [journey, kind] of [
      [second, 'message'],
      [first, 'email'],
    ] as const) {
      await worker.submit(3, act(campaign, kind, at, { journey, who: undefined, keepPosted: undefined }))
      await drain()
    }
    const actions = await actionsOf(campaign)
    expect(actions.map((action) => action.kind).toSorted()).toEqual(['email', 'message', 'signature'])
    expect(new Set(actions.map((action) => action.supporter_id)).size).toBe(1)
    expect(new Set(actions.map((action) => action.person_number)).size).toBe(1)
  })

  test('a step of a visit that never began is nobody’s and leaves nothing but a reason', async () => {
    const campaign = await live()
    await worker.submit(
      3,
      act(campaign, 'signature', clock.now(), {
        journey: newJourney(),
        who: undefined,
        keepPosted: undefined,
      }),
    )
    await drain()
    expect(await actionsOf(campaign)).toEqual([])
    expect(await mailsAbout(campaign)).toEqual([])
    expect(await dropped()).toContain('no-person')
  })

  test('a call without a name counts as self-reported, once per visit, with its last outcome', async () => {
    const campaign = await live()
    const journey = newJourney()
    const call = (outcome: string) =>
      act(campaign, 'call', clock.now(), { outcome, journey, who: undefined, keepPosted: undefined })
    await worker.submit(3, call('busy'))
    await drain()
    await worker.submit(3, call('reached'))
    await drain()
    expect(await actionsOf(campaign)).toMatchObject([
      { state: 'confirmed', self_reported: true, outcome: 'reached', supporter_id: null },
    ])
    expect(await mailsAbout(campaign)).toEqual([])
    const tally = await worker.db.reading(asWorker, (tx) => countActions(tx, campaign.campaignId))
    expect(tally).toMatchObject({ people: 0, byKind: {}, selfReported: { call: 1 } })
  })

  test('a wrong number is reported once per visit', async () => {
    const campaign = await live()
    const wrong = (journey: string) =>
      act(campaign, 'call', clock.now(), {
        outcome: 'wrong-number',
        journey,
        who: undefined,
        keepPosted: undefined,
      })
    const journey = newJourney()
    await worker.submit(3, wrong(journey), wrong(journey), wrong(newJourney()))
    await drain()
    const row = await worker.db.reading(asWorker, ({ db }) =>
      db.selectFrom('targets').select('wrong_reports').where('id', '=', campaign.targetId).executeTakeFirst(),
    )
    expect(row?.wrong_reports).toBe(2)
  })

  test('a letter handed to one’s own mail program is never counted as sent, and does not block sending one', async () => {
    const campaign = await live()
    await worker.submit(
      3,
      act(campaign, 'email', clock.now(), { ownProgram: true }),
      act(campaign, 'email', clock.now()),
    )
    await drain()
    const states = (await actionsOf(campaign)).map((action) => action.state).toSorted()
    expect(states).toEqual(['confirmed', 'pending'])
    const { rows } = await worker.db.reading(asWorker, ({ db }) =>
      sql<{
        state: string
      }>`select state from official_emails where campaign_id = ${campaign.campaignId}`.execute(db),
    )
    expect(rows).toEqual([{ state: 'waiting' }])
  })
})

test('an official who is retired between form and drain: the action counts, without a letter', async () => {
  const campaign = await live()
  await worker.submit(3, act(campaign, 'email', clock.now()))
  await office.transaction(member, (tx) => retireTarget(tx, { targetId: campaign.targetId }))
  await drain()
  expect(await actionsOf(campaign)).toMatchObject([{ kind: 'email', state: 'pending' }])
  expect(await lettersOf(campaign)).toEqual([])
})

test('an official whose queue is stopped still gets the letter into it', async () => {
  const campaign = await live()
  const { campaignId, targetId } = campaign
  await worker.submit(3, act(campaign, 'email', clock.now()))
  await office.transaction(member, (tx) => stopOfficial(tx, { campaignId, targetId, stop: true }))
  await drain()
  expect(await actionsOf(campaign)).toHaveLength(1)
  expect(await lettersOf(campaign)).toEqual(['waiting'])
})

test('a worker destroys the index of a person whom staff erased: members cannot reach it', async () => {
  const campaign = await live()
  await worker.submit(3, act(campaign, 'signature', clock.now()))
  await drain()
  const [action] = await actionsOf(campaign)
  const index = () =>
    worker.db.reading(asWorker, async ({ db }) => {
      const of = db.selectFrom('case_people').select('person_index').where('case_id', '=', campaign.caseId)
      return (await of.where('number', '=', action!.person_number).executeTakeFirstOrThrow()).person_index
    })
  const before = await index()
  await office.transaction({ ...member, role: 'admin', steppedUpAt: clock.now() }, (tx) =>
    eraseSupporter(tx, organisationId, action!.supporter_id!),
  )
  expect(await index()).toEqual(before)
  await worker.db.transaction(asWorker, endPersonIndexes)
  const after = await index()
  expect(after).not.toEqual(before)
  // once is enough
  await worker.db.transaction(asWorker, endPersonIndexes)
  expect(await index()).toEqual(after)
})

describe('what must not be taken', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a name that is a link', { who: { ...ruth, firstName: 'visit www.bad.example' } }, 'first-name'],
    ['two addresses in one', { who: { ...ruth, email: 'a@b.example, c@d.example' } }, 'email'],
    ['a header in a name', { who: { ...ruth, lastName: 'x\r\nBcc: y@z.example' } }, 'last-name'],
    ['an unknown country', { who: { ...ruth, country: 'ZZ' } }, 'country'],
    ['no text at all', { text: '   ' }, 'text'],
    ['a kind of its own', { kind: 'donation' }, 'kind'],
    ['a language that is none', { language: '<script>' }, 'language'],
  ])('%s', async (_, changes, code) => {
    clock.move(1_000)
    const campaign = await live()
    await worker.submit(3, act(campaign, 'message', clock.now(), changes))
    await drain()
    expect(await actionsOf(campaign)).toEqual([])
    expect(await mailsAbout(campaign)).toEqual([])
    expect((await dropped()).at(-1)).toBe(code)
  })

  test('an official who does not belong to the campaign gets no letter', async () => {
    const [campaign, other] = [await live(), await live()]
    await worker.submit(3, act(campaign, 'email', clock.now(), { officials: [other.targetId] }))
    await drain()
    expect(await actionsOf(campaign)).toEqual([])
  })

  test('what was sent before a stop counts, what was sent after it does not', async () => {
    const campaign = await live()
    const before = clock.now()
    await worker.submit(3, act(campaign, 'signature', before))
    clock.move(1_000)
    await office.transaction(member, (tx) =>
      pauseCampaign(tx, { campaignId: campaign.campaignId, reason: 'danger' }),
    )
    clock.move(1_000)
    await worker.submit(3, act(campaign, 'signature', clock.now(), { who: jonas }))
    await drain()
    expect(await actionsOf(campaign)).toHaveLength(1)
    expect((await dropped()).at(-1)).toBe('closed')
  })

  test('a campaign that nobody knows is nobody’s: no row, no event', async () => {
    const before = (await dropped()).length
    await worker.submit(
      3,
      act({ campaignId: '01890000-0000-7000-8000-000000000000', targetId: '' }, 'signature', clock.now()),
    )
    await drain()
    expect((await dropped()).length).toBe(before)
    const { rows } = await worker.db.pool.query('select 1 from intake.rows')
    expect(rows).toEqual([])
  })
})

test('with the office away rows wait, sealed; then all of them arrive', async () => {
  const campaign = await live()
  const people = Array.from({ length: 450 }, (_, n) => ({
    who: { firstName: 'Ann', lastName: 'Lee', email: `ann${n}@mail.example`, country: 'IE' },
  }))
  await worker.submit(3, ...people.map((who) => act(campaign, 'signature', clock.now(), who)))
  const { rows } = await worker.db.pool.query<{ sealed: Buffer }>('select sealed from intake.rows')
  expect(rows).toHaveLength(450)
  expect(rows.some((row) => row.sealed.includes('mail.example'))).toBe(false)
  await drain()
  expect(await actionsOf(campaign)).toHaveLength(450)
})

test('to whom a repeated visit belonged is forgotten with her, and by all after seven days', async () => {
  const campaign = await live()
  const visits = () =>
    worker.db.reading(asWorker, async ({ db }) => {
      const kept = db.selectFrom('visits').where('case_id', '=', campaign.caseId)
      return (await kept.select('supporter_id').execute()).length
    })
  const twice = (who: typeof ruth) =>
    [newJourney(), newJourney()].map((journey) => act(campaign, 'signature', clock.now(), { who, journey }))
  await worker.submit(3, ...twice(ruth), ...twice(jonas))
  await drain()
  expect(await visits()).toBe(2)
  const [first] = await actionsOf(campaign)
  await worker.db.transaction(asWorker, (tx) => eraseSupporter(tx, organisationId, first!.supporter_id!))
  expect(await visits()).toBe(1)
  clock.move(8 * 86_400_000)
  await campaignJobs.find(({ name }) => name === 'drop-visits')!.run(worker.services)
  expect(await visits()).toBe(0)
})
