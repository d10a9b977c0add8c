import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'

export interface LogEntry {
  id: number
  at: Date
  type: string
  actorKind: string
  /** of a colleague, where it was one */
  accountId: string | undefined
  subject: string | undefined
  caseId: string | undefined
  data: Readonly<Record<string, unknown>>
}

const pageLength = 100

/** Events that this member may see, newest first; `type` filters by its beginning, `before` pages on. */
export async function listEvents(
  tx: Tx,
  filter: { type?: string; accountId?: string; before?: number } = {},
): Promise<{ entries: LogEntry[]; more: boolean }> {
  mustBeAllowed(tx, 'log.see')
  const rows = await tx.db
    .selectFrom('events')
    .selectAll()
    // Safety: what happens in a case is told to those who see the case, also within its organisation; the wall of
    // `cases` answers
    .where(sql<boolean>`case_id is null or case_id in (select id from cases)`)
    .$if(filter.type !== undefined, (query) =>
      query.where('type', 'like', `${filter.type!.replace(/[%_\\]/g, '')}%`),
    )
    .$if(filter.accountId !== undefined, (query) => query.where('actor_account', '=', filter.accountId!))
    .$if(filter.before !== undefined, (query) => query.where('id', '<', String(filter.before)))
    .orderBy('id', 'desc')
    .limit(pageLength + 1)
    .execute()
  return {
    more: rows.length > pageLength,
    entries: rows.slice(0, pageLength).map((row) => ({
      id: Number(row.id),
      at: row.at,
      type: row.type,
      actorKind: row.actor_kind,
      accountId: row.actor_account ?? undefined,
      subject: row.subject ?? undefined,
      caseId: row.case_id ?? undefined,
      data: row.data,
    })),
  }
}
