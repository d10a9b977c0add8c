import { sql } from 'kysely'
import { caseHref } from '#cases/index.ts'
import type { MessageKey } from '#platform/i18n.ts'
import type { TodaySource } from '#platform/module.ts'

const page = (caseId: string) => caseHref(caseId, '/consents/unobtainable')
const day = 24 * 3_600_000
const recent = 72 * 3_600_000

/** Reviews that nobody completed in time, and concerns that somebody raised: for everybody on the team. */
export const reviewsMissed: TodaySource = {
  urgency: 1,
  section: 'cases',
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const { rows } = await sql<{ caseId: string; code: string; since: Date; what: 'missed' | 'concern' }>`
        select s.case_id as "caseId", c.code_name as code, s.review_due_at as since, 'missed' as what
        from unobtainable_spells s join cases c on c.id = s.case_id
        where s.ended_at is null and s.review_due_at <= ${tx.now}
        union all
        select s.case_id, c.code_name, max(a.at), 'concern'
        from unobtainable_answers a join unobtainable_spells s on s.id = a.spell_id join cases c on c.id = s.case_id
        where s.ended_at is null and a.answer = 'concern' and a.at > ${new Date(tx.now.getTime() - recent)}
        group by s.case_id, c.code_name
        order by since limit 20`.execute(tx.db)
      return rows
    })
    return rows.map(({ caseId, code, since, what }) => ({
      text: i18n.t(`unobtainable.today.${what}` as MessageKey, { code }),
      href: page(caseId),
      since,
    }))
  },
}

/** Reviews that are due within a day, for those of the team who have not answered yet. */
export const reviewsDue: TodaySource = {
  urgency: 2,
  section: 'cases',
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, (tx) =>
      tx.db
        .selectFrom('unobtainable_spells as s')
        .innerJoin('cases as c', 'c.id', 's.case_id')
        .select(['s.case_id', 'c.code_name'])
        .where('s.ended_at', 'is', null)
        .where('s.review_due_at', '>', tx.now)
        .where('s.review_due_at', '<=', new Date(tx.now.getTime() + day))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('unobtainable_answers as a')
                .select('a.id')
                .whereRef('a.spell_id', '=', 's.id')
                .whereRef('a.due_at', '=', 's.review_due_at')
                .where('a.account_id', '=', member.accountId),
            ),
          ),
        )
        .orderBy('s.review_due_at')
        .limit(20)
        .execute(),
    )
    return rows.map((row) => ({
      text: i18n.t('unobtainable.today.due', { code: row.code_name }),
      href: page(row.case_id),
    }))
  },
}
