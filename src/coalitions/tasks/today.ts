import { sql, type SqlBool } from 'kysely'
import { offerCalendarDates } from '#cases/index.ts'
import { can } from '#platform/access.ts'
import type { Member } from '#platform/actor.ts'
import type { TodaySource } from '#platform/module.ts'
import { tasksHref } from './console.tsx'

/** Of a task t in a case c that is worked in: this person's, or of nobody who serves in their organisation still. */
const waitsFor = ({
  organisationId,
  accountId,
}: Pick<Member, 'organisationId' | 'accountId'>) => sql<SqlBool>`
  t.state = 'open' and t.for_organisation_id = ${organisationId} and c.state in ('open', 'monitoring')
    and (t.owner_account is null or t.owner_account = ${accountId} or not exists (select 1 from members m
      where m.account_id = t.owner_account and m.organisation_id = t.for_organisation_id and m.removed_at is null
        and m.role <> 'viewer'))`

/** Open tasks that are this person's, or of nobody in their organisation; by case, under its code name alone. */
export const roomTasks: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    if (!can(member, 'coalition.task')) return []
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{ id: string; code_name: string; n: number; late: number; since: Date }>`
        select c.id, c.code_name, count(*)::int as n, count(*) filter (where t.due_at <= ${tx.now})::int as late,
          min(t.set_at) as since
        from coalition_tasks t join cases c on c.id = t.case_id
        where ${waitsFor(member)}
        group by c.id, c.code_name order by min(coalesce(t.due_at, t.set_at)) limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map(({ id, code_name: code, n: count, late, since }) => ({
      text: i18n.t(late > 0 ? 'coalition.task.today.late' : 'coalition.task.today', { code, count, late }),
      href: tasksHref(id),
      ...{ since, count },
    }))
  },
}

// Safety: a calendar lies open on other people's servers; that something is due is all that it says
offerCalendarDates(async (tx, since) => {
  if (tx.actor.kind !== 'member' || !can(tx.actor, 'coalition.task')) return []
  const { rows } = await sql<{ id: string; code: string; at: string }>`
    select t.id, c.code_name as code, t.due_on as at from coalition_tasks t join cases c on c.id = t.case_id
    where t.due_at > ${since} and ${waitsFor(tx.actor)}
    order by t.due_at limit 200`.execute(tx.db)
  return rows.map((row) => ({ ...row, label: 'calendar.task' as const }))
})
