import { setTimeout as sleep } from 'node:timers/promises'
import { reasonOf } from '../jobs.ts'
import type { SessionLocks } from '../locks.ts'
import type { Lane } from './append.ts'
import type { Drain } from './drain.ts'

const idle = 200
const away = 1_000

/**
 * Drains the lanes until `signal` aborts: one drainer per lane in the whole instance, in the order of arrival. Lane 1
 * (withdrawals) has its own loop and connection, so nothing that is busy elsewhere can hold it up. While the database
 * is away it waits and tries again; the rows wait too.
 */
export async function drainLanes(
  drain: Drain,
  locks: SessionLocks,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(([1, 2, 3] as const).map((lane) => drainLane(drain, locks, lane, log, signal)))
}

async function drainLane(
  drain: Drain,
  locks: SessionLocks,
  lane: Lane,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let wait = idle
    try {
      if (!(await locks.hold(`intake lane ${lane}`))) wait = away
      else if ((await drain.drainOnce(lane)) > 0) wait = 0
    } catch (error) {
      log(`intake lane ${lane} waits: ${reasonOf(error)}`)
      wait = away
    }
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => {})
  }
}

/** Waits until every withdrawal that had arrived before this moment has been worked off. */
export async function withdrawalsDrained(drain: Drain, patience = 10_000): Promise<boolean> {
  const newest = await drain.newest(1)
  const until = performance.now() + patience
  while (!(await drain.isDrainedTo(1, newest))) {
    if (performance.now() > until) return false
    await sleep(20)
  }
  return true
}
