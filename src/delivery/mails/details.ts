import type { I18n } from '#platform/i18n.ts'
import { foot, layOut, type Block, type MailSender, type MailText } from './layout.ts'

export interface ChangedDetails {
  /**
   * Safety: without what stands there now, which whoever holds the link typed; nor what stood there before, where that came by a
   * link too
   */
  changes: { label: string; before?: string }[]
  /** where the name changed: whether what she signed goes by the new one */
  name: 'as-signed' | 'anew' | undefined
  undoUrl: string
  choicesUrl: string
  sender: MailSender
}

/** What was set right by the link in an earlier mail, and how to undo it: goes to the address that it is about. */
export function changedDetailsMail(i18n: I18n, mail: ChangedDetails): MailText {
  const { t } = i18n
  const rows = mail.changes.map(({ label, before }): Block =>
    before === undefined
      ? { kind: 'message', key: 'mail.details.row.by-link', values: { label } }
      : { kind: 'message', key: 'mail.details.row', values: { label, before } },
  )
  const organisation = mail.sender.name
  return layOut(i18n, t('mail.details.subject', { organisation }), t('mail.details.preheader'), [
    { kind: 'heading', text: t('mail.details.title') },
    { kind: 'paragraph', text: t('mail.details.text', { organisation }) },
    ...rows,
    { kind: 'paragraph', text: t('mail.details.new') },
    ...(mail.name ? [{ kind: 'paragraph' as const, text: t(`mail.details.name.${mail.name}`) }] : []),
    { kind: 'paragraph', text: t('mail.details.undo.text') },
    { kind: 'button', label: t('mail.details.undo'), url: mail.undoUrl },
    { kind: 'link', label: t('mail.details.choices'), url: mail.choicesUrl },
    ...foot(mail.sender),
  ])
}

export interface UnchangedDetails {
  why: 'which' | 'taken' | 'often' | 'same' | 'locked'
  choicesUrl: string
  sender: MailSender
}

/** Why nothing was changed: the page could not say it to whoever held the link. */
export function unchangedDetailsMail(i18n: I18n, { why, choicesUrl, sender }: UnchangedDetails): MailText {
  const { t } = i18n
  const organisation = sender.name
  return layOut(i18n, t('mail.details.not.subject', { organisation }), t('mail.details.not.preheader'), [
    { kind: 'heading', text: t('mail.details.not.title') },
    { kind: 'paragraph', text: t(`mail.details.not.${why}`, { organisation }) },
    { kind: 'link', label: t('mail.details.choices'), url: choicesUrl },
    ...foot(sender),
  ])
}
