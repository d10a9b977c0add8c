import type { Tx } from '#platform/database.ts'

type Hook = (tx: Tx, what: { caseId: string; spellId: string }) => Promise<void>

const hooks: Hook[] = []

/**
 * A later module lets go on here what it held back for a quiet case. Runs in the transaction in which the quiet ends, when
 * what still has its consents is public again: what is not public by then stays where it is.
 */
export function onQuietEnded(hook: Hook): void {
  hooks.push(hook)
}

export async function tellQuietEnded(tx: Tx, what: { caseId: string; spellId: string }): Promise<void> {
  for (const hook of hooks) await hook(tx, what)
}
