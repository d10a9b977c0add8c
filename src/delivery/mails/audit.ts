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

/** Asks the owner of an audit address. Safety: nothing goes there before the answer. */
export function auditConfirmMail(
  i18n: I18n,
  mail: { url: string; expiresAt: Date; zone: string; sender: MailSender },
): MailText {
  const { t } = i18n
  const until = i18n.dateTime(mail.expiresAt, { zone: mail.zone })
  return layOut(i18n, t('mail.audit-confirm.subject'), t('mail.audit-confirm.preheader'), [
    { kind: 'paragraph', text: t('mail.audit-confirm.what', { organisation: mail.sender.name }) },
    { kind: 'button', label: t('mail.audit-confirm.open'), url: mail.url },
    { kind: 'small', text: t('mail.staff.expires', { until }) },
    { kind: 'small', text: t('mail.audit-confirm.unexpected') },
    ...foot(mail.sender),
  ])
}

/** Safety: whoever takes an account over cannot lead the heads elsewhere in silence. */
export function auditReplacedMail(
  i18n: I18n,
  mail: { at: Date; zone: string; sender: MailSender },
): MailText {
  const { t } = i18n
  const at = i18n.dateTime(mail.at, { zone: mail.zone })
  return layOut(i18n, t('mail.audit-replaced.subject'), t('mail.audit-replaced.preheader'), [
    { kind: 'paragraph', text: t('mail.audit-replaced.what', { organisation: mail.sender.name, at }) },
    { kind: 'paragraph', text: t('mail.audit-replaced.do') },
    ...foot(mail.sender),
  ])
}
