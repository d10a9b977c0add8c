/** A case that nobody can open any more: an administrator, who may not know it either, names somebody who can. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, NotFound } from '#platform/web/errors.ts'
import { listColleagues, type Colleague } from '../colleagues.ts'

export interface EmptyTeam {
  caseId: string
  code: string
}

/**
 * Cases on whose team nobody is left, and that the own organisation may take up: it leads them, or the lead has no
 * administrator either. Of a case no more than its code name.
 */
export async function listEmptyTeams(tx: Tx): Promise<EmptyTeam[]> {
  mustBeAllowed(tx, 'case.empty-teams')
  const { rows } = await sql<EmptyTeam>`select of_case as "caseId", code from wl.empty_teams()`.execute(tx.db)
  return rows
}

/** Who can be named: whoever may let others in afterwards. */
export async function listAdopters(tx: Tx): Promise<Colleague[]> {
  mustBeAllowed(tx, 'case.empty-teams')
  return (await listColleagues(tx)).filter(({ role }) => role === 'admin' || role === 'caseworker')
}

/**
 * Names one person of the own organisation as caseworker of a case whose team is empty. Whoever names may read no more of it
 * than before. For administrators, with a recent step-up.
 * @throws NotFound for a case or a person that may not be named, also where the case has a team; Conflict
 * ('case.adopt.taken') when somebody else was faster
 */
export async function adoptCase(tx: Tx, input: { caseId: string; accountId: string }): Promise<void> {
  mustBeAllowed(tx, 'case.adopt')
  const mine = (await listEmptyTeams(tx)).some(({ caseId }) => caseId === input.caseId)
  const known = (await listAdopters(tx)).some(({ accountId }) => accountId === input.accountId)
  if (!mine || !known) throw new NotFound()
  const { rows } = await sql<{ adopted: boolean }>`
    select wl.adopt_case(${input.caseId}, ${input.accountId}, ${tx.now}) as adopted`.execute(tx.db)
  if (!rows[0]?.adopted) throw new Conflict('case.adopt.taken')
  await record(tx, 'case.adopted', { caseId: input.caseId, subject: input.accountId })
}

export interface Adoption {
  caseId: string
  code: string
  organisation: string
  at: Date
  /** it was this member who was named */
  mine: boolean
}

const isNews = 14 * 86_400_000

/** Files that were let to somebody lately: for whoever was named, and for administrators of the other organisations. */
export async function listAdoptions(tx: Tx): Promise<Adoption[]> {
  mustBeAllowed(tx, 'case.read')
  const since = new Date(tx.now.getTime() - isNews)
  const { rows } = await sql<Adoption>`
    select of_case as "caseId", code, by_organisation as organisation, at, mine from wl.adoptions_since(${since})`.execute(
    tx.db,
  )
  return rows
}
