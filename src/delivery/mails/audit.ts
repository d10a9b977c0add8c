import type { I18n } from '#platform/i18n.ts'
import { type MailSender, type MailText, foot, layOut } from './layout.ts'

export interface AuditHead {
  /** as `printHead` writes it */
  head: string
  /** the key that it is checked with, as text */
  verifyKey: string
  at: Date
  /** IANA zone in which the moment is told */
  zone: string
  sender: MailSender
}

/** The signed head of the week. Safety: counts and hashes only; nobody and no case is named. */
export function auditHeadMail(i18n: I18n, mail: AuditHead): MailText {
  const { t } = i18n
  const on = i18n.date(mail.at, { zone: mail.zone })
  return layOut(i18n, t('mail.audit.subject', { on }), t('mail.audit.preheader'), [
    { kind: 'paragraph', text: t('mail.audit.what') },
    { kind: 'letter', text: mail.head, lang: 'en', dir: 'ltr' },
    { kind: 'paragraph', text: t('mail.audit.keep') },
    { kind: 'small', text: t('mail.audit.missing') },
    { kind: 'small', text: t('mail.audit.key', { key: mail.verifyKey }) },
    ...foot(mail.sender),
  ])
}
