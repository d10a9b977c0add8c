import { beforeBrokenCharacter } from './characters.ts'

export interface Letter {
  to: readonly string[]
  subject: string
  body: string
  bcc?: readonly string[]
}

export interface ComposeLink {
  href: string
  /** the end of the letter did not fit: offer to copy the whole text */
  truncated: boolean
}

// Mail programs on Windows cut a command line near 2,000 characters, in the middle of a letter if need be.
const LIMIT = 1_900
const ELLIPSIS = '\n…'

/** Source: RFC 6068: line ends are %0D%0A, spaces %20 and never "+". */
const encode = (text: string): string => encodeURIComponent(text.toWellFormed().replace(/\r\n?|\n/g, '\r\n'))

const addresses = (list: readonly string[]): string =>
  list.map((address) => encodeURIComponent(address).replaceAll('%40', '@')).join(',')

/** The longest beginning of the body that leaves the link within its limit, cut between words where there are any. */
const fit = (body: string, link: (encodedBody: string) => string): ComposeLink => {
  const whole = link(encode(body))
  if (whole.length <= LIMIT) return { href: whole, truncated: false }
  const fits = (text: string) => link(encode(text + ELLIPSIS)).length <= LIMIT
  let low = 0
  let high = Math.min(body.length, LIMIT)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(body.slice(0, middle))) low = middle
    else high = middle - 1
  }
  const longest = beforeBrokenCharacter(body, low)
  const space = longest.search(/\s\S*$/)
  const cut = (space > longest.length / 2 ? longest.slice(0, space) : longest).trimEnd()
  return { href: link(cut === '' ? '' : encode(cut + ELLIPSIS)), truncated: true }
}

/** A letter for the supporter's own mail program. Under 1,900 characters; a longer letter ends with "…". */
export const mailtoLink = ({ to, subject, body, bcc = [] }: Letter): ComposeLink =>
  fit(body, (text) => {
    const fields = [
      `subject=${encode(subject)}`,
      ...(bcc.length > 0 ? [`bcc=${addresses(bcc)}`] : []),
      `body=${text}`,
    ]
    return `mailto:${addresses(to)}?${fields.join('&')}`
  })

/** The same letter in Gmail's compose window. */
export const gmailLink = ({ to, subject, body, bcc = [] }: Letter): ComposeLink =>
  fit(body, (text) => {
    const copy = bcc.length > 0 ? `&bcc=${addresses(bcc)}` : ''
    return `https://mail.google.com/mail/?view=cm&fs=1&to=${addresses(to)}${copy}&su=${encode(subject)}&body=${text}`
  })

/** The same letter in the compose window of Outlook on the web, which takes no blind copies. */
export const outlookLink = ({ to, subject, body }: Letter): ComposeLink =>
  fit(
    body,
    (text) =>
      `https://outlook.live.com/mail/0/deeplink/compose?to=${addresses(to)}&subject=${encode(subject)}&body=${text}`,
  )
