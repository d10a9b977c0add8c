import { sql, type Selectable } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { SealBroken } from '#platform/keys/seal.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { ContactChannel } from '../check-ins/tables.ts'
import type { ApprovalWay, PointForm, PointState, PointVisibility, TextState } from './lists.ts'
import { openPoint, type PointRow, type PointText } from './point-row.ts'
import { statementPlace, type StatementText } from './statement.ts'
import { openText, seenOf } from './text-row.ts'
import type { StatementTextTable } from './tables.ts'

export interface PointWords {
  language: string
  original: boolean
  state: TextState
  /** the words were changed after this translation was written */
  outdated: boolean
  /** undefined while the file is closed */
  text?: string
  /** what lies under the seal does not open: the point can still be taken back */
  unreadable?: true
  writtenBy: string
  checkedBy?: string
  native: boolean
}

export interface Point extends PointText {
  id: string
  statementId: string
  personId: string
  place: number
  /** YYYY-MM-DD */
  saidOn: string
  form: PointForm
  visibility: PointVisibility
  state: PointState
  version: number
  readBackOn?: string
  readBackBy?: string
  approvedOn?: string
  approvedHow?: ApprovalWay
  approvedBy?: string
  consentId?: string
  texts: PointWords[]
  seen: string
}

export interface Statement extends StatementText {
  id: string
  personId: string
  contactId?: string
  takenOn: string
  channel: ContactChannel
  language: string
  takenBy: string
  points: Point[]
}

/**
 * What was said in the talks of a case, newest first. Off the team there are no talks, only points for the coalition's room.
 * @param open this session has said why it reads the file; else only what the room may read is opened
 */
export async function listStatements(
  tx: Tx,
  caseId: string,
  open: boolean,
): Promise<{ statements: Statement[]; room: Point[] }> {
  mustBeAllowed(tx, 'case.read')
  const rows = await tx.db
    .selectFrom('statements')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('taken_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const points = await listPoints(tx, caseId, open)
  if (rows.length === 0) return { statements: [], room: points }
  const key = await tx.keys.case(caseId)
  const statements = rows.map((row) => ({
    ...(open ? key.openJson<StatementText>(statementPlace(row.id), row.sealed) : {}),
    ...{ id: row.id, personId: row.person_id, takenOn: row.taken_on, channel: row.channel },
    ...{ language: row.language, takenBy: row.taken_by },
    ...(row.contact_id ? { contactId: row.contact_id } : {}),
    points: points.filter((point) => point.statementId === row.id),
  }))
  return { statements, room: [] }
}

/** One point. @throws NotFound, also behind the wall */
export async function getPoint(tx: Tx, caseId: string, pointId: string, open: boolean): Promise<Point> {
  const found = (await listPoints(tx, caseId, open)).find(({ id }) => id === pointId)
  if (!found) throw new NotFound()
  return found
}

async function listPoints(tx: Tx, caseId: string, open: boolean): Promise<Point[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await tx.db
    .selectFrom('statement_points')
    .selectAll()
    .select(sql<boolean>`wl.room_reads(case_id, person_id, visibility, state)`.as('inRoom'))
    .where('case_id', '=', caseId)
    .orderBy('said_on', 'desc')
    .orderBy('statement_id')
    .orderBy('place')
    .execute()
  if (rows.length === 0) return []
  const texts = await tx.db
    .selectFrom('statement_texts')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('original', 'desc')
    .orderBy('language')
    .execute()
  const key = await tx.keys.case(caseId)
  return rows.map((row) =>
    asPoint(
      key,
      row,
      texts.filter((text) => text.point_id === row.id),
      // Safety: what the room may read is no secret of the file; all else waits for a reason
      { open, readable: open || row.inRoom },
    ),
  )
}

function asPoint(
  key: Sealer,
  row: PointRow,
  texts: readonly Selectable<StatementTextTable>[],
  { open, readable }: { open: boolean; readable: boolean },
): Point {
  return {
    ...(open ? whole(() => openPoint(key, row)) : {}),
    ...{ id: row.id, statementId: row.statement_id, personId: row.person_id, place: row.place },
    ...{ saidOn: row.said_on, form: row.form, visibility: row.visibility, state: row.state },
    version: row.version,
    ...(row.read_back_on ? { readBackOn: row.read_back_on, readBackBy: row.read_back_by! } : {}),
    ...(row.approved_on
      ? { approvedOn: row.approved_on, approvedHow: row.approved_how!, approvedBy: row.approved_by! }
      : {}),
    ...(row.consent_id ? { consentId: row.consent_id } : {}),
    seen: seenOf(texts),
    texts: texts.map((one) => ({
      ...{ language: one.language, original: one.original, state: one.state, native: one.native },
      outdated: !one.original && one.point_version !== row.version,
      ...(readable
        ? (whole(() => ({ text: openText(key, one, row.form).text })) ?? { unreadable: true as const })
        : {}),
      writtenBy: one.written_by,
      ...(one.checked_by ? { checkedBy: one.checked_by } : {}),
    })),
  }
}

/** Safety: a broken seal hides its words, never the page on which she takes them back. */
export function whole<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

export interface PastPoint {
  version: number
  form: PointForm
  texts: { language: string; original: boolean; text: string }[]
  writtenAt: Date
  writtenBy: string
}

/** How a point read before, newest first; for the team. */
export async function listPastPoints(tx: Tx, caseId: string, pointId: string): Promise<PastPoint[]> {
  mustBeAllowed(tx, 'case.read')
  const rows = await tx.db
    .selectFrom('statement_versions')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('point_id', '=', pointId)
    .orderBy('version', 'desc')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<Pick<PastPoint, 'form' | 'texts'>>(
      { table: 'statement_versions', column: 'sealed', row: `${pointId} ${row.version}` },
      row.sealed,
    ),
    ...{ version: row.version, writtenAt: row.written_at, writtenBy: row.written_by },
  }))
}
