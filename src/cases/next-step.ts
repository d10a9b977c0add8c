import { can } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { MessageKey } from '#platform/i18n.ts'
import { isOnTeam } from './circles.ts'
import type { CaseRow } from './reads.ts'

/** One step on the way from a new file to a public page, and on to an action; later modules add theirs. */
export interface NextStep {
  name: string
  /** steps are taken in this order */
  order: number
  verb: string
  label: MessageKey
  /** taken when she is public already; else on the way there */
  whenPublic?: true
  /** Where it is taken, when it is the one to take now. Must be cheap: it is asked for on every screen of such a case. */
  find(tx: Tx, row: CaseRow): Promise<string | undefined>
}

const steps: NextStep[] = []

/** Called once, when the noun is composed. */
export function offerNextStep(step: NextStep): void {
  if (steps.some(({ name }) => name === step.name)) return
  steps.push(step)
  steps.sort((a, b) => a.order - b.order)
}

/** The one step to take now, for the team of a file that is open. */
export async function findNextStep(
  tx: Tx,
  row: CaseRow,
): Promise<{ label: MessageKey; href: string } | undefined> {
  if (!['open', 'monitoring'].includes(row.state)) return undefined
  if (!(await isOnTeam(tx, row.id))) return undefined
  const isPublic = row.publicity >= 4
  for (const { verb, label, find } of steps.filter((one) => isPublic === (one.whenPublic ?? false))) {
    const href = can(tx.actor, verb) ? await find(tx, row) : undefined
    if (href !== undefined) return { label, href }
  }
  return undefined
}
