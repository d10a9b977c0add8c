/** The functions that step over the walls, and what the server itself tells: known, named, and no more than that. */
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { signIn, workerOf, type Actor } from '../../src/platform/actor.ts'
import { signContext } from '../../src/platform/context.ts'
import { testDatabase } from '../database.ts'
import { definers } from './definers.ts'
import { twoOrganisations } from './two-organisations.ts'

const database = await testDatabase()
const { ours, theirs } = await twoOrganisations(database)
const owner = new pg.Client(database.ownerUrl)
const office = new pg.Client(database.officeUrl)
const worker = new pg.Client(database.workerUrl)
for (const client of [owner, office, worker]) await client.connect()
afterAll(() => Promise.all([owner, office, worker].map((client) => client.end())))

const three = 'select wl.file_cases() as f, wl.room_cases() as r, wl.coalition_cases() as c'
const onlyOf = (id: string) => (ids: string[]) => ids.every((one) => one === id)
const uuid = /^[0-9a-f-]{36}$/

/** Runs as this actor and rolls back. */
async function as(client: pg.Client, actor: Actor | undefined, text: string, values: unknown[] = []) {
  await client.query('begin')
  try {
    const context = actor ? signContext(database.keys.context, actor) : ''
    await client.query(`select set_config('wl.context', $1, true)`, [context])
    return (await client.query<Record<string, unknown>>(text, values)).rows
  } finally {
    await client.query('rollback')
  }
}

test('the functions that step over the walls are these and no others', async () => {
  const { rows } = await owner.query<{ name: string; safe: boolean }>(`
    select p.oid::regprocedure::text as name, exists (select from unnest(p.proconfig) c where c ~ '^search_path=.*pg_temp$') as safe
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`)
  expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(definers).toSorted())
  // Safety: with a search path of the caller's a table of the caller's could take the place of ours
  expect(rows.filter(({ safe }) => !safe)).toEqual([])
})

test('the visitors’ login can call none of our functions, and nobody can make any', async () => {
  const { rows } = await owner.query<{ name: string }>(`
    select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('wl', 'public', 'intake') and has_schema_privilege('wl_public', n.oid, 'usage')
      and has_function_privilege('wl_public', p.oid, 'execute')`)
  expect(rows).toEqual([])
  const { rows: making } = await owner.query<{ who: string }>(`
    select r.rolname || ' in ' || n.nspname as who from pg_roles r, pg_namespace n
    where r.rolname in ('wl_public', 'wl_office', 'wl_worker') and n.nspname in ('wl', 'public', 'published', 'intake')
      and has_schema_privilege(r.oid, n.oid, 'create')`)
  expect(making).toEqual([])
})

test('without a context, or before signing in, they know of no case and change nothing', async () => {
  for (const actor of [undefined, signIn]) {
    expect(await as(office, actor, three)).toEqual([{ f: [], r: [], c: [] }])
    const leave = 'select * from wl.leave_teams($1, now())'
    expect(await as(office, actor, leave, [ours.member.accountId])).toEqual([])
    const adopt = 'select wl.adopt_case($1, $2, now()) as done'
    expect(await as(office, actor, adopt, [ours.campaign.caseId, theirs.member.accountId])).toEqual([
      { done: false },
    ])
    const empty = 'select 1 from wl.empty_teams() union all select 1 from wl.adoptions_since($1)'
    expect(await as(office, actor, empty, [new Date(0)])).toEqual([])
    const stop = 'select * from wl.stop_broadcasts($1, null, now())'
    expect(await as(office, actor, stop, [ours.campaign.caseId])).toEqual([])
    const end = `select wl.end_sessions($1, now(), 'x') as n`
    expect(await as(office, actor, end, [ours.member.accountId])).toEqual([{ n: 0 }])
    const open = `select wl.open_case(gen_random_uuid(), 'zzzzzzzz', 'x', 'NL', 'x', 'en', 1::smallint, now(), '\\x00', 'open')`
    await expect(as(office, actor, open)).rejects.toMatchObject({ code: '42501' })
  }
})

test('another organisation reaches nothing of ours through them', async () => {
  for (const actor of [theirs.member, workerOf(theirs.organisationId)]) {
    const [cases] = await as(office, actor, three)
    const { caseId } = theirs.campaign
    expect(cases).toEqual({ f: [caseId], r: expect.toSatisfy(onlyOf(caseId)), c: [caseId] })
    const leave = 'select * from wl.leave_teams($1, now())'
    expect(await as(office, actor, leave, [ours.member.accountId])).toEqual([])
    const adopt = 'select wl.adopt_case($1, $2, now()) as done'
    expect(await as(office, actor, adopt, [ours.campaign.caseId, theirs.member.accountId])).toEqual([
      { done: false },
    ])
    const empty = 'select 1 from wl.empty_teams() union all select 1 from wl.adoptions_since($1)'
    expect(await as(office, actor, empty, [new Date(0)])).toEqual([])
    const stop = 'select * from wl.stop_broadcasts($1, null, now())'
    expect(await as(office, actor, stop, [ours.campaign.caseId])).toEqual([])
    const end = `select wl.end_sessions($1, now(), 'x') as n`
    expect(await as(office, actor, end, [ours.member.accountId])).toEqual([{ n: 0 }])
    const tally = 'select people, countries, kinds, staff from wl.campaign_tally($1)'
    expect(await as(office, actor, tally, [ours.campaign.campaignId])).toEqual([
      { people: 0, countries: 0, kinds: null, staff: 0 },
    ])
    expect(
      await as(office, actor, 'select * from wl.campaign_people($1)', [ours.campaign.campaignId]),
    ).toEqual([])
    const paper = 'select * from wl.campaign_paper($1)'
    expect(await as(office, actor, paper, [ours.campaign.campaignId])).toEqual([])
    const standing = 'select * from wl.paper_standing($1)'
    expect(await as(office, actor, standing, [ours.campaign.campaignId])).toEqual([])
    const gone =
      'select wl.withdraw_paper_of_gone(id, 1) as n from (select batch_id as id from paper_confirmations) b'
    expect((await as(office, actor, gone)).filter(({ n }) => n !== null)).toEqual([])
    const versions = 'select * from wl.letter_signatures($1)'
    expect(await as(office, actor, versions, [ours.campaign.campaignId])).toEqual([])
    const both = [ours.campaign.campaignId, ours.campaign.targetId]
    expect(await as(office, actor, 'select * from wl.letters_alike($1, $2)', both)).toEqual([])
    const held = 'select wl.hold_burst_of_others($1, $2, 0) as n'
    expect(await as(office, actor, held, both)).toEqual([{ n: 0 }])
    const tests = 'select wl.requeue_tests_of_others($1) as n'
    expect(await as(office, actor, tests, [ours.campaign.campaignId])).toEqual([{ n: 0 }])
    const signers = 'select * from wl.signers($1) where organisation_id is not null or people > 0'
    expect(await as(office, actor, signers, [ours.campaign.campaignId])).toEqual([])
    const losses = 'select l.* from hand_overs h, wl.sheet_losses(h.id) l where h.campaign_id = $1'
    expect(await as(office, actor, losses, [ours.campaign.campaignId])).toEqual([])
    const letters = `select * from wl.letters_to_offices(array[$1::uuid], '2000-01-01')`
    expect(await as(office, actor, letters, [ours.campaign.targetId])).toEqual([])
    const others = 'select wl.stop_letters_of_others($1, null) as n'
    expect(await as(office, actor, others, [ours.campaign.campaignId])).toEqual([{ n: 0 }])
  }
  // and ours does stop it: the refusals above are not for want of something to stop
  const stop = 'select organisation_id as id from wl.stop_broadcasts($1, null, now())'
  const its = { id: ours.organisationId }
  expect(await as(office, ours.member, stop, [ours.campaign.caseId])).toEqual([its, its])
  const people = 'select acts from wl.campaign_people($1)'
  expect(await as(office, ours.member, people, [ours.campaign.campaignId])).toEqual([{ acts: 1 }])
  const paper = 'select evidenced, unproven, left_out from wl.campaign_paper($1)'
  expect(await as(office, ours.member, paper, [ours.campaign.campaignId])).toEqual([
    { evidenced: 0, unproven: 0, left_out: 12 },
  ])
})

test('nor what several organisations send together', async () => {
  const [joint] = await as(office, ours.member, 'select id, update_id from joint_broadcasts')
  const doors: [string, unknown][] = [
    [`select organisation_id from wl.joint_audience($1, 'all')`, joint!['update_id']],
    ['select organisation_id from wl.joint_results($1)', joint!['id']],
    ['select id from wl.stop_joint_broadcast($1, now())', joint!['id']],
    ['select id from (select wl.joint_standing($1) as id) s where id is not null', joint!['id']],
  ]
  for (const [text, id] of doors) {
    expect(await as(office, ours.member, text, [id]), text).not.toEqual([])
    for (const actor of [undefined, signIn, theirs.member, workerOf(theirs.organisationId)])
      expect(await as(office, actor, text, [id]), text).toEqual([])
  }
})

test('those that speak of all organisations give ids, states and dates', async () => {
  const rows = [
    ...(await as(worker, undefined, 'select wl.organisation_ids() as id')),
    ...(await as(worker, undefined, 'select wl.organisation_of_number(1) as id')),
    ...(await as(worker, undefined, 'select * from wl.campaign_owner($1)', [ours.campaign.campaignId])),
    ...(await as(worker, undefined, 'select * from wl.case_of_key($1)', [ours.campaign.shortId])),
    ...(await as(worker, undefined, 'select wl.act_organisation($1, $2) as id', [
      ours.campaign.campaignId,
      ours.organisationId,
    ])),
    ...(await as(worker, undefined, 'select * from wl.broadcasts_at_work()')),
  ]
  expect(rows.length).toBeGreaterThan(5)
  const told = rows.flatMap((row) => Object.entries(row).filter(([, value]) => value !== null))
  const known = ([name, value]: [string, unknown]) =>
    uuid.test(String(value)) || value instanceof Date || (name === 'state' && /^[a-z]+$/.test(String(value)))
  expect(told.filter((entry) => !known(entry))).toEqual([])
})

test('sequences, samples of values and other people’s statements are closed', async () => {
  const { rows: sequences } = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'S' and relnamespace::regnamespace::text in ('public', 'wl', 'intake')`,
  )
  expect(sequences.length).toBeGreaterThan(3)
  for (const client of [office, worker]) {
    for (const { name } of sequences)
      await expect(client.query(`select last_value from ${name}`), name).rejects.toMatchObject({
        code: '42501',
      })
    const { rows: last } = await client.query('select 1 from pg_sequences where last_value is not null')
    expect(last).toEqual([])
    // the planner's samples hold values of columns; the view leaves out what row level security walls off
    await owner.query('analyze supporters')
    const { rows: samples } = await client.query(
      `select 1 from pg_stats where schemaname in ('public', 'published')`,
    )
    expect(samples).toEqual([])
    const { rows: statements } = await client.query(
      `select query from pg_stat_activity where usename <> current_user and query <> '<insufficient privilege>' and query <> ''`,
    )
    expect(statements).toEqual([])
  }
})

test('what the server tells everybody is the size of whole tables: said openly in SECURITY.md', async () => {
  await owner.query('analyze supporters')
  const { rows } = await office.query(`select reltuples::int as n from pg_class where relname = 'supporters'`)
  expect(rows).toEqual([{ n: 2 }])
  // none of the large tables is split by organisation or case: then its size would be the size of one of them
  const { rows: split } = await owner.query(
    `select relname from pg_class where relkind = 'p' or relispartition`,
  )
  expect(split).toEqual([])
})
