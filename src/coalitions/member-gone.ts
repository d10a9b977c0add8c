import type { Tx } from '#platform/database.ts'

interface Gone {
  caseId: string
  organisationId: string
}

const listeners: ((tx: Tx, gone: Gone) => Promise<void>)[] = []

/**
 * Later modules end what an organisation that leaves still has under way in the case: pages, mailings, asks. Runs in the
 * transaction of its leaving, while it still sees the case. Called once, when the module is composed.
 */
export function onMemberGone(listener: (tx: Tx, gone: Gone) => Promise<void>): void {
  listeners.push(listener)
}

export async function tellMemberGone(tx: Tx, gone: Gone): Promise<void> {
  for (const listener of listeners) await listener(tx, gone)
}
