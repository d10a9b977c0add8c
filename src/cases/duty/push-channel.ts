import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { isPushEndpoint, isSubscription, type PushSubscription } from '#platform/outside/index.ts'
import { Invalid, Refused } from '#platform/web/errors.ts'
import { channelPlace } from './channel.ts'

/** A browser that shows the alarm (Web Push). Sealed whole. */
export interface PushChannel extends PushSubscription {
  /** how its owner tells it from another one: “Firefox, Android” */
  browser: string
}

/** The first that matches: most browsers call themselves by the names of others too. */
const programs = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const
const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iOS'],
  ['iPad', 'iPadOS'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** Names of programs, which are written alike in all languages; empty for one that we do not know. */
export const browserOf = (userAgent: string): string =>
  [programs, systems]
    .map((list) => list.find(([word]) => userAgent.includes(word))?.[1])
    .filter((name) => name !== undefined)
    .join(', ')

/**
 * Adds this browser to what wakes its member; the same browser stands there once, however often the button is pressed.
 * @throws Invalid for an address that is no push service, or keys that no browser makes
 */
export async function addPushChannel(
  tx: Tx,
  { endpoint, p256dh, auth, browser }: PushChannel,
  allow: readonly string[],
): Promise<string> {
  mustBeAllowed(tx, 'alarm.channel')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { organisationId, accountId } = tx.actor
  if (!isPushEndpoint(endpoint, allow)) throw new Invalid({ '': 'duty.push.error.endpoint' })
  if (!isSubscription({ endpoint, p256dh, auth })) throw new Invalid({ '': 'duty.push.error.keys' })
  const key = await tx.keys.organisation(organisationId)
  const mine = await tx.db
    .selectFrom('alarm_channels')
    .select(['id', 'sealed'])
    .where('organisation_id', '=', organisationId)
    .where('account_id', '=', accountId)
    .where('kind', '=', 'push')
    .where('removed_at', 'is', null)
    .execute()
  const same = mine.find(
    ({ id, sealed }) => key.openJson<PushChannel>(channelPlace(id), sealed).endpoint === endpoint,
  )
  if (same) return same.id
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('alarm_channels')
    .values({
      id,
      organisation_id: organisationId,
      account_id: accountId,
      kind: 'push',
      sealed: key.sealJson(channelPlace(id), { endpoint, p256dh, auth, browser } satisfies PushChannel),
      created_at: tx.now,
      proved_at: null,
      removed_at: null,
    })
    .execute()
  await record(tx, 'alarm.channel-added', { subject: id, data: { kind: 'push' } })
  return id
}

/** The browser has given up its subscription, and its push service says so: its owner is told on Today. */
export async function dropGoneChannel(tx: Tx, channelId: string): Promise<void> {
  mustBeAllowed(tx, 'alarm.send')
  const gone = await tx.db
    .updateTable('alarm_channels')
    .set({ removed_at: tx.now })
    .where('id', '=', channelId)
    .where('kind', '=', 'push')
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (gone) await record(tx, 'alarm.channel-gone', { subject: channelId })
}
