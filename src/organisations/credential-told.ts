import type { Tx } from '#platform/database.ts'
import type { Language } from '#platform/i18n.ts'
import { findAccount } from './account.ts'

export type CredentialChange = 'added' | 'removed' | 'codes-renewed' | 'code-used' | 'recovered'

/** Told to the member whose ways to sign in changed, or who came in by one that is meant for emergencies. */
export interface CredentialNotice {
  organisationId: string
  to: { name: string; address: string }
  language: Language
  what: CredentialChange
}

type Hook = (tx: Tx, notice: CredentialNotice) => Promise<void>

const hooks: Hook[] = []

/** Mail is a later module: it queues the notice here, in the transaction of the change where that has a member. */
export function onCredentialChanged(hook: Hook): void {
  hooks.push(hook)
}

/**
 * Safety: whoever takes a session or a recovery code over cannot make a door of her own in silence. Runs as a member or
 * worker of the organisation whose mail it is; the change fails when the notice cannot be queued.
 */
export async function tellCredentialChanged(
  tx: Tx,
  accountId: string,
  what: CredentialChange,
): Promise<void> {
  const account = await findAccount(tx, { id: accountId })
  if (!account || tx.actor.kind === 'sign-in') return
  const { organisationId } = tx.actor
  const { name, address, language } = account
  for (const hook of hooks) await hook(tx, { organisationId, to: { name, address }, language, what })
}
