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

export async function forgetHoldings(tx: Tx, supporterId: string): Promise<void> {
  for (const holding of holdings) await holding.forget(tx, supporterId)
}
