import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { proceedingMoves, type PartyRole, type ProceedingKind, type ProceedingState } from './lists.ts'
import { latestDay } from '../zone.ts'

/** What the team knows of it, in the order in which it is asked; sealed whole. */
export const proceedingTexts = [
  'court',
  'level',
  'numbers',
  'judges',
  'representation',
  'measures',
  'immunity',
  'damages',
  'settlementWho',
  'settlementMandate',
  'settlementConfidential',
  'sentence',
] as const

export type ProceedingText = { title: string } & Partial<Record<(typeof proceedingTexts)[number], string>>

export interface Proceeding {
  id: string
  kind: ProceedingKind
  role: PartyRole
  state: ProceedingState
  courtKind?: string
  outcome?: string
  /** days, YYYY-MM-DD */
  openedOn: string
  endedOn?: string
  version: number
  text: ProceedingText
}

export interface ProceedingInput {
  caseId: string
  kind: ProceedingKind
  role: PartyRole
  courtKind?: string | undefined
  openedOn: string
  text: ProceedingText
}

/** Writes proceedings into the file. For writers on the team. */
export async function addProceeding(tx: Tx, input: ProceedingInput): Promise<string> {
  mustBeAllowed(tx, 'proceeding.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  mustHold(tx.now, input)
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('proceedings')
    .values({
      ...{ id, case_id: input.caseId, state: 'open', ...rowOf(input) },
      sealed: (await tx.keys.case(input.caseId)).sealJson(place(id), input.text),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'proceeding.recorded', { caseId: input.caseId, subject: id, data: { kind: input.kind } })
  return id
}

/** @throws Conflict ('case.changed') when somebody else saved in between */
export async function editProceeding(
  tx: Tx,
  input: ProceedingInput & { proceedingId: string; version: number },
): Promise<void> {
  mustBeAllowed(tx, 'proceeding.write')
  await mustBeOnTeam(tx, input.caseId)
  mustHold(tx.now, input)
  const known = await lockProceeding(tx, input.caseId, input.proceedingId)
  if (known.version !== input.version) throw new Conflict('case.changed')
  await tx.db
    .updateTable('proceedings')
    .set({
      ...{ ...rowOf(input), version: known.version + 1 },
      sealed: (await tx.keys.case(input.caseId)).sealJson(place(known.id), input.text),
    })
    .where('id', '=', known.id)
    .execute()
  await record(tx, 'proceeding.edited', { caseId: input.caseId, subject: known.id })
}

/** @throws Conflict ('case.wrong-state', 'case.changed'), Invalid where an end says neither how nor when */
export async function moveProceeding(
  tx: Tx,
  input: {
    caseId: string
    proceedingId: string
    version: number
    state: ProceedingState
    outcome?: string | undefined
    endedOn?: string | undefined
  },
): Promise<void> {
  mustBeAllowed(tx, 'proceeding.write')
  await mustBeOnTeam(tx, input.caseId)
  const known = await lockProceeding(tx, input.caseId, input.proceedingId)
  if (!proceedingMoves[known.state].includes(input.state)) throw new Conflict('case.wrong-state')
  if (known.version !== input.version) throw new Conflict('case.changed')
  const ending = input.state === 'ended'
  const wrong: Record<string, string> = {}
  if (ending && !input.outcome) wrong['outcome'] = 'error.field.choose'
  if (ending && !input.endedOn) wrong['endedOn'] = 'error.field.empty'
  else if (ending && input.endedOn! < known.opened_on) wrong['endedOn'] = 'risk.error.order'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
  await tx.db
    .updateTable('proceedings')
    .set({
      ...{ state: input.state, version: known.version + 1 },
      ended_on: ending ? input.endedOn! : null,
      // an appeal is against an outcome; it stays until another one replaces it
      ...(ending ? { outcome: input.outcome! } : {}),
    })
    .where('id', '=', known.id)
    .execute()
  await record(tx, 'proceeding.moved', {
    caseId: input.caseId,
    subject: known.id,
    data: { from: known.state, to: input.state, ...(ending ? { outcome: input.outcome } : {}) },
  })
}

/** What goes on first, then what has ended. Empty for who is not on the team. */
export async function listProceedings(tx: Tx, caseId: string): Promise<Proceeding[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId)
    .orderBy('ended_on', (order) => order.desc().nullsFirst())
    .orderBy('opened_on', 'desc')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, role: row.role, state: row.state, openedOn: row.opened_on },
    ...{ courtKind: row.court_kind ?? undefined, outcome: row.outcome ?? undefined },
    ...{ endedOn: row.ended_on ?? undefined, version: row.version },
    text: key.openJson<ProceedingText>(place(row.id), row.sealed),
  }))
}

/** @throws NotFound */
export async function getProceeding(tx: Tx, caseId: string, proceedingId: string): Promise<Proceeding> {
  const found = (await listProceedings(tx, caseId)).find(({ id }) => id === proceedingId)
  if (!found) throw new NotFound()
  return found
}

/** @throws NotFound: another case's proceedings do not exist here */
export async function lockProceeding(tx: Tx, caseId: string, proceedingId: string) {
  const row = await of(tx, caseId).where('id', '=', proceedingId).forUpdate().executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

function mustHold(now: Date, { openedOn, text }: ProceedingInput): void {
  const latest = latestDay(now)
  if (openedOn > latest) throw new Invalid({ openedOn: 'case.status.error.future' })
  // Safety: what is talked about behind closed doors says who may know of it
  if ((text.settlementWho || text.settlementMandate) && !text.settlementConfidential)
    throw new Invalid({ settlementConfidential: 'proceeding.error.confidential' })
}

const rowOf = ({ kind, role, courtKind, openedOn }: ProceedingInput) => ({
  ...{ kind, role, court_kind: courtKind ?? null, opened_on: openedOn },
})
const place = (id: string) => ({ table: 'proceedings', column: 'sealed', row: id })
const of = (tx: Tx, caseId: string) =>
  tx.db.selectFrom('proceedings').selectAll().where('case_id', '=', caseId)
