import { sql } from 'kysely'
import type { TodaySource } from '#platform/module.ts'
import { caseHref } from './views/case-shell.tsx'

/** Open cases whose last assessment has run out: the public page says so, and somebody has to look again. */
export const staleAssessments: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const today = tx.now.toISOString().slice(0, 10)
      const found = await sql<{ id: string; code_name: string; valid_until: string }>`
        select c.id, c.code_name, a.valid_until from cases c
        join lateral (select valid_until from risk_assessments r where r.case_id = c.id
          order by assessed_on desc, created_at desc limit 1) a on true
        where c.state in ('open', 'monitoring') and a.valid_until < ${today}::date
        order by a.valid_until limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t('cases.today.stale', { code: row.code_name }),
      href: caseHref(row.id, '/status'),
      since: new Date(`${row.valid_until}T00:00:00Z`),
    }))
  },
}
