/** Who has done what for the case: numbers per organisation, and what each has been asked for and not answered. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { MessageKey } from '#platform/i18n.ts'
import { listCoalition, type CoalitionMember } from './coalition.ts'
import { unansweredBy } from './reminding.ts'

/** One sort of work, counted for every organisation of a case. */
export interface Work {
  label: MessageKey
  /** By organisation; who has none may be missing. Safety: of supporters, numbers alone that the whole room may know. */
  count(tx: Tx, caseId: string): Promise<ReadonlyMap<string, number>>
}

const works: Work[] = [{ label: 'coalition.work.answers', count: countAnswers }]

/** Later modules say what else organisations do for a case, in the order of the columns. Called once, when composed. */
export function countsAsWork(work: Work): void {
  works.push(work)
}

export interface Contribution {
  member: CoalitionMember
  /** in the order of `labels` */
  counts: number[]
  /** questions and texts that wait for its word */
  unanswered: number
  /** since when the oldest of them waits */
  waitsSince?: Date
}

/** All organisations; one that left stands here while something of it counts. For the room. */
export async function listContributions(
  tx: Tx,
  caseId: string,
): Promise<{ labels: MessageKey[]; contributions: Contribution[] }> {
  mustBeAllowed(tx, 'coalition.see')
  const counted: ReadonlyMap<string, number>[] = []
  for (const work of works) counted.push(await work.count(tx, caseId))
  const contributions: Contribution[] = []
  for (const member of await listCoalition(tx, caseId, { gone: true })) {
    const counts = counted.map((one) => one.get(member.organisationId) ?? 0)
    const open = member.leftAt ? [] : await unansweredBy(tx, member.organisationId, caseId)
    if (member.leftAt && counts.every((count) => count === 0)) continue
    const [oldest] = open.map(({ askedAt }) => askedAt).toSorted((a, b) => a.getTime() - b.getTime())
    contributions.push({
      ...{ member, counts, unanswered: open.length },
      ...(oldest ? { waitsSince: oldest } : {}),
    })
  }
  return { labels: works.map(({ label }) => label), contributions }
}

async function countAnswers(tx: Tx, caseId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<Counted>`
    select organisation_id as id, count(*)::int as count from coalition_votes
    where case_id = ${caseId} group by organisation_id`.execute(tx.db)
  return byOrganisation(rows)
}

/** A row of a count. */
export interface Counted {
  /** of the organisation */
  id: string
  count: number
}

export const byOrganisation = (rows: readonly Counted[]): ReadonlyMap<string, number> =>
  new Map(rows.map(({ id, count }) => [id, count]))
