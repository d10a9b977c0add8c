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

const voices: Hook[] = []

/**
 * A later module ends here what a member says for the organisation: they were removed, or read only from now on. Runs in
 * that transaction, under the rights of the administrator who does it.
 */
export function onVoiceEnded(hook: Hook): void {
  voices.push(hook)
}

export async function tellVoiceEnded(tx: Tx, of: { accountId: string }): Promise<void> {
  for (const hook of voices) await hook(tx, of)
}
