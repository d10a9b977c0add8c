import { can } from '#platform/access.ts'
import type { TodayItem, TodaySource } from '#platform/module.ts'
import { listBroadcasts } from './broadcast-reads.ts'

/** Mail to many that is on its way, or stands still and waits for somebody. */
export const broadcastsToday: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    if (!can(member, 'broadcast.read')) return []
    const items: TodayItem[] = []
    for (const [state, key] of [
      ['paused', 'broadcasts.today.paused'],
      ['sending', 'broadcasts.today.running'],
    ] as const) {
      const { rows, total } = await office.db.reading(member, (tx) => listBroadcasts(tx, { state }))
      const since = rows.at(-1)?.startedAt
      if (total > 0)
        items.push({
          text: i18n.t(key, { count: total }),
          href: `/broadcasts?state=${state}`,
          ...(since ? { since } : {}),
        })
    }
    return items
  },
}
