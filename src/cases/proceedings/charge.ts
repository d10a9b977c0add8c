import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { chargeMoves, type ChargeState } from './lists.ts'
import { lockProceeding } from './proceeding.ts'

/** Sealed whole. */
export interface ChargeText {
  law: string
  article?: string
  /** in the language of the law */
  offence: string
  translated?: string
  maximum?: string
}

export interface Charge extends ChargeText {
  id: string
  state: ChargeState
  /** YYYY-MM-DD */
  stateOn: string
}

export async function addCharge(
  tx: Tx,
  input: ChargeText & { caseId: string; proceedingId: string; state: ChargeState; stateOn: string },
): Promise<string> {
  mustBeAllowed(tx, 'proceeding.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const { caseId, proceedingId, state, stateOn, ...text } = input
  await lockProceeding(tx, caseId, proceedingId)
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('charges')
    .values({
      ...{ id, case_id: caseId, proceeding_id: proceedingId, state, state_on: stateOn },
      sealed: (await tx.keys.case(caseId)).sealJson(place(id), text),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'charge.recorded', { caseId, subject: id, data: { state } })
  return id
}

/** @throws Conflict ('case.wrong-state'), Invalid for a day before the state that it has now */
export async function moveCharge(
  tx: Tx,
  input: { caseId: string; proceedingId: string; chargeId: string; state: ChargeState; stateOn: string },
): Promise<void> {
  mustBeAllowed(tx, 'proceeding.write')
  await mustBeOnTeam(tx, input.caseId)
  const known = await of(tx, input.caseId, input.proceedingId)
    .where('id', '=', input.chargeId)
    .forUpdate()
    .executeTakeFirst()
  if (!known) throw new NotFound()
  if (!chargeMoves[known.state].includes(input.state)) throw new Conflict('case.wrong-state')
  if (input.stateOn < known.state_on) throw new Invalid({ toOn: 'risk.error.order' })
  await tx.db
    .updateTable('charges')
    .set({ state: input.state, state_on: input.stateOn })
    .where('id', '=', known.id)
    .execute()
  await record(tx, 'charge.moved', {
    caseId: input.caseId,
    subject: known.id,
    data: { from: known.state, to: input.state, on: input.stateOn },
  })
}

export async function listCharges(tx: Tx, caseId: string, proceedingId: string): Promise<Charge[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId, proceedingId).orderBy('state_on').orderBy('id').execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<ChargeText>(place(row.id), row.sealed),
    ...{ id: row.id, state: row.state, stateOn: row.state_on },
  }))
}

const place = (id: string) => ({ table: 'charges', column: 'sealed', row: id })
const of = (tx: Tx, caseId: string, proceedingId: string) =>
  tx.db
    .selectFrom('charges')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('proceeding_id', '=', proceedingId)
