import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'

/** One line of what is held about a supporter. */
export interface HeldItem {
  /** a message key, so that mail and console say it in their own language */
  label: string
  /** what fills the message, in the reader's language and the organisation's zone; texts that she wrote herself are whole */
  values?: (i18n: I18n, zone: string) => Record<string, string | number>
  text?: string
  at?: Date
}

/** The same as staff read it, who are not the person herself. */
export interface HolderItem extends HeldItem {
  /** a message key in the third person */
  staffLabel: string
  /** for staff alone: whoever forges names is not told that they were noticed */
  staffNote?: string
}

/**
 * What a later module keeps about supporters. Supporters stand before campaigns in the order of modules, so they cannot
 * ask them: each module declares here what it holds and how it lets go of it.
 */
export interface Holding {
  name: string
  list(tx: Tx, supporterId: string): Promise<HolderItem[]>
  /** In the transaction of the erasure. Numbers may stay, nothing of the person. */
  forget(tx: Tx, supporterId: string): Promise<void>
  /** What is known by the mailbox alone: also whether this module still writes to an inbox, which is not emptied then. */
  byMailbox?: { writesTo(tx: Tx, organisationId: string, inbox: number): Promise<boolean> }
}

const holdings: Holding[] = []

export function declareHolding(holding: Holding): void {
  if (holdings.some((one) => one.name === holding.name))
    throw new Error(`"${holding.name}" is declared twice`)
  holdings.push(holding)
}

export async function listHoldings(tx: Tx, supporterId: string): Promise<HolderItem[]> {
  const items: HolderItem[] = []
  for (const holding of holdings) items.push(...(await holding.list(tx, supporterId)))
  return items
}

/**
 * @param stranger never answered from the mailbox
 * Safety: whoever types another's address into a form, and lets it run out, erases nothing that lies under that address.
 */
export async function forgetHoldings(tx: Tx, supporterId: string, stranger: boolean): Promise<void> {
  for (const holding of holdings) if (!stranger || !holding.byMailbox) await holding.forget(tx, supporterId)
}

/** Whether somebody who is no supporter is written to at this inbox. */
export async function isWrittenTo(tx: Tx, organisationId: string, inbox: number): Promise<boolean> {
  for (const { byMailbox } of holdings) if (await byMailbox?.writesTo(tx, organisationId, inbox)) return true
  return false
}
