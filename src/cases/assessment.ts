import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import type { Harm } from './reasons.ts'
import type { RiskLevel } from './tables.ts'

export interface AssessmentText {
  /** public wording by language: "At this time no arrest is expected." */
  wording: Record<string, string>
  /** organisations that agree to be named as assessors, by language */
  assessors: Record<string, string[]>
  /** how many organisations assessed, named or not */
  assessorCount: number
}

export interface Assessment extends AssessmentText {
  id: string
  harm: string
  level: RiskLevel
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
  assessedOn: string
  validUntil: string
  nextReviewOn?: string
}

/** Writes down a dated human judgement. An older one stays as history. For writers who see the case. */
export async function assess(tx: Tx, input: AssessmentInput): Promise<string> {
  mustBeAllowed(tx, 'case.assess')
  if (tx.actor.kind !== 'member') throw new Refused()
  const wrong: Record<string, string> = {}
  if (input.assessedOn > dayAfter(tx.now)) wrong['assessedOn'] = 'case.status.error.future'
  if (input.validUntil < input.assessedOn) wrong['validUntil'] = 'case.status.error.order'
  if (input.nextReviewOn && input.nextReviewOn < input.assessedOn)
    wrong['nextReviewOn'] = 'case.status.error.order'
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
  const seen = await tx.db.selectFrom('cases').select('id').where('id', '=', input.caseId).executeTakeFirst()
  if (!seen) throw new NotFound()
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
      assessed_on: input.assessedOn,
      valid_until: input.validUntil,
      next_review_on: input.nextReviewOn ?? null,
      sealed: (await tx.keys.case(input.caseId)).sealJson(place(id), text),
      assessed_by: tx.actor.accountId,
      created_at: tx.now,
    })
    .execute()
  await record(tx, 'case.assessed', {
    caseId: input.caseId,
    subject: id,
    data: { harm: input.harm, level: input.level },
  })
  return id
}

/** Newest first. */
export async function listAssessments(tx: Tx, caseId: string, limit = 20): Promise<Assessment[]> {
  const rows = await tx.db
    .selectFrom('risk_assessments')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('assessed_on', 'desc')
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<AssessmentText>(place(row.id), row.sealed),
    id: row.id,
    harm: row.harm,
    level: row.level,
    assessedOn: row.assessed_on,
    validUntil: row.valid_until,
    nextReviewOn: row.next_review_on ?? undefined,
    assessedBy: row.assessed_by,
  }))
}

const place = (id: string) => ({ table: 'risk_assessments', column: 'sealed', row: id })

/** The latest day that it can be anywhere on earth: a form filled in Auckland is not from the future. */
const dayAfter = (now: Date): string => new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10)
