import pg from 'pg'
import type { Side } from './two-organisations.ts'

export interface WalledTable {
  /** with its schema */
  name: string
  /** SQL that finds the rows of the first organisation */
  where: string
  /** one of them, as JSON; undefined when there is none */
  row: Record<string, unknown> | undefined
}

/** Every table that names an organisation or a case, or is one, and a row in it that belongs to `side`. */
export async function walledTables(ownerUrl: string, side: Side): Promise<WalledTable[]> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; columns: string[] }>(`
      select n.nspname || '.' || c.relname as name, array_agg(a.attname::text) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind in ('r', 'p') and n.nspname in ('public', 'published', 'wl', 'intake')
      group by 1 having array_agg(a.attname::text) && '{organisation_id,case_id}'
        or n.nspname || '.' || c.relname in ('public.organisations', 'public.cases') order by 1`)
    const found: WalledTable[] = []
    for (const { name, columns } of rows) {
      const where = whereOf(name, columns, side)
      found.push({ name, where, row: await oneRow(client, name, where) })
    }
    return found
  } finally {
    await client.end()
  }
}

function whereOf(name: string, columns: string[], { organisationId, campaign }: Side): string {
  if (name === 'public.organisations') return `id = '${organisationId}'`
  if (name === 'public.cases') return `id = '${campaign.caseId}'`
  const ours = [
    columns.includes('organisation_id') && `organisation_id = '${organisationId}'`,
    columns.includes('case_id') && `case_id = '${campaign.caseId}'`,
  ]
  return `(${ours.filter(Boolean).join(' or ')})`
}

/** Row level security is forced on the owner too, so the look sets it aside and undoes that. */
async function oneRow(client: pg.Client, name: string, where: string): Promise<WalledTable['row']> {
  await client.query('begin')
  try {
    await client.query(`alter table ${name} no force row level security`)
    // ctid: the same row each time; the newest has all that its table can hold
    const { rows } = await client.query(
      `select to_jsonb(t) as row from ${name} t where ${where} order by ctid desc limit 1`,
    )
    return rows[0]?.row as WalledTable['row']
  } finally {
    await client.query('rollback')
  }
}
