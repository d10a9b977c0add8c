import PostalMime from 'postal-mime'

export interface CaughtAddress {
  name: string
  address: string
}

/** A mail that went nowhere but here. */
export interface CaughtMail {
  /** Rises by one with each mail. */
  id: number
  at: Date
  envelope: { from: string; to: string[] }
  from: CaughtAddress
  to: CaughtAddress[]
  replyTo: CaughtAddress[]
  subject: string
  text: string
  /** Empty where the mail is plain text only. */
  html: string
  headers: { key: string; value: string }[]
  /** Every web address in the text, in order, for tests and the demo to follow. */
  links: string[]
  raw: string
}

const webAddress = /https?:\/\/[^\s<>"')\]]+/g

/** Web addresses in a plain text, in order, each once. */
export const linksIn = (text: string): string[] => [...new Set(text.match(webAddress))]

export async function readMail(
  id: number,
  envelope: CaughtMail['envelope'],
  raw: Buffer,
): Promise<CaughtMail> {
  const mail = await PostalMime.parse(raw)
  const addresses = (list: { name?: string; address?: string }[] | undefined): CaughtAddress[] =>
    (list ?? []).map(({ name = '', address = '' }) => ({ name, address }))
  const text = mail.text ?? ''
  return {
    id,
    at: new Date(),
    envelope,
    from: addresses(mail.from ? [mail.from] : [])[0] ?? { name: '', address: '' },
    to: addresses(mail.to),
    replyTo: addresses(mail.replyTo),
    subject: mail.subject ?? '',
    text,
    html: mail.html ?? '',
    headers: mail.headers.map(({ key, value }) => ({ key, value })),
    links: linksIn(text),
    raw: raw.toString('latin1'),
  }
}
