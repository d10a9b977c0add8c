import type { Journal } from './journal.ts'
import type { ChunkRef, LedgerPort, RecordedOutcome } from './ledger-port.ts'

/** Gathers what happened and gives it to the ledger four times a second, in one transaction. */
export class Recorder {
  readonly #ledger: LedgerPort
  readonly #journal: Journal
  readonly #every: number
  #outcomes: RecordedOutcome[] = []
  #closed: ChunkRef[] = []
  #released: ChunkRef[] = []
  #timer: NodeJS.Timeout | undefined
  #flushing: Promise<void> | undefined
  /** Called when something was recorded, with how many. */
  onRecorded: (count: number) => void = () => {}

  constructor(ledger: LedgerPort, journal: Journal, every: number) {
    this.#ledger = ledger
    this.#journal = journal
    this.#every = every
  }

  /** Outcomes that the ledger does not hold yet. They are in the journal. */
  get backlog(): number {
    return this.#outcomes.length
  }

  add(outcome: RecordedOutcome): void {
    this.#outcomes.push(outcome)
    this.#arm(this.#every)
  }

  close(chunk: ChunkRef): void {
    this.#closed.push(chunk)
    this.#arm(this.#every)
  }

  release(chunk: ChunkRef): void {
    this.#released.push(chunk)
    this.#arm(this.#every)
  }

  /** Records all there is. Rejects when the ledger is still away after `tries`; nothing is forgotten then. */
  async finish(tries: number): Promise<void> {
    // what is under way has left the lists, but is not recorded yet
    for (
      let n = 1;
      this.#flushing || this.#outcomes.length + this.#closed.length + this.#released.length > 0;
      n++
    ) {
      try {
        await this.#flush()
      } catch (error) {
        if (n >= tries) throw error
        await new Promise((resolve) => setTimeout(resolve, this.#every * n))
      }
    }
    clearTimeout(this.#timer)
  }

  /** Ends the timer; what is left stays in the journal. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #arm(after: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#flush().catch(() => this.#arm(after * 2 > 5000 ? 5000 : after * 2))
    }, after)
  }

  #flush(): Promise<void> {
    this.#flushing ??= this.#give().finally(() => (this.#flushing = undefined))
    return this.#flushing
  }

  async #give(): Promise<void> {
    const outcomes = this.#outcomes
    const closed = this.#closed
    const released = this.#released
    this.#outcomes = []
    this.#closed = []
    this.#released = []
    try {
      if (outcomes.length + closed.length > 0) await this.#ledger.record(outcomes, closed)
    } catch (error) {
      this.#outcomes = [...outcomes, ...this.#outcomes]
      this.#closed = [...closed, ...this.#closed]
      this.#released = [...released, ...this.#released]
      throw error
    }
    for (const { broadcast, supporter } of outcomes) this.#journal.settled({ broadcast, number: supporter })
    this.onRecorded(outcomes.length)
    try {
      // only now: a chunk is free again when all that left of it is recorded
      if (released.length > 0) await this.#ledger.release(released)
    } catch (error) {
      this.#released = [...released, ...this.#released]
      throw error
    }
  }
}
