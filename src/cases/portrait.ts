import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { reencodeAtWidths, type Picture } from '#platform/sandbox/run.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'

export interface PortraitText {
  /** who made it, by language */
  credit: Record<string, string>
  /** what it shows, for those who do not see it, by language */
  alt: Record<string, string>
  fileName: string
}

export interface PreparedPortrait {
  original: Buffer
  pictures: Picture[]
}

/** Widths in pixels: the page's own, and one for screens with more pixels. */
const widths = [480, 960]

/**
 * Re-encodes an upload in the sandbox. Slow: never inside a transaction.
 * @throws ImageRefused, Overloaded
 */
export async function preparePortrait(bytes: Uint8Array): Promise<PreparedPortrait> {
  const pictures = await reencodeAtWidths(bytes, { widths, maxBytes: 60_000 })
  // a small original gives the same picture twice
  const distinct = pictures.filter((one, i) => pictures.findIndex(({ width }) => width === one.width) === i)
  return { original: Buffer.from(bytes), pictures: distinct }
}

export interface PortraitRendition {
  width: number
  height: number
  contentType: string
}

export interface Portrait extends PortraitText {
  id: string
  createdAt: Date
  /** smallest first */
  renditions: PortraitRendition[]
}

/** Keeps a new portrait, all of it sealed; the former one leaves the drafts, what is public stays as it was signed off. */
export async function keepPortrait(
  tx: Tx,
  input: PortraitText & { caseId: string; prepared: PreparedPortrait },
): Promise<string> {
  mustBeAllowed(tx, 'case.portrait')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, prepared, ...about } = input
  await holdCase(tx, caseId)
  const key = await tx.keys.case(caseId)
  const id = newId(tx.now.getTime())
  await dropFormer(tx, caseId)
  await tx.db
    .insertInto('case_images')
    .values({
      id,
      case_id: caseId,
      kind: 'portrait',
      original_sealed: key.sealBytes(
        { table: 'case_images', column: 'original_sealed', row: id },
        prepared.original,
      ),
      about_sealed: key.sealJson(aboutPlace(id), about),
      created_at: tx.now,
      created_by: tx.actor.accountId,
    })
    .execute()
  for (const { bytes, width, height, type } of prepared.pictures)
    await tx.db
      .insertInto('case_image_renditions')
      .values({
        image_id: id,
        case_id: caseId,
        width,
        height,
        content_type: type,
        sealed: key.sealBytes(renditionPlace(id, width), bytes),
      })
      .execute()
  await record(tx, 'case.portrait-kept', { caseId, subject: id })
  return id
}

/** Changes credit and description of the portrait that stands. @throws NotFound */
export async function describePortrait(
  tx: Tx,
  input: { caseId: string } & Pick<PortraitText, 'credit' | 'alt'>,
): Promise<void> {
  mustBeAllowed(tx, 'case.portrait')
  await holdCase(tx, input.caseId)
  const now = await findPortrait(tx, input.caseId)
  if (!now) throw new NotFound()
  const about: PortraitText = { credit: input.credit, alt: input.alt, fileName: now.fileName }
  const sealed = (await tx.keys.case(input.caseId)).sealJson(aboutPlace(now.id), about)
  await tx.db.updateTable('case_images').set({ about_sealed: sealed }).where('id', '=', now.id).execute()
  await record(tx, 'case.portrait-described', { caseId: input.caseId, subject: now.id })
}

export async function removePortrait(tx: Tx, caseId: string): Promise<void> {
  mustBeAllowed(tx, 'case.portrait')
  await holdCase(tx, caseId)
  const gone = await dropFormer(tx, caseId)
  if (!gone) throw new NotFound()
  await record(tx, 'case.portrait-removed', { caseId, subject: gone })
}

export async function findPortrait(tx: Tx, caseId: string): Promise<Portrait | undefined> {
  const row = await tx.db
    .selectFrom('case_images')
    .select(['id', 'about_sealed', 'created_at'])
    .where('case_id', '=', caseId)
    .where('kind', '=', 'portrait')
    .where('removed_at', 'is', null)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  if (!row) return undefined
  const renditions = await tx.db
    .selectFrom('case_image_renditions')
    .select(['width', 'height', 'content_type as contentType'])
    .where('image_id', '=', row.id)
    .orderBy('width')
    .execute()
  const key = await tx.keys.case(caseId)
  return {
    ...key.openJson<PortraitText>(aboutPlace(row.id), row.about_sealed),
    id: row.id,
    createdAt: row.created_at,
    renditions,
  }
}

/** The bytes of one rendition, opened. @throws NotFound */
export async function readRendition(
  tx: Tx,
  input: { caseId: string; imageId: string; width: number },
): Promise<{ bytes: Buffer; contentType: string }> {
  mustBeAllowed(tx, 'case.read')
  const row = await tx.db
    .selectFrom('case_image_renditions')
    .select(['sealed', 'content_type'])
    .where('case_id', '=', input.caseId)
    .where('image_id', '=', input.imageId)
    .where('width', '=', input.width)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  const key = await tx.keys.case(input.caseId)
  return {
    bytes: key.openBytes(renditionPlace(input.imageId, input.width), row.sealed),
    contentType: row.content_type,
  }
}

async function dropFormer(tx: Tx, caseId: string): Promise<string | undefined> {
  const gone = await tx.db
    .updateTable('case_images')
    .set({ removed_at: tx.now })
    .where('case_id', '=', caseId)
    .where('kind', '=', 'portrait')
    .where('removed_at', 'is', null)
    .returning('id')
    .execute()
  return gone[0]?.id
}

async function holdCase(tx: Tx, caseId: string): Promise<void> {
  const seen = await tx.db
    .selectFrom('cases')
    .select('id')
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!seen) throw new NotFound()
}

const aboutPlace = (id: string) => ({ table: 'case_images', column: 'about_sealed', row: id })
const renditionPlace = (id: string, width: number) => ({
  table: 'case_image_renditions',
  column: 'sealed',
  row: `${id} ${width}`,
})
