import type { Tx } from '#platform/database.ts'
import type { HandOverDocument } from './document.ts'

/** What is handed over in the words of whoever prepared it: who takes it, by language. */
export type ToldHandOver = Omit<HandOverDocument, 'to'> & { to: Readonly<Record<string, string>> }

type Find = (tx: Tx, updateId: string) => Promise<ToldHandOver | undefined>

let find: Find | undefined

/** The module that keeps hand-overs says here which of them an update tells of, and stands after this one. */
export function answerWhatIsHandedOver(answer: Find): void {
  find = answer
}

/** The hand-over that an update tells of: a part of what is signed. */
export const findToldHandOver: Find = async (tx, updateId) => await find?.(tx, updateId)
