import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import type { ContactChannel } from '../check-ins/tables.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { PointForm, PointVisibility, SpokenLanguage } from './lists.ts'
import { sealPoint } from './point-row.ts'
import { sealText } from './text-row.ts'
import { latestDay } from '../zone.ts'
import { mustBeInFile } from '../persons/person.ts'

/** Sealed: where and how it was said, who interpreted. */
export interface StatementText {
  about?: string | undefined
}

export interface StatementInput extends StatementText {
  caseId: string
  personId: string
  /** YYYY-MM-DD, where she is */
  takenOn: string
  channel: ContactChannel
  language: SpokenLanguage
  /** the colleague who spoke with her; whoever writes it down unless told */
  takenBy?: string | undefined
  contactId?: string | undefined
}

export interface PointInput {
  form: PointForm
  text: string
  /** in which it is written down; hers unless told */
  language?: SpokenLanguage | undefined
  /** public is only what she approved for the public */
  visibility: Exclude<PointVisibility, 'public'>
}

export const statementPlace = (id: string) => ({ table: 'statements', column: 'sealed', row: id })

/**
 * Writes down what a person said in one talk. For writers on the team.
 * @throws NotFound for a person or a talk of another case, Refused ('case.team-only'), Invalid
 */
export async function takeStatement(
  tx: Tx,
  input: StatementInput & { points: readonly PointInput[] },
): Promise<{ statementId: string; pointIds: string[] }> {
  mustBeAllowed(tx, 'statement.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId } = input
  await mustBeOnTeam(tx, caseId)
  if (input.takenOn > latestDay(tx.now)) throw new Invalid({ takenOn: 'statement.error.future' })
  await mustBeOfCase(tx, input)
  const id = newId(tx.now.getTime())
  const text: StatementText = { about: input.about || undefined }
  await tx.db
    .insertInto('statements')
    .values({
      ...{ id, case_id: caseId, person_id: input.personId, contact_id: input.contactId ?? null },
      ...{ taken_on: input.takenOn, channel: input.channel, language: input.language },
      taken_by: input.takenBy ?? tx.actor.accountId,
      sealed: (await tx.keys.case(caseId)).sealJson(statementPlace(id), text),
      ...{ created_at: tx.now, created_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'statement.taken', { caseId, subject: id, data: { channel: input.channel } })
  const pointIds: string[] = []
  for (const point of input.points) pointIds.push(await addPoint(tx, { ...point, caseId, statementId: id }))
  return { statementId: id, pointIds }
}

/** One more point of the same talk, in the order in which they are written down. @throws NotFound */
export async function addPoint(
  tx: Tx,
  input: PointInput & { caseId: string; statementId: string },
): Promise<string> {
  mustBeAllowed(tx, 'statement.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, form, visibility } = input
  await mustBeOnTeam(tx, caseId)
  const statement = await tx.db
    .selectFrom('statements')
    .select(['id', 'person_id', 'language', 'taken_on'])
    .where('id', '=', input.statementId)
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!statement) throw new NotFound()
  const { n } = await tx.db
    .selectFrom('statement_points')
    .select((row) => row.fn.countAll<number>().as('n'))
    .where('statement_id', '=', statement.id)
    .executeTakeFirstOrThrow()
  const id = newId(tx.now.getTime())
  const key = await tx.keys.case(caseId)
  const by = { changed_at: tx.now, changed_by: tx.actor.accountId }
  await tx.db
    .insertInto('statement_points')
    .values({
      ...{ id, case_id: caseId, statement_id: statement.id, person_id: statement.person_id },
      ...{ place: n + 1, said_on: statement.taken_on, form, visibility, state: 'taken' },
      sealed: sealPoint(key, id, {}),
      ...{ created_at: tx.now, created_by: tx.actor.accountId, ...by },
    })
    .execute()
  const language = input.language ?? statement.language
  const textId = newId(tx.now.getTime())
  await tx.db
    .insertInto('statement_texts')
    .values({
      ...{ id: textId, case_id: caseId, point_id: id, person_id: statement.person_id },
      ...{ visibility, point_state: 'taken', point_version: 1, language, original: true, state: 'taken' },
      ...sealText(key, { id: textId, language, original: true, form, text: input.text }),
      ...{ written_at: tx.now, written_by: tx.actor.accountId },
    })
    .execute()
  await record(tx, 'statement.point-taken', { caseId, subject: id, data: { form, visibility } })
  return id
}

async function mustBeOfCase(tx: Tx, input: StatementInput): Promise<void> {
  await mustBeInFile(tx, input)
  if (input.takenBy && !(await isColleague(tx, input.caseId, input.takenBy)))
    throw new Invalid({ takenBy: 'error.field.choose' })
  if (!input.contactId) return
  const contact = await tx.db
    .selectFrom('contacts')
    .select('id')
    .where('id', '=', input.contactId)
    .where('case_id', '=', input.caseId)
    .executeTakeFirst()
  if (!contact) throw new Invalid({ contactId: 'error.field.choose' })
}

/** Safety: who speaks with her is of the team, by name. */
async function isColleague(tx: Tx, caseId: string, accountId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('case_team')
    .select('account_id')
    .where('case_id', '=', caseId)
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
