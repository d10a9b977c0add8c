import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from './circles.ts'

/** What stands in the file of her; sealed whole. */
export interface PersonText {
  legalName: string
  /** how she wants to be called, where it differs */
  calledName?: string
  pronouns?: string
  /** that she speaks, as she would say it */
  languages?: string
  /** safe channels and hours, and whom never to contact */
  channels?: string
}

export interface Person extends PersonText {
  id: string
}

/** Writes the person at risk into the file. For writers on the case team. There is one per case. */
export async function savePerson(tx: Tx, input: PersonText & { caseId: string }): Promise<string> {
  mustBeAllowed(tx, 'case.person')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, ...text } = input
  await mustBeOnTeam(tx, caseId)
  await tx.db.selectFrom('cases').select('id').where('id', '=', caseId).forUpdate().execute()
  const known = await findRow(tx, caseId)
  const id = known?.id ?? newId(tx.now.getTime())
  const sealed = (await tx.keys.case(caseId)).sealJson({ table: 'persons', column: 'sealed', row: id }, text)
  if (known) await tx.db.updateTable('persons').set({ sealed }).where('id', '=', id).execute()
  else
    await tx.db
      .insertInto('persons')
      .values({ id, case_id: caseId, sealed, created_at: tx.now, created_by: tx.actor.accountId })
      .execute()
  await record(tx, known ? 'person.edited' : 'person.added', { caseId, subject: id })
  return id
}

/** The person at risk, for the case team; undefined while she is not in the file or the reader is not on the team. */
export async function findPerson(tx: Tx, caseId: string): Promise<Person | undefined> {
  const row = await findRow(tx, caseId)
  if (!row) return undefined
  const key = await tx.keys.case(caseId)
  return {
    id: row.id,
    ...key.openJson<PersonText>({ table: 'persons', column: 'sealed', row: row.id }, row.sealed),
  }
}

const findRow = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('persons')
    .select(['id', 'sealed'])
    .where('case_id', '=', caseId)
    .where('role', '=', 'at-risk')
    .executeTakeFirst()
