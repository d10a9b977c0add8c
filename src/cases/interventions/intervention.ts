import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import {
  interventionMoves,
  type Addressee,
  type AuthorityResponse,
  type InterventionChannel,
  type InterventionState,
} from './lists.ts'
import { latestDay } from '../zone.ts'

/** Sealed whole: that a minister was asked can put her at risk, and whoever asked. */
export interface InterventionText {
  by: string
  to: string
  what?: string
  /** who may know of it */
  confidentialTo?: string
  /** what the authority answered */
  said?: string
  next?: string
}

export interface Intervention extends InterventionText {
  id: string
  addressee: Addressee
  channel: InterventionChannel
  state: InterventionState
  /** days, YYYY-MM-DD; while planned, the day for which it is planned */
  madeOn: string
  response?: AuthorityResponse
  responseOn?: string
  nextOn?: string
  version: number
}

/** Writes down what is asked of whom for her. For writers on the team. */
export async function addIntervention(
  tx: Tx,
  input: Omit<InterventionText, 'said'> & {
    caseId: string
    addressee: Addressee
    channel: InterventionChannel
    state: 'planned' | 'made'
    madeOn: string
    nextOn?: string | undefined
  },
): Promise<string> {
  mustBeAllowed(tx, 'intervention.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const { caseId, addressee, channel, state, madeOn, nextOn, by, to, ...rest } = input
  if (state === 'made') mustBePast(tx.now, { madeOn })
  const id = newId(tx.now.getTime())
  const text = { by, to, ...filled(rest) }
  await tx.db
    .insertInto('interventions')
    .values({
      ...{ id, case_id: caseId, addressee, channel, state, made_on: madeOn, next_on: nextOn ?? null },
      sealed: (await tx.keys.case(caseId)).sealJson(place(id), text),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'intervention.recorded', { caseId, subject: id, data: { addressee, state } })
  return id
}

/**
 * Takes it one step further: made on a day, answered with a response, dropped, or planned again.
 * @throws Conflict ('case.wrong-state', 'case.changed'), Invalid
 */
export async function moveIntervention(
  tx: Tx,
  input: {
    caseId: string
    interventionId: string
    version: number
    state: InterventionState
    on?: string | undefined
    response?: AuthorityResponse | undefined
    said?: string
    next?: string
    nextOn?: string | undefined
  },
): Promise<void> {
  mustBeAllowed(tx, 'intervention.write')
  await mustBeOnTeam(tx, input.caseId)
  const known = await of(tx, input.caseId)
    .where('id', '=', input.interventionId)
    .forUpdate()
    .executeTakeFirst()
  if (!known) throw new NotFound()
  if (!interventionMoves[known.state].includes(input.state)) throw new Conflict('case.wrong-state')
  if (known.version !== input.version) throw new Conflict('case.changed')
  const answered = input.state === 'answered'
  const on = input.on
  if (answered && !input.response) throw new Invalid({ response: 'error.field.choose' })
  if ((answered || input.state === 'made') && !on) throw new Invalid({ on: 'error.field.empty' })
  if (on && input.state !== 'planned') mustBePast(tx.now, { on })
  if (answered && on! < known.made_on) throw new Invalid({ on: 'risk.error.order' })
  const key = await tx.keys.case(input.caseId)
  const before = key.openJson<InterventionText>(place(known.id), known.sealed)
  const text = { ...before, ...filled({ said: input.said, next: input.next }) }
  await tx.db
    .updateTable('interventions')
    .set({
      ...{ state: input.state, version: known.version + 1, next_on: input.nextOn ?? null },
      ...(input.state === 'made' ? { made_on: on! } : {}),
      ...(answered ? { response: input.response!, response_on: on! } : {}),
      sealed: key.sealJson(place(known.id), text),
    })
    .where('id', '=', known.id)
    .execute()
  await record(tx, 'intervention.moved', {
    caseId: input.caseId,
    subject: known.id,
    data: { from: known.state, to: input.state, ...(answered ? { response: input.response } : {}) },
  })
}

/** Newest first. Empty for who is not on the team. */
export async function listInterventions(tx: Tx, caseId: string): Promise<Intervention[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId).orderBy('made_on', 'desc').orderBy('id', 'desc').execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<InterventionText>(place(row.id), row.sealed),
    ...{ id: row.id, addressee: row.addressee, channel: row.channel, state: row.state },
    ...{ madeOn: row.made_on, response: row.response ?? undefined, version: row.version },
    ...{ responseOn: row.response_on ?? undefined, nextOn: row.next_on ?? undefined },
  }))
}

/** Days and codes of what was made, for the picture of risk: nothing is opened. */
export const madeInterventions = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('interventions')
    .select(['addressee', 'made_on'])
    .where('case_id', '=', caseId)
    .where('state', 'in', ['made', 'answered'])
    .orderBy('made_on')
    .execute()

function mustBePast(now: Date, days: Record<string, string>): void {
  const latest = latestDay(now)
  for (const [name, day] of Object.entries(days))
    if (day > latest) throw new Invalid({ [name]: 'case.status.error.future' })
}

/** Without what was left empty. */
const filled = (text: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(text).flatMap(([name, value]) => (value ? [[name, value]] : [])))

const place = (id: string) => ({ table: 'interventions', column: 'sealed', row: id })
const of = (tx: Tx, caseId: string) =>
  tx.db.selectFrom('interventions').selectAll().where('case_id', '=', caseId)
