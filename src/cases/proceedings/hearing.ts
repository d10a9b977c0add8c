import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { endAlerts } from '../duty/acknowledging.ts'
import type { HearingKind, HearingState, Openness } from './lists.ts'
import { lockProceeding } from './proceeding.ts'

/** Sealed whole. */
export interface HearingText {
  room?: string
  /** who told us of the date */
  source?: string
  observers?: string
  /** lawyer, family: who was there */
  present?: string
  result?: string
}

export interface Hearing extends HearingText {
  id: string
  kind: HearingKind
  at: Date
  zone: string
  openness: Openness
  state: HearingState
  adjournedTo?: string
}

export interface HearingInput extends HearingText {
  caseId: string
  proceedingId: string
  kind: HearingKind
  at: Date
  zone: string
  openness: Openness
}

/** Writes a date of a court into the file. @throws Conflict ('proceeding.error.ended') */
export async function scheduleHearing(tx: Tx, input: HearingInput): Promise<string> {
  mustBeAllowed(tx, 'proceeding.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const proceeding = await lockProceeding(tx, input.caseId, input.proceedingId)
  if (proceeding.state === 'ended') throw new Conflict('proceeding.error.ended')
  const { caseId, proceedingId, kind, at, zone, openness, ...text } = input
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('hearings')
    .values({
      ...{ id, case_id: caseId, proceeding_id: proceedingId, kind, at, zone, openness, state: 'scheduled' },
      sealed: (await tx.keys.case(caseId)).sealJson(place(id), text),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'hearing.scheduled', { caseId, subject: id, data: { kind } })
  return id
}

interface Ending {
  caseId: string
  proceedingId: string
  hearingId: string
  present?: string
  result?: string
}

/** It took place, or it will not. @throws Conflict ('case.wrong-state'), Invalid for one that is still to come */
export async function endHearing(tx: Tx, input: Ending & { ended: 'held' | 'cancelled' }): Promise<void> {
  mustBeAllowed(tx, 'proceeding.write')
  await mustBeOnTeam(tx, input.caseId)
  const known = await lock(tx, input)
  if (input.ended === 'held' && known.at > tx.now) throw new Invalid({ ended: 'proceeding.error.not-yet' })
  await end(tx, input, known, { state: input.ended })
  await record(tx, 'hearing.ended', {
    caseId: input.caseId,
    subject: known.id,
    data: { state: input.ended },
  })
}

/** Moves it to another day: the new date is a hearing of its own, and the old one names it. */
export async function adjournHearing(tx: Tx, input: Ending & { at: Date; zone: string }): Promise<string> {
  mustBeAllowed(tx, 'proceeding.write')
  await mustBeOnTeam(tx, input.caseId)
  const known = await lock(tx, input)
  if (input.at <= known.at) throw new Invalid({ onDay: 'proceeding.error.earlier' })
  const { room, source, observers } = (await tx.keys.case(input.caseId)).openJson<HearingText>(
    place(known.id),
    known.sealed,
  )
  const next = await scheduleHearing(tx, {
    ...{ caseId: input.caseId, proceedingId: input.proceedingId, kind: known.kind, at: input.at },
    ...{ zone: input.zone, openness: known.openness, room, source, observers },
  })
  await end(tx, input, known, { state: 'adjourned', adjourned_to: next })
  await record(tx, 'hearing.adjourned', { caseId: input.caseId, subject: known.id, data: { next } })
  return next
}

/** The next one first, then what is past, newest first. Empty for who is not on the team. */
export async function listHearings(tx: Tx, caseId: string, proceedingId?: string): Promise<Hearing[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId)
    .$if(proceedingId !== undefined, (query) => query.where('proceeding_id', '=', proceedingId!))
    .orderBy('at', 'desc')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  const all = rows.map((row) => ({
    ...key.openJson<HearingText>(place(row.id), row.sealed),
    ...{ id: row.id, kind: row.kind, at: row.at, zone: row.zone, openness: row.openness, state: row.state },
    adjournedTo: row.adjourned_to ?? undefined,
  }))
  return [
    ...all.filter(({ state }) => state === 'scheduled').toReversed(),
    ...all.filter(({ state }) => state !== 'scheduled'),
  ]
}

const place = (id: string) => ({ table: 'hearings', column: 'sealed', row: id })
const of = (tx: Tx, caseId: string) => tx.db.selectFrom('hearings').selectAll().where('case_id', '=', caseId)

type HearingRow = Awaited<ReturnType<typeof lock>>

/** @throws Conflict ('case.wrong-state') for one that is over */
async function lock(tx: Tx, { caseId, proceedingId, hearingId }: Ending) {
  const row = await of(tx, caseId)
    .where('proceeding_id', '=', proceedingId)
    .where('id', '=', hearingId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  if (row.state !== 'scheduled') throw new Conflict('case.wrong-state')
  return row
}

async function end(
  tx: Tx,
  { caseId, present, result }: Ending,
  row: HearingRow,
  state: { state: HearingState; adjourned_to?: string },
): Promise<void> {
  const key = await tx.keys.case(caseId)
  const text = key.openJson<HearingText>(place(row.id), row.sealed)
  await tx.db
    .updateTable('hearings')
    .set({ ...state, sealed: key.sealJson(place(row.id), { ...text, present, result }) })
    .where('id', '=', row.id)
    .execute()
  await endAlerts(tx, { caseId, about: row.id })
}
