import { sql } from 'kysely'
import type { TodaySource } from '#platform/module.ts'
import { caseHref } from '../views/case-shell.tsx'

/** What a colleague asked, and this human has not answered: the wall shows only cases of one's own teams. */
export const decisionsToAnswer: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{ id: string; code_name: string; kind: 'close' | 'erase'; asked_at: Date }>`
        select c.id, c.code_name, d.kind, d.asked_at from case_decisions d join cases c on c.id = d.case_id
        where d.answer is null and d.asked_by <> ${member.accountId} order by d.asked_at limit 20`.execute(
        tx.db,
      )
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t(`cases.today.${row.kind}`, { code: row.code_name }),
      href: caseHref(row.id, '/course'),
      since: row.asked_at,
    }))
  },
}

/** Files that nobody by name looks after, and closed ones whose time to be kept has run out. */
export const filesAdrift: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const today = tx.now.toISOString().slice(0, 10)
      const found = await sql<{ id: string; code_name: string; adrift: boolean }>`
        select c.id, c.code_name, c.state in ('open', 'monitoring') as adrift from cases c
        where c.id = any ((select wl.file_cases())::uuid[])
          and (c.state in ('open', 'monitoring') and not exists (select 1 from case_team t
              where t.case_id = c.id and t.account_id = c.caseworker_id and t.removed_at is null)
            or c.state in ('closed', 'archived') and c.retention_until < ${today}::date)
        order by c.code_name collate "C" limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t(row.adrift ? 'cases.today.adrift' : 'cases.today.kept-too-long', { code: row.code_name }),
      href: caseHref(row.id, '/course'),
    }))
  },
}
