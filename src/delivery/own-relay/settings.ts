import type { Place } from '#platform/keys/seal.ts'
import { isAllowedPlace } from '#platform/outside/index.ts'
import { parseDomain } from '#platform/text/address.ts'
import { Invalid } from '#platform/web/errors.ts'
import { isLoopback } from '../smtp-settings.ts'

/** `tls`: from the first byte. `starttls`: asked for before anything else is said. `none`: on this machine alone. */
export const securities = ['tls', 'starttls', 'none'] as const
export type Security = (typeof securities)[number]

/** The mail server of an organisation, as somebody named it and as it lies sealed. */
export interface RelaySettings {
  host: string
  port: number
  security: Security
  /** '' where the server asks for no sign-in */
  user: string
  password: string
}

export const relayPlace = (row: string): Place => ({ table: 'organisation_relays', column: 'sealed', row })
export const testPlace = (row: string): Place => ({
  table: 'organisation_relays',
  column: 'test_sealed',
  row,
})

/** Those on which mail servers listen for other servers and for whoever hands mail in. */
const mailPorts: readonly number[] = [25, 465, 587, 2525]

/**
 * Says what of a place may not be: only host names and the ports of mail, and TLS always, but for the operator's own
 * endpoints. What a host name resolves to is looked at each time when a connection is opened.
 * @throws Invalid
 */
export function mustBePlace(
  { host, port, security }: Pick<RelaySettings, 'host' | 'port' | 'security'>,
  allow: readonly string[],
): void {
  const allowed = isAllowedPlace(host, port, allow)
  // Safety: a number is no name: no certificate could be held against it, and it may be a machine near this one
  if (!allowed && parseDomain(host) !== host) throw new Invalid({ host: 'delivery.relay.error.host' })
  // Safety: a form of ours must not knock at whatever else listens somewhere
  if (!allowed && !mailPorts.includes(port)) throw new Invalid({ port: 'delivery.relay.error.port' })
  if (security === 'none' && !(allowed && isLoopback(host)))
    throw new Invalid({ security: 'delivery.relay.error.security' })
}

/** Safety: a stored password goes where it was meant to go, under the name that it belongs to, or nowhere. */
export const isSamePlace = (one: RelaySettings, other: RelaySettings): boolean =>
  one.host === other.host &&
  one.port === other.port &&
  one.security === other.security &&
  one.user === other.user
