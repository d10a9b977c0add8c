import { sql } from 'kysely'
import type { TodaySource } from '#platform/module.ts'
import { consentsHref } from '../consents-href.ts'

/** What she did by herself, and a link that died of wrong phrases: until somebody on the team has seen it. */
export const doneByHerself: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{ case_id: string; code_name: string; n: number; locked: boolean; at: Date }>`
        select c.id as case_id, c.code_name, count(a.id)::int as n, l.locked, coalesce(min(a.at), l.at) as at
        from cases c
          left join consent_link_acts a on a.case_id = c.id and a.seen_at is null
          join lateral (select coalesce(bool_or(attempts_left = 0 and seen_at is null), false) as locked, min(made_at) as at
            from consent_links where case_id = c.id) l on true
        group by c.id, c.code_name, l.locked, l.at having count(a.id) > 0 or l.locked
        order by at limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: row.locked
        ? i18n.t('consent-link.today.locked', { code: row.code_name })
        : i18n.t('consent-link.today.acts', { code: row.code_name, count: row.n }),
      href: consentsHref(row.case_id, '/link'),
      since: row.at,
    }))
  },
}
