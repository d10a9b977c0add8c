import type { Tx } from '#platform/database.ts'

/** Its name stands as typed words in what is public, although the organisation is not named any more. */
export interface TypedName {
  caseId: string
  organisationId: string
  organisation: string
  kind: 'case' | 'campaign' | 'joint-letter' | 'update' | 'partner-page'
  language: string
}

type Find = (tx: Tx, caseId: string) => Promise<TypedName[]>
let find: Find = async () => []

/** The module that holds what is public searches it. Called once, when the module is composed. */
export function findTypedNames(by: Find): void {
  find = by
}

/** The public texts of a case that people must correct by hand. For the room: all of it is public. */
export const listTypedNames: Find = (tx, caseId) => find(tx, caseId)
