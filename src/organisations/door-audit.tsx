/** Where the link in a mail to an audit address leads: a button, and a word of thanks. Nobody is signed in here. */
import type { Hono } from 'hono'
import type { ConsoleVariables } from '#platform/module.ts'
import { confirmAuditAddress, readAuditLink } from './audit-address.ts'
import { languageOf, others, type DoorServices } from './door-sign-in.tsx'
import { DoorPage } from './views/door.tsx'

export function auditDoors(
  app: Hono<{ Variables: ConsoleVariables }>,
  { office, assets }: Pick<DoorServices, 'office' | 'assets'>,
): void {
  const at = '/audit-address/:organisationId/:token'

  // Safety: programs that read mail open links; only the button confirms
  app.get(at, async (c) => {
    const i18n = languageOf(c, office)
    await readAuditLink(office.db, c.req.param('organisationId'), c.req.param('token'))
    return c.html(
      <DoorPage
        i18n={i18n}
        assets={assets}
        title={i18n.t('office.audit.confirm.title')}
        languages={others(i18n, c.req.path)}
      >
        <p>{i18n.t('office.audit.confirm.text')}</p>
        <form method="post" action={c.req.path}>
          <button class="action" type="submit">
            {i18n.t('office.audit.confirm.button')}
          </button>
        </form>
      </DoorPage>,
    )
  })

  app.post(at, async (c) => {
    await confirmAuditAddress(office.db, c.req.param('organisationId'), c.req.param('token'))
    return c.redirect('/audit-address/confirmed', 303)
  })

  app.get('/audit-address/confirmed', (c) => {
    const i18n = languageOf(c, office)
    return c.html(
      <DoorPage
        i18n={i18n}
        assets={assets}
        title={i18n.t('office.audit.confirmed.title')}
        languages={others(i18n, c.req.path)}
      >
        <p>{i18n.t('office.audit.confirmed.text')}</p>
      </DoorPage>,
    )
  })
}
