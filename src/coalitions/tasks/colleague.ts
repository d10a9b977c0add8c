import { listColleagues } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import { Invalid } from '#platform/web/errors.ts'

export interface Colleague {
  accountId: string
  name: string
}

/** Those of the own organisation who can be put on a task; readers cannot. */
export const colleaguesForTasks = async (tx: Tx): Promise<Colleague[]> =>
  (await listColleagues(tx)).filter(({ role }) => role !== 'viewer')

/** @throws Invalid ('ownerId') when the account does not serve here, or reads only */
export async function colleagueNamed(tx: Tx, accountId: string): Promise<Colleague> {
  const one = (await colleaguesForTasks(tx)).find((other) => other.accountId === accountId)
  if (!one) throw new Invalid({ ownerId: 'error.field.choose' })
  return one
}
