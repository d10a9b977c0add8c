import { can } from '#platform/access.ts'
import type { TodaySource } from '#platform/module.ts'
import { listStaleSheets } from './numbers.ts'

/** Somebody who stands on a printed sheet took back what she did, before it was handed over. */
export const staleSheets: TodaySource = {
  urgency: 2,
  section: 'campaigns',
  async find({ member, office, i18n }) {
    if (!can(member, 'hand-over.read')) return []
    const stale = await office.db.reading(member, listStaleSheets)
    return stale.map(({ handOverId, codeName, organisation, gone }) => ({
      text: i18n.t('hand-over.today.stale', { code: codeName, organisation, count: gone }),
      href: `/hand-overs/${handOverId}`,
    }))
  },
}
