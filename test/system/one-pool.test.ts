/** One pool of connections serves all organisations in turn: what one leaves on a connection is nothing to the next. */
import pg from 'pg'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { sql } from 'kysely'
import { workerOf, type Actor } from '../../src/platform/actor.ts'
import { signContext } from '../../src/platform/context.ts'
import { openDatabase, type Tx } from '../../src/platform/database.ts'
import { listSupporters } from '../../src/supporters/reads.ts'
import { testDatabase } from '../database.ts'
import { rounds } from '../rounds.ts'
import { twoOrganisations, type Side } from './two-organisations.ts'

const database = await testDatabase()
const { ours, theirs } = await twoOrganisations(database)
const sides = [ours, theirs]
// few connections, so that each is passed on at once
const db = openDatabase({ url: database.officeUrl, keys: database.keys, connections: 3 })
afterAll(() => db.close())

/** A table behind each kind of wall, and whose rows of it a side sees: an organisation's, a case's room, a case's file. */
const walls: [look: ReturnType<typeof sql<{ owner: string }>>, owner: (side: Side) => string][] = [
  [sql`select distinct organisation_id as owner from supporters`, ({ organisationId }) => organisationId],
  [sql`select id as owner from cases`, ({ campaign }) => campaign.caseId],
  [sql`select distinct case_id as owner from persons`, ({ campaign }) => campaign.caseId],
]

/** Numbers from a seed (mulberry32), so that a failing order comes again. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (of) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % of
  }
}
const turns = async (n: number) => {
  for (; n > 0; n--) await new Promise((resolve) => setImmediate(resolve))
}

class Abandoned extends Error {}

/** What somebody does in one transaction, with pauses between the statements; gives what was not theirs. */
async function visit(side: Side, throwDie: (of: number) => number): Promise<string[]> {
  const actor: Actor = throwDie(2) ? side.member : workerOf(side.organisationId)
  const [pauses, way, fails] = [[throwDie(3), throwDie(3)] as const, throwDie(8), throwDie(10) === 0]
  const [wall, owner] = walls[throwDie(walls.length)]!
  const wrong: string[] = []
  const look = async (tx: Tx) => {
    await turns(pauses[0])
    const seen = (await wall.execute(tx.db)).rows.map((row) => row.owner).join()
    if (seen !== owner(side)) wrong.push(`rows of ${seen} for ${owner(side)}`)
    await turns(pauses[1])
    // the keys and names that are opened are of the same one
    if (way === 0 && pauses[0] === 0 && actor.kind === 'member') {
      const names = (await listSupporters(tx, side.organisationId, {})).rows.map(({ name }) => name)
      if (names.join() !== nameOf.get(side)) wrong.push(`names ${names.join()}`)
    }
    // a write that would show on the other side if its transaction were not its own
    if (way === 1) {
      const { rows } = await sql<{ n: number }>`with changed as (update supporters set country = country
        returning organisation_id) select count(*)::int as n from changed
        where organisation_id <> ${side.organisationId}`.execute(tx.db)
      if (rows[0]!.n > 0) wrong.push('a row of another was changed')
    }
    if (way === 2) await sql`select 1 / 0`.execute(tx.db)
    if (fails) throw new Abandoned()
  }
  const run = way > 4 ? db.reading(actor, look) : db.transaction(actor, look)
  await run.catch((error: Error & { code?: string }) => {
    if (!(error instanceof Abandoned) && error.code !== '22012') throw error
  })
  return wrong
}

const nameOf = new Map<Side, string>()

test(
  'thousands of transactions of two organisations, in any order, each see their own rows',
  { timeout: 240_000 },
  async () => {
    for (const side of sides) {
      const named = await db.reading(side.member, (tx) => listSupporters(tx, side.organisationId, {}))
      expect(named.rows.length).toBeGreaterThan(0)
      nameOf.set(side, named.rows.map(({ name }) => name).join())
    }
    const throwDie = dice(20_261_126)
    const wrong: string[] = []
    const all = rounds(3_000, 30_000)
    for (let done = 0; done < all; done += 30)
      wrong.push(
        ...(await Promise.all(Array.from({ length: 30 }, () => visit(sides[throwDie(2)]!, throwDie)))).flat(),
      )
    expect(wrong).toEqual([])
    expect(db.pool.totalCount).toBeLessThanOrEqual(3)
  },
)

describe('on one connection, passed from one organisation to the other', () => {
  const client = new pg.Client(database.officeUrl)
  const signed = ({ member }: Side) => signContext(database.keys.context, member)
  /** In one transaction of this side, after `first`; gives whose supporters were seen. */
  async function as(side: Side | undefined, text: string | pg.QueryConfig, first: string[] = []) {
    await client.query('begin')
    try {
      await client.query(`select set_config('wl.context', $1, true)`, [side ? signed(side) : ''])
      for (const one of first) await client.query(one)
      const { rows } = await client.query<{ owner: string }>(text)
      await client.query('commit')
      return rows.map(({ owner }) => owner)
    } catch (error) {
      await client.query('rollback')
      return (error as pg.DatabaseError).code
    }
  }
  const whose = 'select distinct organisation_id as owner from supporters'
  const [us, them] = [ours.organisationId, theirs.organisationId]
  const connecting = client.connect()
  afterAll(() => client.end())

  test('a prepared statement shows each the own rows, with a plan of its own and with a kept one', async () => {
    await connecting
    for (const plan of ['force_custom_plan', 'force_generic_plan', 'auto']) {
      await client.query(`set plan_cache_mode = ${plan}`)
      const named = { name: `whose ${plan}`, text: whose }
      for (let i = 0; i < 7; i++) {
        expect(await as(ours, named)).toEqual([us])
        expect(await as(theirs, named)).toEqual([them])
        expect(await as(undefined, named)).toEqual([])
      }
    }
  })

  test('a cursor ends with its transaction, and one that is held shows what it showed its maker', async () => {
    expect(await as(ours, `declare short cursor for ${whose}`)).toEqual([])
    expect(await as(theirs, 'fetch all from short')).toBe('34000')
    expect(await as(theirs, `declare held cursor with hold for ${whose}`)).toEqual([])
    expect(await as(ours, 'fetch all from held')).toEqual([them])
    await client.query('close all')
  })

  test('a context that an injected statement leaves behind is not the one of whoever comes next', async () => {
    const left = [`select set_config('wl.context', current_setting('wl.context'), false)`]
    expect(await as(theirs, whose, left)).toEqual([them])
    expect(await as(ours, whose)).toEqual([us])
    // between two transactions too: theirs is all that it shows
    expect((await client.query(whose)).rows).toEqual([{ owner: them }])
    await client.query('discard all')
    expect((await client.query(whose)).rows).toEqual([])
  })

  test('no way out of the login, and none past the walls', async () => {
    const { rows } = await client.query<{ name: string }>('select rolname as name from pg_roles')
    const others = rows.map(({ name }) => name).filter((name) => name !== 'wl_office')
    expect(others.length).toBeGreaterThan(5)
    for (const name of others)
      for (const text of [`set role ${name}`, `set session authorization ${name}`])
        expect(await as(theirs, text), text).toBe('42501')
    const back = [
      'reset role',
      'reset session authorization',
      'set role none',
      'set constraints all deferred',
    ]
    expect(await as(theirs, whose, back)).toEqual([them])
    expect(await as(ours, whose, ['reset all'])).toEqual([])
    // the wall that is taken down shows nothing: it refuses
    expect(await as(theirs, whose, ['set row_security = off'])).toBe('42501')
    for (const text of [
      'alter role wl_office bypassrls',
      'grant wl_worker to wl_office',
      'set session_replication_role = replica',
      'create temp table supporters (organisation_id uuid)',
      'create function pg_temp.context() returns text[] language sql return null::text[]',
    ])
      expect(await as(theirs, text), text).toBe('42501')
  })

  test('what is no context, however it is written, opens nothing', async () => {
    const [kind, organisation, account, until, at, hmac] = signed(theirs).split('|') as [string, ...string[]]
    const forged = [
      [kind, us, account, until, at, hmac],
      ['worker', organisation, account, until, at, hmac],
      [kind, organisation, ours.member.accountId, until, at, hmac],
      [kind, organisation, account, '99999999999', at, hmac],
      [kind, organisation, account, until, at, hmac!.toUpperCase()],
      [kind, organisation, account, until, at, ''],
      [`${kind}|${us}`, account, until, at, hmac],
      [kind, organisation, account, until, at, hmac, us],
      [`${kind}\n`, organisation, account, until, at, hmac],
      ["member' or true --", us, account, until, at, hmac],
      [kind, organisation, account, until, '0', hmac],
      [kind, organisation, account, until, hmac],
    ]
    for (const parts of forged) {
      await client.query('begin')
      await client.query(`select set_config('wl.context', $1, true)`, [parts.join('|')])
      expect((await client.query(whose)).rows, parts.join('|')).toEqual([])
      await client.query('rollback')
    }
  })
})

test('in a database as `migrate` leaves it no login can make a table or a function of its own', async () => {
  const client = new pg.Client(database.ownerUrl)
  await client.connect()
  const template = new URL(inject('templateUrl')).pathname.slice(1)
  const { rows } = await client.query(
    `select rolname from pg_roles where rolname in ('wl_public', 'wl_office', 'wl_worker')
      and has_database_privilege(oid, $1, 'connect') and not has_database_privilege(oid, $1, 'temp, create')`,
    [template],
  )
  await client.end()
  expect(rows).toHaveLength(3)
})
