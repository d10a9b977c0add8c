import { lookup, Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isPlainUnicast } from './addresses.ts'

/** The one address of an endpoint that was checked: a socket goes there, and never where a second look-up may point. */
export interface CheckedAddress {
  address: string
  family: number
}

/** Whether `host:port` is one of the operator's endpoints (WATCHLIGHT_OUTSIDE_ALLOW); an IPv6 host stands in brackets. */
export function isAllowedPlace(host: string, port: number | string, allow: readonly string[]): boolean {
  const place = `${host.includes(':') ? `[${bare(host)}]` : host}:${port}`.toLowerCase()
  return allow.some((entry) => entry.toLowerCase() === place)
}

/**
 * Looks a host up. Every address that it resolves to must be plain unicast, but for one of the operator's own endpoints.
 * Gives 'unresolved' or 'address' where it may not be reached; rejects when `signal` aborts.
 */
export async function checkedAddress(
  host: string,
  { allowed, signal }: { allowed: boolean; signal: AbortSignal },
): Promise<CheckedAddress | 'unresolved' | 'address'> {
  const name = bare(host)
  const literal = isIP(name)
  const found = literal
    ? [{ address: name, family: literal }]
    : allowed
      ? await fromThisMachine(name, signal)
      : await fromNameServers(name, signal)
  const [first] = found
  if (!first) return 'unresolved'
  // Safety: all of them, or a name that answers with two addresses would slip one past
  if (!allowed && !found.every(({ address }) => isPlainUnicast(address))) return 'address'
  return first
}

/** As this machine knows it, its file of hosts with it: for the operator's own endpoints. */
async function fromThisMachine(name: string, signal: AbortSignal): Promise<CheckedAddress[]> {
  return await Promise.race([
    lookup(name, { all: true }).catch(() => []),
    new Promise<never>((_, fail) =>
      signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true }),
    ),
  ])
}

/**
 * Safety: `lookup` holds one of a few threads until the name server answers, whoever waits or not. A name that a member typed
 * would keep everybody's alarms from finding their way; this one ends when it is given up.
 */
async function fromNameServers(name: string, signal: AbortSignal): Promise<CheckedAddress[]> {
  // RFC 6761: a name of this machine, whatever a name server says
  if (/(^|\.)localhost\.?$/i.test(name)) return [{ address: '127.0.0.1', family: 4 }]
  signal.throwIfAborted()
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  const cancel = (): void => resolver.cancel()
  signal.addEventListener('abort', cancel)
  try {
    const [four, six] = await Promise.all([
      resolver.resolve4(name).catch(() => []),
      resolver.resolve6(name).catch(() => []),
    ])
    signal.throwIfAborted()
    return [
      ...four.map((address) => ({ address, family: 4 })),
      ...six.map((address) => ({ address, family: 6 })),
    ]
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '')
