import type { I18n } from '#platform/i18n.ts'
import { type Block, type MailSender, type MailText, foot, layOut } from './layout.ts'

interface AboutLetter {
  /** title of the joint letter as it is public */
  letter: string
  sender: MailSender
}

/**
 * Asks whether an organisation signs a joint letter. Safety: nothing that a visitor typed stands in it, not even the name
 * of the organisation, so that nobody can use us to write to strangers.
 * @param mail.changed it was answered, and nothing was signed: the letter's words had changed since the form
 */
export function confirmSignOnMail(
  i18n: I18n,
  mail: AboutLetter & { confirmUrl: string; changed: boolean },
): MailText {
  const { t } = i18n
  const { letter, sender } = mail
  const what = mail.changed ? 'mail.sign-on-changed' : 'mail.sign-on'
  return layOut(i18n, t(`${what}.subject`, { letter }), t('mail.sign-on.preheader'), [
    { kind: 'heading', text: t(`${what}.title`) },
    { kind: 'message', key: `${what}.what`, values: { letter } },
    { kind: 'paragraph', text: t(`${what}.why`) },
    { kind: 'button', label: t(`${what}.open`), url: mail.confirmUrl },
    { kind: 'small', text: t('mail.sign-on.not-us') },
    { kind: 'small', text: t('mail.confirm.expires') },
    ...foot(sender),
  ])
}

/** To somebody who confirmed for an organisation that has signed already, or is being read. */
export function signOnKnownMail(i18n: I18n, { letter, sender }: AboutLetter): MailText {
  const { t } = i18n
  return layOut(i18n, t('mail.sign-on-known.subject', { letter }), t('mail.sign-on-known.preheader'), [
    { kind: 'heading', text: t('mail.sign-on-known.preheader') },
    { kind: 'message', key: 'mail.sign-on-known.what', values: { letter } },
    ...foot(sender),
  ])
}

export interface LetterHandedOver extends AboutLetter {
  how: 'received' | 'refused' | 'left-there'
  /** the day, in words */
  on: string
  /** who took it, or was meant to, as the published update says */
  to: string
  updateUrl: string
  withdrawUrl: string
}

/** To an organisation that stands under a letter and asked to hear what becomes of it. */
export function letterHandedOverMail(i18n: I18n, mail: LetterHandedOver): MailText {
  const { t } = i18n
  const { letter, how, on, to, updateUrl, withdrawUrl, sender } = mail
  return layOut(i18n, t('mail.handed-over.subject', { letter }), t(`mail.handed-over.${how}.title`), [
    { kind: 'heading', text: t(`mail.handed-over.${how}.title`) },
    { kind: 'message', key: `mail.handed-over.${how}`, values: { letter, on, to } },
    { kind: 'button', label: t('mail.handed-over.read'), url: updateUrl },
    { kind: 'small', text: t('mail.handed-over.why') },
    { kind: 'link', label: t('mail.signatory.withdraw'), url: withdrawUrl },
    { kind: 'small', text: t('mail.signatory.keep') },
    ...foot(sender),
  ])
}

export interface SignatoryDecided extends AboutLetter {
  what: 'listed' | 'declined' | 'removed'
  /** of the refusal or removal, from our list */
  reason?: 'not-known' | 'not-checked' | 'twice' | 'not-fitting' | 'asked-by-them' | 'other'
  /** of one that is listed */
  letterUrl?: string
  withdrawUrl?: string
}

/** What a person of ours decided about a signature. */
export function signatoryMail(i18n: I18n, mail: SignatoryDecided): MailText {
  const { t } = i18n
  const { what, letter, reason, letterUrl, withdrawUrl, sender } = mail
  const blocks: Block[] = [
    { kind: 'heading', text: t(`mail.signatory.${what}.title`) },
    { kind: 'message', key: `mail.signatory.${what}`, values: { letter } },
    ...(letterUrl ? [{ kind: 'button' as const, label: t('mail.signatory.see'), url: letterUrl }] : []),
    ...(withdrawUrl
      ? [
          { kind: 'link' as const, label: t('mail.signatory.withdraw'), url: withdrawUrl },
          { kind: 'small' as const, text: t('mail.signatory.keep') },
        ]
      : []),
    ...(reason ? [{ kind: 'paragraph' as const, text: t(`mail.signatory.reason.${reason}`) }] : []),
    ...foot(sender),
  ]
  return layOut(
    i18n,
    t(`mail.signatory.${what}.subject`, { letter }),
    t(`mail.signatory.${what}.title`),
    blocks,
  )
}
