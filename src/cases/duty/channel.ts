import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { isAllowedEndpoint } from '#platform/outside/index.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { putMessage } from './alarm.ts'

/** A request to a gateway of the operator: a text message, ntfy, a Signal bridge. Sealed whole. */
export interface HttpChannel {
  url: string
  authorization: string
  /** plain text, or JSON made from the template */
  format: 'text' | 'json'
  /** with `{text}` and `{link}` where they go */
  template: string
}

export const channelPlace = (id: string) => ({ table: 'alarm_channels', column: 'sealed', row: id })

/** The template with its words put in, each as a JSON string would hold it. */
export const fillTemplate = (template: string, words: { text: string; link: string }): string =>
  template.replaceAll(/\{(text|link)\}/g, (_, word: 'text' | 'link') =>
    JSON.stringify(words[word]).slice(1, -1),
  )

function isTemplate(template: string): boolean {
  if (!template.includes('{text}') || !template.includes('{link}')) return false
  try {
    JSON.parse(fillTemplate(template, { text: 'x', link: 'x' }))
    return true
  } catch {
    return false
  }
}

/** Adds a way to wake oneself. @throws Invalid for a gateway that the operator has not allowed, or a template that is no JSON */
export async function addChannel(tx: Tx, channel: HttpChannel, allow: readonly string[]): Promise<string> {
  mustBeAllowed(tx, 'alarm.channel')
  if (tx.actor.kind !== 'member') throw new Refused()
  // Safety: an address typed by a member reaches what the operator wrote down, and nothing else inside or outside
  if (!isAllowedEndpoint(channel.url, allow)) throw new Invalid({ url: 'duty.error.endpoint' })
  if (channel.format === 'json' && !isTemplate(channel.template))
    throw new Invalid({ template: 'duty.error.template' })
  if (!/^[\x20-\x7e]*$/.test(channel.authorization)) throw new Invalid({ authorization: 'duty.error.header' })
  const id = newId(tx.now.getTime())
  const key = await tx.keys.organisation(tx.actor.organisationId)
  await tx.db
    .insertInto('alarm_channels')
    .values({
      id,
      organisation_id: tx.actor.organisationId,
      account_id: tx.actor.accountId,
      kind: 'http',
      sealed: key.sealJson(channelPlace(id), channel),
      created_at: tx.now,
      proved_at: null,
      removed_at: null,
    })
    .execute()
  await record(tx, 'alarm.channel-added', { subject: id, data: { kind: 'http' } })
  return id
}

/** @throws NotFound for another one's channel */
export async function removeChannel(tx: Tx, channelId: string): Promise<void> {
  mustBeAllowed(tx, 'alarm.channel')
  if (tx.actor.kind !== 'member') throw new Refused()
  const gone = await tx.db
    .updateTable('alarm_channels')
    .set({ removed_at: tx.now })
    .where('id', '=', channelId)
    .where('account_id', '=', tx.actor.accountId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw new NotFound()
  await record(tx, 'alarm.channel-removed', { subject: channelId })
}

/** Rings one's own channel; it counts as tried out once the button that it brings is pressed. @throws NotFound, Conflict */
export async function testChannel(tx: Tx, channelId: string): Promise<void> {
  mustBeAllowed(tx, 'alarm.test')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { organisationId, accountId } = tx.actor
  const mine = await tx.db
    .selectFrom('alarm_channels')
    .select('id')
    .where('id', '=', channelId)
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!mine) throw new NotFound()
  // a gateway that bills each message is not to be rung by an impatient finger
  const lately = await tx.db
    .selectFrom('alarm_messages')
    .select('id')
    .where('channel_id', '=', channelId)
    .where('created_at', '>', new Date(tx.now.getTime() - 30_000))
    .executeTakeFirst()
  if (lately) throw new Conflict('duty.error.soon')
  const alarmId = newId(tx.now.getTime())
  await tx.db
    .insertInto('alarms')
    .values({
      id: alarmId,
      organisation_id: organisationId,
      case_id: null,
      check_in_id: null,
      step: null,
      stage: 'test',
      raised_at: tx.now,
      told_in: null,
      gap_from: null,
      acknowledged_at: null,
      acknowledged_by: null,
    })
    .execute()
  await putMessage(tx, { organisationId }, { alarmId, accountId, channelId })
  await record(tx, 'alarm.tested', { subject: channelId })
}
