import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { HeaderList } from './headers.ts'

export type Encoding = 'identity' | 'gzip' | 'br'

/** A page finished down to its bytes: what every visitor gets alike, until something changes. */
export interface ReadyPage {
  etag: string
  identity: Buffer
  gzip: Buffer
  brotli: Buffer
  /** milliseconds since 1970 of the earliest expiry of what stands on it; then it may be shown no more */
  freshUntil: number
  /** complete header lists, flat as node:http takes them, made once */
  headers: Record<Encoding | 'notModified', readonly string[]>
}

export interface ReadyOptions {
  type?: string
  /** the door's own headers: `publicHeaders(…)` */
  headers?: HeaderList
  freshUntil?: Date
  /** never more than a second old, also where a cache would first give what it has and look afterwards */
  exact?: boolean
}

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

const STALE_SECONDS = 3
const EXACT = 'max-age=1'
const CACHING = `${EXACT}, stale-while-revalidate=${STALE_SECONDS}`

/**
 * Compresses a page once and works out its headers. Quality 5 of brotli: 1 ms for a page and within 5 % of the best,
 * which would take 20. Call it when something changed, at most every 500 ms for a page.
 */
export const makeReady = async (
  body: string | Uint8Array,
  options: ReadyOptions = {},
): Promise<ReadyPage> => {
  const { type = 'text/html; charset=utf-8', headers = [], freshUntil, exact = false } = options
  const identity = Buffer.from(body)
  const [gzipped, brotli] = await Promise.all([
    compressGzip(identity, { level: 6 }),
    compressBrotli(identity, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 5,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: identity.length,
      },
    }),
  ])
  // Weak: the three encodings are one page (RFC 9110, section 8.8.1).
  const etag = `W/"${createHash('sha256').update(type).update('\0').update(identity).digest('base64url').slice(0, 22)}"`
  const caching = exact ? EXACT : CACHING
  const always = [['ETag', etag], ['Vary', 'Accept-Encoding'], ['Cache-Control', caching], ...headers].flat()
  const full = (bytes: Buffer, encoding: Encoding): string[] => [
    'Content-Type',
    type,
    'Content-Length',
    String(bytes.length),
    ...(encoding === 'identity' ? [] : ['Content-Encoding', encoding]),
    ...always,
  ]
  return {
    etag,
    identity,
    gzip: gzipped,
    brotli,
    freshUntil: freshUntil?.getTime() ?? Infinity,
    headers: {
      identity: full(identity, 'identity'),
      gzip: full(gzipped, 'gzip'),
      br: full(brotli, 'br'),
      notModified: always,
    },
  }
}

interface Choice {
  status: 200 | 304
  headers: readonly string[]
  body: Buffer | undefined
}

/** The encoding to answer with. A weight of nought means "never"; other weights are not worth parsing. */
export const encodingFor = (accept: string | undefined): Encoding => {
  if (accept === undefined) return 'identity'
  if (/(?:^|[\s,])br(?!\s*;\s*q=0(?:\.0*)?(?:$|[\s,]))(?=$|[\s,;])/i.test(accept)) return 'br'
  if (/(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?(?:$|[\s,]))(?=$|[\s,;])/i.test(accept)) return 'gzip'
  return 'identity'
}

const matches = (header: string, etag: string): boolean =>
  header === etag ||
  header === '*' ||
  header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag.slice(2))

const choose = (
  page: ReadyPage,
  method: string,
  ifNoneMatch: string | undefined,
  acceptEncoding: string | undefined,
  now: number,
): Choice | undefined => {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  // Safety: what a consent no longer covers is not shown, even when nothing told us so.
  if (now >= page.freshUntil) return undefined
  const lastSeconds = page.freshUntil - now < (1 + STALE_SECONDS) * 1_000
  const caching = (list: readonly string[]) =>
    lastSeconds ? list.map((entry) => (entry === CACHING || entry === EXACT ? 'no-cache' : entry)) : list
  if (ifNoneMatch !== undefined && matches(ifNoneMatch, page.etag)) {
    return { status: 304, headers: caching(page.headers.notModified), body: undefined }
  }
  const encoding = encodingFor(acceptEncoding)
  const bytes = encoding === 'br' ? page.brotli : encoding === 'gzip' ? page.gzip : page.identity
  return {
    status: 200,
    headers: caching(page.headers[encoding]),
    body: method === 'HEAD' ? undefined : bytes,
  }
}

/** Answers on node:http, before the router; false when the page must be made anew or the method is another. */
export const answerReady = (
  request: IncomingMessage,
  response: ServerResponse,
  page: ReadyPage,
  now: number,
): boolean => {
  const { 'if-none-match': ifNoneMatch, 'accept-encoding': acceptEncoding } = request.headers
  const accept = Array.isArray(acceptEncoding) ? acceptEncoding.join() : acceptEncoding
  const choice = choose(page, request.method ?? 'GET', ifNoneMatch, accept, now)
  if (choice === undefined) return false
  response.writeHead(choice.status, choice.headers as string[])
  response.end(choice.body)
  return true
}

/** The same as a Response, for the router and for tests; undefined when the page must be made anew. */
export const readyResponse = (request: Request, page: ReadyPage, now: number): Response | undefined => {
  const header = (name: string) => request.headers.get(name) ?? undefined
  const choice = choose(page, request.method, header('If-None-Match'), header('Accept-Encoding'), now)
  if (choice === undefined) return undefined
  const headers = new Headers()
  for (let at = 0; at < choice.headers.length; at += 2)
    headers.set(choice.headers[at] ?? '', choice.headers[at + 1] ?? '')
  return new Response(choice.body === undefined ? null : new Uint8Array(choice.body), {
    status: choice.status,
    headers,
  })
}
