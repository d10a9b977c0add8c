import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { workerOf } from './actor.ts'
import { signContext } from './context.ts'
import { mustBeRestricted, openDatabase } from './database.ts'
import { newId } from './ids.ts'

const database = await testDatabase()
const office = openDatabase({ url: database.officeUrl, keys: database.keys })
afterAll(() => office.close())

const [ours, theirs] = [newId(), newId()]
for (const id of [ours, theirs])
  await office.transaction(workerOf(id), async ({ db }) => {
    await sql`insert into organisations (id, short_id, name, country, sender_name, sender_address, campaign_address)
      values (${id}, ${'T' + id.slice(-9).replaceAll('0', 'z').replaceAll('l', 'k')}, 'Harbour Watch', 'NL', 'Harbour Watch', 'news@harbour.example', 'letters@harbour.example')`.execute(
      db,
    )
  })

const count = async (client: { query: pg.Client['query'] }) =>
  Number((await client.query('select count(*) as n from organisations')).rows[0].n)

async function asOffice<T>(run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(database.officeUrl)
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

test('an organisation sees itself and no other', async () => {
  const names = await office.transaction(workerOf(ours), ({ db }) =>
    sql<{ id: string }>`select id from organisations`.execute(db),
  )
  expect(names.rows.map((row) => row.id)).toEqual([ours])
})

test('without a context, and after RESET ROLE, nothing is there', async () => {
  await asOffice(async (client) => {
    expect(await count(client)).toBe(0)
    await client.query('reset role')
    expect(await count(client)).toBe(0)
  })
})

test('a forged, an altered and an outdated context show nothing', async () => {
  const good = signContext(database.keys.context, workerOf(ours))
  const attempts = [
    good.replace(ours, theirs),
    good.slice(0, -2) + '00',
    signContext(Buffer.alloc(32), workerOf(ours)),
    signContext(database.keys.context, workerOf(ours), Date.now() - 3_600_000),
    'worker|' + ours,
    '||||',
  ]
  await asOffice(async (client) => {
    for (const attempt of attempts) {
      await client.query('begin')
      await client.query(`select set_config('wl.context', $1, true)`, [attempt])
      expect(await count(client)).toBe(0)
      await client.query('commit')
    }
  })
})

test('no application role can read the context key, another role or the wrapped pads', async () => {
  await asOffice(async (client) => {
    await expect(client.query('select * from wl.context_key')).rejects.toMatchObject({ code: '42501' })
    await expect(client.query('set role wl_worker')).rejects.toMatchObject({ code: '42501' })
    await expect(client.query(`call wl.wall('wl_office', 'organisations', 'true')`)).rejects.toMatchObject({
      code: '42501',
    })
    await expect(client.query('alter table organisations disable row level security')).rejects.toMatchObject({
      code: '42501',
    })
  })
})

test('the public role appends to the intake and reads what is published, nothing else', async () => {
  const client = new pg.Client(database.publicUrl)
  await client.connect()
  try {
    await client.query(`insert into intake.rows (lane, sealed) values (3, $1)`, [Buffer.alloc(64)])
    await client.query('select * from published.documents')
    for (const forbidden of [
      'select * from intake.rows',
      'delete from intake.rows',
      'insert into intake.rows (lane, sealed, failures) values (3, null, 2)',
      'select * from public.organisations',
      'select * from public.supporters',
      'select * from public.accounts',
      'delete from published.documents',
      'select wl.context()',
    ])
      await expect(client.query(forbidden), forbidden).rejects.toMatchObject({ code: '42501' })
  } finally {
    await client.end()
  }
})

test('every table of the application is walled, forced, and has no owner among the running roles', async () => {
  const client = new pg.Client(database.ownerUrl)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'published') and c.relkind = 'r' and c.relname not like 'kysely%'
         and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
    )
    expect(rows.map((row) => row.name)).toEqual([])
  } finally {
    await client.end()
  }
})

test('the office starts as its restricted login only', async () => {
  await expect(mustBeRestricted(office)).resolves.toBeUndefined()
  const owner = openDatabase({ url: database.ownerUrl, keys: database.keys })
  await expect(mustBeRestricted(owner)).rejects.toThrow(/too powerful/)
  await owner.close()
})
