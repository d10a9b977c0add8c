/** Mail to a member whose ways to sign in changed: organisations tells of it, delivery queues the mail. */
import { accessChangedMail, declareMail, queueMail, type AccessChanged } from '#delivery/index.ts'
import { onCredentialChanged } from '#organisations/index.ts'
import { createI18n, isLanguage } from '#platform/i18n.ts'

const template = 'access-changed'

declareMail(template, async (tx, mail, services) => {
  const i18n = createI18n(isLanguage(mail.language) ? mail.language : 'en', services.catalogue)
  const { what, at } = mail.values as { what: AccessChanged['what']; at: string }
  // the wall leaves the one organisation whose mail this is
  const organisation = await tx.db.selectFrom('organisations').select('time_zone').executeTakeFirst()
  const zone = organisation?.time_zone ?? 'UTC'
  return accessChangedMail(i18n, { what, at: new Date(at), zone, sender: mail.sender })
})

onCredentialChanged(async (tx, { organisationId, to, language, what }) => {
  await queueMail(tx, {
    organisationId,
    kind: 'access-notice',
    urgency: 1,
    to,
    language,
    template,
    values: { what, at: tx.now.toISOString() },
  })
})
