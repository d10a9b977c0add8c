/** An organisation under whose name words stand, as author or as source, has seen exactly these words. */
import type { Tx } from '#platform/database.ts'
import type { Matter } from './doors.ts'
import { chosenIn, isUpdate } from './naming-in-updates.ts'
import type { SignOff } from './sign-off-row.ts'

/** Who signs, or has signed, by hand. */
type Signers = Pick<SignOff, 'organisationId' | 'secondOrganisationId' | 'needed'> & { id?: string }

/**
 * The organisations that stand over a text, and have neither signed nor approved it. Safety: nothing is said in the name of
 * somebody who never saw it; silence is no such word either.
 */
export async function unheardAuthors(
  tx: Tx,
  { kind, subjectId, page }: Pick<Matter, 'kind' | 'subjectId' | 'page'>,
  signers: Signers,
): Promise<string[]> {
  const authors = authorsIn(page?.documents.map(({ body }) => body) ?? [])
  const others = authors.filter((id) => id !== signers.organisationId && id !== signers.secondOrganisationId)
  if (others.length === 0) return []
  const heard = new Set([
    ...(signers.id ? await approvedBy(tx, signers.id) : []),
    // what one person mends of it stays theirs
    ...(signers.needed === 1 ? await standingOver(tx, { kind, subjectId }) : []),
  ])
  return others.filter((id) => !heard.has(id))
}

const authorsIn = (bodies: readonly object[]): string[] => [
  ...new Set(bodies.flatMap((body) => (isUpdate(body) ? chosenIn(body) : []))),
]

async function approvedBy(tx: Tx, signOffId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('sign_off_approvals as a')
    .innerJoin('coalition_members as m', (join) =>
      join.onRef('m.case_id', '=', 'a.case_id').onRef('m.organisation_id', '=', 'a.organisation_id'),
    )
    .select('a.organisation_id as id')
    .where('a.sign_off_id', '=', signOffId)
    .where('a.answer', '=', 'approve')
    .where('m.left_at', 'is', null)
    .whereRef('a.answered_at', '>=', 'm.joined_at')
    .execute()
  return rows.map(({ id }) => id)
}

async function standingOver(
  tx: Tx,
  { kind, subjectId }: Pick<Matter, 'kind' | 'subjectId'>,
): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('published.documents as d')
    .innerJoin('publications as p', 'p.id', 'd.publication_id')
    .select('d.body')
    .where('p.subject_id', '=', subjectId)
    .where('d.kind', '=', kind as 'update')
    .execute()
  return authorsIn(rows.map(({ body }) => body))
}
