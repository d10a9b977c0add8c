import { sql, type SqlBool, type RawBuilder } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { NotFound } from '#platform/web/errors.ts'
import { exactAddress, parseAddress } from '#platform/text/address.ts'
import type { HolderItem } from './holdings.ts'
import { listHoldings } from './holdings.ts'
import { fullName, openAddress, openName, openWording } from './sealed.ts'
import type { SuppressionReason } from './tables.ts'

export const actedKinds = ['message', 'email', 'call', 'signature'] as const
export type ActedKind = (typeof actedKinds)[number]
/** whether mail may go to them: asked to hear, did not, or must not be mailed at all */
export const mailStates = ['posted', 'quiet', 'suppressed'] as const
export type MailState = (typeof mailStates)[number]

export interface SupporterQuery {
  country?: string
  language?: string
  kind?: ActedKind
  mail?: MailState
  /** acts that came with too many names from one address, and were not confirmed */
  setAside?: boolean
  /** whole address: found by its index, without opening one */
  address?: string
  numbers?: readonly number[]
  sort?: 'number' | 'country' | 'language'
  descending?: boolean
  page?: number
}

export interface SupporterRow {
  id: string
  number: number
  name: string
  country?: string
  language: string
  since: Date
  actions: number
  posted: boolean
  suppressed: SuppressionReason | null
}

export const supportersPerPage = 50

const posted = sql<boolean>`exists (select 1 from opt_ins o where o.organisation_id = s.organisation_id
  and o.supporter_id = s.id and o.confirmed_at is not null and o.ended_at is null)`

const setAside = sql<boolean>`exists (select 1 from actions a where a.supporter_id = s.id and a.state = 'quarantined')`

/** Plain columns only decide who is listed, so every filter runs in the database. */
async function conditions(
  tx: Tx,
  organisationId: string,
  query: SupporterQuery,
): Promise<RawBuilder<SqlBool>> {
  const parts = [sql`s.organisation_id = ${organisationId} and s.erased_at is null`]
  if (query.country) parts.push(sql`s.country = ${query.country}`)
  if (query.language) parts.push(sql`s.language = ${query.language}`)
  if (query.kind)
    parts.push(sql`exists (select 1 from actions a where a.supporter_id = s.id and a.kind = ${query.kind}
      and a.state = 'confirmed')`)
  if (query.mail === 'posted') parts.push(sql`${posted} and i.suppressed_at is null`)
  if (query.mail === 'quiet') parts.push(sql`not ${posted} and i.suppressed_at is null`)
  if (query.mail === 'suppressed') parts.push(sql`i.suppressed_at is not null`)
  if (query.setAside) parts.push(setAside)
  if (query.numbers) parts.push(sql`s.number = any (${query.numbers}::int[])`)
  if (query.address) {
    const read = parseAddress(query.address)
    const key = await tx.keys.organisation(organisationId)
    const index = read.ok ? key.index('address', exactAddress(read.value)) : Buffer.alloc(0)
    parts.push(sql`i.address_index = ${index}`)
  }
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`
}

const orders = { number: sql`s.number`, country: sql`s.country`, language: sql`s.language` }

/** @returns one page and how many there are in all */
export async function listSupporters(
  tx: Tx,
  organisationId: string,
  query: SupporterQuery,
): Promise<{ rows: SupporterRow[]; total: number }> {
  mustBeAllowed(tx, 'supporter.read')
  const where = await conditions(tx, organisationId, query)
  const from = sql`from supporters s join inboxes i on i.organisation_id = s.organisation_id and i.number = s.inbox where ${where}`
  const order = sql`${orders[query.sort ?? 'number']} ${query.descending ? sql`desc` : sql`asc`} nulls last, s.number`
  const offset = ((query.page ?? 1) - 1) * supportersPerPage
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n ${from}`.execute(tx.db)
  const { rows } = await sql<{
    id: string
    number: number
    sealed: Buffer
    country: string | null
    language: string
    created_at: Date
    actions: number
    posted: boolean
    suppressed_reason: SuppressionReason | null
  }>`select s.id, s.number, s.sealed, s.country, s.language, s.created_at, i.suppressed_reason, ${posted} as posted,
      (select count(*)::int from actions a where a.supporter_id = s.id and a.state = 'confirmed') as actions
    ${from} order by ${order} limit ${supportersPerPage} offset ${offset}`.execute(tx.db)
  const key = await tx.keys.organisation(organisationId)
  return {
    total: counted[0]!.n,
    rows: rows.map((row) => ({
      id: row.id,
      number: row.number,
      name: fullName(openName(key, row)),
      ...(row.country ? { country: row.country.trim() } : {}),
      language: row.language,
      since: row.created_at,
      actions: row.actions,
      posted: row.posted,
      suppressed: row.suppressed_reason,
    })),
  }
}

/** The languages and countries that occur, for filters. */
export async function supporterFacets(
  tx: Tx,
  organisationId: string,
): Promise<{ countries: string[]; languages: string[]; setAside: number }> {
  mustBeAllowed(tx, 'supporter.count')
  const { rows } = await sql<{
    countries: string[] | null
    languages: string[] | null
    set_aside: number
  }>`
    select array_agg(distinct trim(country)) filter (where country is not null) as countries,
      array_agg(distinct language) as languages,
      (select count(distinct a.supporter_id)::int from actions a
        where a.organisation_id = ${organisationId} and a.state = 'quarantined') as set_aside
    from supporters where organisation_id = ${organisationId} and erased_at is null`.execute(tx.db)
  return {
    countries: rows[0]?.countries ?? [],
    languages: rows[0]?.languages ?? [],
    setAside: rows[0]?.set_aside ?? 0,
  }
}

export interface OptInRow {
  id: string
  scope: 'case' | 'newsletter'
  caseCodeName?: string
  wording: string
  version: string
  language: string
  askedAt: Date
  confirmedAt: Date | null
  endedAt: Date | null
  endedReason: string | null
}

export interface SupporterDetail {
  id: string
  number: number
  name: string
  address?: string
  country?: string
  language: string
  since: Date
  erasedAt: Date | null
  suppressed: SuppressionReason | null
  suppressedAt: Date | null
  /** its reader wants no changes by a link since then */
  lockedAt: Date | null
  /** other people at the same inbox */
  sharing: number
  optIns: OptInRow[]
  held: HolderItem[]
}

/** Notes that a member is shown sealed names: of a page of the list, or all that is held of one. */
export async function noteOpening(
  tx: Tx,
  shown: { subject: string } | { count: number; page: number },
): Promise<void> {
  mustBeAllowed(tx, 'supporter.read')
  if ('subject' in shown) await record(tx, 'supporter.opened', shown)
  else await record(tx, 'supporter.names-read', { data: shown })
}

/**
 * All that is held about one supporter.
 * @throws NotFound
 */
export async function getSupporter(tx: Tx, organisationId: string, id: string): Promise<SupporterDetail> {
  mustBeAllowed(tx, 'supporter.read')
  const row = await tx.db
    .selectFrom('supporters as s')
    .innerJoin('inboxes as i', (join) =>
      join.onRef('i.organisation_id', '=', 's.organisation_id').onRef('i.number', '=', 's.inbox'),
    )
    .select([
      's.id',
      's.number',
      's.sealed',
      's.country',
      's.language',
      's.created_at',
      's.erased_at',
      's.inbox',
    ])
    .select(['i.address_sealed', 'i.suppressed_reason', 'i.suppressed_at', 'i.details_locked_at'])
    .where('s.organisation_id', '=', organisationId)
    .where('s.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  const key = await tx.keys.organisation(organisationId)
  const { n } = await tx.db
    .selectFrom('supporters')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisationId)
    .where('inbox', '=', row.inbox)
    .where('erased_at', 'is', null)
    .executeTakeFirstOrThrow()
  const address = openAddress(key, { number: row.inbox, address_sealed: row.address_sealed })
  return {
    id: row.id,
    number: row.number,
    name: fullName(openName(key, row)),
    ...(address ? { address } : {}),
    ...(row.country ? { country: row.country.trim() } : {}),
    language: row.language,
    since: row.created_at,
    erasedAt: row.erased_at,
    suppressed: row.suppressed_reason,
    suppressedAt: row.suppressed_at,
    lockedAt: row.details_locked_at,
    sharing: Math.max(0, Number(n) - 1),
    optIns: await optInsOf(tx, organisationId, id),
    held: await listHoldings(tx, id),
  }
}

async function optInsOf(tx: Tx, organisationId: string, supporterId: string): Promise<OptInRow[]> {
  const key = await tx.keys.organisation(organisationId)
  const rows = await tx.db
    .selectFrom('opt_ins as o')
    // a case that this member may not see is not named
    .leftJoin('cases as c', 'c.id', 'o.case_id')
    .select([
      'o.id',
      'o.scope',
      'o.sealed',
      'o.wording_version',
      'o.language',
      'o.asked_at',
      'o.confirmed_at',
    ])
    .select(['o.ended_at', 'o.ended_reason', 'c.code_name'])
    .where('o.organisation_id', '=', organisationId)
    .where('o.supporter_id', '=', supporterId)
    .orderBy('o.asked_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    scope: row.scope,
    ...(row.code_name ? { caseCodeName: row.code_name } : {}),
    wording: openWording(key, row),
    version: row.wording_version,
    language: row.language,
    askedAt: row.asked_at,
    confirmedAt: row.confirmed_at,
    endedAt: row.ended_at,
    endedReason: row.ended_reason,
  }))
}

/** The inbox of a supporter, to suppress it. @throws NotFound */
export async function inboxOf(tx: Tx, organisationId: string, supporterId: string): Promise<number> {
  const row = await tx.db
    .selectFrom('supporters')
    .select('inbox')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', supporterId)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row.inbox
}
