import type { Child } from 'hono/jsx'
import { can } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { ConsoleContext } from '#platform/module.ts'
import type { CaseRow } from './reads.ts'

/** A card on the first page of a case, "Now": what stands there at this moment of one noun. */
export interface NowCard {
  name: string
  /** cards stand in this order */
  order: number
  verb: string
  /** Must be cheap. Gives undefined where there is nothing to say to this reader. */
  find(tx: Tx, row: CaseRow, c: ConsoleContext): Promise<Child | undefined>
}

const cards: NowCard[] = []

/** Called once, when the noun is composed. */
export function offerNowCard(card: NowCard): void {
  if (cards.some(({ name }) => name === card.name)) return
  cards.push(card)
  cards.sort((a, b) => a.order - b.order)
}

/** One after the other: a transaction asks the database one thing at a time. */
export async function findNowCards(tx: Tx, row: CaseRow, c: ConsoleContext): Promise<Child[]> {
  const found: Child[] = []
  for (const { verb, find } of cards) {
    const card = can(tx.actor, verb) ? await find(tx, row, c) : undefined
    if (card !== undefined) found.push(card)
  }
  return found
}
