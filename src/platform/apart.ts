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
  verb: (tx: Tx, organisationId: string) => Promise<unknown>,
): Promise<void> =>
  eachApart(await organisations(), (id) =>
    withoutDeadlock(() => db.transaction(workerOf(id), (tx) => verb(tx, id))),
  )

/** The same for what is done in pieces: again, in a new transaction, until the verb says that it did nothing more. */
export const untilNothingIsDue = async (
  { db, organisations }: Pick<WorkerServices, 'db' | 'organisations'>,
  verb: (tx: Tx, organisationId: string) => Promise<number>,
): Promise<void> =>
  eachApart(await organisations(), async (id) => {
    while ((await withoutDeadlock(() => db.transaction(workerOf(id), (tx) => verb(tx, id)))) > 0);
  })

const first = '00000000-0000-0000-0000-000000000000'

/** The same for rows that are gone through by their ids. @param verb gives the last id that it looked at, undefined at the end */
export const sliceBySlice = async (
  { db, organisations }: Pick<WorkerServices, 'db' | 'organisations'>,
  verb: (tx: Tx, after: string) => Promise<string | undefined>,
): Promise<void> =>
  eachApart(await organisations(), async (id) => {
    let after: string | undefined = first
    while (after !== undefined) {
      const from: string = after
      after = await withoutDeadlock(() => db.transaction(workerOf(id), (tx) => verb(tx, from)))
    }
  })
