/** Who signs an update, in order, and whose text it is. What is public stays as it was signed off. */
import { sql } from 'kysely'
import { isOnTeam, mustWorkInFile } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Invalid, NotFound } from '#platform/web/errors.ts'
import type { Author } from './document.ts'
import type { AuthorKind } from './tables.ts'
import { lockDraft, touch, type Update } from './update.ts'

/** Authors of one update. */
export const mostAuthors = 20

export interface BylineRow {
  id: string
  kind: AuthorKind
  /** as they want to be called, by language */
  names: Record<string, string>
  organisation?: NamedOrganisation
}

export interface NamedOrganisation {
  id: string
  /** absent while it may not be named in public */
  name?: string
}

export interface Byline {
  authors: BylineRow[]
  source?: NamedOrganisation
}

/** For everybody who reads the update, and for the jobs that publish it. */
export async function readByline(tx: Tx, update: Update): Promise<Byline> {
  mustBeAllowed(tx, 'update.read')
  const { id, caseId, sourceOrganisationId: source } = update
  const rows = await tx.db
    .selectFrom('update_authors')
    .selectAll()
    .where('update_id', '=', id)
    .orderBy('position')
    .execute()
  if (rows.length === 0 && !source) return { authors: [] }
  const names = await namedOrganisations(tx, caseId)
  const named = (organisationId: string): NamedOrganisation => {
    const name = names.get(organisationId)
    return { id: organisationId, ...(name ? { name } : {}) }
  }
  const key = await tx.keys.case(caseId)
  return {
    authors: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      names: row.sealed ? key.openJson<Record<string, string>>(placeOf(row.id), row.sealed) : {},
      ...(row.author_organisation_id ? { organisation: named(row.author_organisation_id) } : {}),
    })),
    ...(source ? { source: named(source) } : {}),
  }
}

/** Names of the members that may be named in public, by id; who only observes gives no word that a text could stand on. */
export async function namedOrganisations(tx: Tx, caseId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select n.id, n.name from wl.coalition_names(${caseId}) n
      join coalition_members m on m.case_id = ${caseId} and m.organisation_id = n.id
    where m.named_in_public and m.left_at is null and m.role <> 'observer' order by n.name`.execute(tx.db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** As the page tells it in one language. Safety: an organisation that may not be named is not there. */
export const authorsIn = ({ authors }: Byline, language: string): Author[] =>
  authors.flatMap(({ kind, names, organisation }): Author[] => {
    if (kind === 'withheld') return [{ kind }]
    if (kind === 'organisation')
      return organisation?.name ? [{ kind, id: organisation.id, name: organisation.name }] : []
    return [{ kind, name: names[language] ?? Object.values(names)[0] ?? '' }]
  })

export type NewAuthor =
  | { kind: 'person'; names: Record<string, string> }
  | { kind: 'organisation'; organisationId: string }
  /** `realName`: who it is, for the case team alone */
  | { kind: 'pseudonym'; names: Record<string, string>; realName?: string | undefined }
  | { kind: 'withheld'; realName?: string | undefined }

interface Changing {
  updateId: string
  /** of the row that the page was filled from */
  version: number
}

/**
 * Adds an author as the last one. For writers of an organisation that drafts.
 * @throws Invalid for an organisation that may not be named now, or the one author too many; Conflict
 * ('updates.error.changed'); Refused ('case.team-only') for a real name from outside the case team
 */
export async function addAuthor(tx: Tx, input: Changing & { author: NewAuthor }): Promise<void> {
  mustBeAllowed(tx, 'update.write')
  const { author } = input
  const update = await lockDraft(tx, input.updateId, input.version)
  const { authors } = await readByline(tx, update)
  if (authors.length >= mostAuthors) throw new Invalid({ kind: 'updates.error.authors' })
  const organisationId = author.kind === 'organisation' ? author.organisationId : undefined
  if (organisationId) await mustBeNameable(tx, update.caseId, organisationId, authors)
  const id = newId(tx.now.getTime())
  const key = await tx.keys.case(update.caseId)
  await tx.db
    .insertInto('update_authors')
    .values({
      ...{ id, update_id: update.id, case_id: update.caseId, position: authors.length + 1 },
      ...{ kind: author.kind, author_organisation_id: organisationId ?? null },
      sealed: 'names' in author ? key.sealJson(placeOf(id), author.names) : null,
    })
    .execute()
  if ('realName' in author && author.realName) {
    await mustWorkInFile(tx, update.caseId)
    await tx.db
      .insertInto('update_author_names')
      .values({ author_id: id, case_id: update.caseId, sealed: key.sealJson(realPlace(id), author.realName) })
      .execute()
  }
  await changed(tx, update, 'added')
}

async function mustBeNameable(
  tx: Tx,
  caseId: string,
  organisationId: string,
  authors: readonly BylineRow[],
): Promise<void> {
  const twice = authors.some(({ organisation }) => organisation?.id === organisationId)
  if (twice || !(await namedOrganisations(tx, caseId)).has(organisationId))
    throw new Invalid({ organisationId: 'error.field.choose' })
}

/** One place up; the first stays where it is. @throws NotFound, Conflict ('updates.error.changed') */
export async function raiseAuthor(tx: Tx, input: Changing & { authorId: string }): Promise<void> {
  mustBeAllowed(tx, 'update.write')
  const update = await lockDraft(tx, input.updateId, input.version)
  const ids = await idsOf(tx, update, input.authorId)
  const at = ids.indexOf(input.authorId)
  if (at === 0) return
  await putInOrder(tx, ids.toSpliced(at, 1).toSpliced(at - 1, 0, input.authorId))
  await changed(tx, update, 'moved')
}

/** With whatever the team knows of who it is. @throws NotFound, Conflict ('updates.error.changed') */
export async function removeAuthor(tx: Tx, input: Changing & { authorId: string }): Promise<void> {
  mustBeAllowed(tx, 'update.write')
  const update = await lockDraft(tx, input.updateId, input.version)
  const ids = await idsOf(tx, update, input.authorId)
  await tx.db.deleteFrom('update_authors').where('id', '=', input.authorId).execute()
  await putInOrder(
    tx,
    ids.filter((id) => id !== input.authorId),
  )
  await changed(tx, update, 'removed')
}

async function idsOf(tx: Tx, update: Update, authorId: string): Promise<string[]> {
  const ids = (await readByline(tx, update)).authors.map(({ id }) => id)
  if (!ids.includes(authorId)) throw new NotFound()
  return ids
}

async function putInOrder(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const [at, id] of ids.entries())
    await tx.db
      .updateTable('update_authors')
      .set({ position: at + 1 })
      .where('id', '=', id)
      .execute()
}

/**
 * Says whose text it is where that is another member's; none: the own organisation's, or what the texts say.
 * @throws Invalid for an organisation that may not be named now, Conflict ('updates.error.changed')
 */
export async function chooseSource(
  tx: Tx,
  input: Changing & { organisationId?: string | undefined },
): Promise<void> {
  mustBeAllowed(tx, 'update.write')
  const { organisationId } = input
  const update = await lockDraft(tx, input.updateId, input.version)
  if (organisationId) await mustBeNameable(tx, update.caseId, organisationId, [])
  await touch(tx, update, { source_organisation_id: organisationId ?? null })
  await record(tx, 'update.byline-changed', {
    ...{ caseId: update.caseId, subject: update.id, data: { what: 'source' } },
  })
}

async function changed(tx: Tx, update: Update, what: 'added' | 'moved' | 'removed'): Promise<void> {
  await touch(tx, update, {})
  await record(tx, 'update.byline-changed', {
    ...{ caseId: update.caseId, subject: update.id, data: { what } },
  })
}

/** Who they are in truth, by the author's id; nothing for whoever is not on the case team. */
export async function readRealNames(tx: Tx, update: Update): Promise<Map<string, string>> {
  mustBeAllowed(tx, 'update.read')
  if (!(await isOnTeam(tx, update.caseId))) return new Map()
  const rows = await tx.db
    .selectFrom('update_author_names as n')
    .innerJoin('update_authors as a', 'a.id', 'n.author_id')
    .select(['n.author_id', 'n.sealed'])
    .where('a.update_id', '=', update.id)
    .execute()
  const key = rows.length > 0 ? await tx.keys.case(update.caseId) : undefined
  return new Map(
    rows.map((row) => [row.author_id, key!.openJson<string>(realPlace(row.author_id), row.sealed)]),
  )
}

const placeOf = (row: string): Place => ({ table: 'update_authors', column: 'sealed', row })
const realPlace = (row: string): Place => ({ table: 'update_author_names', column: 'sealed', row })
