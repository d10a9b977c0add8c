/** `watchlight member recover`: organisations opens the way back, delivery tells the admins of it. */
import { declareMail, queueMails, recoveredNoticeMail } from '#delivery/index.ts'
import { recoverMember as openWayBack } from '#organisations/index.ts'
import type { Database } from '#platform/database.ts'
import { createI18n, isLanguage } from '#platform/i18n.ts'

const template = 'member-recovery'

declareMail(template, async (_tx, mail, services) => {
  const i18n = createI18n(isLanguage(mail.language) ? mail.language : 'en', services.catalogue)
  const { member, at } = mail.values as { member: string; at: string }
  return recoveredNoticeMail(i18n, { member, at: new Date(at), zone: 'UTC', sender: mail.sender })
})

/**
 * A one-time link for a member who lost all credentials, and how many admins are told. For the operator's command line.
 * Throws NotFound when no member has the address; then no link was made and nobody is told.
 */
export async function recoverMember(
  db: Database,
  options: { address: string; consoleUrl: string },
): Promise<{ link: string; told: number }> {
  return await openWayBack(db, {
    ...options,
    async tell(tx, { organisationId, to, language, member }) {
      const values = { member: member.name, at: tx.now.toISOString() }
      await queueMails(tx, [
        { organisationId, kind: 'recovery-notice', urgency: 1, to, language, template, values },
      ])
    },
  })
}
