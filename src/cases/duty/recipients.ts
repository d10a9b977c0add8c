import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'

/**
 * Who is woken for a case: whoever of its team is on duty now; else its duty officers; else its caseworker and lead; else
 * the whole team. Where a life may hang on it, the whole team at once.
 * Safety: nobody who is not on the team hears that the case exists, not even the duty officer of this night.
 */
export async function recipientsOf(
  tx: Tx,
  organisationId: string,
  caseId: string,
  everybody: boolean,
): Promise<string[]> {
  const { rows } = await sql<{ account_id: string; role: string; on_duty: boolean; leads: boolean }>`
    select t.account_id, t.role,
      exists (select 1 from duty_shifts d where d.organisation_id = ${organisationId} and d.account_id = t.account_id
        and d.removed_at is null and d.starts_at <= ${tx.now} and d.ends_at > ${tx.now}) as on_duty,
      t.role = 'lead-coordinator' or t.account_id = c.caseworker_id as leads
    from case_team t join cases c on c.id = t.case_id
    where t.case_id = ${caseId} and t.organisation_id = ${organisationId} and t.removed_at is null
    order by t.added_at`.execute(tx.db)
  const team = rows.filter(({ role }) => role !== 'observer')
  const first = [
    everybody ? team : [],
    team.filter((one) => one.on_duty),
    team.filter((one) => one.role === 'duty-officer'),
    team.filter((one) => one.leads),
    team,
    rows,
  ].find((some) => some.length > 0)
  return (first ?? []).map((one) => one.account_id)
}

/** Who hears of the server's own trouble: whoever is on duty, else those who would be woken for the cases it touched. */
export async function onDuty(tx: Tx, organisationId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('duty_shifts')
    .select('account_id')
    .distinct()
    .where('organisation_id', '=', organisationId)
    .where('removed_at', 'is', null)
    .where('starts_at', '<=', tx.now)
    .where('ends_at', '>', tx.now)
    .execute()
  return rows.map((row) => row.account_id)
}
