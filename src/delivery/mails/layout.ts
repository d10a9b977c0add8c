import { type Direction, type I18n, type MessageKey, type MessageValues } from '#platform/i18n.ts'
import { escapeHtml } from '../encoding.ts'

/** A finished mail. Strings may hold slots (`compile.ts`), which then are filled for each recipient. */
export interface MailText {
  subject: string
  /** The line that mail programs show beside the subject. */
  preheader: string
  text: string
  html: string
  /** BCP 47 */
  language: string
}

/** Who a mail is from, as its foot says it. */
export interface MailSender {
  name: string
  /** Postal address, one line or more. */
  postalAddress: string
}

export type Block =
  | { kind: 'heading' | 'paragraph' | 'small'; text: string }
  /** Lines in the script of the place, whatever the language of the mail. */
  | { kind: 'address'; lines: readonly string[] }
  /** A greeting whose name may run in another direction than the line. */
  | { kind: 'message'; key: MessageKey; values: MessageValues }
  | { kind: 'button' | 'link'; label: string; url: string }
  /** A letter as it was written: its line ends are kept. */
  | { kind: 'letter'; text: string; lang: string; dir: Direction }
  /** Text of an editor, already rendered to the allow-list, and the same in plain words. */
  | { kind: 'rich'; html: string; text: string; lang: string; dir: Direction }
  | { kind: 'rule' }

const ink = '#1d1b16'
const quiet = '#5d584c'
const style = {
  body: `margin:0;padding:24px 16px;color:${ink};background:#fffdf8;font:17px/1.6 Georgia,'Times New Roman',serif`,
  column: 'max-width:600px;margin:0 auto',
  heading: 'font-size:24px;line-height:1.3;margin:0 0 16px',
  paragraph: 'margin:0 0 16px',
  small: `margin:0 0 12px;font-size:14px;line-height:1.6;color:${quiet}`,
  button: `display:inline-block;padding:12px 20px;border-radius:6px;background:#8a4b00;color:#ffffff;text-decoration:none;font-weight:bold`,
  link: 'color:#8a4b00',
  letter: 'margin:0 0 16px;padding:0 16px;border-inline-start:3px solid #d8cfbb;white-space:pre-wrap',
  rule: 'border:0;border-top:1px solid #d8cfbb;margin:24px 0',
  // read by mail programs beside the subject, not shown in the mail itself
  preheader: 'display:none;max-height:0;overflow:hidden',
}

/** One column that reads the same as plain text: no picture from elsewhere, no counting of who opened it. */
export function layOut(i18n: I18n, subject: string, preheader: string, blocks: Block[]): MailText {
  const { lang, dir } = i18n
  const html = [
    `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light">',
    `<title>${escapeHtml(subject)}</title></head><body style="${style.body}">`,
    `<div style="${style.preheader}">${escapeHtml(preheader)}</div>`,
    `<div role="article" lang="${lang}" dir="${dir}" style="${style.column}">`,
    ...blocks.map((block) => asHtml(i18n, block)),
    '</div></body></html>',
  ].join('\n')
  const text = blocks.map((block) => asText(i18n, block)).join('\n\n')
  return { subject, preheader, html, text: `${text}\n`, language: lang }
}

function asHtml(i18n: I18n, block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h1 style="${style.heading}">${escapeHtml(block.text)}</h1>`
    case 'paragraph':
    case 'small':
      return `<p style="${style[block.kind]}">${lines(block.text)}</p>`
    case 'address':
      return `<p style="${style.small}">${block.lines.map((line) => `<bdi>${escapeHtml(line)}</bdi>`).join('<br>')}</p>`
    case 'message':
      return `<p style="${style.paragraph}">${isolated(i18n, block.key, block.values)}</p>`
    case 'button':
    case 'link': {
      const link = `<a href="${escapeHtml(block.url)}" style="${style[block.kind]}">${escapeHtml(block.label)}</a>`
      return `<p style="${style.paragraph}">${link}</p>`
    }
    case 'letter':
      return `<div lang="${escapeHtml(block.lang)}" dir="${block.dir}" style="${style.letter}">${escapeHtml(block.text)}</div>`
    case 'rich':
      return `<div lang="${escapeHtml(block.lang)}" dir="${block.dir}">${block.html}</div>`
    case 'rule':
      return `<hr style="${style.rule}">`
  }
}

const lines = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>')

/** A message whose values stand apart from the direction of the line. */
function isolated(i18n: I18n, key: MessageKey, values: MessageValues): string {
  const apart = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value: String(value) }]),
  )
  return i18n
    .parts<{ value: string }>(key, apart)
    .map((part) => (typeof part === 'string' ? escapeHtml(part) : `<bdi>${escapeHtml(part.value)}</bdi>`))
    .join('')
}

/** The same in plain text, where no element can be: what may run against the line stands in Unicode isolates. */
const apart = ({ dir }: I18n, values: MessageValues): MessageValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && (dir === 'rtl' || runsRight.test(value)) ? `\u2068${value}\u2069` : value,
    ]),
  )
const runsRight = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

function asText(i18n: I18n, block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'small':
    case 'rich':
      return block.text.trim()
    case 'address':
      return block.lines.join('\n')
    case 'message':
      return i18n.t(block.key, apart(i18n, block.values))
    case 'button':
    case 'link':
      return `${block.label}:\n${block.url}`
    case 'letter':
      return block.text
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')
    case 'rule':
      return '----'
  }
}

/** The end of every mail: who sent it, and from where. Many write their name as the first line of their address. */
export function foot(sender: MailSender): Block[] {
  const lines = sender.postalAddress.split('\n').map((line) => line.trim())
  return [
    { kind: 'rule' },
    { kind: 'address', lines: lines[0] === sender.name ? lines : [sender.name, ...lines] },
  ]
}
