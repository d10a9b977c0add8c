import type { Tx } from '#platform/database.ts'
import { Refused } from '#platform/web/errors.ts'

/** Her own hand: the link, and who on the team made it for her. */
export interface ByLink {
  id: string
  madeBy: string
}

/**
 * In whose name her word is written down. Safety: a worker has no word of its own; it carries hers, or none.
 * @throws Refused
 */
export function accountOfWord({ actor }: Tx, byLink: ByLink | undefined): string {
  if (actor.kind === 'member') return actor.accountId
  if (actor.kind !== 'worker' || !byLink) throw new Refused('access.refused')
  return byLink.madeBy
}
