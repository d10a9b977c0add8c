import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { OpeningReason } from '../reasons.ts'
import { listTeam } from '../reads.ts'
import type { CaseState } from '../tables.ts'
import { stepOf, type StepName } from './states.ts'

export type PlainStep = Exclude<StepName, 'close' | 'erase'>

const events: Record<PlainStep, string> = {
  verify: 'case.verifying',
  open: 'case.opened',
  refer: 'case.referred',
  decline: 'case.declined',
  monitor: 'case.monitored',
  resume: 'case.resumed',
  reopen: 'case.reopened',
  archive: 'case.archived',
}

export interface StepInput {
  caseId: string
  version: number
  step: PlainStep
  /** opening names one; reopening keeps who it was unless told */
  caseworkerId?: string | undefined
  reason?: OpeningReason | undefined
}

/**
 * Takes a file one step further. For caseworkers and admins of the team.
 * @throws Conflict ('case.wrong-state', 'case.changed'), Invalid where opening names no caseworker of the team
 */
export async function takeStep(tx: Tx, input: StepInput): Promise<void> {
  mustBeAllowed(tx, 'case.step')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const row = await lockCase(tx, input.caseId)
  const step = stepOf(input.step)
  if (!step.from.includes(row.state)) throw new Conflict('case.wrong-state')
  if (row.version !== input.version) throw new Conflict('case.changed')
  const caseworker = await caseworkerOf(tx, input, row)
  await tx.db
    .updateTable('cases')
    .set({
      state: step.to,
      version: row.version + 1,
      caseworker_id: caseworker,
      ...(input.step === 'open' && input.reason ? { opening_reason: input.reason } : {}),
      ...(input.step === 'reopen'
        ? { closing_reason: null, closed_at: null, closed_by: null, outcome: null, retention_until: null }
        : {}),
    })
    .where('id', '=', input.caseId)
    .execute()
  await record(tx, events[input.step], {
    caseId: input.caseId,
    subject: input.caseId,
    data: { from: row.state, ...(input.reason ? { reason: input.reason } : {}) },
  })
}

/** Safety: an open file has one caseworker by name, from its team; nobody looks after what everybody looks after. */
async function caseworkerOf(tx: Tx, input: StepInput, row: LockedCase): Promise<string | null> {
  const named = input.caseworkerId ?? row.caseworkerId
  if (stepOf(input.step).to !== 'open') return row.caseworkerId
  if (!named) throw new Invalid({ caseworkerId: 'case.life.error.caseworker' })
  const team = await listTeam(tx, input.caseId)
  if (!team.some(({ accountId, role }) => accountId === named && role !== 'observer'))
    throw new Invalid({ caseworkerId: 'case.life.error.caseworker' })
  return named
}

/** Hands the file to another one of the team. */
export async function nameCaseworker(
  tx: Tx,
  input: { caseId: string; version: number; caseworkerId: string },
): Promise<void> {
  mustBeAllowed(tx, 'case.step')
  await mustBeOnTeam(tx, input.caseId)
  const row = await lockCase(tx, input.caseId)
  if (row.version !== input.version) throw new Conflict('case.changed')
  if (!['open', 'monitoring'].includes(row.state)) throw new Conflict('case.wrong-state')
  const named = await caseworkerOf(tx, { ...input, step: 'open' }, row)
  await tx.db
    .updateTable('cases')
    .set({ caseworker_id: named, version: row.version + 1 })
    .where('id', '=', input.caseId)
    .execute()
  await record(tx, 'case.caseworker-named', { caseId: input.caseId, subject: input.caseworkerId })
}

export interface LockedCase {
  state: CaseState
  version: number
  caseworkerId: string | null
}

/** @throws NotFound */
export async function lockCase(tx: Tx, caseId: string): Promise<LockedCase> {
  const row = await tx.db
    .selectFrom('cases')
    .select(['state', 'version', 'caseworker_id as caseworkerId'])
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}
