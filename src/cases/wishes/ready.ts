import type { Child } from 'hono/jsx'
import type { Tx } from '#platform/database.ts'
import type { ConsoleContext } from '#platform/module.ts'
import type { Wish } from './wish.ts'

/** What is ready for the day that a wish speaks of; `publishing` says it, on the page of the wish. */
type FindReady = (
  tx: Tx,
  about: { caseId: string; wish: Wish },
  c: ConsoleContext,
) => Promise<Child | undefined>

let find: FindReady | undefined

/** Called once, when the module is composed. */
export function offerReadyText(how: FindReady): void {
  find = how
}

export const findReadyText: FindReady = async (tx, about, c) => await find?.(tx, about, c)
