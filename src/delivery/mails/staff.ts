import type { I18n } from '#platform/i18n.ts'
import { type MailSender, type MailText, foot, layOut } from './layout.ts'

export interface StaffLink {
  url: string
  expiresAt: Date
  /** IANA zone in which the expiry is told. */
  zone: string
  sender: MailSender
}

/** Invites a member. Safety: no case and no campaign is named; mailboxes of staff are read by others. */
export function invitationMail(i18n: I18n, mail: StaffLink): MailText {
  const { t } = i18n
  const organisation = mail.sender.name
  const until = i18n.dateTime(mail.expiresAt, { zone: mail.zone })
  return layOut(i18n, t('mail.invitation.subject', { organisation }), t('mail.invitation.preheader'), [
    { kind: 'heading', text: t('mail.invitation.title', { organisation }) },
    { kind: 'paragraph', text: t('mail.invitation.what') },
    { kind: 'button', label: t('mail.invitation.open'), url: mail.url },
    { kind: 'small', text: t('mail.staff.expires', { until }) },
    { kind: 'small', text: t('mail.invitation.unexpected') },
    ...foot(mail.sender),
  ])
}

export interface CredentialsChanged {
  /** Staff name of the member whose credentials changed. */
  member: string
  at: Date
  zone: string
  sender: MailSender
}

/** Tells the administrators that a member was let in by recovery. */
export function recoveredNoticeMail(i18n: I18n, mail: CredentialsChanged): MailText {
  const { t } = i18n
  const at = i18n.dateTime(mail.at, { zone: mail.zone })
  return layOut(i18n, t('mail.recovered.subject'), t('mail.recovered.preheader'), [
    { kind: 'message', key: 'mail.recovered.what', values: { member: mail.member, at } },
    { kind: 'paragraph', text: t('mail.recovered.do') },
    ...foot(mail.sender),
  ])
}

/** Wakes a colleague. Safety: subject and text hold the code name of a case and nothing else. */
export function alarmMail(i18n: I18n, mail: { text: string; url: string; sender: MailSender }): MailText {
  const { t } = i18n
  return layOut(i18n, mail.text, t('mail.alarm.preheader'), [
    { kind: 'heading', text: mail.text },
    { kind: 'button', label: t('mail.alarm.take'), url: mail.url },
    { kind: 'paragraph', text: t('mail.alarm.then') },
    ...foot(mail.sender),
  ])
}

/**
 * Reminds a colleague that their organisation has not answered, that a broadcast in which it has a part is held, or that it
 * is to leave the coalition. Safety: the code name of a case and nothing else, and no link, so that nobody learns to follow one from here.
 */
export function reminderMail(
  i18n: I18n,
  mail: { code: string; about: 'word' | 'held' | 'going' | 'task'; sender: MailSender },
): MailText {
  const { t } = i18n
  const { code, about, sender } = mail
  const part = about === 'word' ? '' : (`${about}.` as const)
  const subject = t(`mail.reminder.${part}subject`, { code })
  const what = `mail.reminder.${part}what` as const
  return layOut(i18n, subject, t('mail.reminder.preheader'), [
    { kind: 'heading', text: subject },
    { kind: 'paragraph', text: t(what, { organisation: sender.name }) },
    { kind: 'small', text: t('mail.reminder.why') },
    ...foot(sender),
  ])
}

export interface AccessChanged {
  what: 'added' | 'removed' | 'codes-renewed' | 'code-used' | 'recovered'
  at: Date
  /** IANA zone in which the moment is told. */
  zone: string
  sender: MailSender
}

/** Tells a member that her ways to sign in changed. Safety: no link, so that nobody learns to follow one from here. */
export function accessChangedMail(i18n: I18n, mail: AccessChanged): MailText {
  const { t } = i18n
  const organisation = mail.sender.name
  const at = i18n.dateTime(mail.at, { zone: mail.zone })
  return layOut(i18n, t('mail.access.subject', { organisation }), t('mail.access.preheader'), [
    { kind: 'paragraph', text: t(`mail.access.${mail.what}`, { at }) },
    { kind: 'paragraph', text: t('mail.access.do') },
    ...foot(mail.sender),
  ])
}
