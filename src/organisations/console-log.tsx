import { lastCheck } from '#platform/audit/keeping-watch.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { organisationOf, page } from './console-page.tsx'
import { listEvents } from './log.ts'
import { listMembers } from './member.ts'
import { LogView } from './views/log.tsx'

export const logRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/log', verb: 'log.see', handle: logPage },
]

async function logPage(c: ConsoleContext): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const { zone } = await organisationOf(c)
  const type = c.req.query('type')?.trim().slice(0, 60) ?? ''
  const who = c.req.query('who') ?? ''
  const before = Number(c.req.query('before'))
  const filter = {
    ...(type ? { type } : {}),
    ...(isId(who) ? { accountId: who } : {}),
    ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}),
  }
  const shown = await c.get('office').db.reading(member, async (tx) => ({
    ...(await listEvents(tx, filter)),
    members: await listMembers(tx),
  }))
  return page(c, {
    title: i18n.t('office.log'),
    section: 'organisation',
    trail: [{ href: '/organisation', label: i18n.t('ui.console.organisation') }],
    body: (
      <LogView
        i18n={i18n}
        {...shown}
        zone={zone}
        type={type}
        who={who}
        check={await lastCheck(c.get('office').db.pool)}
      />
    ),
  })
}
