import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { Visibility } from '../facts/lists.ts'
import type { Change, Confidence, Outcome } from './lists.ts'
import { latestDay } from '../zone.ts'

/** What whoever may read the effect reads of it. */
interface EffectText {
  what: string
  /** the same for the public, by language */
  public?: Record<string, string> | undefined
  /** what the organisations say together, attributed to them, by language */
  joint?: Record<string, string> | undefined
}

/** What the team alone reads. */
export interface Grounds {
  evidence?: string | undefined
  /** ids of interventions and waves of action that came before; never a cause */
  after: string[]
}

export interface Effect extends EffectText {
  id: string
  change: Change
  outcome: Outcome
  /** YYYY-MM-DD */
  on: string
  confidence: Confidence
  visibility: Visibility
  version: number
}

export type EffectInput = Omit<Effect, 'id' | 'version'> & Grounds & { caseId: string }

export type EffectVersion = Omit<Effect, 'id'> & Grounds & { writtenAt: Date; writtenBy: string }

/** Writes down what changed for the person. For writers on the team. @throws Invalid, NotFound, Refused ('case.team-only') */
export async function addEffect(tx: Tx, input: EffectInput): Promise<string> {
  mustBeAllowed(tx, 'effect.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  mustHold(tx.now, input)
  const id = newId(tx.now.getTime())
  const key = await tx.keys.case(input.caseId)
  await tx.db
    .insertInto('effects')
    .values({
      ...{ id, case_id: input.caseId, ...rowOf(input), sealed: key.sealJson(place(id), textOf(input)) },
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await keepVersion(tx, { ...input, id, version: 1 })
  await record(tx, 'effect.recorded', { caseId: input.caseId, subject: id, data: shown(input) })
  return id
}

/** @throws Conflict ('case.changed') when somebody else saved in between */
export async function editEffect(
  tx: Tx,
  input: EffectInput & { effectId: string; version: number },
): Promise<void> {
  mustBeAllowed(tx, 'effect.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  mustHold(tx.now, input)
  const { effectId: id, version: seen, caseId } = input
  const known = await of(tx, caseId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!known) throw new NotFound()
  if (known.version !== seen) throw new Conflict('case.changed')
  const key = await tx.keys.case(caseId)
  await tx.db
    .updateTable('effects')
    .set({ ...rowOf(input), version: seen + 1, sealed: key.sealJson(place(id), textOf(input)) })
    .where('id', '=', id)
    .execute()
  await keepVersion(tx, { ...input, id, version: seen + 1 })
  await record(tx, 'effect.edited', { caseId, subject: id, data: shown(input) })
}

async function keepVersion(tx: Tx, input: EffectInput & { id: string; version: number }): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const { id, version, caseId, evidence, after, what, public: words, joint } = input
  const { change, outcome, on, confidence, visibility } = input
  await tx.db
    .insertInto('effect_versions')
    .values({
      ...{ effect_id: id, version, case_id: caseId, written_at: tx.now, written_by: tx.actor.accountId },
      sealed: (await tx.keys.case(caseId)).sealJson(versionPlace(id, version), {
        ...{ what, public: words, joint, evidence: evidence || undefined, after },
        ...{ change, outcome, on, confidence, visibility },
      }),
    })
    .execute()
}

/** Newest first. The wall decides: the team reads all, the coalition's room what was opened to it. */
export async function listEffects(tx: Tx, caseId: string): Promise<Effect[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await of(tx, caseId).orderBy('happened_on', 'desc').orderBy('id', 'desc').limit(200).execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<EffectText>(place(row.id), row.sealed),
    ...{ id: row.id, outcome: row.outcome, on: row.happened_on, change: row.change },
    ...{ confidence: row.confidence, visibility: row.visibility, version: row.version },
  }))
}

/** @throws NotFound */
export async function getEffect(tx: Tx, caseId: string, effectId: string): Promise<Effect> {
  const found = (await listEffects(tx, caseId)).find(({ id }) => id === effectId)
  if (!found) throw new NotFound()
  return found
}

/** All versions, the present one first; empty for who is not on the team. */
export async function listEffectVersions(tx: Tx, caseId: string, effectId: string): Promise<EffectVersion[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await tx.db
    .selectFrom('effect_versions')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('effect_id', '=', effectId)
    .orderBy('version', 'desc')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<Omit<EffectVersion, 'version' | 'writtenAt' | 'writtenBy'>>(
      versionPlace(effectId, row.version),
      row.sealed,
    ),
    ...{ version: row.version, writtenAt: row.written_at, writtenBy: row.written_by },
  }))
}

/** What the public page may tell in one language, oldest first. */
export const publicEffects = (
  all: readonly Effect[],
  language: string,
): { on: string; text: string; joint?: string }[] =>
  all
    .filter(({ visibility }) => visibility === 'public')
    .flatMap(({ on, public: words, joint }) => {
      const text = words?.[language]
      const together = joint?.[language]
      return text ? [{ on, text, ...(together ? { joint: together } : {}) }] : []
    })
    .toReversed()

function mustHold(now: Date, input: EffectInput): void {
  const latest = latestDay(now)
  const wrong: Record<string, string> = {}
  if (input.on > latest) wrong['on'] = 'case.status.error.future'
  // Safety: what the team wrote for itself never stands in for words that were meant for the public
  if (input.visibility === 'public' && !Object.values(input.public ?? {}).some((text) => text !== ''))
    wrong['visibility'] = 'fact.error.public-words'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
}

const rowOf = ({ change, outcome, on, confidence, visibility }: EffectInput) => ({
  ...{ change, outcome, happened_on: on, confidence, visibility },
})
const textOf = ({ what, public: words, joint }: EffectInput): EffectText => ({ what, public: words, joint })
const shown = ({ outcome, visibility }: EffectInput) => ({ outcome, visibility })
const place = (id: string) => ({ table: 'effects', column: 'sealed', row: id })
const versionPlace = (id: string, version: number) => ({
  ...{ table: 'effect_versions', column: 'sealed' },
  row: `${id} ${version}`,
})
const of = (tx: Tx, caseId: string) => tx.db.selectFrom('effects').selectAll().where('case_id', '=', caseId)
