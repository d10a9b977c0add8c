/**
 * What the walls cost: statements that verbs really sent are sent once more by the login behind the walls, and by the
 * owner with the same conditions written out. The owner's tables are views of the same name with each policy's condition,
 * its questions to the context answered beforehand; the planner opens them, so that this is a `where` written by hand.
 */
import pg from 'pg'

export interface Sent {
  text: string
  values: unknown[]
  calls: number
  /** of all calls together */
  milliseconds: number
}

type Query = (config: string | { text: string; values?: unknown[] }, values?: unknown[]) => Promise<unknown>

/** Listens to what a pool sends from now on, by the wording; only connections that it opens from now on. */
export function overhear(pool: pg.Pool): Map<string, Sent> {
  const heard = new Map<string, Sent>()
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as Query
    const listening: Query = async (config, values) => {
      const [text, given] = typeof config === 'string' ? [config, values] : [config.text, config.values]
      const began = performance.now()
      try {
        return await query(config, values)
      } finally {
        const sent = heard.get(text) ?? { text, values: [], calls: 0, milliseconds: 0 }
        sent.milliseconds += performance.now() - began
        heard.set(text, { ...sent, values: given ?? [], calls: sent.calls + 1 })
      }
    }
    Object.assign(client, { query: listening })
  })
  return heard
}

/** Reading statements that took longest together. What locks or asks the walls itself cannot be sent by the owner. */
export function hottest(heard: ReadonlyMap<string, Sent>, count: number): Sent[] {
  return [...heard.values()]
    .filter(
      ({ text }) => /^\s*select\b[^]*\bfrom\b/i.test(text) && !/\bfor (update|share)|\bwl\./i.test(text),
    )
    .toSorted((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, count)
}

export interface Side {
  url: string
  /** of one actor, signed; good for five minutes */
  context: string
}

/** Both ends of the comparison, ready to be asked again and again in one transaction each. */
export async function openSides(
  ownerUrl: string,
  side: Side,
): Promise<{ behind: pg.Client; free: pg.Client }> {
  const [behind, free] = [new pg.Client(side.url), new pg.Client(ownerUrl)]
  await Promise.all([behind.connect(), free.connect()])
  const enter = async () => {
    await behind.query('begin')
    await behind.query(`select set_config('wl.context', $1, true)`, [side.context])
  }
  await enter()
  const conditions = await readConditions(free, behind)
  // what it has read is locked until then, and the owner changes these tables
  await behind.query('commit')
  await putConditions(free, conditions)
  await enter()
  await free.query('begin')
  return { behind, free }
}

interface Policy {
  tablename: string
  permissive: 'PERMISSIVE' | 'RESTRICTIVE'
  qual: string
}

interface Conditions {
  schema: string
  /** of a table, in SQL */
  tables: Map<string, string>
}

async function readConditions(owner: pg.Client, behind: pg.Client): Promise<Conditions> {
  const { rows: me } = await behind.query<{ name: string }>('select current_user as name')
  const { name } = me[0]!
  const { rows } = await owner.query<Policy>(
    `select tablename, permissive, qual from pg_policies where schemaname = 'public' and cmd in ('ALL', 'SELECT')
       and $1 = any (roles) and qual is not null`,
    [name],
  )
  const tables = new Map<string, string>()
  for (const [table, policies] of Map.groupBy(rows, ({ tablename }) => tablename)) {
    const any: string[] = []
    const each: string[] = []
    for (const { permissive, qual } of policies)
      (permissive === 'PERMISSIVE' ? any : each).push(`(${await answered(behind, qual)})`)
    tables.set(table, [`(${any.join(' or ') || 'false'})`, ...each].join(' and '))
  }
  return { schema: `without_${name}`, tables }
}

async function putConditions(owner: pg.Client, { schema, tables }: Conditions): Promise<void> {
  await owner.query(`create schema ${schema}`)
  for (const [table, condition] of tables) {
    await owner.query(`alter table public.${table} no force row level security`)
    await owner.query(`create view ${schema}.${table} as select * from public.${table} where ${condition}`)
  }
  await owner.query(`set search_path = ${schema}, public`)
}

/** A policy's condition with what it asks of the context written out. */
async function answered(behind: pg.Client, condition: string): Promise<string> {
  const asked = /\( SELECT (wl\.\w+\(\)) AS \w+\)|\b(wl\.\w+\(\))/g
  let [said, at] = ['', 0]
  for (const found of condition.matchAll(asked)) {
    const call = found[1] ?? found[2]!
    const { rows } = await behind.query<{ value: string | null; type: string }>(
      `select ${call}::text as value, pg_typeof(${call})::text as type`,
    )
    const { value, type } = rows[0]!
    said += condition.slice(at, found.index)
    said += `${value === null ? 'null' : pg.escapeLiteral(value)}::${type}`
    at = found.index + found[0].length
  }
  return said + condition.slice(at)
}

export interface Cost {
  table: string
  rows: number
  /** microseconds of one call, at the client */
  rounds: { behind: number; free: number }[]
}

/** The first table that is read, what stands in brackets aside. */
function tableOf(text: string): string {
  const bare = text.replace(/\([^()]*\)/g, '')
  return bare === text ? (/\bfrom\s+"?(\w+)/i.exec(text)?.[1] ?? '') : tableOf(bare)
}

/** @throws Error when the two do not read the same rows: then they are not the same question */
export async function compare(
  { behind, free }: { behind: pg.Client; free: pg.Client },
  { text, values }: Sent,
  options: { rounds: number; milliseconds: number },
): Promise<Cost> {
  const [mine, theirs] = [await behind.query(text, values), await free.query(text, values)]
  const table = tableOf(text)
  if (mine.rows.length !== theirs.rows.length)
    throw new Error(
      `${table}: ${mine.rows.length} rows behind the walls, ${theirs.rows.length} without: ${text}`,
    )
  const pace = async (client: pg.Client): Promise<number> => {
    const began = performance.now()
    let calls = 0
    for (; calls < 3 || performance.now() - began < options.milliseconds; calls++)
      await client.query(text, values)
    return ((performance.now() - began) * 1000) / calls
  }
  const rounds: Cost['rounds'] = []
  for (let round = -1; round < options.rounds; round++) {
    const turned = round % 2 !== 0
    const first = await pace(turned ? free : behind)
    const second = await pace(turned ? behind : free)
    // the first one warms both
    if (round >= 0) rounds.push(turned ? { behind: second, free: first } : { behind: first, free: second })
  }
  return { table, rows: mine.rows.length, rounds }
}
