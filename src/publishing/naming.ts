/** Which organisations the public reads of: those that are in, and say that they may be named. */
import { sql } from 'kysely'
import { charterInForce, credited, onNamingChanged } from '#coalitions/index.ts'
import type { CaseDocument } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import { holdGate } from './gate.ts'
import { isLetter, keepAuthor } from './naming-in-letters.ts'
import { chosenIn, isUpdate, keepChosen, keepNamed } from './naming-in-updates.ts'
import type { PublishInput } from './publication.ts'

type Named = Pick<CaseDocument, 'organisations' | 'leadOrganisationId' | 'status'>

export interface Naming {
  /** who may be named at this moment, by id, with their part, in the order in which the charter credits them */
  named: ReadonlyMap<string, string>
  /** the names of the others, of those too that left */
  unnamed: ReadonlySet<string>
}

/** Who of a case may be named at this moment, and whose name the public does not read. */
export async function namingOf(tx: Tx, caseId: string, without?: string): Promise<Naming> {
  const { rows } = await sql<{ id: string; name: string; role: string; joinedAt: Date; named: boolean }>`
    select n.id, n.name, m.role, m.joined_at as "joinedAt", m.named_in_public and m.left_at is null and m.organisation_id is distinct from ${without ?? null}::uuid as named
    from wl.coalition_names(${caseId}) n join coalition_members m on m.case_id = ${caseId} and m.organisation_id = n.id`.execute(
    tx.db,
  )
  const { credit } = (await charterInForce(tx, caseId)).terms
  const named = credited(
    rows.filter((row) => row.named),
    credit,
  )
  const names = new Set(named.map(({ name }) => alike(name)))
  return {
    named: new Map(named.map(({ id, role }) => [id, role])),
    unnamed: new Set(rows.map(({ name }) => alike(name)).filter((name) => !names.has(name))),
  }
}

export const alike = (name: string): string => name.trim().toLowerCase()

/** Whether an organisation may be named at this moment: it is in, and says so. */
export async function isNamed(tx: Tx, caseId: string, organisationId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('coalition_members')
    .select('named_in_public')
    .where('case_id', '=', caseId)
    .where('organisation_id', '=', organisationId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  return row?.named_in_public === true
}

/**
 * The page's body with those alone who may be named now; whoever was not on it when it was signed does not come on it.
 * Among the assessors a name is taken off where it is the organisation's to the letter; it is still counted.
 * Safety: a page that is brought back after quiet, or was prepared long ago, names nobody who has said no since.
 */
export function onlyNamed<T extends object>(body: T, { named, unnamed }: Naming): T {
  if (isUpdate(body))
    return keepNamed(body, { id: (id) => named.has(id), name: (typed) => !unnamed.has(alike(typed)) })
  if (isLetter(body)) return keepAuthor(body, (id) => named.has(id))
  if (!('organisations' in body)) return body
  const { organisations, leadOrganisationId, status } = body as unknown as Named
  const lead = [...named].find(([, role]) => role === 'lead')?.[0]
  const order = [...named.keys()]
  const isOnIt = lead === leadOrganisationId || organisations.some(({ id }) => id === lead)
  return {
    ...body,
    organisations: organisations
      .filter(({ id }) => named.has(id))
      .map((one) => ({ ...one, role: named.get(one.id) }))
      .toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id)),
    leadOrganisationId: isOnIt ? lead : undefined,
    ...(status?.assessors
      ? { status: { ...status, assessors: status.assessors.filter((name) => !unnamed.has(alike(name))) } }
      : {}),
  }
}

/** Ids of the organisations that a page names. */
export function namedOn({ documents }: PublishInput): string[] {
  const ids = documents.flatMap(({ body }) => {
    if (isUpdate(body)) return chosenIn(body)
    const { organisations = [], leadOrganisationId: lead } = body as Partial<Named>
    return [...organisations.map(({ id }) => id), ...(lead ? [lead] : [])]
  })
  return [...new Set(ids)].toSorted()
}

const mapBodies = (page: PublishInput, change: (body: object) => object): PublishInput => ({
  ...page,
  documents: page.documents.map((one) => ({ ...one, body: change(one.body) })),
})

/**
 * A page that is built anew, with no organisation that was not on it when it was signed.
 * @param ids absent: what was signed counted them among its words, and stands or falls with them
 */
export function onlySigned(page: PublishInput, ids: readonly string[] | undefined): PublishInput {
  if (!ids) return page
  return mapBodies(page, (body) => {
    if (isUpdate(body)) return keepChosen(body, (id) => ids.includes(id))
    if (!('organisations' in body)) return body
    const { organisations, leadOrganisationId: lead } = body as unknown as Named
    return {
      ...body,
      organisations: organisations.filter(({ id }) => ids.includes(id)),
      leadOrganisationId: lead && ids.includes(lead) ? lead : undefined,
    }
  })
}

/** What of a page is signed: who is named on it is the organisations' to say, every day anew. */
export const withoutNames = (page: PublishInput): PublishInput =>
  mapBodies(page, (body) => {
    if (isUpdate(body)) return keepChosen(body, () => false)
    const { organisations: _, leadOrganisationId: __, ...rest } = body as Partial<Named>
    return rest
  })

// Safety: an organisation that takes its name back, or leaves, is off every page of the case in the same transaction.
// With the gate before all else: a page that is on its way out is there to be read, or waits and reads who is named then.
onNamingChanged(async (tx, { caseId, without }) => {
  await holdGate(tx, caseId)
  const naming = await namingOf(tx, caseId, without)
  const pages = await tx.db
    .selectFrom('published.documents')
    .select(['kind', 'key', 'language', 'body'])
    .where('case_id', '=', caseId)
    .where('kind', 'in', ['case', 'joint-letter', 'update'])
    .orderBy('kind')
    .orderBy('key')
    .orderBy('language')
    .forUpdate()
    .execute()
  for (const { kind, key, language, body } of pages)
    await tx.db
      .updateTable('published.documents')
      .set({ body: JSON.stringify(onlyNamed(body, naming)) as unknown as object, changed_at: tx.now })
      .where('kind', '=', kind)
      .where('key', '=', key)
      .where('language', '=', language)
      .execute()
})
