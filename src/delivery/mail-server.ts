import type { WorkerServices } from '#platform/module.ts'
import type { MailOutcome } from './outcome.ts'
import { type Relay, type SingleMail, smtpRelay } from './relay.ts'
import { connectSmtp } from './smtp.ts'
import { smtpSettings } from './smtp-settings.ts'

/** The operator's mail server as the senders of single mails see it: when it is away they all wait, and Today says so. */
export interface MailServer {
  /** Milliseconds to wait before the next try; 0 while it takes mail. */
  readonly pause: number
  send(mail: SingleMail): Promise<MailOutcome>
  close(): void
}

const firstPause = 1_000
const longestPause = 60_000

export function openMailServer(services: WorkerServices, relay: Relay | undefined): MailServer {
  let failures = 0
  let knownAway: boolean | undefined
  const tell = async (away: string | undefined): Promise<void> => {
    const isAway = away !== undefined
    if (knownAway === isAway) return
    knownAway = isAway
    // Safety: what became of the mail must be recorded, whatever becomes of this; it is told with the next mail
    await services.db.pool
      .query(
        `update wl.mail_server set away_since = case when $1 then coalesce(away_since, now()) end, reason = $2`,
        [isAway, (away ?? '').slice(0, 200)],
      )
      .catch(() => (knownAway = undefined))
  }
  return {
    get pause() {
      return failures === 0 ? 0 : Math.min(longestPause, firstPause * 2 ** Math.min(failures - 1, 10))
    },
    async send(mail) {
      const outcome: MailOutcome = relay
        ? await relay.send(mail)
        : { outcome: 'soft', code: 0, reply: 'no mail server is configured' }
      if (isAway(outcome)) failures++
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
  return smtpRelay({ connect: () => connectSmtp(settings) })
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
