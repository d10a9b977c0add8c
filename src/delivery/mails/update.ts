import { type Direction, type I18n } from '#platform/i18n.ts'
import type { DeedKind } from './confirming.ts'
import { type Block, type MailSender, type MailText, foot, layOut } from './layout.ts'

export interface Deed {
  kind: DeedKind | 'follow'
  /** Who was written to or called. */
  official?: string
  at: Date
}

/** Why somebody gets a mail, in words: "You emailed the Minister on 3 May." `zone` is the case's IANA zone. */
export function reasonLine(i18n: I18n, deed: Deed, zone: string): string {
  const on = i18n.date(deed.at, { zone, style: 'day' })
  const { official } = deed
  if (official !== undefined && (deed.kind === 'email' || deed.kind === 'call')) {
    return i18n.t(`mail.reason.${deed.kind}.official`, { official, on })
  }
  return i18n.t(`mail.reason.${deed.kind}`, { on })
}

/** The thanks for the newest thing somebody did; nothing for those who only follow. */
export const thanksLine = (i18n: I18n, kind: Deed['kind']): string =>
  kind === 'follow' ? '' : i18n.t(`mail.thanks.${kind}`)

export interface UpdateMail {
  /** Name of the recipient, usually a slot. */
  name: string
  caseName: string
  /** Translated word for the kind of update. */
  kindLabel: string
  headline: string
  /** Finished line: place, date, authors. */
  dateline: string
  /** Rendered to the allow-list, pictures as links; never a remote picture. */
  bodyHtml: string
  bodyText: string
  /** Language and direction of the body, which may be missing in the reader's own language. */
  bodyLang: string
  bodyDir: Direction
  /** From `thanksLine`; empty leaves it out. */
  thanks: string
  /** From `reasonLine`, usually a slot. */
  reason: string
  ask?: { label: string; url: string }
  updateUrl: string
  choicesUrl: string
  unsubscribeUrl: string
  sender: MailSender
}

/** An update as it goes to everyone who acted and asked to hear. */
export function updateMail(i18n: I18n, mail: UpdateMail): MailText {
  const { t } = i18n
  const blocks: Block[] = [
    { kind: 'small', text: `${mail.caseName}: ${mail.kindLabel}` },
    { kind: 'heading', text: mail.headline },
    { kind: 'small', text: mail.dateline },
    { kind: 'message', key: 'mail.greeting', values: { name: mail.name } },
    ...(mail.thanks === '' ? [] : [{ kind: 'paragraph' as const, text: mail.thanks }]),
    { kind: 'rich', html: mail.bodyHtml, text: mail.bodyText, lang: mail.bodyLang, dir: mail.bodyDir },
    ...(mail.ask ? [{ kind: 'button' as const, ...mail.ask }] : []),
    { kind: 'link', label: t('mail.update.read'), url: mail.updateUrl },
    { kind: 'rule' },
    { kind: 'message', key: 'mail.update.why', values: { reason: mail.reason, name: mail.caseName } },
    {
      kind: 'link',
      label: t('mail.update.unsubscribe', { organisation: mail.sender.name }),
      url: mail.unsubscribeUrl,
    },
    { kind: 'link', label: t('mail.update.choices'), url: mail.choicesUrl },
    ...foot(mail.sender),
  ]
  return layOut(i18n, mail.headline, `${mail.caseName}: ${mail.kindLabel}`, blocks)
}
