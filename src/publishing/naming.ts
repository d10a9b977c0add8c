/** Which organisations the public reads of: those that are in, and say that they may be named. */
import { onNamingChanged } from '#coalitions/index.ts'
import type { CaseDocument } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'

type Named = Pick<CaseDocument, 'organisations' | 'leadOrganisationId'>

/** Those of a case who may be named at this moment, by id, with their part. */
export async function namedNow(tx: Tx, caseId: string, without?: string): Promise<Map<string, string>> {
  const rows = await tx.db
    .selectFrom('coalition_members')
    .select(['organisation_id', 'role'])
    .where('case_id', '=', caseId)
    .where('left_at', 'is', null)
    .where('named_in_public', '=', true)
    .execute()
  return new Map(
    rows.filter((row) => row.organisation_id !== without).map((row) => [row.organisation_id, row.role]),
  )
}

/**
 * The page's body with those alone who may be named now; whoever was not on it when it was signed does not come on it.
 * Safety: a page that is brought back after quiet, or was prepared long ago, names nobody who has said no since.
 */
export function onlyNamed<T extends object>(body: T, named: ReadonlyMap<string, string>): T {
  if (!('organisations' in body)) return body
  const { organisations } = body as unknown as Named
  const lead = [...named].find(([, role]) => role === 'lead')?.[0]
  return {
    ...body,
    organisations: organisations
      .filter(({ id }) => named.has(id))
      .map((one) => ({ ...one, role: named.get(one.id) })),
    ...(lead ? { leadOrganisationId: lead } : {}),
  }
}

// Safety: an organisation that takes its name back, or leaves, is off every page of the case in the same transaction.
onNamingChanged(async (tx, { caseId, without }) => {
  const named = await namedNow(tx, caseId, without)
  const pages = await tx.db
    .selectFrom('published.documents')
    .select(['key', 'language', 'body'])
    .where('case_id', '=', caseId)
    .where('kind', '=', 'case')
    .execute()
  for (const { key, language, body } of pages)
    await tx.db
      .updateTable('published.documents')
      .set({ body: JSON.stringify(onlyNamed(body, named)) as unknown as object, changed_at: tx.now })
      .where('kind', '=', 'case')
      .where('key', '=', key)
      .where('language', '=', language)
      .execute()
})
