import type { Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import { linkHash, linkToken } from '../duty/private-link.ts'
import { type LadderStep } from './ladder.ts'
import { writeRule, type Schedule } from './rrule.ts'
import type { CheckInPlanTable, PlanState } from './tables.ts'

/** What of a plan is sealed: whom and how, never when. */
export interface PlanText {
  /** what the team calls it */
  name: string
  /** ways to reach her, in the agreed order */
  channels: string
  /** whom to call, in the agreed order, and what each may know */
  trusted: string
  /** who may answer for her */
  proxies: string
  lawyer: string
  /** police stations and hospitals to ask */
  authorities: string
  /** what was agreed besides */
  agreed: string
}

export interface PlanInput extends PlanText {
  caseId: string
  schedule: Schedule
  zone: string
  /** YYYY-MM-DD */
  startsOn: string
  windowMinutes: number
  ladder: readonly LadderStep[]
  hardLimitMinutes: number
  language: string
  /** a new word; undefined keeps the one that is set, '' takes it away */
  codeWord?: string | undefined
  duressWord?: string | undefined
}

/** As a person says it over a bad line: without case, accents of input methods, or doubled spaces. */
const spoken = (word: string): string => word.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/g, ' ')

/** The keyed hash that is kept of a word, under the case's key and for this plan alone. */
export const hashWord = (key: Sealer, planId: string, word: string): Buffer =>
  key.index(`check-in-word/${planId}`, spoken(word))

export const planPlace = (id: string) => ({ table: 'check_in_plans', column: 'sealed', row: id })

/** Agrees on a plan. For admins and caseworkers on the team. @throws NotFound, Refused, Invalid */
export async function makePlan(tx: Tx, input: PlanInput): Promise<string> {
  mustBeAllowed(tx, 'check-in.plan')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const id = newId(tx.now.getTime())
  const key = await tx.keys.case(input.caseId)
  await tx.db
    .insertInto('check_in_plans')
    .values({
      ...plain(input),
      ...words(key, id, input, { code_word: null, duress_word: null }),
      id,
      case_id: input.caseId,
      organisation_id: tx.actor.organisationId,
      state: 'active',
      link_hash: linkHash(planToken(key, id, 1)),
      planned_at: null,
      sealed: key.sealJson(planPlace(id), textOf(input)),
      created_at: tx.now,
      created_by: tx.actor.accountId,
      ended_at: null,
      ended_by: null,
    })
    .execute()
  await record(tx, 'check-in-plan.made', { caseId: input.caseId, subject: id })
  return id
}

/**
 * Changes a plan. Days ahead are written anew; what is due or late goes on as it was agreed when it began.
 * @throws NotFound, Refused, Invalid, Conflict ('check-ins.error.changed')
 */
export async function changePlan(
  tx: Tx,
  input: PlanInput & { planId: string; version: number },
): Promise<void> {
  mustBeAllowed(tx, 'check-in.plan')
  await mustBeOnTeam(tx, input.caseId)
  const row = await holdPlan(tx, input)
  if (row.version !== input.version || row.state === 'ended') throw new Conflict('check-ins.error.changed')
  const key = await tx.keys.case(input.caseId)
  await tx.db
    .updateTable('check_in_plans')
    .set({
      ...plain(input),
      ...words(key, row.id, input, row),
      sealed: key.sealJson(planPlace(row.id), textOf(input)),
      planned_at: null,
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .execute()
  await dropAhead(tx, row.id, { moved: false })
  await record(tx, 'check-in-plan.changed', { caseId: input.caseId, subject: row.id })
}

const turns = {
  pause: { from: ['active'], to: 'paused', told: 'check-in-plan.paused' },
  resume: { from: ['paused'], to: 'active', told: 'check-in-plan.resumed' },
  end: { from: ['active', 'paused'], to: 'ended', told: 'check-in-plan.ended' },
} as const satisfies Record<string, { from: readonly PlanState[]; to: PlanState; told: string }>
export const planTurns = Object.keys(turns) as (keyof typeof turns)[]
export type PlanTurn = keyof typeof turns

export const planTurnsFrom = (state: PlanState): PlanTurn[] =>
  planTurns.filter((turn) => (turns[turn].from as readonly PlanState[]).includes(state))

/** Pauses, resumes or ends a plan. What is late or in an emergency stays: only a human ends that. */
export async function turnPlan(
  tx: Tx,
  input: { caseId: string; planId: string; turn: PlanTurn },
): Promise<void> {
  mustBeAllowed(tx, 'check-in.plan')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  const row = await holdPlan(tx, input)
  const { to, told } = turns[input.turn]
  if (!planTurnsFrom(row.state).includes(input.turn)) throw new Conflict('check-ins.error.changed')
  await tx.db
    .updateTable('check_in_plans')
    .set({
      state: to,
      planned_at: null,
      version: row.version + 1,
      ...(to === 'ended' ? { ended_at: tx.now, ended_by: tx.actor.accountId } : {}),
    })
    .where('id', '=', row.id)
    .execute()
  await dropAhead(tx, row.id, { moved: true })
  await record(tx, told, { caseId: input.caseId, subject: row.id })
}

/** Makes her a new private link; the old one is void at once, wherever it lies. */
export async function renewLink(tx: Tx, input: { caseId: string; planId: string }): Promise<void> {
  mustBeAllowed(tx, 'check-in.plan')
  await mustBeOnTeam(tx, input.caseId)
  const row = await holdPlan(tx, input)
  const key = await tx.keys.case(input.caseId)
  const number = row.link_number + 1
  await tx.db
    .updateTable('check_in_plans')
    .set({ link_number: number, link_hash: linkHash(planToken(key, row.id, number)) })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'check-in-plan.link-renewed', { caseId: input.caseId, subject: row.id })
}

export const planToken = (key: Sealer, planId: string, number: number): string =>
  linkToken(key, `check-in ${planId} ${number}`)

async function holdPlan(
  tx: Tx,
  { caseId, planId }: { caseId: string; planId: string },
): Promise<Selectable<CheckInPlanTable>> {
  const row = await tx.db
    .selectFrom('check_in_plans')
    .selectAll()
    .where('id', '=', planId)
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

/** Safety: one that was moved may be all that is left of an hour that has passed: another plan does not write it anew. */
async function dropAhead(tx: Tx, planId: string, { moved }: { moved: boolean }): Promise<void> {
  await tx.db
    .deleteFrom('check_ins')
    .where('plan_id', '=', planId)
    .where('state', '=', 'scheduled')
    .where('due_at', '>', tx.now)
    .$if(!moved, (query) => query.where('moved_at', 'is', null))
    .execute()
}

const plain = (input: PlanInput) => {
  const last = input.ladder.at(-1)?.minutes ?? 0
  const climbs = input.ladder.every(({ minutes }, i) => minutes > (input.ladder[i - 1]?.minutes ?? 0))
  if (!climbs) throw new Invalid({ 'minutes-nudge': 'check-ins.error.ladder' })
  if (input.hardLimitMinutes <= last) throw new Invalid({ hardLimitMinutes: 'check-ins.error.limit' })
  return {
    rrule: writeRule(input.schedule),
    zone: input.zone,
    starts_on: input.startsOn,
    window_minutes: input.windowMinutes,
    ladder: JSON.stringify(input.ladder),
    hard_limit_minutes: input.hardLimitMinutes,
    language: input.language,
  }
}

function words(
  key: Sealer,
  id: string,
  { codeWord, duressWord }: PlanInput,
  kept: { code_word: Buffer | null; duress_word: Buffer | null },
) {
  const hashed = (word: string | undefined, old: Buffer | null) =>
    word === undefined ? old : spoken(word) === '' ? null : hashWord(key, id, word)
  const both = {
    code_word: hashed(codeWord, kept.code_word),
    duress_word: hashed(duressWord, kept.duress_word),
  }
  // Safety: one word with two meanings would call her safe when she calls for help
  if (both.code_word && both.duress_word?.equals(both.code_word))
    throw new Invalid({ duressWord: 'check-ins.error.same-word' })
  return both
}

const textOf = ({ name, channels, trusted, proxies, lawyer, authorities, agreed }: PlanInput): PlanText => ({
  name,
  channels,
  trusted,
  proxies,
  lawyer,
  authorities,
  agreed,
})
