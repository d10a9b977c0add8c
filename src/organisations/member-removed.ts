import type { Tx } from '#platform/database.ts'

type Hook = (tx: Tx, gone: { accountId: string }) => Promise<void>

const hooks: Hook[] = []

/**
 * A later module ends here what it gave to a member by name. Runs in the transaction of the removal, after the
 * membership ended, under the rights of whoever removes; the removal fails when the hook throws.
 */
export function onMemberRemoved(hook: Hook): void {
  hooks.push(hook)
}

export async function tellMemberRemoved(tx: Tx, gone: { accountId: string }): Promise<void> {
  for (const hook of hooks) await hook(tx, gone)
}
