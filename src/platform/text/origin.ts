import { parseDomain } from './address.ts'
import { bad, good, type Parsed } from './parsed.ts'

export type OriginError =
  | 'error.origin.empty'
  | 'error.origin.form'
  | 'error.origin.https'
  | 'error.origin.several'

const MAX_ORIGIN = 120

/**
 * Reads the address of one web site, as typed or copied from a browser, and gives its origin: scheme, host in ASCII and
 * lower case, port where it is not the usual one. What stands behind the host is dropped. `https` alone, but for this
 * machine where `loopback` allows it. Safety: the origin goes into a header; what a lenient parser takes for a host
 * (`a;b`) is refused.
 */
export const parseOrigin = (
  input: string,
  { loopback = false }: { loopback?: boolean } = {},
): Parsed<string, OriginError> => {
  const text = input.trim()
  if (text === '') return bad('error.origin.empty')
  if (/[\s,;]/.test(text)) return bad('error.origin.several')
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (text.length > 1_000 || !URL.canParse(address)) return bad('error.origin.form')
  const { protocol, hostname, port, username, password, origin } = new URL(address)
  if (username || password || origin.length > MAX_ORIGIN) return bad('error.origin.form')
  if (protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1'))
    return loopback ? good(origin) : bad('error.origin.https')
  if (protocol !== 'https:') return bad('error.origin.https')
  const host = parseDomain(hostname)
  // a top-level domain begins with a letter, so an address of numbers is none
  if (host === undefined || !/\.[a-z][a-z0-9-]*$/.test(host)) return bad('error.origin.form')
  return good(`https://${host}${port === '' ? '' : `:${port}`}`)
}
