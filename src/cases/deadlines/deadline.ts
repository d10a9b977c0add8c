import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { endAlerts } from '../duty/acknowledging.ts'
import { lockProceeding } from '../proceedings/proceeding.ts'
import { mustBeOwner } from '../people-of-case.ts'
import { limitMoves, type LimitKind, type LimitState } from './lists.ts'

/** Sealed whole. */
export interface DeadlineText {
  what: string
  /** where the day comes from: the article, the paper, who reckoned it */
  source?: string
  /** how it was met, or what followed from missing it */
  settled?: string
}

export interface Deadline extends DeadlineText {
  id: string
  kind: LimitKind
  dueAt: Date
  zone: string
  state: LimitState
  ownerId?: string
  proceedingId?: string
  version: number
}

/** Writes down a time limit, as the legal officer reckons it. @throws Invalid for an owner who is not on the team, NotFound */
export async function addDeadline(
  tx: Tx,
  input: {
    caseId: string
    kind: LimitKind
    dueAt: Date
    zone: string
    what: string
    source?: string
    ownerId?: string | undefined
    proceedingId?: string | undefined
  },
): Promise<string> {
  mustBeAllowed(tx, 'deadline.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const { caseId, ownerId, proceedingId } = input
  await mustBeOwner(tx, caseId, ownerId)
  if (proceedingId) await lockProceeding(tx, caseId, proceedingId)
  const id = newId(tx.now.getTime())
  const text: DeadlineText = { what: input.what, source: input.source || undefined }
  await tx.db
    .insertInto('time_limits')
    .values({
      ...{ id, case_id: caseId, proceeding_id: proceedingId ?? null, kind: input.kind },
      ...{ due_at: input.dueAt, zone: input.zone, owner_account: ownerId ?? null, state: 'running' },
      sealed: (await tx.keys.case(caseId)).sealJson(place(id), text),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'deadline.recorded', { caseId, subject: id, data: { kind: input.kind } })
  return id
}

/** @throws Conflict ('case.wrong-state', 'case.changed'), Invalid where it is called missed before its moment */
export async function moveDeadline(
  tx: Tx,
  input: { caseId: string; limitId: string; version: number; state: LimitState; settled?: string },
): Promise<void> {
  mustBeAllowed(tx, 'deadline.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const known = await of(tx, input.caseId).where('id', '=', input.limitId).forUpdate().executeTakeFirst()
  if (!known) throw new NotFound()
  if (!limitMoves[known.state].includes(input.state)) throw new Conflict('case.wrong-state')
  if (known.version !== input.version) throw new Conflict('case.changed')
  if (input.state === 'missed' && known.due_at > tx.now)
    throw new Invalid({ state: 'deadline.error.not-yet' })
  const key = await tx.keys.case(input.caseId)
  const text = key.openJson<DeadlineText>(place(known.id), known.sealed)
  const running = input.state === 'running'
  await tx.db
    .updateTable('time_limits')
    .set({
      ...{ state: input.state, version: known.version + 1 },
      settled_at: running ? null : tx.now,
      settled_by: running ? null : tx.actor.accountId,
      sealed: key.sealJson(place(known.id), { ...text, settled: input.settled || undefined }),
    })
    .where('id', '=', known.id)
    .execute()
  await record(tx, 'deadline.moved', {
    caseId: input.caseId,
    subject: known.id,
    data: { from: known.state, to: input.state },
  })
  if (!running) await endAlerts(tx, { caseId: input.caseId, about: known.id })
}

/** What runs first, the soonest first; then what is settled. Empty for who is not on the team. */
export async function listDeadlines(tx: Tx, caseId: string): Promise<Deadline[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId)
    .orderBy('settled_at', (order) => order.desc().nullsFirst())
    .orderBy('due_at')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<DeadlineText>(place(row.id), row.sealed),
    ...{ id: row.id, kind: row.kind, dueAt: row.due_at, zone: row.zone, state: row.state },
    ...{ ownerId: row.owner_account ?? undefined, proceedingId: row.proceeding_id ?? undefined },
    version: row.version,
  }))
}

const place = (id: string) => ({ table: 'time_limits', column: 'sealed', row: id })
const of = (tx: Tx, caseId: string) =>
  tx.db.selectFrom('time_limits').selectAll().where('case_id', '=', caseId)
