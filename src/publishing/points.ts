/** The person's own points on a page: pinned by her consent for her words, and by the hash of the very text she approved. */
import { canBeHers } from './guard.ts'
import { approvedWords, carryWords, type ApprovedWords } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { Refused } from '#platform/web/errors.ts'
import { holdGate } from './gate.ts'
import { givenConsents, type GivenConsent, type ShownItem } from './given.ts'
import { removeAll } from './taking-down.ts'

/** A point as a page carries it, in one language. */
export interface ShownPoint {
  pointId: string
  textId: string
  personId: string
  language: string
  /** SHA-256 of the text, in hex */
  hash: string
}

export const asShown = ({ pointId, textId, personId, language, hash }: ApprovedWords): ShownPoint => ({
  ...{ pointId, textId, personId, language },
  hash: hash.toString('hex'),
})

/** Her words are an item like any other: who carries a point asks for her consent to be quoted. */
export const itemsOf = (points: readonly ShownPoint[]): ShownItem[] =>
  [...new Set(points.map(({ personId }) => personId))].map((personId) => ({ personId, item: 'quotes' }))

/**
 * Her points that may be quoted on the web now: approved by her, unaltered, and her consent for them stands.
 * @param on the consents to judge by; those that are given now unless told
 */
export async function quotable(
  tx: Tx,
  caseId: string,
  on?: readonly GivenConsent[],
): Promise<ApprovedWords[]> {
  mustBeAllowed(tx, 'statement.quote')
  const given = (on ?? (await givenConsents(tx, caseId))).filter(
    ({ item, purposes }) => item === 'quotes' && purposes.includes('web'),
  )
  return (await approvedWords(tx, caseId)).filter(
    ({ consentId, sound }) => sound && given.some(({ id }) => id === consentId),
  )
}

/**
 * Which of these may not be shown: taken back, changed, approved for fewer, in another language, or without her consent.
 * @param on as of `quotable`
 */
export async function fallen(
  tx: Tx,
  caseId: string,
  points: readonly ShownPoint[],
  on?: readonly GivenConsent[],
): Promise<ShownPoint[]> {
  if (points.length === 0) return []
  const now = (await quotable(tx, caseId, on)).map(asShown)
  return points.filter(
    (point) =>
      !now.some(
        (one) =>
          one.textId === point.textId &&
          one.pointId === point.pointId &&
          one.personId === point.personId &&
          one.language === point.language &&
          one.hash === point.hash,
      ),
  )
}

/** @throws Refused ('publishing.point') when a point is no longer what she approved */
export async function mustBeApproved(tx: Tx, caseId: string, points: readonly ShownPoint[]): Promise<void> {
  if ((await fallen(tx, caseId, points)).length > 0) throw new Refused('publishing.point')
}

/** Writes down which points a publication carries; the table takes only what is approved at this moment. */
export async function pinPoints(
  tx: Tx,
  publication: { id: string; caseId: string },
  points: readonly ShownPoint[],
): Promise<void> {
  if (points.length === 0) return
  await tx.db
    .insertInto('publication_points')
    .values(
      points.map((point) => ({
        ...{ publication_id: publication.id, case_id: publication.caseId, person_id: point.personId },
        ...{ text_id: point.textId, point_id: point.pointId, language: point.language },
        text_hash: Buffer.from(point.hash, 'hex'),
      })),
    )
    .execute()
}

/** What a publication carries, as it was pinned. */
export async function pinnedPoints(tx: Tx, publicationId: string): Promise<ShownPoint[]> {
  const rows = await tx.db
    .selectFrom('publication_points')
    .select(['point_id', 'text_id', 'person_id', 'language', 'text_hash'])
    .where('publication_id', '=', publicationId)
    .orderBy('text_id')
    .execute()
  return rows.map((row) => ({
    ...{ pointId: row.point_id, textId: row.text_id, personId: row.person_id, language: row.language },
    hash: row.text_hash.toString('hex'),
  }))
}

carryWords({
  canBeHers,
  hold: holdGate,
  async consent(tx, caseId, personId) {
    const given = await givenConsents(tx, caseId)
    return given.find((one) => one.personId === personId && one.item === 'quotes')?.id
  },
  quotable: (tx, caseId) => quotable(tx, caseId),
  // Safety: in the transaction of her word. What it carries goes by the one way down, which stops mail and feeds too.
  async takeDown(tx, caseId, pointIds) {
    const shown = await tx.db
      .selectFrom('publications as p')
      .innerJoin('publication_points as s', 's.publication_id', 'p.id')
      .select(['p.subject_kind as subjectKind', 'p.subject_id as subjectId'])
      .distinct()
      .where('s.point_id', 'in', pointIds)
      .orderBy('p.subject_id')
      .execute()
    return (await removeAll(tx, caseId, shown, true, 'withdrawn')).length
  },
})
