import type { Tx } from './database.ts'
import type { WorkerServices } from './module.ts'
import { workerOf } from './actor.ts'
import { withoutDeadlock } from './without-deadlock.ts'

/**
 * Works for one organisation after the other: one's trouble must not keep another's alarms, nor what is due for it.
 * @throws the first failure, when all have had their turn
 */
export async function eachApart(
  organisations: readonly string[],
  run: (organisationId: string) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = []
  for (const id of organisations) {
    try {
      await run(id)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

/**
 * One verb for every organisation, each in a transaction of its own that is run again after a deadlock: what most jobs are.
 * @throws as `eachApart`
 */
export const inEachOrganisation = async (
  { db, organisations }: Pick<WorkerServices, 'db' | 'organisations'>,
  verb: (tx: Tx) => Promise<unknown>,
): Promise<void> =>
  eachApart(await organisations(), (id) => withoutDeadlock(() => db.transaction(workerOf(id), verb)))
