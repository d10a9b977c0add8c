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

interface Naming {
  caseId: string
  /** it is going, or takes its name back: it counts as unnamed already */
  without?: string
}

const namings: ((tx: Tx, naming: Naming) => Promise<void>)[] = []

/**
 * Later modules take an organisation off what the public reads as soon as it may not be named any more, and say who
 * leads. It holds the gate of the case before all else. Called once, when the module is composed.
 */
export function onNamingChanged(listener: (tx: Tx, naming: Naming) => Promise<void>): void {
  namings.push(listener)
}

export async function tellNaming(tx: Tx, naming: Naming): Promise<void> {
  for (const listener of namings) await listener(tx, naming)
}
