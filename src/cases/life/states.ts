import type { CaseState } from '../tables.ts'

/** A step in the life of a file. Closing and erasing are answered by a second person (`decision.ts`). */
export interface Step {
  name:
    | 'verify'
    | 'open'
    | 'refer'
    | 'decline'
    | 'monitor'
    | 'resume'
    | 'close'
    | 'reopen'
    | 'archive'
    | 'erase'
  from: readonly CaseState[]
  to: CaseState
  /** two people */
  both?: true
}

/** received → verifying → open | referred | declined; open ↔ monitoring; → closed → open again; closed → archived → erased. */
export const steps: readonly Step[] = [
  { name: 'verify', from: ['received', 'referred', 'declined'], to: 'verifying' },
  { name: 'open', from: ['received', 'verifying'], to: 'open' },
  { name: 'refer', from: ['received', 'verifying'], to: 'referred' },
  { name: 'decline', from: ['received', 'verifying'], to: 'declined' },
  { name: 'monitor', from: ['open'], to: 'monitoring' },
  { name: 'resume', from: ['monitoring'], to: 'open' },
  { name: 'close', from: ['open', 'monitoring'], to: 'closed', both: true },
  { name: 'reopen', from: ['closed'], to: 'open' },
  { name: 'archive', from: ['closed', 'referred', 'declined'], to: 'archived' },
  { name: 'erase', from: ['archived'], to: 'erased', both: true },
]

export type StepName = Step['name']

export const stepOf = (name: StepName): Step => steps.find((step) => step.name === name)!

export const stepsFrom = (state: CaseState): Step[] => steps.filter(({ from }) => from.includes(state))
