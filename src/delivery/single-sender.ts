import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isAway as isDatabaseAway } from '#platform/intake/drain.ts'
import { reasonOf } from '#platform/jobs.ts'
import type { Task, WorkerServices } from '#platform/module.ts'
import { addressOfInbox, stopsAllMail, suppress } from '#supporters/index.ts'
import { composerOf } from './declared-mails.ts'
import type { MailAddress } from './encoding.ts'
import { mailPlace, type SealedMail } from './mail-queue.ts'
import {
  isAway,
  openMailServers,
  relayOf,
  retryAfter,
  type MailServer,
  type MailServers,
} from './mail-server.ts'
import type { MailOutcome } from './outcome.ts'
import type { Relay, SingleMail } from './relay.ts'
import type { MailState, MailTable } from './tables.ts'

const lanes = 4
const ownLanes = 2
const idle = 200
const givenUpAfter = 3 * 86_400_000

/**
 * Kinds that may leave twice without harm: after a crash in the middle they are sent again, under the same Message-ID.
 * A confirmation that is lost costs a voice, and one that comes twice holds the same links; an alarm
 * that is lost may cost a life. Everything else stays
 * `unknown`, is shown to staff, and is never sent again by itself.
 */
const harmlessTwice = ['confirmation', 'confirmation-reminder', 'alarm']

/**
 * Sends single mails: most urgent first, one claim at a time per lane, suppression looked at when it is claimed. Each mail
 * server of an organisation's own has lanes of its own: one that is slow or away keeps no other mail waiting.
 */
export const sendSingleMails = (relay?: Relay): Task => ({
  name: 'mails',
  async run(services, signal) {
    const servers = openMailServers(services, relay ?? relayOf(services))
    const failed = new AbortController()
    const ending = AbortSignal.any([signal, failed.signal])
    const lane = async (over: AbortSignal, sendNext: () => Promise<boolean>): Promise<void> => {
      try {
        while (!over.aborted)
          if (!(await sendNext())) await sleep(idle, undefined, { signal: over }).catch(() => {})
      } catch (error) {
        failed.abort()
        throw error
      }
    }
    const all: Promise<void>[] = []
    const owned = new Map<string, AbortController>()
    const follow = async (): Promise<boolean> => {
      await servers.look()
      const owners = servers.owners()
      for (const [id, over] of owned)
        if (!owners.some((one) => one.id === id)) {
          over.abort()
          owned.delete(id)
        }
      for (const { organisationId, id } of owners) {
        if (owned.has(id)) continue
        const over = new AbortController()
        owned.set(id, over)
        const its = AbortSignal.any([ending, over.signal])
        for (let n = 0; n < ownLanes; n++)
          all.push(lane(its, () => sendOneByOwn(services, servers, organisationId)))
      }
      return false
    }
    try {
      for (const organisationId of await services.organisations())
        await recoverMails(services, organisationId)
      await servers.look()
      for (let n = 0; n < lanes; n++) all.push(lane(ending, () => sendOneByInstance(services, servers)))
      await lane(ending, follow).catch((error: unknown) => all.push(Promise.reject(error)))
      servers.close()
      // what is in hand has its end before the next life takes it for lost
      const trouble = (await Promise.allSettled(all)).find((one) => one.status === 'rejected')
      if (trouble) throw trouble.reason
    } finally {
      servers.close()
    }
  },
})

/** One mail of any organisation, by whichever server it leaves; false when nothing is due. Exported for tests. */
export async function sendOne(services: WorkerServices, servers: MailServers): Promise<boolean> {
  await servers.look()
  if (await sendOneByInstance(services, servers)) return true
  for (const { organisationId } of servers.owners())
    if (await sendOneByOwn(services, servers, organisationId)) return true
  return false
}

/** What leaves by the operator's server: all mail of some organisations, and what goes to the staff of the others. */
async function sendOneByInstance(services: WorkerServices, servers: MailServers): Promise<boolean> {
  if (servers.instance.pause > 0) return false
  for (const organisationId of inTurn(await services.organisations())) {
    const which = servers.own(organisationId) ? 'to staff' : 'all'
    const sent = await sendClaimed(services, servers.instance, organisationId, which)
    if (sent !== 'nothing') return sent === 'sent'
  }
  return false
}

/** What leaves by an organisation's own server. */
async function sendOneByOwn(
  services: WorkerServices,
  servers: MailServers,
  organisationId: string,
): Promise<boolean> {
  const server = servers.own(organisationId)
  if (!server || server.pause > 0) return false
  return (await sendClaimed(services, server, organisationId, 'from it')) === 'sent'
}

async function sendClaimed(
  services: WorkerServices,
  server: MailServer,
  organisationId: string,
  which: Which,
): Promise<'sent' | 'waits' | 'nothing'> {
  const claimed = await claimOne(services, organisationId, which)
  if (claimed === 'nothing') return 'nothing'
  if (claimed === 'settled') return 'sent'
  // the claim is committed: from here on a crash leaves a trace
  const outcome = await server.send(claimed.mail)
  await services.db.transaction(workerOf(organisationId), (tx) => settle(tx, claimed.row, outcome))
  // while the server is away, another try at once would only fail again
  return isAway(outcome) ? 'waits' : 'sent'
}

let turn = 0
/** Each time another organisation is asked first: what one has queued by the ten thousand does not keep the others waiting. */
function inTurn(organisations: readonly string[]): string[] {
  const first = organisations.length === 0 ? 0 : turn++ % organisations.length
  return [...organisations.slice(first), ...organisations.slice(0, first)]
}

/** A mail that cannot be written: its words, its key or its template are not there. */
class Unwritable extends Error {
  readonly id: string
  constructor(id: string, cause: unknown) {
    super('a mail cannot be written', { cause })
    this.id = id
  }
}

const givenUpAfterTries = 12

/** One that cannot be written is put aside, or it would be claimed again and again and no other would ever leave. */
async function claimOne(
  services: WorkerServices,
  organisationId: string,
  which: Which,
): Promise<Claimed | 'settled' | 'nothing'> {
  try {
    return await services.db.transaction(workerOf(organisationId), (tx) => claim(tx, services, which))
  } catch (error) {
    if (!(error instanceof Unwritable) || isDatabaseAway(error.cause)) throw error
    services.log(`mail ${error.id} cannot be written: ${reasonOf(error.cause)}`)
    await services.db.transaction(workerOf(organisationId), (tx) => putAside(tx, error.id))
    return 'settled'
  }
}

async function putAside(tx: Tx, id: string): Promise<void> {
  const row = await tx.db
    .selectFrom('mails')
    .select('attempts')
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .forUpdate()
    .executeTakeFirst()
  if (!row) return
  const attempts = row.attempts + 1
  const reply = 'it could not be written'
  await tx.db
    .updateTable('mails')
    .set(
      attempts >= givenUpAfterTries
        ? { state: 'hard', settled_at: tx.now, attempts, code: 0, reply, ...wiped }
        : { not_before: new Date(tx.now.getTime() + retryAfter(attempts)), attempts, code: 0, reply },
    )
    .where('id', '=', id)
    .execute()
  if (attempts >= givenUpAfterTries) await record(tx, 'mail.hard', { subject: id, data: { code: 0 } })
}

type Claimed = { row: Pick<MailTable, 'id' | 'inbox' | 'created_at'>; mail: SingleMail }

/** Mails of an organisation by whom they go to: those that speak from it leave by its own server, where it has one. */
type Which = 'all' | 'from it' | 'to staff'

// Safety: an alarm, an invitation or a word about a credential reaches staff whatever their organisation's server does
const fromIt = sql`(m.inbox is not null or m.kind = 'update-test')`
const only: Record<Which, RawBuilder<unknown>> = {
  all: sql`true`,
  'from it': fromIt,
  'to staff': sql`not ${fromIt}`,
}

// Safety: with the page of the campaign or update, or with that of its case, everything goes that speaks of it
async function claim(
  tx: Tx,
  services: WorkerServices,
  which: Which,
): Promise<Claimed | 'settled' | 'nothing'> {
  mustBeAllowed(tx, 'mail.send')
  const { rows } = await sql<MailTable & { suppressed_reason: Parameters<typeof stopsAllMail>[0] }>`
    with due as (
      select m.id from mails m
      where m.state = 'queued' and m.not_before <= ${tx.now} and ${only[which]}
        and (m.about is null or exists (select 1 from publications p join publications k
          on k.subject_kind = 'case' and k.subject_id = p.case_id where p.subject_id = m.about))
      order by m.urgency, m.not_before limit 1 for update of m skip locked
    )
    update mails m set state = 'claimed', claimed_at = ${tx.now}, claimed_by = ${services.workerId}, attempts = attempts + 1
    from due where m.id = due.id
    returning m.*, (select i.suppressed_reason from inboxes i
      where i.organisation_id = m.organisation_id and i.number = m.inbox) as suppressed_reason`.execute(tx.db)
  const row = rows[0]
  if (!row) return 'nothing'
  // Safety: looked at here, in the transaction that claims it, not when it was queued
  if (stopsAllMail(row.suppressed_reason)) return await end(tx, row.id, 'suppressed')
  const mail = await write(tx, row, services).catch((cause: unknown) => {
    throw new Unwritable(row.id, cause)
  })
  return mail ? { row, mail } : await end(tx, row.id, 'suppressed')
}

/** Safety: what has left, or never will, is kept nowhere: the words of a letter would outlive an erasure here. */
const wiped = { sealed: Buffer.alloc(0) }

async function end(tx: Tx, id: string, state: 'suppressed'): Promise<'settled'> {
  await tx.db
    .updateTable('mails')
    .set({ state, settled_at: tx.now, ...wiped })
    .where('id', '=', id)
    .execute()
  await record(tx, 'mail.suppressed', { subject: id })
  return 'settled'
}

async function write(tx: Tx, row: MailTable, services: WorkerServices): Promise<SingleMail | undefined> {
  const key = await tx.keys.organisation(row.organisation_id)
  const { to, language, template, values } = key.openJson<SealedMail>(mailPlace(row.id), row.sealed)
  const organisation = await tx.db
    .selectFrom('organisations')
    .select(['sender_name', 'sender_address', 'postal_address', 'name'])
    .where('id', '=', row.organisation_id)
    .executeTakeFirstOrThrow()
  const address = row.inbox === null ? to : await reached(tx, row.organisation_id, row.inbox)
  if (!address) return undefined
  const text = await composerOf(template)(
    tx,
    {
      id: row.id,
      organisationId: row.organisation_id,
      inbox: row.inbox,
      language,
      values,
      sender: { name: organisation.name, postalAddress: organisation.postal_address },
    },
    services,
  )
  if (!text) return undefined
  return {
    from: { name: organisation.sender_name, address: organisation.sender_address },
    to: address,
    envelopeFrom: organisation.sender_address,
    subject: text.subject,
    text: text.text,
    html: text.html,
    language: text.language,
    messageId: `${row.id}@${organisation.sender_address.split('@')[1]}`,
    date: tx.now,
    autoSubmitted: 'auto-generated',
  }
}

async function reached(tx: Tx, organisationId: string, inbox: number): Promise<MailAddress | undefined> {
  const address = await addressOfInbox(tx, organisationId, inbox)
  return address === undefined ? undefined : { address }
}

const states: Record<Exclude<MailOutcome['outcome'], 'soft'>, MailState> = {
  sent: 'sent',
  hard: 'hard',
  unknown: 'unknown',
}

async function settle(tx: Tx, claimed: Claimed['row'], outcome: MailOutcome): Promise<void> {
  const { code, reply } = outcome
  if (outcome.outcome === 'soft') {
    const { attempts } = await tx.db
      .selectFrom('mails')
      .select('attempts')
      .where('id', '=', claimed.id)
      .executeTakeFirstOrThrow()
    const tooOld = tx.now.getTime() - claimed.created_at.getTime() > givenUpAfter
    const wait = isAway(outcome) ? 0 : retryAfter(attempts)
    await tx.db
      .updateTable('mails')
      .set(
        tooOld && !isAway(outcome)
          ? { state: 'hard', settled_at: tx.now, code, reply, ...wiped }
          : { state: 'queued', not_before: new Date(tx.now.getTime() + wait), code, reply },
      )
      .where('id', '=', claimed.id)
      .where('state', '=', 'claimed')
      .execute()
    return
  }
  const state = states[outcome.outcome]
  await tx.db
    .updateTable('mails')
    .set({ state, settled_at: tx.now, code, reply, ...wiped })
    .where('id', '=', claimed.id)
    .execute()
  await record(tx, `mail.${state}`, { subject: claimed.id, data: { code } })
  if (state === 'hard' && claimed.inbox !== null && tx.actor.kind === 'worker' && isNoSuchInbox(outcome))
    await suppress(tx, tx.actor.organisationId, claimed.inbox, 'hard-bounce')
}

/** Source: RFC 3463 section 3.2: X.1.Y speaks about the address, not about us or the moment. */
export const isNoSuchInbox = ({ code, reply }: Pick<MailOutcome, 'code' | 'reply'>): boolean =>
  /\b5\.1\.[1236]\b/.test(reply) || (code === 550 && !/\b5\.\d/.test(reply))

/** What an earlier life had in hand when it died. Only one worker sends, so a claim that stands at its start is an old one. */
export async function recoverMails(services: WorkerServices, organisationId: string): Promise<void> {
  await services.db.transaction(workerOf(organisationId), async (tx) => {
    mustBeAllowed(tx, 'mail.send')
    await sql`update mails set state = 'queued' where state = 'claimed' and kind = any (${harmlessTwice}::text[])`.execute(
      tx.db,
    )
    const lost = await tx.db
      .updateTable('mails')
      .set({
        state: 'unknown',
        settled_at: tx.now,
        reply: 'the worker ended while it was under way',
        ...wiped,
      })
      .where('state', '=', 'claimed')
      .returning('id')
      .execute()
    for (const { id } of lost) await record(tx, 'mail.unknown', { subject: id })
  })
}
