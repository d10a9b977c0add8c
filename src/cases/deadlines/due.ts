import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import type { LimitKind, LimitState } from './lists.ts'

/** A moment that comes near: codes and a code name, and never a word of the case. */
export interface Due {
  id: string
  caseId: string
  codeName: string
  what: 'limit' | 'hearing'
  kind: LimitKind | (string & {})
  at: Date
  zone: string
  ownerId?: string
  /** how near: `over` has passed; an alarm is raised once for each of `day`, `hour` and `over` */
  stage: 'over' | 'hour' | 'day' | 'week'
}

const hour = 3_600_000

export function stageOf(at: Date, now: Date): Due['stage'] | undefined {
  const left = at.getTime() - now.getTime()
  if (left <= 0) return 'over'
  if (left <= hour) return 'hour'
  if (left <= 24 * hour) return 'day'
  return left <= 7 * 24 * hour ? 'week' : undefined
}

/**
 * Time limits that run and hearings that are scheduled within a week of `now`, the soonest first, in the cases that the actor
 * sees: for a member the own teams', for a worker the organisation's. What has passed stays until somebody says what came of it.
 */
export async function deadlinesDue(tx: Tx, now: Date): Promise<Due[]> {
  const until = new Date(now.getTime() + 7 * 24 * hour)
  const { rows } = await sql<Omit<Due, 'stage' | 'ownerId'> & { ownerId: string | null }>`
    select d.id, d.case_id as "caseId", c.code_name as "codeName", 'limit' as what, d.kind, d.due_at as at, d.zone,
      d.owner_account as "ownerId"
    from time_limits d join cases c on c.id = d.case_id
    where d.state = 'running' and d.due_at <= ${until} and c.state in ('received', 'verifying', 'open', 'monitoring')
    union all
    select h.id, h.case_id, c.code_name, 'hearing', h.kind, h.at, h.zone, null
    from hearings h join cases c on c.id = h.case_id
    where h.state = 'scheduled' and h.at <= ${until} and c.state in ('received', 'verifying', 'open', 'monitoring')
    order by at, id limit 5000`.execute(tx.db)
  return rows.flatMap(({ ownerId, ...row }) => {
    const stage = stageOf(row.at, now)
    return stage ? [{ ...row, stage, ...(ownerId ? { ownerId } : {}) }] : []
  })
}

/** The time limits of a case in the course of things: while one runs at its moment, then at the day it was settled. Codes alone. */
export async function limitsInTime(
  tx: Tx,
  caseId: string,
): Promise<{ kind: LimitKind; state: LimitState; at: Date; zone: string }[]> {
  const rows = await tx.db
    .selectFrom('time_limits')
    .select(['kind', 'state', 'due_at', 'settled_at', 'zone'])
    .where('case_id', '=', caseId)
    .where('state', '<>', 'lifted')
    .execute()
  return rows.map(({ due_at, settled_at, ...row }) => ({ ...row, at: settled_at ?? due_at }))
}
