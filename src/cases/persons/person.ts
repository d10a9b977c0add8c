import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { mustBeOnTeam } from '../circles.ts'
import type { PersonRole } from '../tables.ts'
import type { DefenderRole } from './roles.ts'

/** What stands in the file of a person; sealed whole. Only the name in the papers is always known. */
export interface PersonText {
  legalName: string
  /** how she wants to be called, where it differs */
  calledName?: string
  /** the name that the public may read once she agreed to it: her own or a pseudonym */
  publicName?: string
  /** short name inside the team, for notes and calls */
  codeName?: string
  pronouns?: string
  /** that she speaks, as she would say it */
  languages?: string
  /** whom to take to a talk, and for which language */
  interpreter?: string
  /** what she does for the rights of others */
  work?: DefenderRole[]
  affiliation?: string
  /** how many people live from her */
  dependants?: number
  health?: string
  /** safe channels and hours */
  channels?: string
  /** whom never to contact, and what never to say where */
  neverContact?: string
}

export interface Person extends PersonText {
  id: string
  role: PersonRole
  version: number
}

export type PersonInput = PersonText & {
  caseId: string
  /** without it: the person at risk, of whom there is at least one */
  personId?: string | undefined
  /** a new person; without `personId` and this, the person at risk is written or changed */
  role?: PersonRole
  /** of the row that the form was filled from; left out where a short form changes a few fields */
  version?: number | undefined
}

/**
 * Writes a person into the file, or changes what is known of her: fields that are not given stay. For writers on the team.
 * @throws NotFound, Refused ('case.team-only'), Conflict ('case.changed')
 */
export async function savePerson(tx: Tx, input: PersonInput): Promise<string> {
  mustBeAllowed(tx, 'case.person')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, personId, role, version, ...text } = input
  await mustBeOnTeam(tx, caseId)
  await tx.db.selectFrom('cases').select('id').where('id', '=', caseId).forUpdate().execute()
  const known = personId ? await findRow(tx, caseId, personId) : role ? undefined : await findRow(tx, caseId)
  if (personId && !known) throw new NotFound()
  if (known && version !== undefined && known.version !== version) throw new Conflict('case.changed')
  const id = known?.id ?? newId(tx.now.getTime())
  const key = await tx.keys.case(caseId)
  const before = known ? key.openJson<PersonText>(place(id), known.sealed) : {}
  const sealed = key.sealJson(place(id), { ...before, ...text })
  if (known)
    await tx.db
      .updateTable('persons')
      .set({ sealed, role: role ?? known.role, version: known.version + 1 })
      .where('id', '=', id)
      .execute()
  else
    await tx.db
      .insertInto('persons')
      .values({
        id,
        case_id: caseId,
        role: role ?? 'at-risk',
        sealed,
        created_at: tx.now,
        created_by: tx.actor.accountId,
      })
      .execute()
  await record(tx, known ? 'person.edited' : 'person.added', {
    caseId,
    subject: id,
    data: { role: role ?? known?.role ?? 'at-risk' },
  })
  return id
}

type RemovedHook = (tx: Tx, who: { caseId: string; personId: string }) => Promise<void>
const removedHooks: RemovedHook[] = []

/** A later module ends here what it holds of a person that leaves the file: her consents, and so what shows her. */
export function onPersonRemoved(hook: RemovedHook): void {
  removedHooks.push(hook)
}

/**
 * Takes one person out of the file: she takes part no longer, whatever the others wish. Her consents end with it. The
 * sealed row stays as history until the file is erased. For writers on the team.
 * @throws Conflict ('case.person.last') for the only person at risk: a case is somebody's
 */
export async function removePerson(
  tx: Tx,
  input: { caseId: string; personId: string; version: number },
): Promise<void> {
  mustBeAllowed(tx, 'case.person')
  if (tx.actor.kind !== 'member') throw new Refused()
  await mustBeOnTeam(tx, input.caseId)
  // Safety: her consents end first, before this transaction locks a row: whoever publishes takes the same order.
  for (const hook of removedHooks) await hook(tx, input)
  await tx.db.selectFrom('cases').select('id').where('id', '=', input.caseId).forUpdate().execute()
  const row = await findRow(tx, input.caseId, input.personId)
  if (!row) throw new NotFound()
  if (row.version !== input.version) throw new Conflict('case.changed')
  if (row.role === 'at-risk' && (await countAtRisk(tx, input.caseId)) === 1)
    throw new Conflict('case.person.last')
  await tx.db
    .updateTable('persons')
    .set({ removed_at: tx.now, removed_by: tx.actor.accountId, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  await record(tx, 'person.removed', { caseId: input.caseId, subject: row.id, data: { role: row.role } })
}

/** The (first) person at risk, for the case team; undefined while she is not in the file or the reader is not on the team. */
export async function findPerson(tx: Tx, caseId: string, personId?: string): Promise<Person | undefined> {
  const row = await findRow(tx, caseId, personId)
  return row && (await open(tx, caseId, [row]))[0]
}

/** Everybody in the file, the persons at risk first. Empty for who is not on the team. */
export async function listPersons(tx: Tx, caseId: string): Promise<Person[]> {
  const rows = await present(tx, caseId).execute()
  const all = await open(tx, caseId, rows)
  return [...all.filter(({ role }) => role === 'at-risk'), ...all.filter(({ role }) => role !== 'at-risk')]
}

async function countAtRisk(tx: Tx, caseId: string): Promise<number> {
  return (await present(tx, caseId).where('role', '=', 'at-risk').execute()).length
}

const place = (id: string) => ({ table: 'persons', column: 'sealed', row: id })

/** What the team calls somebody: as they want to be called, else by the name that is written down. */
export const calledOf = ({ calledName, legalName }: Pick<PersonText, 'calledName' | 'legalName'>): string =>
  calledName || legalName

/** @throws NotFound for who is not in this file, or no longer */
export async function mustBeInFile(tx: Tx, at: { caseId: string; personId: string }): Promise<void> {
  if (!(await present(tx, at.caseId).where('id', '=', at.personId).executeTakeFirst())) throw new NotFound()
}

interface PersonRow {
  id: string
  role: PersonRole
  sealed: Buffer
  version: number
}

async function open(tx: Tx, caseId: string, rows: readonly PersonRow[]): Promise<Person[]> {
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map(({ id, role, version, sealed }) => ({
    ...key.openJson<PersonText>(place(id), sealed),
    ...{ id, role, version },
  }))
}

const present = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('persons')
    .select(['id', 'role', 'sealed', 'version'])
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')

const findRow = (tx: Tx, caseId: string, personId?: string): Promise<PersonRow | undefined> =>
  (personId
    ? present(tx, caseId).where('id', '=', personId)
    : present(tx, caseId).where('role', '=', 'at-risk')
  ).executeTakeFirst()
