import { BlockList, isIP } from 'node:net'
import type { Context } from 'hono'

/** An address without zone and brackets; IPv4 inside IPv6 as IPv4. Undefined when it is none. */
export const plainAddress = (text: string): string | undefined => {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
  return isIP(mapped) === 0 ? undefined : mapped
}

export type FindClient = (peer: string | undefined, forwardedFor: string | undefined) => string

/**
 * Finds who is at the other end behind our own proxies. `trusted`: addresses or networks ("10.0.0.0/8", "::1") from
 * WATCHLIGHT_TRUSTED_PROXIES; throws, naming it, when one is neither. Give `forwardedFor` as X-Forwarded-For came.
 */
export const clientAddress = (trusted: readonly string[]): FindClient => {
  const proxies = new BlockList()
  for (const entry of trusted) {
    const [network = '', bits] = entry.split('/')
    const family = isIP(network)
    const length = Number(bits ?? (family === 4 ? 32 : 128))
    if (family === 0 || !Number.isInteger(length) || length < 0 || length > (family === 4 ? 32 : 128)) {
      throw new Error(`WATCHLIGHT_TRUSTED_PROXIES: "${entry}" is neither an address nor a network`)
    }
    proxies.addSubnet(network, length, family === 4 ? 'ipv4' : 'ipv6')
  }
  const isProxy = (address: string) => proxies.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')

  return (peer, forwardedFor) => {
    let client = plainAddress(peer ?? '') ?? UNKNOWN
    if (client === UNKNOWN || forwardedFor === undefined || !isProxy(client)) return client
    // Safety: from the right, for as long as one of ours wrote it: what stands further left may be invented.
    for (const hop of forwardedFor.slice(-1_000).split(',').toReversed()) {
      const address = plainAddress(hop)
      if (address === undefined) break
      client = address
      if (!isProxy(client)) break
    }
    return client
  }
}

/** Stands for a peer that has no address: a unix socket, or a test without a socket. */
export const UNKNOWN = '0.0.0.0'

/** The same for a request of Hono on Node. */
export const clientOf = (c: Context, find: FindClient): string => {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  return find(incoming?.socket?.remoteAddress, c.req.header('X-Forwarded-For'))
}
