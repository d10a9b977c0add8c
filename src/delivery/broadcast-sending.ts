import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { Task, WorkerServices } from '#platform/module.ts'
import { PostgresLedger } from './ledger.ts'
import { recoverJournals, Senders, type Tuning } from './senders.ts'

/** How often pause, cancel, a withdrawal, another relay or new work is looked for, in milliseconds. */
const lookEvery = 250
// not the name that the runner of jobs holds for this task in a session of its own: the two would wait for each other
const lock = 'watchlight sender of broadcasts'

/** Sends broadcasts as long as the worker lives. */
export const sendBroadcasts = (tuning: Tuning = {}): Task => ({
  name: 'broadcasts',
  run: (services, signal) =>
    holdingLock(services, signal, (ending) => live(services, ending, tuning, () => false)),
})

/** The same until nothing is left to do: for tests and the demo. */
export async function sendAllBroadcasts(services: WorkerServices, tuning: Tuning = {}): Promise<void> {
  await holdingLock(services, new AbortController().signal, (ending) =>
    live(services, ending, tuning, (ledger) => ledger.relays.size === 0),
  )
}

/** One life of the senders. Rejects when a journal or the ledger failed: the next life goes on. */
async function live(
  services: WorkerServices,
  asked: AbortSignal,
  tuning: Tuning,
  isDone: (ledger: PostgresLedger) => boolean,
): Promise<void> {
  const ledger = new PostgresLedger(services)
  // an earlier life may have left outcomes although nothing is to be sent now
  await recoverJournals(services, ledger)
  const senders = new Senders(services, ledger, tuning)
  const ending = AbortSignal.any([asked, senders.failed.signal])
  try {
    while (!ending.aborted) {
      await look(ledger, senders)
      if (!senders.busy && isDone(ledger)) break
      const wait = sleep(lookEvery, undefined, { signal: ending }).catch(() => {})
      await (senders.busy ? Promise.race([wait, senders.oneIsOver()]) : wait)
    }
  } finally {
    await senders.close()
  }
}

/** Safety: this is how a pause, a cancel or a withdrawn consent reaches the lanes, at most a quarter of a second late. */
async function look(ledger: PostgresLedger, senders: Senders): Promise<void> {
  // a database that is away is asked again while senders wait for it; what is opened lives five seconds at most
  const asked = senders.busy
    ? (work: Promise<unknown>) => work.catch(() => {})
    : (work: Promise<unknown>) => work
  await asked(ledger.letGo())
  await asked(ledger.refresh())
  if (ledger.takeChanged()) senders.wake()
  await asked(ledger.settleCancelled())
  senders.begin()
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
