import { can } from '#platform/access.ts'
import type { TodaySource } from '#platform/module.ts'
import { caseHref } from '../views/case-shell.tsx'
import { listAdoptions, listEmptyTeams } from './adopting.ts'

export const adoptHref = '/duty/left'

/** Files that nobody can open: nobody hears their alarms, and nobody can take anything down for her. */
export const emptyTeams: TodaySource = {
  urgency: 1,
  async find({ member, office, i18n }) {
    if (!can(member, 'case.empty-teams')) return []
    const empty = await office.db.reading(member, listEmptyTeams)
    return empty.map(({ code }) => ({ text: i18n.t('cases.left.today', { code }), href: adoptHref }))
  },
}

/** Somebody was let into a file that nobody could open. */
export const adoptedLately: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    const adoptions = await office.db.reading(member, listAdoptions)
    return adoptions.map(({ caseId, code, organisation, at, mine }) =>
      mine
        ? { text: i18n.t('cases.left.today.mine', { code }), href: caseHref(caseId), since: at }
        : { text: i18n.t('cases.left.today.others', { code, organisation }), href: '/duty', since: at },
    )
  },
}
