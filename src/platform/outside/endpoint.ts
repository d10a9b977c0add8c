import { lookup } from 'node:dns/promises'
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
    : await Promise.race([
        lookup(name, { all: true }).catch(() => []),
        new Promise<never>((_, fail) =>
          signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true }),
        ),
      ])
  const [first] = found
  if (!first) return 'unresolved'
  // Safety: all of them, or a name that answers with two addresses would slip one past
  if (!allowed && !found.every(({ address }) => isPlainUnicast(address))) return 'address'
  return first
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '')
