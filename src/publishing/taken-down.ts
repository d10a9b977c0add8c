import type { Tx } from '#platform/database.ts'
import type { SubjectKind } from './tables.ts'

export interface TakenDown {
  caseId: string
  subjectKind: SubjectKind
  subjectId: string
  /** short id in the page's address */
  key: string
  reason: 'withdrawn' | 'expired' | 'taken-down' | 'quiet' | 'lowered' | 'unnamed'
}

type Hook = (tx: Tx, what: TakenDown) => Promise<void>

const hooks: Hook[] = []

/**
 * A later module stops here what it has under way for a page that goes down (mail to officials, a broadcast). Runs in the
 * transaction of the withdrawal, which fails when the hook throws: do only what cannot fail, lock nothing for long.
 */
export function onTakenDown(hook: Hook): void {
  hooks.push(hook)
}

export async function tellTakenDown(tx: Tx, what: TakenDown): Promise<void> {
  for (const hook of hooks) await hook(tx, what)
}
