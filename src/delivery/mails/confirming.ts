import type { I18n } from '#platform/i18n.ts'
import { type Block, type MailSender, type MailText, foot, layOut } from './layout.ts'

export type DeedKind = 'message' | 'email' | 'call' | 'signature'

export interface ConfirmActions {
  /** The person's or the case's public name. */
  caseName: string
  campaignTitle: string
  /** What waits for confirmation, each kind once. */
  kinds: DeedKind[]
  /** The versions of the letter that were signed; the language's name and the day in words. */
  letters?: { language: string; version: number; on: string }[]
  /** The newsletter was ticked too; the first button takes both. */
  newsletter?: boolean
  keepPostedUrl: string
  confirmOnlyUrl: string
  notMeUrl: string
  sender: MailSender
}

/**
 * Asks whether the reader did what someone did in her name. Safety: nothing that a visitor typed stands in it, not even
 * a name, so that nobody can use us to write to strangers.
 */
export function confirmActionsMail(i18n: I18n, mail: ConfirmActions): MailText {
  const { t } = i18n
  const what = i18n.list([...new Set(mail.kinds)].map((kind) => t(`mail.confirm.${kind}`)))
  const blocks: Block[] = [
    { kind: 'heading', text: t('mail.confirm.title') },
    { kind: 'message', key: 'mail.confirm.what', values: { campaign: mail.campaignTitle, what } },
    ...(mail.letters ?? []).map((values) => ({
      ...{ kind: 'message' as const, key: 'mail.confirm.letter' as const, values },
    })),
    { kind: 'paragraph', text: t('mail.confirm.why') },
    // Safety: she agrees to what she reads, not to what somebody ticked with her address
    ...(mail.newsletter
      ? [
          {
            kind: 'paragraph',
            text: t('mail.confirm.newsletter', { organisation: mail.sender.name }),
          } as const,
        ]
      : []),
    { kind: 'button', label: t('mail.confirm.both', { name: mail.caseName }), url: mail.keepPostedUrl },
    { kind: 'link', label: t('mail.confirm.only'), url: mail.confirmOnlyUrl },
    { kind: 'small', text: t('mail.confirm.expires') },
    { kind: 'link', label: t('mail.confirm.notMe'), url: mail.notMeUrl },
    ...foot(mail.sender),
  ]
  return layOut(
    i18n,
    t('mail.confirm.subject', { campaign: mail.campaignTitle }),
    t('mail.confirm.preheader'),
    blocks,
  )
}

export interface ConfirmFollowing {
  caseName: string
  confirmUrl: string
  notMeUrl: string
  sender: MailSender
}

/** Double opt-in for those who follow without acting. */
export function confirmFollowingMail(i18n: I18n, mail: ConfirmFollowing): MailText {
  const { t } = i18n
  const name = mail.caseName
  const blocks: Block[] = [
    { kind: 'heading', text: t('mail.follow.title', { name }) },
    { kind: 'paragraph', text: t('mail.follow.what') },
    { kind: 'button', label: t('mail.follow.yes'), url: mail.confirmUrl },
    { kind: 'small', text: t('mail.confirm.expires') },
    { kind: 'link', label: t('mail.confirm.notMe'), url: mail.notMeUrl },
    ...foot(mail.sender),
  ]
  return layOut(i18n, t('mail.follow.subject', { name }), t('mail.confirm.preheader'), blocks)
}

export interface ConfirmNewsletter {
  confirmUrl: string
  notMeUrl: string
  sender: MailSender
}

/** Double opt-in for the newsletter alone: it names no case, so it tells nothing of what somebody did elsewhere. */
export function confirmNewsletterMail(i18n: I18n, mail: ConfirmNewsletter): MailText {
  const { t } = i18n
  const organisation = mail.sender.name
  const blocks: Block[] = [
    { kind: 'heading', text: t('mail.newsletter.title', { organisation }) },
    { kind: 'paragraph', text: t('mail.newsletter.what') },
    { kind: 'button', label: t('mail.newsletter.yes'), url: mail.confirmUrl },
    { kind: 'small', text: t('mail.confirm.expires') },
    { kind: 'link', label: t('mail.confirm.notMe'), url: mail.notMeUrl },
    ...foot(mail.sender),
  ]
  return layOut(i18n, t('mail.newsletter.subject', { organisation }), t('mail.confirm.preheader'), blocks)
}
