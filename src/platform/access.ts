import type { Actor, Role } from './actor.ts'
import type { Tx } from './database.ts'
import { Refused } from './web/errors.ts'

/**
 * Who may do what: one line per verb, declared by each module in its `access.ts`.
 * An unknown verb is refused. Rows are walled off a second time by the database.
 */
export interface Permission {
  roles: readonly Role[]
  /** a worker may do it too (the drain, the sender, a job) */
  worker?: boolean
  /** the session must have proved a credential within the last ten minutes */
  stepUp?: boolean
}

const permissions = new Map<string, Permission>()

export function declareAccess(lines: Record<string, Permission>): void {
  for (const [verb, line] of Object.entries(lines)) {
    if (permissions.has(verb)) throw new Error(`"${verb}" is declared twice`)
    permissions.set(verb, line)
  }
}

export const declaredAccess = (): ReadonlyMap<string, Permission> => permissions

export const everyone: readonly Role[] = ['admin', 'caseworker', 'campaigner', 'viewer']
export const writers: readonly Role[] = ['admin', 'caseworker', 'campaigner']

export function can(actor: Actor, verb: string): boolean {
  const line = permissions.get(verb)
  if (!line) return false
  if (actor.kind === 'worker') return line.worker === true
  if (actor.kind === 'member') return line.roles.includes(actor.role)
  return false
}

const stepUpFor = 10 * 60_000

/** @throws Refused ('access.refused', or 'access.step-up' when the person must prove a credential again first) */
export function mustBeAllowed(tx: Pick<Tx, 'actor' | 'now'>, verb: string): void {
  const { actor, now } = tx
  if (!can(actor, verb)) throw new Refused('access.refused')
  if (actor.kind === 'member' && permissions.get(verb)?.stepUp) {
    // Safety: a stolen, unlocked session cannot sign off, export or admit members by itself
    if (!actor.steppedUpAt || now.getTime() - actor.steppedUpAt.getTime() > stepUpFor)
      throw new Refused('access.step-up')
  }
}
