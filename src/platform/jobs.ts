import { setTimeout as sleep } from 'node:timers/promises'
import type { SessionLocks } from './locks.ts'
import type { Job, Task, WorkerServices } from './module.ts'

/**
 * Runs what repeats and what lasts. Each name runs in one worker of the instance at a time, by a session lock. A job is
 * idempotent work on rows that are due, so a run that is missed or doubled harms nothing: the next one finds the same
 * rows (docs/decisions/0007-jobs-without-a-queue.md).
 */
export interface Runner {
  /** Resolves when everything that was running has finished after `signal` aborted. */
  done: Promise<void>
}

const retry = 2_000
const knock = 5_000

export function runJobs(
  services: WorkerServices,
  locks: SessionLocks,
  work: { jobs: readonly Job[]; tasks: readonly Task[] },
  signal: AbortSignal,
): Runner {
  mustBeUnique([...work.jobs, ...work.tasks].map(({ name }) => name))
  const loops = [
    ...work.jobs.map((job) => repeat(services, locks, job, signal)),
    ...work.tasks.map((task) => keepRunning(services, locks, task, signal)),
  ]
  return { done: Promise.all(loops).then(() => {}) }
}

async function repeat(
  services: WorkerServices,
  locks: SessionLocks,
  job: Job,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let wait = job.everySeconds * 1000
    if (await locks.hold(job.name))
      await job.run(services).catch((error: unknown) => {
        services.log(`job ${job.name} failed: ${reasonOf(error)}`)
        wait = Math.min(wait, 30_000)
      })
    await pause(wait, signal)
  }
}

async function keepRunning(
  services: WorkerServices,
  locks: SessionLocks,
  task: Task,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    if (await locks.hold(task.name)) {
      const lost = new AbortController()
      const watch = watchLock(locks, task.name, lost, signal)
      await task.run(services, AbortSignal.any([signal, lost.signal])).catch((error: unknown) => {
        services.log(`${task.name} stopped: ${reasonOf(error)}`)
      })
      lost.abort()
      await watch
      await pause(retry, signal)
    } else await pause(knock, signal)
  }
}

/** A lock is lost with its session; if another worker has it by then, this one must let go. */
async function watchLock(
  locks: SessionLocks,
  name: string,
  lost: AbortController,
  signal: AbortSignal,
): Promise<void> {
  const ending = AbortSignal.any([signal, lost.signal])
  while (!ending.aborted) {
    await pause(knock, ending)
    if (!ending.aborted && !(await locks.hold(name))) lost.abort()
  }
}

const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await sleep(milliseconds, undefined, { signal }).catch(() => {})
}

function mustBeUnique(names: readonly string[]): void {
  const doubled = names.find((name, place) => names.indexOf(name) !== place)
  if (doubled) throw new Error(`two modules run "${doubled}"`)
}

/** Name and code of an error: its message may quote a row. Our own errors carry codes or words of ours. */
export function reasonOf(error: unknown): string {
  const { name, code, message } = error as { name?: string; code?: string; message?: string }
  return code ? `${name} ${code}` : `${name}: ${(message ?? '').split('\n')[0]!.slice(0, 120)}`
}
