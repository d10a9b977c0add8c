import type { Tx } from '../database.ts'
import type { ConsoleContext } from '../module.ts'
import { withoutDeadlock } from '../without-deadlock.ts'

/**
 * One transaction as the member of this request, run again when the database ended it for a deadlock. For whatever may take
 * something down or sign. Safety: a withdrawal does not fail because somebody else held its locks in another order.
 */
export const writing = <T>(c: ConsoleContext, run: (tx: Tx) => Promise<T>): Promise<T> =>
  withoutDeadlock(() => c.get('office').db.transaction(c.get('member'), run))
