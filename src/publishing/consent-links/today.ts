import { sql } from 'kysely'
import { caseHref } from '#cases/index.ts'
import { can } from '#platform/access.ts'
import type { TodaySource } from '#platform/module.ts'
import { consentsHref } from '../consents-href.ts'
import { makerIsGone } from './link.ts'

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

/**
 * A link that she still holds, and that opens nothing since whoever made it is on the team no longer: until another is made
 * or its hours are over. Safety: she may stand before a closed door at night, and thinks that somebody reads.
 */
export const linksWithoutMaker: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{ case_id: string; code_name: string; at: Date }>`
        select c.id as case_id, c.code_name, min(l.made_at) as at
        from consent_links l join cases c on c.id = l.case_id
        where l.ended_at is null and l.expires_at > ${tx.now} and ${makerIsGone} group by c.id, c.code_name
        order by at limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t('consent-link.today.maker-gone', { code: row.code_name }),
      // who may not make one tells somebody who may
      href: can(member, 'consent.link') ? consentsHref(row.case_id, '/link') : caseHref(row.case_id, '/team'),
      since: row.at,
    }))
  },
}
