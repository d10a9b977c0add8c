import { can } from '#platform/access.ts'
import type { TodaySource } from '#platform/module.ts'
import { listStale } from './copy.ts'

/** Pasted copies of what was corrected or taken down; their keepers have not been told. */
export const copiesToTell: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    if (!can(member, 'update.copies')) return []
    const stale = await office.db.reading(member, listStale)
    return stale.map(({ updateId, codeName, copies, since }) => ({
      text: i18n.t('updates.today.copies', { code: codeName, count: copies }),
      href: `/updates/${updateId}/copies`,
      since,
    }))
  },
}
