import type { Tx } from '#platform/database.ts'
import type { Audience, SheetItem } from './audiences.ts'

export interface AgreedItem {
  personId: string
  item: string
}

type FindAgreed = (
  tx: Tx,
  asked: { caseId: string; purpose: Audience['purpose']; language: string },
) => Promise<readonly AgreedItem[]>

let findAgreed: FindAgreed | undefined

/** The module that keeps consents says here what stands for one purpose and language; held until the transaction ends. */
export function answerWhatIsAgreed(find: FindAgreed): void {
  findAgreed = find
}

/** Safety: where nobody answers, nothing was agreed to. */
export async function whatIsAgreed(
  tx: Tx,
  asked: Parameters<FindAgreed>[1],
): Promise<(personId: string, item: SheetItem) => boolean> {
  const all = new Set((await findAgreed?.(tx, asked))?.map(({ personId, item }) => `${personId} ${item}`))
  return (personId, item) => all.has(`${personId} ${item}`)
}
