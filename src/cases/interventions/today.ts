import { sql } from 'kysely'
import type { TodaySource } from '#platform/module.ts'
import { caseHref } from '../views/case-shell.tsx'

/** Interventions whose day has come: to be made, or to be followed by the next step. */
export const interventionsDue: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const today = tx.now.toISOString().slice(0, 10)
      const found = await sql<{ id: string; code_name: string; n: number }>`
        select c.id, c.code_name, count(*)::int as n from interventions i join cases c on c.id = i.case_id
        where ((i.state = 'planned' and i.made_on <= ${today}::date)
          or (i.state <> 'dropped' and i.next_on <= ${today}::date)) and c.state in ('open', 'monitoring')
        group by c.id, c.code_name order by c.code_name limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t('intervention.today', { code: row.code_name, count: row.n }),
      href: caseHref(row.id, '/interventions'),
      count: row.n,
    }))
  },
}
