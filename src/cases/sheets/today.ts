import { sql } from 'kysely'
import type { TodaySource } from '#platform/module.ts'
import { caseHref } from '../views/case-shell.tsx'

const day = 86_400_000

/** Somebody else of the team opened an emergency sheet within a day: either it is one, or somebody should ask. */
export const emergencySheetsOpened: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{ id: string; code_name: string; at: Date }>`
        select c.id, c.code_name, max(e.at) as at from events e join cases c on c.id = e.case_id
        where e.type = 'emergency-sheet.opened' and e.actor_account <> ${member.accountId}
          and e.at > ${new Date(tx.now.getTime() - day)} and c.id = any ((select wl.file_cases())::uuid[])
        group by c.id, c.code_name order by 3 desc limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t('sheets.today.emergency', { code: row.code_name }),
      href: caseHref(row.id, '/log'),
      since: row.at,
    }))
  },
}
