import type { I18n } from '#platform/i18n.ts'
import { type MailSender, type MailText, foot, layOut } from './layout.ts'

/** To whoever tries the organisation's own mail server. Safety: it names nobody and no case. */
export function relayTestMail(i18n: I18n, { sender }: { sender: MailSender }): MailText {
  const { t } = i18n
  return layOut(i18n, t('mail.relay-test.subject'), t('mail.relay-test.preheader'), [
    { kind: 'paragraph', text: t('mail.relay-test.what', { organisation: sender.name }) },
    { kind: 'paragraph', text: t('mail.relay-test.look') },
    { kind: 'small', text: t('mail.relay-test.unexpected') },
    ...foot(sender),
  ])
}
