import { sql } from 'kysely'
import type { TodaySource } from '#platform/module.ts'
import { caseHref } from '../views/case-shell.tsx'

/** Open cases in which the newest assessment of a harm has run out: the public page says so, and somebody has to look again. */
export const staleAssessments: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const today = tx.now.toISOString().slice(0, 10)
      const found = await sql<{ id: string; code_name: string; valid_until: string }>`
        select c.id, c.code_name, min(a.valid_until)::date as valid_until from cases c
        join lateral (select distinct on (harm) valid_until from risk_assessments r where r.case_id = c.id
          order by harm, assessed_on desc, created_at desc) a on a.valid_until < ${today}::date
        where c.state in ('open', 'monitoring')
        group by c.id, c.code_name order by 3 limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t('cases.today.stale', { code: row.code_name }),
      href: caseHref(row.id, '/status'),
      since: new Date(`${row.valid_until}T00:00:00Z`),
    }))
  },
}

/** Measures of this human that are due, and those of nobody. */
export const measuresDue: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const today = tx.now.toISOString().slice(0, 10)
      const found = await sql<{ id: string; code_name: string; due_on: string; n: number }>`
        select c.id, c.code_name, min(m.due_on)::date as due_on, count(*)::int as n
        from risk_measures m join cases c on c.id = m.case_id
        where m.done_at is null and m.due_on <= ${today}::date and c.state in ('open', 'monitoring')
          and (m.owner_account = ${member.accountId} or m.owner_account is null)
        group by c.id, c.code_name order by 3 limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t('cases.today.measures', { code: row.code_name, count: row.n }),
      href: `${caseHref(row.id, '/status')}#measures`,
      since: new Date(`${row.due_on}T00:00:00Z`),
      count: row.n,
    }))
  },
}
