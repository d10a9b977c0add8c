import { sql } from 'kysely'
import { caseHref } from '#cases/index.ts'
import type { TodaySource } from '#platform/module.ts'

/** Every flag that is up, for the whole team; one whose review is overdue says so. */
export const emergenciesUp: TodaySource = {
  urgency: 1,
  section: 'cases',
  async find({ member, office, i18n }) {
    const { rows, now } = await office.db.reading(member, async (tx) => ({
      now: tx.now,
      rows: await tx.db
        .selectFrom('emergencies as e')
        .innerJoin('cases as c', 'c.id', 'e.case_id')
        .select(['c.id', 'c.code_name', 'e.raised_at', 'e.review_due_at'])
        .where('e.pulled_at', 'is', null)
        .where(sql<boolean>`c.id = any ((select wl.file_cases())::uuid[])`)
        .orderBy('e.review_due_at')
        .limit(20)
        .execute(),
    }))
    return rows.map((row) => {
      const overdue = row.review_due_at <= now
      return {
        text: i18n.t(overdue ? 'emergency.today.overdue' : 'emergency.today', { code: row.code_name }),
        href: caseHref(row.id, '/emergency-flag'),
        since: overdue ? row.review_due_at : row.raised_at,
      }
    })
  },
}
