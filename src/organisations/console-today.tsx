import { can } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { organisationOf, page } from './console-page.tsx'
import { listCredentials } from './credential.ts'
import { TodayView } from './views/today.tsx'
import { whatWaits } from './waiting.ts'

export const todayRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/', verb: 'today.see', handle: today },
]

async function today(c: ConsoleContext): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const { zone } = await organisationOf(c)
  return page(c, {
    title: i18n.t('ui.console.today'),
    section: 'today',
    actions: can(member, 'case.open') && (
      <a class="button" href="/cases/crisis">
        {i18n.t('office.today.crisis')}
      </a>
    ),
    body: (
      <TodayView
        i18n={i18n}
        items={await whatWaits(c)}
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
