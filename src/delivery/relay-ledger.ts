import type { WorkerServices } from '#platform/module.ts'
import type {
  ChunkRef,
  ClaimedChunk,
  LedgerPort,
  PreparedMails,
  RecordedOutcome,
  RelayState,
} from './ledger-port.ts'
import type { PostgresLedger } from './ledger.ts'
import { noteOwnRelay } from './own-relay/noting.ts'

/** One relay that broadcasts leave by. */
export interface SendingRelay {
  /** the row of an organisation's own, '' for the instance's */
  id: string
  /** whose mail leaves by it; of the instance's: one of those */
  organisationId: string
}

/**
 * The ledger as the sender of one relay sees it: what leaves by that relay, and nothing else. Where an organisation changes
 * its relay, its broadcasts are stopped for this sender from then on: what is on the wire gets its answer here, the rest of
 * the chunk goes back, and the other sender claims it when all that left is recorded.
 */
export class RelayLedger implements LedgerPort {
  readonly #all: PostgresLedger
  readonly #services: WorkerServices
  readonly #relay: SendingRelay
  /** whether it was said last that it is away */
  #told: boolean | undefined
  #noted: Promise<void> = Promise.resolve()

  constructor(all: PostgresLedger, services: WorkerServices, relay: SendingRelay) {
    this.#all = all
    this.#services = services
    this.#relay = relay
  }

  claim(): Promise<ClaimedChunk | null> {
    return this.#all.claim(this.#relay.id)
  }

  prepare(chunk: ClaimedChunk, supporters: number[]): Promise<PreparedMails> {
    return this.#all.prepare(chunk, supporters)
  }

  async record(outcomes: RecordedOutcome[], closed: ChunkRef[]): Promise<void> {
    await this.#all.record(outcomes, closed)
    if (this.#told === undefined && outcomes.some(({ outcome }) => outcome === 'sent'))
      void this.#tell(undefined)
  }

  release(chunks: ChunkRef[]): Promise<void> {
    return this.#all.release(chunks)
  }

  // Safety: chunks that are claimed belong to other senders of this life, so none is freed here
  recover(outcomes: RecordedOutcome[]): Promise<void> {
    return this.#all.record(outcomes, [])
  }

  isStopped(broadcast: string): boolean {
    return this.#all.isStopped(broadcast) || !this.#all.leavesBy(broadcast, this.#relay.id)
  }

  async relayChanged(state: RelayState): Promise<void> {
    await Promise.all([
      this.#all.relayChanged(state, this.#relay.id),
      this.#tell(state.awaySince ? state.reason : undefined),
    ])
  }

  /** For Today of the organisation whose relay it is: every lane says the same, and once is enough. */
  #tell(away: string | undefined): Promise<void> {
    const { id, organisationId } = this.#relay
    const isAway = away !== undefined
    if (id === '' || this.#told === isAway) return this.#noted
    this.#told = isAway
    return (this.#noted = this.#noted
      .then(() => noteOwnRelay(this.#services, { organisationId, id }, away))
      .catch(() => (this.#told = undefined))
      .then(() => {}))
  }
}
