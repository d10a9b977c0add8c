/** Whoever finds a way to run SQL as one of our logins is tried here, on every table that belongs to somebody. */
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { signIn, workerOf, type Actor } from '../../src/platform/actor.ts'
import { signContext } from '../../src/platform/context.ts'
import { testDatabase } from '../database.ts'
import { fromInside, fromTheLead, rowsOf, sharedRoom, type Attempt } from './same-room.ts'
import { twoOrganisations } from './two-organisations.ts'
import { walledTables, type WalledTable } from './walled-tables.ts'

const database = await testDatabase()
const { ours, theirs } = await twoOrganisations(database)
const tables = await walledTables(database.ownerUrl, ours)
const { context: contextKey } = database.keys
// after the rows were read: nothing of it is among them
const room = await sharedRoom(database, ours.member)

const logins = { office: database.officeUrl, worker: database.workerUrl, public: database.publicUrl }
type Login = keyof typeof logins
const clients = {} as Record<Login, pg.Client>
for (const login of Object.keys(logins) as Login[]) {
  clients[login] = new pg.Client(logins[login])
  await clients[login].connect()
}
afterAll(() => Promise.all(Object.values(clients).map((client) => client.end())))

/** One statement in a transaction that is rolled back; what the server refused comes back as its code. */
async function attempt(
  login: Login,
  context: string,
  text: string,
  values: unknown[] = [],
): Promise<{ rows: Record<string, unknown>[]; count: number; code?: string }> {
  const client = clients[login]
  await client.query('begin')
  try {
    if (login !== 'public') await client.query(`select set_config('wl.context', $1, true)`, [context])
    const { rows, rowCount } = await client.query(text, values)
    return { rows, count: rowCount ?? 0 }
  } catch (error) {
    return { rows: [], count: 0, code: (error as pg.DatabaseError).code ?? 'unknown' }
  } finally {
    await client.query('rollback')
  }
}

const signed = (actor: Actor, key = contextKey) => signContext(key, actor)
const strangers: Record<string, string> = {
  'without a context': '',
  'with a forged context': signed(ours.member, Buffer.alloc(32, 7)),
  'with a context whose organisation was exchanged': signed(theirs.member).replace(
    theirs.organisationId,
    ours.organisationId,
  ),
  'with a context that ran out': signContext(contextKey, ours.member, Date.now() - 3_600_000),
  'as a member of another organisation': signed(theirs.member),
  'as a worker of another organisation': signed(workerOf(theirs.organisationId)),
  'before signing in': signed(signIn),
}

/** Signing in must read and write these before anybody is known; nothing of supporters or cases is among them. */
const openBeforeSignIn = new Set(['members', 'sessions', 'one_time_links'].map((name) => `public.${name}`))
const refusedCode = '42501'

const ofUs = ({ name, where }: WalledTable) => `${name} where ${where}`
/** a column that every statement may name */
const columnOf = ({ row }: WalledTable) =>
  ['organisation_id', 'case_id'].find((name) => name in row!) ?? 'country'
/** all that a login may write of an event: its number and its transaction are the database's to say */
const ofEvents = 'type, at, organisation_id, case_id, subject, actor_kind, actor_account, data'
const insert = ({ name }: WalledTable) =>
  /^(public\.)?events$/.test(name)
    ? `insert into ${name} (${ofEvents}) select ${ofEvents} from jsonb_populate_record(null::${name}, $1::jsonb)`
    : `insert into ${name} overriding system value select * from jsonb_populate_record(null::${name}, $1::jsonb)`

test('the first organisation has a row in every table that belongs to somebody', () => {
  expect(tables.length).toBeGreaterThan(35)
  expect(tables.filter(({ row }) => row === undefined).map(({ name }) => name)).toEqual([])
})

describe.each(['office', 'worker'] as const)('login wl_%s', (login) => {
  describe.each(Object.entries(strangers))('%s', (who, context) => {
    const attacked = tables.filter(({ name }) => who !== 'before signing in' || !openBeforeSignIn.has(name))

    test('sees, changes and deletes no row of the first organisation', async () => {
      const got: string[] = []
      for (const table of attacked) {
        const column = columnOf(table)
        const statements = [
          `select 1 from ${ofUs(table)}`,
          `update ${table.name} set ${column} = ${column} where ${table.where}`,
          `delete from ${ofUs(table)}`,
        ]
        for (const text of statements) {
          const { count, code } = await attempt(login, context, text)
          if (count > 0 || (code !== undefined && code !== refusedCode))
            got.push(`${text}: ${count} rows, ${code}`)
        }
      }
      expect(got).toEqual([])
    })

    test('writes no row into the first organisation', async () => {
      const taken: string[] = []
      // signing in leaves events; it reads none
      const closed = attacked.filter(({ name }) => who !== 'before signing in' || name !== 'public.events')
      for (const table of closed) {
        const { code } = await attempt(login, context, insert(table), [JSON.stringify(table.row)])
        if (code !== refusedCode) taken.push(`${table.name}: ${code ?? 'taken'}`)
      }
      expect(taken).toEqual([])
    })
  })

  test('nobody moves a row to another organisation or case, not even one of their own', async () => {
    const moved: string[] = []
    for (const actor of [ours.member, workerOf(ours.organisationId)])
      for (const table of tables)
        for (const column of ['organisation_id', 'case_id'].filter((name) => name in table.row!)) {
          const to = column === 'case_id' ? theirs.campaign.caseId : theirs.organisationId
          const text = `update ${table.name} set ${column} = $1 where ${table.where} and ${column} is not null`
          const { count, code } = await attempt(login, signed(actor), text, [to])
          if (count > 0 || (code !== undefined && code !== refusedCode))
            moved.push(`${table.name}.${column}: ${count} rows, ${code}`)
        }
    expect(moved).toEqual([])
  })
})

test('a row of ours cannot hang on a parent of theirs', async () => {
  const supporter = tables.find(({ name }) => name === 'public.supporters')!
  const client = clients.office
  await client.query('begin')
  await client.query(`select set_config('wl.context', $1, true)`, [signed(theirs.member)])
  const { rows } = await client.query(`select id, inbox from ${supporter.name}`)
  await client.query('rollback')
  const foreign = rows[0] as { id: string; inbox: number }

  const { campaign } = theirs
  const id = '01900000-0000-7000-8000-00000000000a'
  const crossing: [string, Record<string, unknown>][] = [
    ['actions', { id, supporter_id: foreign.id }],
    ['actions', { id, campaign_id: campaign.campaignId }],
    ['opt_ins', { id, supporter_id: foreign.id, ended_at: '2026-12-03' }],
    ['campaign_targets', { target_id: campaign.targetId }],
    ['official_emails', { id, campaign_id: campaign.campaignId }],
    ['consents', { id, person_id: campaign.personId, state: 'superseded' }],
    ['campaign_texts', { campaign_id: campaign.campaignId, language: 'fr' }],
    ['demands', { id, campaign_id: campaign.campaignId }],
    ['updates', { id, short_id: 'zzzzzzzz', campaign_id: campaign.campaignId }],
    ['publications', { id, subject_id: id, organisation_id: theirs.organisationId }],
    ['case_team', { account_id: theirs.member.accountId, organisation_id: theirs.organisationId }],
  ]
  for (const [name, row] of crossing) {
    const { code } = await attempt('office', signed(ours.member), insert({ name } as WalledTable), [
      JSON.stringify({ ...rowOf(name), ...row }),
    ])
    expect(`${name}: ${code}`).toBe(`${name}: 23503`)
  }
})

const rowOf = (name: string) => tables.find((table) => table.name === `public.${name}`)!.row!

test('a member lets nobody into another organisation, least of all themselves', async () => {
  const id = '01900000-0000-7000-8000-00000000000c'
  const { accountId } = theirs.member
  const enter = { ...rowOf('members'), id, account_id: accountId, organisation_id: ours.organisationId }
  const link = { ...rowOf('one_time_links'), id, token_hash: '\\x00', organisation_id: theirs.organisationId }
  const tries: [string, string, unknown[]][] = [
    ['members', insert({ name: 'members' } as WalledTable), [JSON.stringify(enter)]],
    [
      'a way back into another account',
      insert({ name: 'one_time_links' } as WalledTable),
      [JSON.stringify({ ...link, purpose: 'recovery', account_id: ours.member.accountId })],
    ],
    [
      'the history of a case that one does not see',
      insert({ name: 'events' } as WalledTable),
      [
        JSON.stringify({
          ...rowOf('events'),
          id: 1_000_000,
          organisation_id: theirs.organisationId,
          case_id: ours.campaign.caseId,
        }),
      ],
    ],
    [
      'a campaign in the name of another organisation',
      insert({ name: 'campaigns' } as WalledTable),
      [
        JSON.stringify({
          ...rowOf('campaigns'),
          ...{
            id,
            short_id: 'zzzzzzzz',
            case_id: theirs.campaign.caseId,
            organisation_id: ours.organisationId,
          },
        }),
      ],
    ],
  ]
  for (const [what, text, values] of tries)
    expect(await attempt('office', signed(theirs.member), text, values), what).toMatchObject({
      code: refusedCode,
    })
  const colleague = `update accounts set disabled_at = now() where id = $1`
  expect(await attempt('office', signed(ours.member), colleague, [accountId])).toMatchObject({ count: 0 })
})

test('the visitors’ login reads what is published and changes none of it', async () => {
  const wrong: string[] = []
  for (const table of tables) {
    const published = table.name.startsWith('published.')
    const read = await attempt('public', '', `select 1 from ${table.name}`)
    if (published !== (read.code === undefined)) wrong.push(`read ${table.name}: ${read.code}`)
    const column = columnOf(table)
    for (const text of [
      `update ${table.name} set ${column} = ${column}`,
      `delete from ${table.name}`,
      `truncate ${table.name}`,
    ])
      if ((await attempt('public', '', text)).code !== refusedCode) wrong.push(text)
    if ((await attempt('public', '', insert(table), [JSON.stringify(table.row)])).code !== refusedCode)
      wrong.push(`insert ${table.name}`)
  }
  expect(wrong).toEqual([])
})

describe('whoever is in the room of a coalition', () => {
  const inside = (actor: Actor) => signContext(contextKey, actor, Date.now(), room.moment)
  /** the code of the last statement; `earlier` where one before it was refused already */
  async function codeOf(actor: Actor, { statements }: Pick<Attempt, 'statements'>): Promise<string> {
    const client = clients.office
    await client.query('begin')
    try {
      await client.query(`select set_config('wl.context', $1, true)`, [inside(actor)])
      for (const [place, text] of statements.entries())
        try {
          await client.query(text)
        } catch (error) {
          const { code, message } = error as pg.DatabaseError
          return place === statements.length - 1 ? code! : `earlier: ${message}`
        }
      return 'taken'
    } finally {
      await client.query('rollback')
    }
  }

  test('may say what is true', async () => {
    const { river, lead, other } = room
    const rows = rowsOf(room, river, other.organisationId)
    for (const one of [rows.decision(), rows.signOff(), rows.event()])
      expect(await codeOf(river, { statements: [one] }), one).toBe('taken')
    const invitation = rowsOf(room, lead, other.organisationId).invitation()
    expect(await codeOf(lead, { statements: [invitation] })).toBe('taken')
  })

  test('claims no other hour, no smaller quorum and nobody else’s word', async () => {
    const got: Record<string, string> = {}
    const wanted: Record<string, string> = {}
    for (const [actor, attempts] of [
      [room.river, fromInside(room)],
      [room.lead, fromTheLead(room)],
    ] as const)
      for (const [what, one] of Object.entries(attempts)) {
        wanted[what] = one.code
        got[what] = await codeOf(actor, one)
      }
    expect(got).toEqual(wanted)
  })
})
