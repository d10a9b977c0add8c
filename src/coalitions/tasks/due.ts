import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'

/** A task of this organisation that nears its day, or is past it. */
export interface DueTask {
  id: string
  caseId: string
  /** who of them has taken it and serves still; absent: all who answer for it */
  ownerId: string | null
  late: boolean
}

/**
 * What people of one organisation are reminded of: a day before a task is due, and once it is. For its worker: all of
 * them, since who was told is known to the mail alone; the newest first.
 */
export async function tasksDue(tx: Tx, organisationId: string): Promise<DueTask[]> {
  const { rows } = await sql<DueTask>`
    select t.id, t.case_id as "caseId", t.due_at <= ${tx.now} as late,
      (select m.account_id from members m where m.account_id = t.owner_account and m.organisation_id = ${organisationId}
        and m.removed_at is null and m.role <> 'viewer') as "ownerId"
    from coalition_tasks t join cases c on c.id = t.case_id
    where t.state = 'open' and t.for_organisation_id = ${organisationId} and c.state in ('open', 'monitoring')
      and t.due_at > ${tx.now}::timestamptz - interval '30 days' and t.due_at <= ${tx.now}::timestamptz + interval '1 day'
    order by t.due_at desc`.execute(tx.db)
  return rows
}
