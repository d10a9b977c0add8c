import { sql } from 'kysely'
import type { TodayItem, TodaySource } from '#platform/module.ts'
import { lostBrowser, openAlerts, openLosses } from './reads.ts'
import { sayAlarm } from './wording.ts'

interface Watch {
  turned_at: Date | null
  heard_at: Date | null
  plans: number
  on_duty: number
  gap: Date | null
  failed: number
}

/** What rang and nobody has taken. */
export const untakenAlerts: TodaySource = {
  urgency: 1,
  async find({ member, office, i18n }) {
    const open = await office.db.reading(member, openAlerts)
    return open.map((alert) => ({
      text: i18n.t('duty.today.alert', { alarm: sayAlarm(i18n, alert) }),
      href: '/duty',
      since: alert.raisedAt,
    }))
  },
}

/** Whether alarms can reach anybody now: what nobody would notice, because nothing happens. */
export const watchOfAlarms: TodaySource = {
  urgency: 1,
  async find({ member, office, i18n }) {
    const { watch, losses, now } = await office.db.reading(member, async (tx) => {
      const { rows } = await sql<Watch>`select
          (select turned_at from check_in_pulses where organisation_id = ${member.organisationId}) as turned_at,
          (select heard_at from check_in_pulses where organisation_id = ${member.organisationId}) as heard_at,
          (select count(*)::int from check_in_plans where state = 'active') as plans,
          (select count(*)::int from duty_shifts where removed_at is null and starts_at <= ${tx.now} and ends_at > ${tx.now}) as on_duty,
          (select min(raised_at) from alarms where stage = 'system-gap' and acknowledged_at is null) as gap,
          (select count(*)::int from alarm_messages where state = 'failed' and created_at > ${new Date(tx.now.getTime() - 86_400_000)}) as failed`.execute(
        tx.db,
      )
      return { watch: rows[0]!, losses: await openLosses(tx), now: tx.now }
    })
    const items: TodayItem[] = []
    const put = (text: string, since?: Date | null) =>
      items.push({ text, href: '/duty', ...(since ? { since } : {}) })
    if (watch.gap) put(i18n.t('duty.today.gap'), watch.gap)
    for (const { at } of losses) put(i18n.t('duty.today.nobody-left'), at)
    if (watch.failed > 0) put(i18n.t('duty.today.failed', { count: watch.failed }))
    const old = (at: Date | null) => at !== null && now.getTime() - at.getTime() > 10 * 60_000
    if (watch.plans > 0 && old(watch.turned_at)) put(i18n.t('duty.today.pulse'), watch.turned_at)
    else if (watch.plans > 0 && old(watch.heard_at)) put(i18n.t('duty.today.unheard'), watch.heard_at)
    return items
  },
}

/** Plans run, and nobody is named to be awake. */
export const nobodyOnDuty: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    const alone = await office.db.reading(member, async (tx) => {
      const { rows } = await sql<{ alone: boolean }>`select
          exists (select 1 from check_in_plans where state = 'active')
          and not exists (select 1 from duty_shifts where removed_at is null and starts_at <= ${tx.now} and ends_at > ${tx.now})
          as alone`.execute(tx.db)
      return rows[0]?.alone === true
    })
    return alone ? [{ text: i18n.t('duty.today.nobody'), href: '/duty' }] : []
  },
}

/** An alarm would not reach them any more, and they would not notice: nothing rings. */
export const browserOfMineGone: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    const since = await office.db.reading(member, lostBrowser)
    return since ? [{ text: i18n.t('duty.today.browser-gone'), href: '/duty#channels', since }] : []
  },
}
