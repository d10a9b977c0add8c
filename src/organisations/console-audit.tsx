import { can } from '#platform/access.ts'
import { verifyKeyText } from '#platform/audit/head.ts'
import { lastCheck, lastHead } from '#platform/audit/keeping-watch.ts'
import type { ConsoleContext, ConsoleRoute, TodaySource } from '#platform/module.ts'
import { readForm } from '#platform/web/forms.ts'
import { blankForm, type FormState } from '#ui/index.ts'
import { changeAuditAddress, findAuditAddress } from './audit-address.ts'
import { organisationOf, page, redirect, refusedForm } from './console-page.tsx'
import { auditAddressForm } from './forms.ts'
import { AuditView } from './views/audit.tsx'

const address = '/organisation/audit'

export const auditRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: address, verb: 'audit.see', handle: (c) => auditPage(c) },
  { method: 'POST', path: address, verb: 'audit.change-address', handle: takeAddress },
]

async function auditPage(c: ConsoleContext, refused?: FormState): Promise<Response> {
  const [i18n, member, { db, keys }] = [c.get('i18n'), c.get('member'), c.get('office')]
  const { zone } = await organisationOf(c)
  const mailTo = await db.reading(member, (tx) => findAuditAddress(tx, member.organisationId))
  return page(c, {
    title: i18n.t('office.audit'),
    section: 'organisation',
    trail: [{ href: '/organisation', label: i18n.t('ui.console.organisation') }],
    status: refused ? 422 : 200,
    body: (
      <AuditView
        i18n={i18n}
        zone={zone}
        check={await lastCheck(db.pool)}
        head={await lastHead(db.pool)}
        verifyKey={verifyKeyText(keys.auditPrivate)}
        mailTo={mailTo}
        form={
          can(member, 'audit.change-address')
            ? (refused ?? { ...blankForm, values: { auditAddress: mailTo?.address ?? '' } })
            : undefined
        }
      />
    ),
  })
}

async function takeAddress(c: ConsoleContext): Promise<Response> {
  const form = await readForm(c, auditAddressForm)
  if (!form.ok) return auditPage(c, refusedForm(c.get('i18n'), form))
  const { db, consoleUrl } = c.get('office')
  await db.transaction(c.get('member'), (tx) =>
    changeAuditAddress(tx, form.value.auditAddress, { consoleUrl }),
  )
  return redirect(c, address, 'office.audit.saved')
}

/** Somebody changed the history: whoever may see it must know before they rely on the log. */
export const brokenChain = {
  urgency: 2,
  section: 'organisation',
  find: async ({ member, office, i18n }) => {
    if (!can(member, 'audit.see')) return []
    const check = await lastCheck(office.db.pool)
    return check?.bad ? [{ text: i18n.t('office.today.chain'), href: address, since: check.at }] : []
  },
} as const satisfies TodaySource
