import type { Tx } from '#platform/database.ts'
import { newId } from '#platform/ids.ts'
import type { Place } from '#platform/keys/seal.ts'
import type { ShownItem } from './given.ts'
import { pinnedPoints, type ShownPoint } from './points.ts'
import type { PublishInput } from './publication.ts'
import type { GateItem, SubjectKind } from './tables.ts'
import type { Subject } from './taking-down.ts'

/** For whose end it is kept. */
export type KeptFor = { spellId: string } | { withdrawalId: string }

export const columns = (kept: KeptFor) =>
  'spellId' in kept
    ? { spell_id: kept.spellId, withdrawal_id: null }
    : { spell_id: null, withdrawal_id: kept.withdrawalId }

interface KeptPage {
  key: string
  items: ShownItem[]
  gate: { personId: string; item: GateItem }
  documents: { language: string; body: object; freshUntil?: string }[]
  /** absent in what was kept before there were points */
  points?: ShownPoint[]
}

interface KeptFile {
  key: string
  contentType: string
  width: number
  height: number
  /** base64 */
  bytes: string
  shows?: ShownItem
}

const place = (table: 'kept_pages' | 'kept_files', row: string): Place => ({ table, column: 'sealed', row })

/**
 * Seals what is public of a case, as it stands, before it goes. The caller holds the gate.
 * @param only what goes; everything unless told
 */
export async function keepPages(
  tx: Tx,
  caseId: string,
  kept: KeptFor,
  only?: readonly Subject[],
): Promise<void> {
  const key = await tx.keys.case(caseId)
  const publications = await tx.db
    .selectFrom('publications')
    .select(['id', 'subject_kind', 'subject_id'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute()
  for (const publication of publications) {
    if (only && !only.some(({ subjectId }) => subjectId === publication.subject_id)) continue
    const documents = await tx.db
      .selectFrom('published.documents')
      .selectAll()
      .where('publication_id', '=', publication.id)
      .orderBy('language')
      .execute()
    const [first] = documents
    if (!first) continue
    const items = await tx.db
      .selectFrom('publication_items')
      .select(['person_id as personId', 'item'])
      .where('publication_id', '=', publication.id)
      .orderBy('item')
      .execute()
    const id = newId(tx.now.getTime())
    const page: KeptPage = {
      key: first.key,
      items,
      points: await pinnedPoints(tx, publication.id),
      gate: { personId: first.person_id, item: first.item },
      documents: documents.map(({ language, body, fresh_until: freshUntil }) => ({
        language,
        body,
        ...(freshUntil ? { freshUntil: freshUntil.toISOString() } : {}),
      })),
    }
    await tx.db
      .insertInto('kept_pages')
      .values({
        ...{ id, case_id: caseId, ...columns(kept) },
        ...{ subject_kind: publication.subject_kind, subject_id: publication.subject_id },
        sealed: key.sealJson(place('kept_pages', id), page),
      })
      .execute()
    for (const file of await filesOf(tx, publication.id)) {
      const row = newId(tx.now.getTime())
      const sealed = key.sealJson(place('kept_files', row), file)
      await tx.db.insertInto('kept_files').values({ id: row, case_id: caseId, page_id: id, sealed }).execute()
    }
  }
}

async function filesOf(tx: Tx, publicationId: string): Promise<KeptFile[]> {
  const hers = await tx.db
    .selectFrom('published.files')
    .selectAll()
    .where('publication_id', '=', publicationId)
    .orderBy('width')
    .execute()
  const others = await tx.db
    .selectFrom('published.page_files')
    .selectAll()
    .where('publication_id', '=', publicationId)
    .orderBy('width')
    .execute()
  const file = (row: (typeof others)[number]): KeptFile => ({
    ...{ key: row.key, contentType: row.content_type, width: row.width, height: row.height },
    bytes: row.bytes.toString('base64'),
  })
  return [
    ...hers.map((row) => ({ ...file(row), shows: { personId: row.person_id, item: row.item } })),
    ...others.map(file),
  ]
}

/** A page as it stood. */
export interface KeptInput extends PublishInput {
  /** when it went, where that was before what it is kept for now */
  goneAt?: Date
}

/** What stood before, opened: the case page first, because the others stand on it. */
export async function openKept(tx: Tx, caseId: string, kept: KeptFor): Promise<KeptInput[]> {
  const key = await tx.keys.case(caseId)
  const rows = await tx.db
    .selectFrom('kept_pages')
    .selectAll()
    .where('spellId' in kept ? 'spell_id' : 'withdrawal_id', '=', idOf(kept))
    .orderBy('id')
    .execute()
  const pages: KeptInput[] = []
  for (const row of rows) {
    const page = key.openJson<KeptPage>(place('kept_pages', row.id), row.sealed)
    const files = await tx.db
      .selectFrom('kept_files')
      .selectAll()
      .where('page_id', '=', row.id)
      .orderBy('id')
      .execute()
    pages.push({
      ...{ caseId, subjectKind: row.subject_kind, subjectId: row.subject_id },
      ...{ key: page.key, items: page.items, gate: page.gate, points: page.points ?? [] },
      documents: page.documents.map(({ language, body, freshUntil }) => ({
        language,
        body: withoutFlag(body),
        ...(freshUntil ? { freshUntil: new Date(freshUntil) } : {}),
      })),
      files: files.map((file) => {
        const { bytes, shows, ...about } = key.openJson<KeptFile>(place('kept_files', file.id), file.sealed)
        return {
          ...about,
          bytes: Buffer.from(bytes, 'base64'),
          ...(shows ? { shows: shows as { personId: string; item: 'image' } } : {}),
        }
      }),
      text: 'kept',
      ...(row.gone_at ? { goneAt: row.gone_at } : {}),
    })
  }
  const rank: Record<SubjectKind, number> = {
    ...{ case: 0, campaign: 1, 'partner-page': 2, 'joint-letter': 3, update: 4 },
  }
  return pages.toSorted((a, b) => rank[a.subjectKind] - rank[b.subjectKind])
}

/** An emergency that is over does not come back with the page; one that is not is written on it anew. */
function withoutFlag(body: object): object {
  const { urgent: _, ...rest } = body as { urgent?: unknown }
  return rest
}

/** Once it is public again, or was left behind by two people, nothing of it is kept. */
export async function dropKept(tx: Tx, kept: KeptFor): Promise<void> {
  const column = 'spellId' in kept ? 'spell_id' : 'withdrawal_id'
  const pages = tx.db.selectFrom('kept_pages').select('id').where(column, '=', idOf(kept))
  await tx.db.deleteFrom('kept_files').where('page_id', 'in', pages).execute()
  await tx.db.deleteFrom('kept_pages').where(column, '=', idOf(kept)).execute()
}

export const idOf = (kept: KeptFor): string => ('spellId' in kept ? kept.spellId : kept.withdrawalId)
