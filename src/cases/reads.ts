import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { NotFound } from '#platform/web/errors.ts'
import { isOnTeam } from './circles.ts'
import type { CaseState, PublicityLevel, TeamRole } from './tables.ts'

/** What may be read of a case without opening a seal. */
export interface CaseRow {
  id: string
  shortId: string
  codeName: string
  state: CaseState
  publicity: PublicityLevel
  country: string
  openingReason: string
  closingReason?: string
  /** how it came out, once it is closed */
  outcome?: string
  /** YYYY-MM-DD */
  retentionUntil?: string
  /** who looks after the file; known to its team only */
  caseworkerId?: string
  defaultLanguage: string
  languages: string[]
  openedAt: Date
  closedAt?: Date
  version: number
}

export interface CaseQuery {
  /** part of the code name */
  q?: string
  state?: CaseState
  country?: string
  sort?: 'code' | 'opened' | 'publicity'
  descending?: boolean
  /** from 1 */
  page?: number
}

export const casesPerPage = 25

/**
 * The cases that this member may know of: her team's, and those whose room is open to her. The wall decides; there is no
 * other list, so search, counts and export cannot show more.
 */
export async function listCases(tx: Tx, query: CaseQuery): Promise<{ rows: CaseRow[]; total: number }> {
  mustBeAllowed(tx, 'case.read')
  const { total } = await matching(tx, query)
    .select((where) => where.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await sorted(tx, query)
    .limit(casesPerPage)
    .offset((Math.max(1, query.page ?? 1) - 1) * casesPerPage)
    .execute()
  return { rows: rows.map(asCase), total }
}

/** The same list whole, for a spreadsheet: plain columns only. */
export async function exportCases(tx: Tx, query: CaseQuery): Promise<CaseRow[]> {
  mustBeAllowed(tx, 'case.export')
  return (await sorted(tx, query).execute()).map(asCase)
}

function sorted(tx: Tx, query: CaseQuery) {
  const way = query.descending ? 'desc' : 'asc'
  const column = {
    code: sql`lower(code_name) collate "C"`,
    opened: sql`opened_at`,
    publicity: sql`publicity_level`,
  }[query.sort ?? 'code']
  return matching(tx, query).selectAll().orderBy(column, way).orderBy('id')
}

function matching(tx: Tx, { q, state, country }: CaseQuery) {
  let rows = tx.db.selectFrom('cases')
  if (q) rows = rows.where('code_name', 'ilike', `%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`)
  if (state) rows = rows.where('state', '=', state)
  if (country) rows = rows.where('country', '=', country)
  return rows
}

/** @throws NotFound, also for a case behind the wall: it must not be told apart from none */
export async function getCase(tx: Tx, caseId: string): Promise<CaseRow> {
  mustBeAllowed(tx, 'case.read')
  if (!isId(caseId)) throw new NotFound()
  const row = await tx.db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirst()
  if (!row) throw new NotFound()
  return asCase(row)
}

type Row = Awaited<ReturnType<ReturnType<typeof sorted>['execute']>>[number]

const asCase = (row: Row): CaseRow => ({
  id: row.id,
  shortId: row.short_id,
  codeName: row.code_name,
  state: row.state,
  publicity: row.publicity_level,
  country: row.country,
  openingReason: row.opening_reason,
  closingReason: row.closing_reason ?? undefined,
  outcome: row.outcome ?? undefined,
  retentionUntil: row.retention_until ?? undefined,
  caseworkerId: row.caseworker_id ?? undefined,
  defaultLanguage: row.default_language,
  languages: row.languages,
  openedAt: row.opened_at,
  closedAt: row.closed_at ?? undefined,
  version: row.version,
})

export interface TeamMember {
  accountId: string
  role: TeamRole
  addedAt: Date
}

/** Who may open the file. Empty for who may not: the team is part of what is kept. */
export async function listTeam(tx: Tx, caseId: string): Promise<TeamMember[]> {
  mustBeAllowed(tx, 'case.read')
  return await tx.db
    .selectFrom('case_team')
    .select(['account_id as accountId', 'role', 'added_at as addedAt'])
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .execute()
}

export interface LogEntry {
  id: number
  type: string
  at: Date
  accountId?: string
  data: Record<string, unknown>
}

/** What happened in the case, newest first, for the case team. */
export async function caseLog(tx: Tx, caseId: string, before?: number): Promise<LogEntry[]> {
  mustBeAllowed(tx, 'case.read')
  if (!(await isOnTeam(tx, caseId))) return []
  const rows = await tx.db
    .selectFrom('events')
    .select(['id', 'type', 'at', 'actor_account', 'data'])
    .where('case_id', '=', caseId)
    .$if(before !== undefined, (query) => query.where(sql<boolean>`id < ${before!}`))
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    id: Number(row.id),
    type: row.type,
    at: row.at,
    accountId: row.actor_account ?? undefined,
    data: row.data,
  }))
}
