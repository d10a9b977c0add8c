import type { WorkerServices } from '#platform/module.ts'
import type { MailOutcome } from './outcome.ts'
import { connectOwnRelay, relaysNow, type RelayNow } from './own-relay/connecting.ts'
import { noteOwnRelay } from './own-relay/noting.ts'
import { type Relay, type SingleMail, smtpRelay } from './relay.ts'
import { connectSmtp } from './smtp.ts'
import { smtpSettings } from './smtp-settings.ts'

/** One mail server as the senders of single mails see it: when it is away all that leaves by it waits, and Today says so. */
export interface MailServer {
  /** Milliseconds until it is tried again; 0 while it takes mail. */
  readonly pause: number
  send(mail: SingleMail): Promise<MailOutcome>
  close(): void
}

/** All by which single mails leave. One that is away holds up nobody else's mail. */
export interface MailServers {
  /** the operator's: for whoever has none of their own, and for what must reach staff whatever theirs does */
  readonly instance: MailServer
  /** Reads anew which organisations have one of their own. */
  look(): Promise<void>
  /** the organisation's own; undefined where its mail leaves by the operator's */
  own(organisationId: string): MailServer | undefined
  /** organisations that have one, with its id */
  owners(): readonly Pick<RelayNow, 'organisationId' | 'id'>[]
  close(): void
}

/**
 * Safety: milliseconds that an organisation's own server gets to answer once sending ends. The next life begins only when all
 * is in, and everybody's alarms wait for it.
 */
export const ownGrace = 5_000
const firstPause = 1_000
const longestPause = 60_000

export function openMailServers(services: WorkerServices, relay: Relay | undefined): MailServers {
  const instance = openMailServer(relay, (away) => noteInstance(services, away))
  const owned = new Map<string, { id: string; server: MailServer }>()
  return {
    instance,
    async look() {
      const now = (await relaysNow(services)).filter(({ inUse }) => inUse)
      for (const [organisationId, { id, server }] of owned)
        if (!now.some((one) => one.id === id)) {
          owned.delete(organisationId)
          server.close()
        }
      for (const one of now)
        if (!owned.has(one.organisationId)) owned.set(one.organisationId, openOwn(services, one))
    },
    own: (organisationId) => owned.get(organisationId)?.server,
    owners: () => [...owned].map(([organisationId, { id }]) => ({ organisationId, id })),
    close() {
      instance.close()
      for (const { server } of owned.values()) server.close()
    },
  }
}

function openOwn(services: WorkerServices, one: RelayNow): { id: string; server: MailServer } {
  const relay = smtpRelay({ connect: (signal) => connectOwnRelay(services, one, signal), grace: ownGrace })
  return { id: one.id, server: openMailServer(relay, (away) => noteOwnRelay(services, one, away)) }
}

const noteInstance = async ({ db }: WorkerServices, away: string | undefined): Promise<void> => {
  await db.pool.query(
    `update wl.mail_server set away_since = case when $1 then coalesce(away_since, now()) end, reason = $2`,
    [away !== undefined, (away ?? '').slice(0, 200)],
  )
}

function openMailServer(
  relay: Relay | undefined,
  note: (away: string | undefined) => Promise<void>,
): MailServer {
  let failures = 0
  let restsUntil = 0
  let knownAway: boolean | undefined
  const tell = async (away: string | undefined): Promise<void> => {
    const isAway = away !== undefined
    if (knownAway === isAway) return
    knownAway = isAway
    // Safety: what became of the mail must be recorded, whatever becomes of this; it is told with the next mail
    await note(away).catch(() => (knownAway = undefined))
  }
  const rest = (): void => {
    // those that were on their way together failed once
    if (failures > 0 && performance.now() < restsUntil) return
    restsUntil = performance.now() + Math.min(longestPause, firstPause * 2 ** Math.min(failures++, 10))
  }
  return {
    get pause() {
      return failures === 0 ? 0 : Math.max(0, restsUntil - performance.now())
    },
    async send(mail) {
      const outcome: MailOutcome = relay
        ? await relay.send(mail)
        : { outcome: 'soft', code: 0, reply: 'no mail server is configured' }
      if (isAway(outcome)) rest()
      else failures = 0
      await tell(failures > 0 ? outcome.reply : undefined)
      return outcome
    },
    close: () => relay?.close(),
  }
}

/** The server did not take part in the conversation, or refuses us as a whole: the mail is not at fault. */
export const isAway = ({ outcome, code }: MailOutcome): boolean =>
  outcome === 'soft' && (code === 0 || code === 421 || code === 530 || code === 535)

/** The relay that the operator configured; undefined where none is. */
export function relayOf(services: Pick<WorkerServices, 'smtpUrl' | 'publicUrl'>): Relay | undefined {
  if (!services.smtpUrl) return undefined
  const settings = smtpSettings(services.smtpUrl, new URL(services.publicUrl).hostname)
  return smtpRelay({ connect: (signal) => connectSmtp(settings, signal) })
}

/** Since when the mail server takes nothing, for Today. */
export async function mailServerAway(db: {
  pool: { query: WorkerServices['db']['pool']['query'] }
}): Promise<{ since: Date; reason: string } | undefined> {
  const { rows } = await db.pool.query<{ away_since: Date | null; reason: string }>(
    'select away_since, reason from wl.mail_server',
  )
  const row = rows[0]
  return row?.away_since ? { since: row.away_since, reason: row.reason } : undefined
}

/** Milliseconds until a mail that was refused for now is tried again: 30 seconds, doubling, to an hour. */
export const retryAfter = (attempts: number): number =>
  Math.min(3_600_000, 30_000 * 2 ** Math.min(Math.max(attempts - 1, 0), 10))
