import type { I18n } from '#platform/i18n.ts'
import { type Block, type MailSender, type MailText, foot, layOut } from './layout.ts'

export interface HeldData {
  /** What is stored about the reader, label and value, in the order to be read. */
  items: { label: string; value: string }[]
  choicesUrl: string
  sender: MailSender
}

/** "What we hold about you": goes to the address it is about, and nowhere else. */
export function heldDataMail(i18n: I18n, mail: HeldData): MailText {
  const { t } = i18n
  const organisation = mail.sender.name
  const rows: Block[] = mail.items.map(({ label, value }) => ({
    kind: 'message',
    key: 'mail.held.row',
    values: { label, value },
  }))
  return layOut(i18n, t('mail.held.subject', { organisation }), t('mail.held.preheader'), [
    { kind: 'heading', text: t('mail.held.title', { organisation }) },
    ...(rows.length > 0 ? rows : [{ kind: 'paragraph' as const, text: t('mail.held.nothing') }]),
    { kind: 'link', label: t('mail.held.change'), url: mail.choicesUrl },
    ...foot(mail.sender),
  ])
}
