/** Reminders by mail: coalitions says whom, delivery carries them. */
import { carryRemindersByMail } from '#coalitions/index.ts'
import { declareMail, queueMail, reminderMail } from '#delivery/index.ts'
import { createI18n, isLanguage } from '#platform/i18n.ts'

const template = 'reminder'

declareMail(template, async (_tx, mail, services) => {
  const i18n = createI18n(isLanguage(mail.language) ? mail.language : 'en', services.catalogue)
  const said = mail.values['about']
  const about = said === 'held' || said === 'going' || said === 'task' ? said : 'word'
  return reminderMail(i18n, { code: String(mail.values['code']), about, sender: mail.sender })
})

carryRemindersByMail(
  async (tx, { code, about, ...mail }) =>
    await queueMail(tx, { ...mail, kind: 'reminder', urgency: 5, template, values: { code, about } }),
)
