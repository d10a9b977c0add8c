import type { WorkerServices } from '#platform/module.ts'
import { Journal, workersIn } from './journal.ts'
import type { PostgresLedger } from './ledger.ts'
import { ownGrace } from './mail-server.ts'
import { connectOwnRelay } from './own-relay/connecting.ts'
import { RelayLedger, type SendingRelay } from './relay-ledger.ts'
import { BroadcastSender, recoveredOutcomes, type SenderOptions } from './sender.ts'
import { connectSmtp, noTimeLeft, type SmtpConnection } from './smtp.ts'
import { smtpSettings } from './smtp-settings.ts'

export type Tuning = Partial<
  Pick<SenderOptions, 'lanes' | 'perSecond' | 'recordEvery' | 'retryDelays' | 'knock'>
> & {
  segmentBytes?: number
}

/** How soon a relay whose sender found nothing to do is looked at again, in milliseconds. */
const again = 250
const name = 'broadcasts'
const workerOf = ({ id }: SendingRelay): string => (id === '' ? name : `${name}-${id}`)

/**
 * Gives the ledger what earlier lives left, by whatever relay it was sent, also by one that is no more. To be called under
 * the lock, before any sender of this life begins.
 */
export async function recoverJournals(services: WorkerServices, ledger: PostgresLedger): Promise<void> {
  const onFailure = (error: Error) => services.log(`a journal of broadcasts failed: ${error.message}`)
  const journals = workersIn(services.journalDir)
    .filter((worker) => worker === name || worker.startsWith(`${name}-`))
    .map((worker) => new Journal(services.journalDir, worker, { onFailure }))
  try {
    const found = journals.flatMap((journal) => journal.found)
    await ledger.recover(recoveredOutcomes(found, new Date()))
    for (const journal of journals) journal.forget()
  } finally {
    for (const journal of journals) journal.close()
  }
}

interface Running {
  sender: BroadcastSender
  over: Promise<void>
}

/**
 * The senders of one life: one for each relay that something is to leave by, with lanes, pace, knocking and journal of its
 * own. A relay that is away holds up its own alone. A journal or ledger that fails ends them all: the next life recovers.
 */
export class Senders {
  /** Aborted when one of them failed. */
  readonly failed = new AbortController()
  readonly #services: WorkerServices
  readonly #ledger: PostgresLedger
  readonly #tuning: Tuning
  readonly #running = new Map<string, Running>()
  readonly #begun = new Map<string, number>()

  constructor(services: WorkerServices, ledger: PostgresLedger, tuning: Tuning) {
    this.#services = services
    this.#ledger = ledger
    this.#tuning = tuning
  }

  get busy(): boolean {
    return this.#running.size > 0
  }

  /** Begins one for each relay that has something to send and no sender yet. */
  begin(): void {
    for (const [id, organisationId] of this.#ledger.relays) {
      if (this.#running.has(id) || performance.now() - (this.#begun.get(id) ?? -again) < again) continue
      this.#begun.set(id, performance.now())
      this.#begin({ id, organisationId })
    }
  }

  /** Looks for new work, and lets go of what was paused, cancelled or leaves by another relay from now on. */
  wake(): void {
    for (const { sender } of this.#running.values()) sender.wake()
  }

  /** Resolves when one of those that run has ended. */
  async oneIsOver(): Promise<void> {
    await Promise.race([...this.#running.values()].map(({ over }) => over))
  }

  /** Ends them in order; rejects with what failed. */
  async close(): Promise<void> {
    for (const { sender } of this.#running.values()) sender.close()
    // Safety: one organisation's slow server does not keep everybody's next life waiting
    const cut = setTimeout(() => {
      for (const [id, { sender }] of this.#running) if (id !== '') sender.abort(new Error(noTimeLeft))
    }, ownGrace)
    await Promise.all([...this.#running.values()].map(({ over }) => over))
    clearTimeout(cut)
    if (this.failed.signal.aborted) throw this.failed.signal.reason
  }

  #begin(relay: SendingRelay): void {
    const { segmentBytes, ...options } = this.#tuning
    const ledger = new RelayLedger(this.#ledger, this.#services, relay)
    const journal = new Journal(this.#services.journalDir, workerOf(relay), {
      ...(segmentBytes === undefined ? {} : { segmentBytes }),
      onFailure: (error) => sender.abort(error),
    })
    const connect = (signal: AbortSignal) => connectRelay(this.#services, relay, signal)
    const sender: BroadcastSender = new BroadcastSender({ ...options, ledger, journal, connect })
    // what another life said of being away is over
    void this.#ledger.relayChanged({ awaySince: null, reason: '' }, relay.id)
    const over = sender
      .run()
      .catch((error: unknown) => this.failed.abort(error))
      .finally(() => {
        journal.close()
        this.#running.delete(relay.id)
      })
    this.#running.set(relay.id, { sender, over })
  }
}

async function connectRelay(
  services: WorkerServices,
  { id, organisationId }: SendingRelay,
  signal: AbortSignal,
): Promise<SmtpConnection> {
  if (id !== '') return await connectOwnRelay(services, { id, organisationId }, signal)
  if (!services.smtpUrl) throw new Error('no mail server is configured')
  return await connectSmtp(smtpSettings(services.smtpUrl, new URL(services.publicUrl).hostname), signal)
}
