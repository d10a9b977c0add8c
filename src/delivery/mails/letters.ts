import { type Direction, type I18n } from '#platform/i18n.ts'
import { type MailSender, type MailText, foot, layOut } from './layout.ts'

export interface LetterReceipt {
  name: string
  official: string
  letterSubject: string
  letter: string
  letterLang: string
  letterDir: Direction
  sentAt: Date
  /** IANA zone of the case. */
  zone: string
  sender: MailSender
}

/** The copy of her letter that a supporter asked for. */
export function letterReceiptMail(i18n: I18n, mail: LetterReceipt): MailText {
  const { t } = i18n
  const on = i18n.date(mail.sentAt, { zone: mail.zone })
  const { official } = mail
  return layOut(i18n, t('mail.receipt.subject', { official }), t('mail.receipt.preheader', { on }), [
    { kind: 'message', key: 'mail.greeting', values: { name: mail.name } },
    { kind: 'message', key: 'mail.receipt.what', values: { official, on } },
    {
      kind: 'letter',
      text: `${mail.letterSubject}\n\n${mail.letter}`,
      lang: mail.letterLang,
      dir: mail.letterDir,
    },
    { kind: 'small', text: t('mail.receipt.answer') },
    ...foot(mail.sender),
  ])
}

export interface OfficialLetter {
  /** What the supporter chose to show: full name and country, first name and country, or country only. */
  identity: string
  campaignTitle: string
  subject: string
  letter: string
  /** Words under the letter that say by whom it was sent on, in the official's language. */
  sentBy: string
}

/**
 * One supporter's letter to one official: plain text, as a person would write it. The sender's name says both who
 * speaks and who carries it; the supporter's own address is never forged as the sender.
 */
export function officialLetterMail(mail: OfficialLetter): {
  fromName: string
  subject: string
  text: string
} {
  return {
    fromName: viaName(mail.identity, mail.campaignTitle),
    subject: mail.subject,
    text: `${mail.letter.trim()}\n\n${mail.identity}\n\n--\u0020\n${mail.sentBy}\n`,
  }
}

/** "Name via Campaign", short enough for a header. */
export function viaName(identity: string, campaign: string): string {
  const short = (text: string, length: number): string => {
    const characters = [...new Intl.Segmenter().segment(text)]
    if (characters.length <= length) return text
    const kept = characters.slice(0, length - 1).map(({ segment }) => segment)
    return `${kept.join('').trimEnd()}…`
  }
  return `${short(identity, 60)} via ${short(campaign, 60)}`
}
