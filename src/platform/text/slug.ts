import { isShortId } from '../ids.ts'

const MAX_LENGTH = 48

/**
 * Words for the end of an address, ASCII only: percent-encoded letters triple its length in mails and break in
 * messengers. Text in another script gives '', and the address is the short id alone.
 */
export const slugOf = (title: string): string => {
  const words = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036F'’]/g, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  if (words.length <= MAX_LENGTH) return words
  const cut = words.slice(0, MAX_LENGTH + 1).lastIndexOf('-')
  return words.slice(0, cut > 0 ? cut : MAX_LENGTH)
}

/** The last part of a public address: the id decides, the slug is decoration. */
export const addressPart = (shortId: string, slug = ''): string =>
  slug === '' ? shortId : `${shortId}-${slug}`

/** The short id at the start of such a part, or undefined when there is none. */
export const shortIdOf = (part: string): string | undefined => {
  const id = part.slice(0, 10)
  return isShortId(id) && (part.length === 10 || part[10] === '-') ? id : undefined
}
