import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { Selectable } from 'kysely'
import { holdGate } from './gate.ts'
import { nothingFound, type Review } from './review.ts'
import type { SignedKind, SignOffState, SignOffTable, SignRule } from './tables.ts'

/** What lies sealed beside a signature. */
export interface AskText {
  choice?: unknown
  review: Review
  correcting?: boolean | undefined
  note?: string | undefined
  /** ids of the organisations that the page named when it was signed; absent where there is no page, and in what was signed before they were kept apart */
  named?: readonly string[] | undefined
}

export const placeOf = (
  id: string,
  column: 'sealed' | 'second_sealed' | 'reason_sealed' | 'second_reason_sealed',
): Place => ({
  table: 'sign_offs',
  column,
  row: id,
})

export interface SignOff {
  id: string
  caseId: string
  kind: SignedKind
  subjectId: string
  salt: Buffer
  textHash: Buffer
  items: string[]
  rule: SignRule | 'earlier'
  needed: number
  twoOrganisations: boolean
  alone: boolean
  state: SignOffState
  condition?: string
  /** that a text prepared for the day of an arrest stands on, as it read then */
  wish?: { wishId: string; version: number }
  /** how many organisations approve it, by the charter of the day on which it was asked; 1: its signatures suffice */
  quorum: number
  /** from then on silence is agreement */
  silenceAt?: Date
  approvedAt?: Date
  /** it comes out then, by the clock of this IANA zone, when it is signed */
  publishAt?: { at: Date; zone: string }
  /** why it did not come out by itself: an error code */
  held?: { at: Date; code: string }
  signedBy: string
  signedAt: Date
  organisationId: string
  /** whose signature stands beside the author's */
  secondBy?: string
  secondOrganisationId?: string
  secondAt?: Date
  /** who had signed second, and took that back; nobody has signed second since */
  secondTaken?: { by: string; at: Date; reason(): Promise<string> }
  settledBy?: string
  settledAt?: Date
  /** opened on demand */
  text(): Promise<AskText>
  reason(): Promise<string | undefined>
}

export function asSignOff(tx: Tx, row: Selectable<SignOffTable>): SignOff {
  return {
    id: row.id,
    caseId: row.case_id,
    kind: row.subject_kind,
    subjectId: row.subject_id,
    salt: row.salt,
    textHash: row.text_hash,
    items: row.items,
    rule: row.rule,
    needed: row.needed,
    twoOrganisations: row.two_organisations,
    alone: row.alone,
    state: row.state,
    ...(row.condition ? { condition: row.condition } : {}),
    ...(row.wish_id ? { wish: { wishId: row.wish_id, version: row.wish_version! } } : {}),
    quorum: row.quorum,
    ...(row.silence_at ? { silenceAt: row.silence_at } : {}),
    ...(row.approved_at ? { approvedAt: row.approved_at } : {}),
    ...(row.publish_at ? { publishAt: { at: row.publish_at, zone: row.publish_zone! } } : {}),
    ...(row.held_at ? { held: { at: row.held_at, code: row.held_code! } } : {}),
    signedBy: row.signed_by,
    signedAt: row.signed_at,
    organisationId: row.organisation_id,
    ...secondOf(tx, row),
    ...(row.settled_by ? { settledBy: row.settled_by } : {}),
    ...(row.settled_at ? { settledAt: row.settled_at } : {}),
    async text() {
      if (!row.sealed) return { review: nothingFound }
      const key = await tx.keys.case(row.case_id)
      const text = key.openJson<AskText>(placeOf(row.id, 'sealed'), row.sealed)
      if (!row.second_sealed) return text
      const { review } = key.openJson<{ review: Review }>(placeOf(row.id, 'second_sealed'), row.second_sealed)
      return { ...text, review }
    },
    async reason() {
      if (!row.reason_sealed) return undefined
      return (await tx.keys.case(row.case_id)).open(placeOf(row.id, 'reason_sealed'), row.reason_sealed)
    },
  }
}

/** Safety: a signature that was taken back is none, whatever asks for it. */
function secondOf(
  tx: Tx,
  row: Selectable<SignOffTable>,
): Pick<SignOff, 'secondBy' | 'secondOrganisationId' | 'secondAt' | 'secondTaken'> {
  const { id, case_id: caseId, second_by: by, second_taken_back_at: at, second_reason_sealed: sealed } = row
  if (!by) return {}
  if (!at) return { secondBy: by, secondOrganisationId: row.second_organisation!, secondAt: row.second_at! }
  const reason = async () => (await tx.keys.case(caseId)).open(placeOf(id, 'second_reason_sealed'), sealed!)
  return { secondTaken: { by, at, reason } }
}

/**
 * One sign-off, held with the gate of its case until the transaction ends.
 * @throws NotFound, also behind the wall
 */
export async function lockSignOff(tx: Tx, signOffId: string): Promise<SignOff> {
  const seen = await findSignOff(tx, signOffId)
  await holdGate(tx, seen.caseId)
  const row = await tx.db
    .selectFrom('sign_offs')
    .selectAll()
    .where('id', '=', signOffId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return asSignOff(tx, row)
}

/** @throws NotFound, also behind the wall */
export async function findSignOff(tx: Tx, signOffId: string): Promise<SignOff> {
  const row = isId(signOffId)
    ? await tx.db.selectFrom('sign_offs').selectAll().where('id', '=', signOffId).executeTakeFirst()
    : undefined
  if (!row) throw new NotFound()
  return asSignOff(tx, row)
}
