import type { Tx } from '#platform/database.ts'
import type { PublishInput } from './publication.ts'

type Hook = (tx: Tx, page: PublishInput) => Promise<void>

const hooks: Hook[] = []

/**
 * What a later module keeps of every page that comes out, whichever way: signed, mended, or back after quiet. Runs in the
 * transaction that brings it out and holds the gate, before visitors' documents are written.
 */
export function onBringingOut(hook: Hook): void {
  hooks.push(hook)
}

export async function tellBringingOut(tx: Tx, page: PublishInput): Promise<void> {
  for (const hook of hooks) await hook(tx, page)
}
