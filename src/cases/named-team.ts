import type { Tx } from '#platform/database.ts'
import { listColleagues } from './colleagues.ts'
import { listTeam } from './reads.ts'

/** The team by name, to choose an owner from; for pages of the team. */
export async function namedTeam(tx: Tx, caseId: string): Promise<{ accountId: string; name: string }[]> {
  const colleagues = await listColleagues(tx)
  return (await listTeam(tx, caseId)).flatMap(({ accountId }) => {
    const name = colleagues.find((one) => one.accountId === accountId)?.name
    return name ? [{ accountId, name }] : []
  })
}
