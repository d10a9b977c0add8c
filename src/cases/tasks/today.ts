import { sql } from 'kysely'
import type { TodaySource } from '#platform/module.ts'
import { caseHref } from '../views/case-shell.tsx'

/** Tasks of this human that are due, and those of nobody. */
export const tasksDue: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const today = tx.now.toISOString().slice(0, 10)
      const found = await sql<{ id: string; code_name: string; due_on: string; n: number }>`
        select c.id, c.code_name, min(t.due_on)::date as due_on, count(*)::int as n
        from case_tasks t join cases c on c.id = t.case_id
        where t.done_at is null and t.due_on <= ${today}::date and c.state in ('open', 'monitoring')
          and (t.owner_account = ${member.accountId} or t.owner_account is null)
        group by c.id, c.code_name order by 3 limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t('task.today', { code: row.code_name, count: row.n }),
      href: caseHref(row.id, '/tasks'),
      since: new Date(`${row.due_on}T00:00:00Z`),
      count: row.n,
    }))
  },
}
