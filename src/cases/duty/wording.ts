import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import { createI18n, isLanguage, type Catalogue, type I18n } from '#platform/i18n.ts'
import { linkToken } from './private-link.ts'
import type { AlarmStage, Nearness } from './tables.ts'

/** What an alarm says when it leaves. Safety: the code name of the case and a link, and nothing else of anybody. */
export interface AlarmWords {
  text: string
  link: string
  i18n: I18n
}

/** The one sentence of an alarm, in a message and on Today alike. */
export function sayAlarm(
  i18n: I18n,
  { stage, near, code }: { stage: AlarmStage; near: Nearness | null; code: string },
): string {
  if (stage === 'deadline' || stage === 'hearing')
    return i18n.t(`alarm.text.${stage}.${near ?? 'over'}`, { code })
  if (stage === 'duress' && near === 'over') return i18n.t('alarm.text.duress.over', { code })
  return i18n.t(`alarm.text.${stage}`, { code })
}

/** Nobody is woken for what is over by then, nor whoever has left the organisation or the team; undefined. */
export async function wordAlarm(
  tx: Tx,
  messageId: string,
  { catalogue, privateUrl }: { catalogue: Catalogue; privateUrl: string },
): Promise<AlarmWords | undefined> {
  const { rows } = await sql<{
    organisation_id: string
    stage: AlarmStage
    near: Nearness | null
    code_name: string | null
    language: string
    over: boolean
  }>`select m.organisation_id, a.stage, a.near, c.code_name, u.language,
      a.acknowledged_at is not null or coalesce(i.state in ('ok', 'ok-by-proxy', 'resolved', 'cancelled'), false)
        -- Safety: a message that waited tells nothing to whoever has left since
        or not exists (select 1 from members s where s.account_id = m.account_id and s.organisation_id = m.organisation_id
          and s.removed_at is null)
        or (m.case_id is not null and not exists (select 1 from case_team t where t.case_id = m.case_id
          and t.account_id = m.account_id and t.removed_at is null)) as over
    from alarm_messages m join alarms a on a.id = m.alarm_id join accounts u on u.id = m.account_id
      left join cases c on c.id = a.case_id left join check_ins i on i.id = a.check_in_id
    where m.id = ${messageId}`.execute(tx.db)
  const row = rows[0]
  if (!row || row.over) return undefined
  const i18n = createI18n(isLanguage(row.language) ? row.language : 'en', catalogue)
  const key = await tx.keys.organisation(row.organisation_id)
  return {
    text: sayAlarm(i18n, { stage: row.stage, near: row.near, code: row.code_name ?? '' }),
    link: `${privateUrl}/r/${linkToken(key, `alarm ${messageId}`)}`,
    i18n,
  }
}
