import { sql } from 'kysely'
import type { TodaySource } from '#platform/module.ts'
import { caseHref } from '../views/case-shell.tsx'
import type { LadderStep } from './ladder.ts'

type Alarming = 'late' | 'emergency' | 'duress' | 'system-gap'

/** No sign of life, duress, or a gap of our own: a human must look now. The wall shows cases of one's own teams alone. */
export const overdueCheckIns: TodaySource = {
  urgency: 1,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{
        id: string
        case_id: string
        code_name: string
        state: Alarming
        step: number
        ladder: LadderStep[]
        since: Date
      }>`select i.id, i.case_id, c.code_name, i.state, i.step, i.ladder, coalesce(i.answered_at, i.late_at) as since
        from check_ins i join cases c on c.id = i.case_id
        where i.state in ('late', 'emergency', 'duress', 'system-gap')
        order by array_position(array['duress', 'emergency', 'late', 'system-gap'], i.state), i.late_at limit 40`.execute(
        tx.db,
      )
      return found.rows
    })
    return rows.map((row) => {
      const stage = row.state === 'late' ? row.ladder[row.step - 1]?.stage : undefined
      const code = row.code_name
      return {
        text:
          row.state !== 'late'
            ? i18n.t(`check-ins.today.${row.state}`, { code })
            : stage
              ? i18n.t('check-ins.today.late', { code, stage: i18n.t(`check-ins.stage.${stage}`) })
              : i18n.t('check-ins.today.late.first', { code }),
        href: caseHref(row.case_id, `/check-ins/${row.id}`),
        since: row.since,
      }
    })
  },
}

/** Safety: a plan may wake nobody, and nothing would be heard of it. */
export const plansRingingNobody: TodaySource = {
  urgency: 1,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{ case_id: string; code_name: string }>`
        select distinct p.case_id, c.code_name from check_in_plans p join cases c on c.id = p.case_id
        where p.state = 'active' and c.state in ('received', 'verifying', 'open', 'monitoring')
          and not exists (select 1 from case_team t where t.case_id = p.case_id and t.organisation_id = p.organisation_id
            and t.removed_at is null) limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t('check-ins.today.rings-nobody', { code: row.code_name }),
      href: caseHref(row.case_id, '/check-ins'),
    }))
  },
}

/** Safety: a plan that nobody turns into days asks her for nothing and calls nobody; this must not be found out by silence. */
export const plansUnplanned: TodaySource = {
  urgency: 1,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const before = new Date(tx.now.getTime() - 30 * 60_000)
      const found = await sql<{ case_id: string; code_name: string }>`
        select distinct p.case_id, c.code_name from check_in_plans p join cases c on c.id = p.case_id
        where p.state = 'active' and c.state in ('received', 'verifying', 'open', 'monitoring')
          and coalesce(p.planned_at, p.created_at) < ${before} limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t('check-ins.today.unplanned', { code: row.code_name }),
      href: caseHref(row.case_id, '/check-ins'),
    }))
  },
}
