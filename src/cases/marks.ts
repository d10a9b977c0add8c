import type { Child } from 'hono/jsx'
import { can } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'
import type { CaseRow } from './reads.ts'

/** A word in the header of every screen of a case: risk, liberty, her wishes. */
export interface CaseMark {
  name: string
  /** marks stand in this order */
  order: number
  verb: string
  /** Must be cheap: it is asked for on every screen. Gives undefined where there is nothing to say. */
  find(tx: Tx, row: CaseRow, i18n: I18n): Promise<Child | undefined>
}

const marks: CaseMark[] = []

/** Called once, when the noun is composed. */
export function offerCaseMark(mark: CaseMark): void {
  if (marks.some(({ name }) => name === mark.name)) return
  marks.push(mark)
  marks.sort((a, b) => a.order - b.order)
}

/** One after the other: a transaction asks the database one thing at a time. */
export async function findCaseMarks(tx: Tx, row: CaseRow, i18n: I18n): Promise<Child[]> {
  const found: Child[] = []
  for (const { verb, find } of marks) {
    const mark = can(tx.actor, verb) ? await find(tx, row, i18n) : undefined
    if (mark !== undefined) found.push(mark)
  }
  return found
}
