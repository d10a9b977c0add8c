/** Mail to an audit address: organisations asks and tells, delivery queues the mail. */
import { auditConfirmMail, auditReplacedMail, declareMail, queueMail } from '#delivery/index.ts'
import { getOrganisation, onAuditAddress } from '#organisations/index.ts'
import { createI18n, isLanguage } from '#platform/i18n.ts'

const templates = { confirm: 'audit-address-confirm', replaced: 'audit-address-replaced' } as const

declareMail(templates.confirm, async (_tx, mail, services) => {
  const i18n = createI18n(isLanguage(mail.language) ? mail.language : 'en', services.catalogue)
  const { url, expiresAt, zone } = mail.values as Record<'url' | 'expiresAt' | 'zone', string>
  return auditConfirmMail(i18n, { url, expiresAt: new Date(expiresAt), zone, sender: mail.sender })
})

declareMail(templates.replaced, async (_tx, mail, services) => {
  const i18n = createI18n(isLanguage(mail.language) ? mail.language : 'en', services.catalogue)
  const { at, zone } = mail.values as Record<'at' | 'zone', string>
  return auditReplacedMail(i18n, { at: new Date(at), zone, sender: mail.sender })
})

onAuditAddress(async (tx, notice) => {
  const { organisationId } = notice
  const { name, defaultLanguage: language, timeZone: zone } = await getOrganisation(tx, organisationId)
  await queueMail(tx, {
    ...{ organisationId, kind: 'access-notice', urgency: 1, language, template: templates[notice.what] },
    to: { name, address: notice.to },
    values:
      notice.what === 'confirm'
        ? { url: notice.link, expiresAt: notice.expiresAt.toISOString(), zone }
        : { at: tx.now.toISOString(), zone },
  })
})
