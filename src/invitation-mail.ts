/** An invitation by mail, beside the link that is shown: organisations makes the link, delivery queues the mail. */
import { declareMail, invitationMail, queueMail } from '#delivery/index.ts'
import type { InvitationToMail } from '#organisations/index.ts'
import type { Tx } from '#platform/database.ts'
import { createI18n, isLanguage } from '#platform/i18n.ts'

const template = 'member-invitation'

declareMail(template, async (_tx, mail, services) => {
  const i18n = createI18n(isLanguage(mail.language) ? mail.language : 'en', services.catalogue)
  const { url, expiresAt, zone } = mail.values as { url: string; expiresAt: string; zone: string }
  return invitationMail(i18n, { url, expiresAt: new Date(expiresAt), zone, sender: mail.sender })
})

/** In the transaction that makes the invitation: a refused one sends nothing. */
export async function mailInvitation(tx: Tx, invitation: InvitationToMail): Promise<void> {
  const { organisationId, to, language, link, expiresAt, zone } = invitation
  await queueMail(tx, {
    organisationId,
    kind: 'invitation',
    urgency: 1,
    to,
    language,
    template,
    values: { url: link, expiresAt: expiresAt.toISOString(), zone },
  })
}
