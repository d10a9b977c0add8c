import { setTimeout as sleep } from 'node:timers/promises'
import type { Journal, JournalEntry } from './journal.ts'
import { type LaneRoom, runLane } from './lane.ts'
import type { LedgerPort, RecordedOutcome, RelayState } from './ledger-port.ts'
import { outcomeOf, safeReply } from './outcome.ts'
import { RateLimit } from './rate-limit.ts'
import { Recorder } from './recorder.ts'
import { SendingQueue } from './sending-queue.ts'
import { connectedBefore, type SmtpConnection } from './smtp.ts'

export interface SenderOptions {
  ledger: LedgerPort
  journal: Journal
  /** Opens one connection to the relay, ready for MAIL. */
  connect(signal: AbortSignal): Promise<SmtpConnection>
  /** Connections at a time; default 10. */
  lanes?: number
  /** Ceiling of this relay, mails per second; default none. */
  perSecond?: number
  /** Milliseconds between records; default 250. */
  recordEvery?: number
  /** Milliseconds before the next tries of a mail refused for now; default 10 s, 1 min, 5 min. */
  retryDelays?: readonly number[]
  /** Milliseconds before a lane knocks again at a relay that is away: doubling between these; default 1 s to 1 min. */
  knock?: { first: number; most: number }
}

const refusalsUntilTrouble = 10

/** What an earlier life left in the journal, as outcomes: an intent without an answer is `unknown`. */
export function recoveredOutcomes(found: readonly JournalEntry[], at: Date): RecordedOutcome[] {
  return found.map(({ broadcast, number, code }) => {
    const result = outcomeOf('dot', { code: code ?? 0, text: '' })
    return { broadcast, supporter: number, ...result, at }
  })
}

/**
 * Sends broadcasts: claims chunks of the frozen audience and gives each of its people one mail and one recorded
 * outcome. Nobody gets two; whoever may or may not have got theirs is `unknown`, by name. One per journal.
 */
export class BroadcastSender {
  readonly #options: SenderOptions
  readonly #recorder: Recorder
  readonly #queue: SendingQueue
  readonly #connections = new Set<SmtpConnection>()
  #closed = new AbortController()
  readonly #aborted = new AbortController()
  #awaySince: Date | null = null
  #refusals = 0
  #recorded = 0

  constructor(options: SenderOptions) {
    this.#options = options
    this.#recorder = new Recorder(options.ledger, options.journal, options.recordEvery ?? 250)
    this.#queue = new SendingQueue(
      options.ledger,
      this.#recorder,
      new RateLimit(options.perSecond ?? Infinity),
    )
    this.#recorder.onRecorded = (count) => {
      this.#recorded += count
      this.#queue.goOn()
    }
  }

  /** Null while the relay takes our mail. */
  get awaySince(): Date | null {
    return this.#awaySince
  }

  /**
   * Recovers what an earlier life left, then works until no chunk is open and every outcome is recorded. Rejects when
   * the journal cannot be written or the ledger stays away at the end. Runs once; after a rejection the journal is to
   * be closed and opened anew: it holds what the ledger missed, and a new sender goes on.
   */
  async run(): Promise<void> {
    const { ledger, journal, lanes = 10 } = this.#options
    await ledger.recover(recoveredOutcomes(journal.found, new Date()))
    journal.forget()
    const pace = this.#watchPace()
    try {
      await Promise.all(Array.from({ length: lanes }, () => this.#keepLane()))
      await this.#queue.finished
      await this.#recorder.finish(20)
      if (journal.failed) throw journal.failed
    } finally {
      clearInterval(pace)
      this.#recorder.stop()
    }
  }

  /** Looks for new work at once, and lets go of what was paused or cancelled. */
  wake(): void {
    this.#queue.wake()
  }

  /** Ends in order: mails on the wire get their answer, the rest goes back. `run` then resolves. */
  close(): void {
    this.#queue.close()
    this.#closed.abort()
  }

  /** No byte may leave any more: the journal cannot be written (its `onFailure`), or there is no time left. */
  abort(reason: Error): void {
    this.#aborted.abort()
    for (const connection of this.#connections) connection.destroy(reason.message)
    this.close()
  }

  async #keepLane(): Promise<void> {
    const { first, most } = this.#options.knock ?? { first: 1000, most: 60_000 }
    let failures = 0
    let done = false
    void this.#queue.finished.then(() => (done = true))
    const room: LaneRoom = {
      queue: this.#queue,
      journal: this.#options.journal,
      retryDelays: this.#options.retryDelays ?? [10_000, 60_000, 300_000],
      answered: (sent) => {
        failures = 0
        if (sent) this.#refusals = 0
        this.#back()
      },
      countRefusalOfUs: () => ++this.#refusals >= refusalsUntilTrouble,
    }
    await this.#queue.somethingToSend()
    while (!done) {
      const trouble = await this.#lane(room)
      await Promise.resolve()
      if (done || trouble === undefined) continue
      this.#away(trouble)
      const wait = Math.min(most, first * 2 ** Math.min(failures++, 16)) * (0.75 + Math.random() / 2)
      await Promise.race([this.#queue.finished, this.#pause(wait)])
    }
  }

  async #lane(room: LaneRoom): Promise<string | undefined> {
    let connection: SmtpConnection | undefined
    try {
      connection = await connectedBefore(this.#aborted.signal, (signal) => this.#options.connect(signal))
      this.#connections.add(connection)
      return await runLane(connection, room)
    } catch (error) {
      return error instanceof Error ? error.message : 'the mail server is away'
    } finally {
      if (connection) this.#connections.delete(connection)
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#closed.signal, ref: true }).catch(() => {})
  }

  #away(reason: string): void {
    this.#awaySince ??= new Date()
    this.#tell({ awaySince: this.#awaySince, reason: safeReply(reason) })
  }

  #back(): void {
    if (!this.#awaySince) return
    this.#awaySince = null
    this.#tell({ awaySince: null, reason: '' })
  }

  #tell(state: RelayState): void {
    void this.#options.ledger.relayChanged?.(state)
  }

  /** Keeps what is opened ahead at about one second's work. */
  #watchPace(): NodeJS.Timeout {
    let before = this.#recorded
    let at = performance.now()
    return setInterval(() => {
      const now = performance.now()
      this.#queue.pace = ((this.#recorded - before) * 1000) / (now - at)
      before = this.#recorded
      at = now
    }, 1000)
  }
}
