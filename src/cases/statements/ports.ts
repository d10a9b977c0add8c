import type { Tx } from '#platform/database.ts'
import type { ApprovedWords } from './approved.ts'

/** What a later module knows of her words: the consent that they stand on, and the pages that carry them. */
interface WordsPort {
  /** Holds the one gate of the case until the transaction ends, before a row of a point is locked. */
  hold(tx: Tx, caseId: string): Promise<void>
  /** The consent for `quotes` of this person that is given now. */
  consent(tx: Tx, caseId: string, personId: string): Promise<string | undefined>
  /**
   * Whether a word that reaches the team now can be taken as hers. Not while she is held or cannot be asked, unless she wrote
   * down beforehand who speaks for her.
   */
  canBeHers(tx: Tx, word: { caseId: string; personId: string; byAnother: boolean }): Promise<boolean>
  /** What of her words may be quoted on the web now. */
  quotable(tx: Tx, caseId: string): Promise<ApprovedWords[]>
  /** Takes down, in this transaction, every page that carries one of these points. */
  takeDown(tx: Tx, caseId: string, pointIds: readonly string[]): Promise<number>
}

let port: WordsPort | undefined

/** Called once, when the module that publishes is loaded. */
export function carryWords(given: WordsPort): void {
  port = given
}

export function words(): WordsPort {
  if (!port) throw new Error('nothing here publishes the words of a person')
  return port
}
