import { createHmac } from 'node:crypto'
import type { Actor } from './actor.ts'

/**
 * Signs the tenant context of one transaction: 'kind|organisation|account|expiry|moment|hmac', checked by `wl.context()`.
 * Safety: the key is HKDF(master key), so an injected `set_config` cannot pretend to be another organisation, nor another hour.
 * @param now epoch milliseconds of the real clock (it limits a context, it decides nothing of the domain)
 * @param moment epoch milliseconds of the domain's clock (`wl.moment()`): the `now` of the transaction
 */
export function signContext(key: Buffer, actor: Actor, now = Date.now(), moment = now): string {
  const organisation = actor.kind === 'sign-in' ? '' : actor.organisationId
  const account = actor.kind === 'member' ? actor.accountId : ''
  const body = `${actor.kind}|${organisation}|${account}|${Math.floor(now / 1000) + 300}|${moment}`
  return `${body}|${createHmac('sha256', key).update(body).digest('hex')}`
}

/** The two pads of RFC 2104 that `wl.context()` needs to check a signature without the extension pgcrypto. */
export function contextPads(key: Buffer): { inner: Buffer; outer: Buffer } {
  const block = Buffer.alloc(64)
  key.copy(block)
  return { inner: Buffer.from(block.map((b) => b ^ 0x36)), outer: Buffer.from(block.map((b) => b ^ 0x5c)) }
}
