/** What ends a file is decided by two: one asks and says why, another one of the team answers. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { servesAlone } from '#organisations/index.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { ClosingReason, Outcome } from '../reasons.ts'
import { lockCase } from './step.ts'

export interface DecisionText {
  /** for the one who answers, and for who reads the file later */
  note?: string
  /** the team goes on in private; what the public reads is an ordinary closing */
  continuePrivately?: boolean
}

export type Ask = DecisionText & { caseId: string } & (
    | { kind: 'close'; reason: ClosingReason; outcome: Outcome; /** YYYY-MM-DD */ retentionUntil: string }
    | { kind: 'erase' }
  )

export interface Decision extends DecisionText {
  id: string
  kind: 'close' | 'erase'
  reason?: string
  outcome?: string
  retentionUntil?: string
  askedBy: string
  askedAt: Date
}

/**
 * Asks for a second person's word. The only member of an organisation decides alone, and the row says so.
 * @throws Conflict ('case.wrong-state', 'case.decision.open'), Invalid
 */
export async function askToEnd(tx: Tx, ask: Ask): Promise<{ done: boolean }> {
  const { kind } = ask
  mustBeAllowed(tx, kind === 'close' ? 'case.close' : 'case.erase')
  const { actor, now } = tx
  if (actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, ask.caseId)
  mustMakeSense(ask, now)
  await mustBeEndable(tx, ask.caseId, kind)
  if (await findDecision(tx, ask.caseId, kind)) throw new Conflict('case.decision.open')
  const id = newId(now.getTime())
  const text: DecisionText = { note: ask.note || undefined, continuePrivately: ask.continuePrivately }
  const key = await tx.keys.case(ask.caseId)
  await tx.db
    .insertInto('case_decisions')
    .values({
      ...{ id, case_id: ask.caseId, kind, sealed: key.sealJson(place(id), text) },
      ...{ asked_by: actor.accountId, asked_at: now },
      ...(kind === 'close'
        ? { reason: ask.reason, outcome: ask.outcome, retention_until: ask.retentionUntil }
        : {}),
    })
    .execute()
  await record(tx, kind === 'close' ? 'case.closing-asked' : 'case.erasing-asked', {
    caseId: ask.caseId,
    subject: id,
  })
  if (!(await servesAlone(tx))) return { done: false }
  await agree(tx, { ...ask, id, alone: true })
  return { done: true }
}

function mustMakeSense(ask: Ask, now: Date): void {
  if (ask.kind === 'close' && ask.retentionUntil <= now.toISOString().slice(0, 10))
    throw new Invalid({ retentionUntil: 'case.life.error.retention' })
}

async function mustBeEndable(tx: Tx, caseId: string, kind: 'close' | 'erase'): Promise<void> {
  const { state } = await lockCase(tx, caseId)
  const from = kind === 'close' ? ['open', 'monitoring'] : ['archived']
  if (!from.includes(state)) throw new Conflict('case.wrong-state')
}

/**
 * Answers what a colleague asked; whoever asked may take it back, and nothing else.
 * @throws Refused ('case.decision.own') for agreeing with oneself, NotFound when nothing is asked any more
 */
export async function answerDecision(
  tx: Tx,
  input: { caseId: string; decisionId: string; answer: 'agreed' | 'refused' | 'taken-back' },
): Promise<{ kind: 'close' | 'erase' }> {
  mustBeAllowed(tx, 'case.close')
  const { actor } = tx
  if (actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  await lockCase(tx, input.caseId)
  const row = await open(tx, input.caseId).where('id', '=', input.decisionId).forUpdate().executeTakeFirst()
  if (!row) throw new NotFound()
  const own = row.asked_by === actor.accountId
  // Safety: two sessions of one person are one person; the table refuses it a second time
  if (own !== (input.answer === 'taken-back')) throw new Refused('case.decision.own')
  if (input.answer === 'agreed') {
    if (row.kind === 'erase') mustBeAllowed(tx, 'case.erase')
    await agree(tx, { caseId: input.caseId, id: row.id, kind: row.kind, alone: false })
  } else await answer(tx, { ...input, id: row.id, alone: false })
  if (input.answer !== 'agreed')
    await record(tx, input.answer === 'refused' ? 'case.decision-refused' : 'case.decision-taken-back', {
      caseId: input.caseId,
      subject: row.id,
      data: { kind: row.kind },
    })
  return { kind: row.kind }
}

async function answer(
  tx: Tx,
  { id, answer: given, alone }: { id: string; answer: 'agreed' | 'refused' | 'taken-back'; alone: boolean },
): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused()
  await tx.db
    .updateTable('case_decisions')
    .set({ answer: given, answered_by: tx.actor.accountId, answered_at: tx.now, alone })
    .where('id', '=', id)
    .execute()
}

async function agree(
  tx: Tx,
  one: { caseId: string; id: string; kind: 'close' | 'erase'; alone: boolean },
): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeEndable(tx, one.caseId, one.kind)
  await answer(tx, { ...one, answer: 'agreed' })
  if (one.kind === 'close') await close(tx, one)
  else await erase(tx, one)
}

async function close(tx: Tx, one: { caseId: string; id: string; alone: boolean }): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const asked = await tx.db
    .selectFrom('case_decisions')
    .select(['reason', 'outcome', 'retention_until'])
    .where('id', '=', one.id)
    .executeTakeFirstOrThrow()
  await tx.db
    .updateTable('cases')
    .set((set) => ({
      state: 'closed',
      closing_reason: asked.reason,
      outcome: asked.outcome,
      retention_until: asked.retention_until,
      closed_at: tx.now,
      closed_by: (tx.actor as { accountId: string }).accountId,
      version: set('version', '+', 1),
    }))
    .where('id', '=', one.caseId)
    .execute()
  await record(tx, 'case.closed', {
    caseId: one.caseId,
    subject: one.caseId,
    data: { reason: asked.reason, alone: one.alone },
  })
}

type ErasingHook = (tx: Tx, caseId: string) => Promise<void>
const erasingHooks: ErasingHook[] = []

/** A later module takes down here what is public of a case that is erased. Runs in the same transaction. */
export function onCaseErasing(hook: ErasingHook): void {
  erasingHooks.push(hook)
}

/**
 * Safety: with the key gone, all that is sealed of the case is noise at once here, and from each backup with that
 * backup. The event stays with the organisation, without the case's name.
 */
async function erase(tx: Tx, one: { caseId: string; alone: boolean }): Promise<void> {
  for (const hook of erasingHooks) await hook(tx, one.caseId)
  // the event first: afterwards nobody may write into this case, or find it
  await record(tx, 'case.erased', { caseId: one.caseId, subject: one.caseId, data: { alone: one.alone } })
  await sql`select wl.erase_case(${one.caseId}, ${tx.now})`.execute(tx.db)
}

/** What waits for an answer, for the team. */
export async function findDecision(
  tx: Tx,
  caseId: string,
  kind?: 'close' | 'erase',
): Promise<Decision | undefined> {
  const row = await open(tx, caseId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .executeTakeFirst()
  if (!row) return undefined
  const key = await tx.keys.case(caseId)
  return {
    ...key.openJson<DecisionText>(place(row.id), row.sealed),
    id: row.id,
    kind: row.kind,
    reason: row.reason ?? undefined,
    outcome: row.outcome ?? undefined,
    retentionUntil: row.retention_until ?? undefined,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
  }
}

const place = (id: string) => ({ table: 'case_decisions', column: 'sealed', row: id })

const open = (tx: Tx, caseId: string) =>
  tx.db.selectFrom('case_decisions').selectAll().where('case_id', '=', caseId).where('answer', 'is', null)
