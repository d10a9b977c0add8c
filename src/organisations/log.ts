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

/**
 * Events that this member may see, newest first: the wall of `events` tells the case team all of its case, and others what
 * happens in the coalition's room. `type` filters by its beginning, `before` pages on.
 */
export async function listEvents(
  tx: Tx,
  filter: { type?: string; accountId?: string; before?: number } = {},
): Promise<{ entries: LogEntry[]; more: boolean }> {
  mustBeAllowed(tx, 'log.see')
  const rows = await tx.db
    .selectFrom('events')
    .selectAll()
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
