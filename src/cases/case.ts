import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId, newShortId } from '#platform/ids.ts'
import { Conflict, NotFound } from '#platform/web/errors.ts'
import { mustBeOnTeam } from './circles.ts'
import type { OpeningReason } from './reasons.ts'

export interface NewCase {
  /** says nothing of the person; it stands in lists, mail subjects and notifications */
  codeName: string
  country: string
  reason: OpeningReason
  /** the language that the others are translated from */
  language: string
  /** the case team alone, or all who serve the coalition's organisations */
  room: 'team' | 'coalition'
  /** `received`: a first report, to be verified before the case stands; `open` unless told */
  begin?: 'received' | 'open'
}

/** Opens a case with whoever opens it as its first coordinator. For admins and caseworkers. */
export async function openCase(tx: Tx, input: NewCase): Promise<{ caseId: string; shortId: string }> {
  mustBeAllowed(tx, 'case.open')
  const caseId = newId(tx.now.getTime())
  const shortId = newShortId()
  const { wrapped } = tx.keys.wrapForCase(caseId)
  const level = input.room === 'coalition' ? 2 : 1
  await sql`select wl.open_case(${caseId}::uuid, ${shortId}, ${input.codeName}, ${input.country}::char(2), ${input.reason},
    ${input.language}, ${level}::smallint, ${tx.now}::timestamptz, ${wrapped}::bytea, ${input.begin ?? 'open'})`.execute(
    tx.db,
  )
  await record(tx, input.begin === 'received' ? 'case.received' : 'case.opened', {
    caseId,
    subject: caseId,
    data: { reason: input.reason, level },
  })
  return { caseId, shortId }
}

export interface CaseEdit {
  caseId: string
  /** of the row that the form was filled from */
  version: number
  codeName: string
  country: string
  defaultLanguage: string
}

/** @throws Conflict ('case.changed') when somebody else saved in between */
export async function editCase(tx: Tx, edit: CaseEdit): Promise<void> {
  mustBeAllowed(tx, 'case.edit')
  await mustBeOnTeam(tx, edit.caseId)
  await change(tx, edit.caseId, edit.version, {
    code_name: edit.codeName,
    country: edit.country,
    default_language: edit.defaultLanguage,
  })
  await record(tx, 'case.edited', { caseId: edit.caseId, subject: edit.caseId })
}

type Changes = Partial<{
  code_name: string
  country: string
  default_language: string
}>

/** Whoever saves second does not overwrite what she has not seen. */
async function change(tx: Tx, caseId: string, version: number, changes: Changes): Promise<void> {
  const row = await tx.db
    .selectFrom('cases')
    .select('version')
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  if (row.version !== version) throw new Conflict('case.changed')
  await tx.db
    .updateTable('cases')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', caseId)
    .execute()
}
