import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ContactChannel } from '../check-ins/tables.ts'
import type { TimelineEntry } from '../facts/timeline.ts'
import { caseHref } from '../views/case-shell.tsx'

/** That she said something on a day, and in how many points; what she said is read where it is kept. For the team. */
export async function statementsInTheTimeline(tx: Tx, caseId: string, i18n: I18n): Promise<TimelineEntry[]> {
  const { rows } = await sql<{ taken_on: string; channel: ContactChannel; points: number }>`
    select s.taken_on, s.channel, count(p.id)::int as points from statements s
      left join statement_points p on p.statement_id = s.id
    where s.case_id = ${caseId} group by s.id order by s.taken_on desc`.execute(tx.db)
  return rows.map(({ taken_on: on, channel, points }) => ({
    ...{ on, topic: 'statements', visibility: 'team', kind: i18n.t('statement.tab') },
    what: i18n.t('statement.in-timeline', { channel: i18n.t(`contacts.channel.${channel}`), count: points }),
    href: caseHref(caseId, '/statements'),
  }))
}
