import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { networkOf } from '#platform/web/network.ts'

export interface NetworkTags {
  /** base64url; equal for two forms from one network on one day, for finding forged bursts */
  tag(address: string, now: number): string
}

const day = 24 * 3_600_000

/** Safety: the salt lives 24 hours in this process alone, so that no tag can ever be led back to an address. */
export function openNetworkTags(): NetworkTags {
  let salt = createSecretKey(randomBytes(32))
  let until = -Infinity
  return {
    tag(address, now) {
      if (now >= until) {
        salt = createSecretKey(randomBytes(32))
        until = now + day
      }
      return createHmac('sha256', salt)
        .update(networkOf(address, { v4: 24, v6: 48 }))
        .digest('base64url')
        .slice(0, 16)
    },
  }
}
