import { domainToUnicode } from 'node:url'
import { parseDomain } from './address.ts'
import { bad, good, type Parsed } from './parsed.ts'

export type WebsiteError = 'error.website.empty' | 'error.website.form' | 'error.website.long'

const MAX_WEBSITE = 200

/**
 * Reads the web site of an organisation as typed or copied from a browser, with or without `https://`, and gives its
 * address: host in ASCII and lower case, the path as it is. What stands behind `?` or `#` is dropped.
 * Safety: it becomes a link in public; a host with a name or a port before or behind it looks like another's.
 */
export const parseWebsite = (input: string): Parsed<string, WebsiteError> => {
  const text = input.trim()
  if (text === '') return bad('error.website.empty')
  if (text.length > 1_000) return bad('error.website.long')
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`
  if (/[\s,;\\]/.test(text) || !URL.canParse(address)) return bad('error.website.form')
  const { protocol, hostname, port, username, password, pathname } = new URL(address)
  if ((protocol !== 'https:' && protocol !== 'http:') || port || username || password)
    return bad('error.website.form')
  const host = parseDomain(hostname)
  // a top-level domain begins with a letter, so an address of numbers is none
  if (host === undefined || !/\.[a-z][a-z0-9-]*$/.test(host)) return bad('error.website.form')
  const website = `${protocol}//${host}${pathname}`
  return website.length > MAX_WEBSITE ? bad('error.website.long') : good(website)
}

/** The host of a web site that `parseWebsite` gave, without `www.`. */
export const hostOf = (website: string): string => new URL(website).hostname.replace(/^www\./, '')

/** The front page of a web site that `parseWebsite` gave. Safety: a path is free words; a public link carries none. */
export const homeOf = (website: string): string => new URL('/', website).href

// letters of these look like Latin ones: "аpple" reads like "apple"
const lookalikes = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u
const scripts = [
  /\p{Script=Latin}/u,
  /\p{Script=Arabic}/u,
  /[^\p{Script=Latin}\p{Script=Arabic}\p{N}\p{M}-]/u,
]

/**
 * A host as it is shown to readers: in its own script where each label has one alone, else in ASCII.
 * Safety: two hosts that look alike must not read alike.
 */
export function shownHost(host: string): string {
  const own = domainToUnicode(host)
  const isPlain = (label: string): boolean =>
    !lookalikes.test(label) && scripts.filter((script) => script.test(label)).length <= 1
  return own !== '' && own.split('.').every(isPlain) ? own : host
}
