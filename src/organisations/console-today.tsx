import { can } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute, TodayItem } from '#platform/module.ts'
import { page } from './console-page.tsx'
import { TodayView } from './views/today.tsx'
import { listCredentials } from './credential.ts'
import { organisationOf } from './console-page.tsx'

export const todayRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/', verb: 'today.see', handle: today },
]

/** What waits for a human, of all modules, most urgent first and then the longest waiting. */
async function today(c: ConsoleContext): Promise<Response> {
  const [i18n, member, office] = [c.get('i18n'), c.get('member'), c.get('office')]
  const found: (TodayItem & { urgency: 1 | 2 | 3 | 4 })[] = []
  for (const source of c.get('desk').today) {
    const items = await source.find({ member, office, i18n })
    found.push(...items.map((item) => ({ ...item, urgency: source.urgency })))
  }
  found.sort((a, b) => a.urgency - b.urgency || (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0))
  const { zone } = await organisationOf(c)
  return page(c, {
    title: i18n.t('ui.console.today'),
    section: 'today',
    body: (
      <TodayView
        i18n={i18n}
        items={found}
        zone={zone}
        sections={c.get('desk').sections.filter(({ verb }) => can(member, verb))}
      />
    ),
  })
}

/** One credential is one lost telephone away from being locked out. */
export const credentialReminder = {
  urgency: 4,
  find: async ({ member, office, i18n }) => {
    const { count } = await office.db.reading(member, (tx) => listCredentials(tx, member.accountId))
    return count < 2 && !office.demo ? [{ text: i18n.t('office.today.second'), href: '/account' }] : []
  },
} as const satisfies import('#platform/module.ts').TodaySource
