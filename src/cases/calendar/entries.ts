import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import type { CalendarEntry } from './ical.ts'

interface CalendarDate {
  id: string
  /** the case's code name */
  code: string
  /** an instant, or a day (YYYY-MM-DD) of no zone */
  at: Date | string
  /** what it is, in words that say nothing of the case */
  label: MessageKey
}
const finders: ((tx: Tx, since: Date) => Promise<CalendarDate[]>)[] = []

/** A later module puts its own dates of the cases that this member sees into the calendar. Called once, when it is composed. */
export function offerCalendarDates(find: (tx: Tx, since: Date) => Promise<CalendarDate[]>): void {
  finders.push(find)
}

/**
 * What is ahead in the cases of one's own teams, and of the last thirty days: hearings, time limits, tasks of one's own,
 * and what later modules add.
 * Safety: a calendar lies open on telephones and on other people's servers. Code name and kind are all that it says.
 */
export async function calendarEntries(tx: Tx, i18n: I18n): Promise<CalendarEntry[]> {
  mustBeAllowed(tx, 'calendar.see')
  if (tx.actor.kind !== 'member') return []
  const since = new Date(tx.now.getTime() - 30 * 86_400_000)
  const me = tx.actor.accountId
  const { rows } = await sql<{
    id: string
    code: string
    what: 'hearing' | 'limit' | 'task'
    kind: string
    at: Date | null
    day: string | null
  }>`
    select h.id, c.code_name as code, 'hearing' as what, h.kind, h.at, null::date as day
      from hearings h join cases c on c.id = h.case_id where h.state = 'scheduled' and h.at > ${since}
    union all
    select d.id, c.code_name, 'limit', d.kind, d.due_at, null
      from time_limits d join cases c on c.id = d.case_id where d.state = 'running' and d.due_at > ${since}
    union all
    select t.id, c.code_name, 'task', 'task', null, t.due_on from case_tasks t join cases c on c.id = t.case_id
      where t.done_at is null and t.due_on > ${since}::date and (t.owner_account = ${me} or t.owner_account is null)
    order by id limit 1000`.execute(tx.db)
  const word = (what: 'hearing' | 'limit' | 'task', kind: string): string => {
    if (what === 'task') return i18n.t('calendar.task')
    return i18n.t(`${what === 'limit' ? 'deadline.kind' : 'proceeding.hearing'}.${kind}` as MessageKey)
  }
  const entries: CalendarEntry[] = rows.flatMap(({ id, code, what, kind, at, day }) => {
    const when = at ?? day
    return when ? [{ id, at: when, summary: `${code}: ${word(what, kind)}` }] : []
  })
  for (const find of finders)
    for (const { id, code, at, label } of await find(tx, since))
      entries.push({ id, at, summary: `${code}: ${i18n.t(label)}` })
  return entries
}
