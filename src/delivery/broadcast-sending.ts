import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { Task, WorkerServices } from '#platform/module.ts'
import { Journal } from './journal.ts'
import { PostgresLedger } from './ledger.ts'
import { BroadcastSender, type SenderOptions } from './sender.ts'
import { connectSmtp } from './smtp.ts'
import { smtpSettings } from './smtp-settings.ts'

/** How often pause, cancel, a withdrawal or new work is looked for, in milliseconds. */
const lookEvery = 250
// not the name that the runner of jobs holds for this task in a session of its own: the two would wait for each other
const lock = 'watchlight sender of broadcasts'

type Tuning = Partial<
  Pick<SenderOptions, 'lanes' | 'perSecond' | 'recordEvery' | 'retryDelays' | 'knock'>
> & {
  segmentBytes?: number
}

/** Sends broadcasts as long as the worker lives. */
export const sendBroadcasts = (tuning: Tuning = {}): Task => ({
  name: 'broadcasts',
  run: (services, signal) => holdingLock(services, signal, (ending) => work(services, ending, tuning)),
})

/** The same until nothing is left to do: for tests and the demo. */
export async function sendAllBroadcasts(services: WorkerServices, tuning: Tuning = {}): Promise<void> {
  const ledger = new PostgresLedger(services)
  await holdingLock(services, new AbortController().signal, async (ending) => {
    await ledger.letGo()
    await ledger.refresh()
    await send(services, ledger, ending, tuning)
    await ledger.refresh()
    await ledger.settleCancelled()
  })
}

async function work(services: WorkerServices, ending: AbortSignal, tuning: Tuning): Promise<void> {
  const ledger = new PostgresLedger(services)
  // an earlier life may have left outcomes although nothing is to be sent now
  let recovered = false
  while (!ending.aborted) {
    await ledger.letGo()
    await ledger.refresh()
    await ledger.settleCancelled()
    if (!recovered || ledger.hasWork) await send(services, ledger, ending, tuning)
    recovered = true
    if (!ledger.hasWork) await sleep(lookEvery, undefined, { signal: ending }).catch(() => {})
  }
}

/** One life of a sender and its journal. Rejects when the journal or the ledger failed: the next life goes on. */
async function send(
  services: WorkerServices,
  ledger: PostgresLedger,
  ending: AbortSignal,
  tuning: Tuning,
): Promise<void> {
  const { segmentBytes, ...options } = tuning
  const journal = new Journal(services.journalDir, 'broadcasts', {
    ...(segmentBytes === undefined ? {} : { segmentBytes }),
    onFailure: (error) => sender.abort(error),
  })
  const sender: BroadcastSender = new BroadcastSender({
    ...options,
    ledger,
    journal,
    connect: async () => {
      if (!services.smtpUrl) throw new Error('no mail server is configured')
      return await connectSmtp(smtpSettings(services.smtpUrl, new URL(services.publicUrl).hostname))
    },
  })
  const close = () => sender.close()
  ending.addEventListener('abort', close, { once: true })
  if (ending.aborted) close()
  const over = new AbortController()
  const watching = watch(ledger, sender, over.signal)
  try {
    await sender.run()
  } finally {
    ending.removeEventListener('abort', close)
    over.abort()
    await watching
    journal.close()
  }
}

/** Safety: this is how a pause, a cancel or a withdrawn consent reaches the lanes, at most a quarter of a second late. */
async function watch(ledger: PostgresLedger, sender: BroadcastSender, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await sleep(lookEvery, undefined, { signal: over }).catch(() => {})
    if (over.aborted) return
    await ledger.letGo().catch(() => 0)
    // a database that is away is asked again; what is opened lives five seconds at most
    if (await ledger.refresh().catch(() => false)) sender.wake()
    await ledger.settleCancelled().catch(() => 0)
  }
}

/**
 * One sender in the whole instance: two would each believe that the other's chunks belong to a life that is over.
 * The lock lives as long as its connection, so a killed worker lets go of it at once.
 */
async function holdingLock(
  services: WorkerServices,
  signal: AbortSignal,
  run: (ending: AbortSignal) => Promise<void>,
): Promise<void> {
  const client = await services.db.pool.connect()
  const lost = new AbortController()
  const onError = () => lost.abort()
  client.on('error', onError)
  try {
    if (!(await takeLock(client, signal))) return
    await run(AbortSignal.any([signal, lost.signal]))
    if (lost.signal.aborted) throw new Error('the database connection that held the lock is gone')
  } finally {
    client.off('error', onError)
    // the connection goes, and the lock with it
    client.release(true)
  }
}

async function takeLock(client: PoolClient, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const { rows } = await client.query<{ held: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
      [lock],
    )
    if (rows[0]?.held) return true
    await sleep(lookEvery, undefined, { signal }).catch(() => {})
  }
  return false
}
