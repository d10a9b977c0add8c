import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Invalid, Refused } from '#platform/web/errors.ts'
import { isOnTeam, mustBeOnTeam } from '../circles.ts'
import type { Harm } from '../reasons.ts'
import type { RiskLevel } from '../tables.ts'
import type { Trend } from './lists.ts'
import { latestDay } from '../zone.ts'

export interface AssessmentText {
  /** public wording by language: "At this time no arrest is expected." */
  wording: Record<string, string>
  /** organisations that agree to be named as assessors, by language */
  assessors: Record<string, string[]>
  /** how many organisations assessed, named or not */
  assessorCount: number
}

/** What only the team reads; sealed apart from the public wording. */
export interface AssessmentReasons {
  reasons?: string
  vulnerabilities?: string
  capacities?: string
  /** on the person, the family, the team, the community */
  impact?: string
  /** the person's own view of her risk */
  ownView?: string
  /** who sees it otherwise, by organisation, and why */
  dissent?: string
  /** what would make a new assessment necessary before its day */
  triggers?: string
}

export interface Assessment extends AssessmentText {
  id: string
  harm: string
  level: RiskLevel
  trend: Trend
  /** days, YYYY-MM-DD */
  assessedOn: string
  /** last day on which it may be read as the present state */
  validUntil: string
  nextReviewOn?: string
  assessedBy: string
}

export type AssessmentInput = AssessmentText & {
  caseId: string
  harm: Harm
  level: RiskLevel
  trend?: Trend
  assessedOn: string
  validUntil: string
  nextReviewOn?: string
  /** for the team only: needs a place on it */
  behind?: AssessmentReasons & { threatIds?: readonly string[] }
}

/**
 * Writes down a dated human judgement of one harm. Older ones stay as history. For writers who see the case; reasons and
 * threats for those on the team.
 * @throws Invalid, NotFound, Refused ('case.team-only')
 */
export async function assess(tx: Tx, input: AssessmentInput): Promise<string> {
  mustBeAllowed(tx, 'case.assess')
  if (tx.actor.kind !== 'member') throw new Refused()
  // Safety: a judgement of her danger is made by those who know the file, also where its words are for the public
  await mustBeOnTeam(tx, input.caseId)
  const wrong: Record<string, string> = {}
  if (input.assessedOn > latestDay(tx.now)) wrong['assessedOn'] = 'case.status.error.future'
  if (input.validUntil < input.assessedOn) wrong['validUntil'] = 'case.status.error.order'
  if (input.nextReviewOn && input.nextReviewOn < input.assessedOn)
    wrong['nextReviewOn'] = 'case.status.error.order'
  for (const [language, text] of Object.entries(input.wording))
    // Safety: “no arrest is expected” left in a form about another harm would be read as an all-clear
    if (await saysAnother(tx, input, language, text)) wrong[`wording-${language}`] = 'risk.error.other-harm'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
  const id = newId(tx.now.getTime())
  const text: AssessmentText = {
    wording: input.wording,
    assessors: input.assessors,
    assessorCount: input.assessorCount,
  }
  await tx.db
    .insertInto('risk_assessments')
    .values({
      id,
      case_id: input.caseId,
      harm: input.harm,
      level: input.level,
      trend: input.trend ?? 'unknown',
      assessed_on: input.assessedOn,
      valid_until: input.validUntil,
      next_review_on: input.nextReviewOn ?? null,
      sealed: (await tx.keys.case(input.caseId)).sealJson(place(id), text),
      assessed_by: tx.actor.accountId,
      created_at: tx.now,
    })
    .execute()
  if (input.behind) await keepReasons(tx, { ...input, behind: input.behind, id })
  await record(tx, 'case.assessed', {
    caseId: input.caseId,
    subject: id,
    data: { harm: input.harm, level: input.level },
  })
  return id
}

/** Whether these very words were said of another harm of this case. */
async function saysAnother(tx: Tx, input: AssessmentInput, language: string, text: string): Promise<boolean> {
  if (text === '') return false
  const all = await listAssessments(tx, input.caseId)
  return all.some((one) => one.harm !== input.harm && one.wording[language] === text)
}

async function keepReasons(
  tx: Tx,
  { id, caseId, behind }: { id: string; caseId: string; behind: NonNullable<AssessmentInput['behind']> },
): Promise<void> {
  const { threatIds = [], ...text } = behind
  const sealed = (await tx.keys.case(caseId)).sealJson(behindPlace(id), text)
  await tx.db.insertInto('risk_reasons').values({ assessment_id: id, case_id: caseId, sealed }).execute()
  const ours = await tx.db.selectFrom('threats').select('id').where('case_id', '=', caseId).execute()
  const known = new Set(ours.map((one) => one.id))
  const threats = threatIds.filter((threatId) => known.has(threatId))
  if (threats.length > 0)
    await tx.db
      .insertInto('risk_threats')
      .values(threats.map((threatId) => ({ assessment_id: id, threat_id: threatId, case_id: caseId })))
      .execute()
}

/** What the team wrote behind an assessment, with the threats that it rests on; undefined for who is not on the team. */
export async function findReasons(
  tx: Tx,
  caseId: string,
  assessmentId: string,
): Promise<(AssessmentReasons & { threatIds: string[] }) | undefined> {
  mustBeAllowed(tx, 'case.read')
  if (!(await isOnTeam(tx, caseId))) return undefined
  const row = await tx.db
    .selectFrom('risk_reasons')
    .select('sealed')
    .where('assessment_id', '=', assessmentId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (!row) return undefined
  const threats = await tx.db
    .selectFrom('risk_threats')
    .select('threat_id')
    .where('assessment_id', '=', assessmentId)
    .execute()
  const text = (await tx.keys.case(caseId)).openJson<AssessmentReasons>(behindPlace(assessmentId), row.sealed)
  return { ...text, threatIds: threats.map((one) => one.threat_id) }
}

/** How she saw it herself, and who of the team saw it otherwise, by assessment. Empty for who is not on the team. */
export async function listViews(
  tx: Tx,
  caseId: string,
): Promise<Map<string, Pick<AssessmentReasons, 'ownView' | 'dissent'>>> {
  mustBeAllowed(tx, 'case.read')
  if (!(await isOnTeam(tx, caseId))) return new Map()
  const rows = await tx.db
    .selectFrom('risk_reasons')
    .select(['assessment_id', 'sealed'])
    .where('case_id', '=', caseId)
    .execute()
  if (rows.length === 0) return new Map()
  const key = await tx.keys.case(caseId)
  return new Map(
    rows.map((row) => {
      const { ownView, dissent } = key.openJson<AssessmentReasons>(behindPlace(row.assessment_id), row.sealed)
      return [row.assessment_id, { ownView, dissent }]
    }),
  )
}

/** The newest assessment of each harm: what holds, or what has run out. The gravest first. */
export function newestOfEach(all: readonly Assessment[]): Assessment[] {
  const byHarm = new Map<string, Assessment>()
  for (const one of all) if (!byHarm.has(one.harm)) byHarm.set(one.harm, one)
  return [...byHarm.values()].sort((a, b) => gravity(b.level) - gravity(a.level))
}

const gravity = (level: RiskLevel): number =>
  ['unknown', 'low', 'moderate', 'high', 'critical'].indexOf(level)

/**
 * What the public may read as the present state: of the newest assessments of each harm the latest that has public words.
 * Safety: an older all-clear is never taken where a newer judgement of the same harm has no words.
 */
export const publicAssessment = (all: readonly Assessment[]): Assessment | undefined =>
  newestOfEach(all)
    .filter(({ wording }) => Object.values(wording).some((text) => text !== ''))
    .sort((a, b) => (a.assessedOn < b.assessedOn ? 1 : a.assessedOn > b.assessedOn ? -1 : 0))[0]

/** Newest first, of all harms. */
export async function listAssessments(tx: Tx, caseId: string, limit = 200): Promise<Assessment[]> {
  const rows = await tx.db
    .selectFrom('risk_assessments')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('assessed_on', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<AssessmentText>(place(row.id), row.sealed),
    id: row.id,
    harm: row.harm,
    level: row.level,
    trend: row.trend,
    assessedOn: row.assessed_on,
    validUntil: row.valid_until,
    nextReviewOn: row.next_review_on ?? undefined,
    assessedBy: row.assessed_by,
  }))
}

const behindPlace = (id: string) => ({ table: 'risk_reasons', column: 'sealed', row: id })
const place = (id: string) => ({ table: 'risk_assessments', column: 'sealed', row: id })
