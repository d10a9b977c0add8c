import type { Tx } from '#platform/database.ts'

/** Something that happened while risk rose or fell. The chart shows it beside the level and says nothing of causes. */
export interface BackdropMark {
  /** of the wave or the intervention */
  id?: string
  kind: 'wave' | 'intervention'
  /** days, YYYY-MM-DD; a wave that goes on has no end */
  from: string
  to?: string
  /** code name or kind; never a text of the case */
  label: string
}

type Source = (tx: Tx, caseId: string) => Promise<BackdropMark[]>

const sources: Source[] = []

/** A later noun or module tells of its waves of action or interventions; called once, when it is composed. */
export function offerRiskBackdrop(source: Source): void {
  sources.push(source)
}

/** One after the other: a transaction asks the database one thing at a time. */
export async function findBackdrop(tx: Tx, caseId: string): Promise<BackdropMark[]> {
  const found: BackdropMark[] = []
  for (const source of sources) found.push(...(await source(tx, caseId)))
  return found.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}
