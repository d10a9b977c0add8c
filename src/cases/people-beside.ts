import type { Tx } from '#platform/database.ts'
import type { Colleague } from './colleagues.ts'

/** Somebody of another organisation of the coalition, whom that organisation has named to the others. */
export interface PersonBeside extends Colleague {
  organisationId: string
  /** what the organisation is called */
  organisation: string
}

type Find = (tx: Tx, caseId: string) => Promise<PersonBeside[]>
const sources: Find[] = []

/** Called once by the module that knows the coalition: whom the case team may admit beside its own colleagues. */
export function offerPeopleBeside(find: Find): void {
  sources.push(find)
}

/** People of the other organisations, by name. One's own are `listColleagues`. */
export async function listPeopleBeside(tx: Tx, caseId: string): Promise<PersonBeside[]> {
  const found: PersonBeside[] = []
  for (const find of sources) found.push(...(await find(tx, caseId)))
  return found
}
