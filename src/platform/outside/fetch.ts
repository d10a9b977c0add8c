import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { checkedAddress, isAllowedPlace, type CheckedAddress } from './endpoint.ts'

export type OutsideTrouble =
  | 'address' // not http or https, a user name in it, another port than 80 and 443, or an address that is no plain unicast
  | 'unresolved'
  | 'unreachable'
  | 'timeout'
  | 'too-large'
  | 'redirects'

/** Safety: carries a code only; what was asked and answered stays out of logs. */
export class OutsideError extends Error {
  readonly code: OutsideTrouble
  constructor(code: OutsideTrouble) {
    super(code)
    this.name = 'OutsideError'
    this.code = code
  }
}

export interface OutsideRequest {
  method?: 'GET' | 'POST'
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer
  /** exact `host:port` endpoints of the operator (WATCHLIGHT_OUTSIDE_ALLOW): they may lie anywhere */
  allow: readonly string[]
  /** nothing but those: for what must never go elsewhere, whoever typed the address */
  onlyAllowed?: boolean
  /** for the whole exchange, in milliseconds */
  patience?: number
  maxBytes?: number
}

export interface OutsideAnswer {
  status: number
  body: Buffer
}

const hops = 3

/**
 * The one way out to the network. Every address that a name resolves to must be plain unicast, the socket is pinned to
 * the one that was checked (a second look-up could answer differently), and each redirect is checked anew. A POST is
 * not redirected.
 * @throws OutsideError
 */
export async function fetchOutside(address: string, request: OutsideRequest): Promise<OutsideAnswer> {
  const signal = AbortSignal.timeout(request.patience ?? 10_000)
  let target = address
  for (let hop = 0; hop <= hops; hop++) {
    const { answer, location } = await exchange(target, request, signal)
    if (location === undefined || request.method === 'POST') return answer
    if (!URL.canParse(location, target)) throw new OutsideError('address')
    target = new URL(location, target).href
  }
  throw new OutsideError('redirects')
}

/** Whether an address names one of the operator's endpoints. */
export function isAllowedEndpoint(address: string, allow: readonly string[]): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return isHttp(url) && isAllowedPlace(url.hostname, portOf(url), allow)
}

const isHttp = (url: URL) =>
  (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === ''
const portOf = (url: URL) => url.port || (url.protocol === 'https:' ? '443' : '80')

async function exchange(
  target: string,
  request: OutsideRequest,
  signal: AbortSignal,
): Promise<{ answer: OutsideAnswer; location: string | undefined }> {
  const url = URL.canParse(target) ? new URL(target) : undefined
  if (!url || !isHttp(url)) throw new OutsideError('address')
  const allowed = isAllowedPlace(url.hostname, portOf(url), request.allow)
  // `URL` leaves out the port that belongs to the protocol
  if (!allowed && (request.onlyAllowed || !['', '80', '443'].includes(url.port)))
    throw new OutsideError('address')
  const pinned = await resolve(url, allowed, signal)
  const client = url.protocol === 'https:' ? https : http
  const pin: LookupFunction = (_name, options, done) =>
    options.all ? done(null, [pinned]) : done(null, pinned.address, pinned.family)
  return await new Promise((settle, fail) => {
    const trouble = (code: OutsideTrouble) => fail(new OutsideError(code))
    const sent = client.request(
      url,
      {
        method: request.method ?? 'GET',
        headers: { 'User-Agent': 'Mozilla/5.0', Accept: '*/*', ...request.headers },
        agent: false,
        lookup: pin,
        signal,
      },
      (answer) => {
        const pieces: Buffer[] = []
        let size = 0
        answer.on('data', (piece: Buffer) => {
          size += piece.length
          if (size <= (request.maxBytes ?? 64 * 1024)) return void pieces.push(piece)
          trouble('too-large')
          answer.destroy()
        })
        answer.on('error', () => trouble(signal.aborted ? 'timeout' : 'unreachable'))
        answer.on('end', () => {
          const status = answer.statusCode ?? 0
          const location = status >= 300 && status < 400 ? answer.headers.location : undefined
          settle({ answer: { status, body: Buffer.concat(pieces) }, location })
        })
      },
    )
    sent.on('error', () => trouble(signal.aborted ? 'timeout' : 'unreachable'))
    sent.end(request.body)
  })
}

async function resolve(url: URL, allowed: boolean, signal: AbortSignal): Promise<CheckedAddress> {
  const found = await checkedAddress(url.hostname, { allowed, signal }).catch(() => {
    throw new OutsideError('timeout')
  })
  if (typeof found === 'string') throw new OutsideError(found)
  return found
}
