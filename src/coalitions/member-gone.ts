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
  /** it is going, and `onMemberGone` tells of it beside this */
  leaves?: true
}

const namings: ((tx: Tx, naming: Naming) => Promise<void>)[] = []

/**
 * Later modules take an organisation off what the public reads as soon as it may not be named any more, and say who
 * leads. It holds the gate of the case before all else. Called once, when the module is composed.
 */
export function onNamingChanged(listener: (tx: Tx, naming: Naming) => Promise<void>): void {
  namings.push(listener)
}

const named: ((tx: Tx, of: Gone) => Promise<void>)[] = []

/** The same when an organisation may be named: told afterwards, when every rule of the database lets its name out. */
export function onNamed(listener: (tx: Tx, of: Gone) => Promise<void>): void {
  named.push(listener)
}

export async function tellNamed(tx: Tx, of: Gone): Promise<void> {
  for (const listener of named) await listener(tx, of)
}

/** What of an organisation stops, or loses its name, when it is not named in a case any more. */
export interface NamedThere {
  campaigns: number
  letters: number
  updates: number
}

const counters: ((tx: Tx, of: Gone) => Promise<Partial<NamedThere>>)[] = []

/** Later modules say beforehand what taking the name back does to what is theirs. Called once, when the module is composed. */
export function countNamed(counter: (tx: Tx, of: Gone) => Promise<Partial<NamedThere>>): void {
  counters.push(counter)
}

export async function whatIsNamed(tx: Tx, of: Gone): Promise<NamedThere> {
  const found: NamedThere = { campaigns: 0, letters: 0, updates: 0 }
  for (const counter of counters) Object.assign(found, await counter(tx, of))
  return found
}

export async function tellNaming(tx: Tx, naming: Naming): Promise<void> {
  for (const listener of namings) await listener(tx, naming)
}
