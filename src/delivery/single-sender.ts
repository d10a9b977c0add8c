import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isAway as isDatabaseAway } from '#platform/intake/drain.ts'
import { reasonOf } from '#platform/jobs.ts'
import type { Task, WorkerServices } from '#platform/module.ts'
import { openAddress, stopsAllMail, suppress } from '#supporters/index.ts'
import { composerOf } from './declared-mails.ts'
import type { MailAddress } from './encoding.ts'
import { mailPlace, type SealedMail } from './mail-queue.ts'
import { isAway, openMailServer, relayOf, retryAfter, type MailServer } from './mail-server.ts'
import type { MailOutcome } from './outcome.ts'
import type { Relay, SingleMail } from './relay.ts'
import type { MailState, MailTable } from './tables.ts'

const lanes = 4
const idle = 200
const givenUpAfter = 3 * 86_400_000

/**
 * Kinds that may leave twice without harm: after a crash in the middle they are sent again, under the same Message-ID.
 * A confirmation that is lost costs a voice, and one that comes twice holds the same links; an alarm
 * that is lost may cost a life. Everything else stays
 * `unknown`, is shown to staff, and is never sent again by itself.
 */
const harmlessTwice = ['confirmation', 'confirmation-reminder', 'alarm']

/** Sends single mails: most urgent first, one claim at a time per lane, suppression looked at when it is claimed. */
export const sendSingleMails = (relay?: Relay): Task => ({
  name: 'mails',
  async run(services, signal) {
    const server = openMailServer(services, relay ?? relayOf(services))
    const failed = new AbortController()
    const ending = AbortSignal.any([signal, failed.signal])
    const lane = async (): Promise<void> => {
      while (!ending.aborted) {
        const sent = await sendOne(services, server)
        const pause = server.pause || (sent ? 0 : idle)
        if (pause > 0) await sleep(pause, undefined, { signal: ending }).catch(() => {})
      }
    }
    try {
      for (const organisationId of await services.organisations())
        await recoverMails(services, organisationId)
      await Promise.all(
        Array.from({ length: lanes }, () =>
          lane().catch((error: unknown) => {
            failed.abort()
            throw error
          }),
        ),
      )
    } finally {
      server.close()
    }
  },
})

/** One mail of any organisation; false when nothing is due. Exported for tests and the demo. */
export async function sendOne(services: WorkerServices, server: MailServer): Promise<boolean> {
  for (const organisationId of inTurn(await services.organisations())) {
    const claimed = await claimOne(services, organisationId)
    if (claimed === 'nothing') continue
    if (claimed === 'settled') return true
    // the claim is committed: from here on a crash leaves a trace
    const outcome = await server.send(claimed.mail)
    await services.db.transaction(workerOf(organisationId), (tx) => settle(tx, claimed.row, outcome))
    // while the server is away, another try at once would only fail again
    return !isAway(outcome)
  }
  return false
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
): Promise<Claimed | 'settled' | 'nothing'> {
  try {
    return await services.db.transaction(workerOf(organisationId), (tx) => claim(tx, services))
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

// Safety: with the page of the campaign or update, or with that of its case, everything goes that speaks of it
async function claim(tx: Tx, services: WorkerServices): Promise<Claimed | 'settled' | 'nothing'> {
  mustBeAllowed(tx, 'mail.send')
  const { rows } = await sql<MailTable & { suppressed_reason: Parameters<typeof stopsAllMail>[0] }>`
    with due as (
      select m.id from mails m
      where m.state = 'queued' and m.not_before <= ${tx.now}
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
  const address = row.inbox === null ? to : await addressOf(tx, row.organisation_id, row.inbox)
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

async function addressOf(tx: Tx, organisationId: string, inbox: number): Promise<MailAddress | undefined> {
  const key = await tx.keys.organisation(organisationId)
  const row = await tx.db
    .selectFrom('inboxes')
    .select(['number', 'address_sealed'])
    .where('organisation_id', '=', organisationId)
    .where('number', '=', inbox)
    .executeTakeFirst()
  const address = row && openAddress(key, row)
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
