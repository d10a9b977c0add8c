import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import { NotFound, Refused } from '#platform/web/errors.ts'
import type { Portrait, PortraitText, PreparedPortrait } from './portrait.ts'

/** A picture of the case that is no portrait: of an update. Credit and alt text as a portrait's. */
export type CaseImage = Portrait

const aboutPlace = (id: string) => ({ table: 'case_images', column: 'about_sealed', row: id })

/** Keeps a picture for an update, original and renditions sealed. `prepared` comes from `preparePortrait`. */
export async function keepCaseImage(
  tx: Tx,
  input: PortraitText & { caseId: string; prepared: PreparedPortrait },
): Promise<string> {
  mustBeAllowed(tx, 'case.image')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, prepared, ...about } = input
  const key = await tx.keys.case(caseId)
  const id = newId(tx.now.getTime())
  const original = { table: 'case_images', column: 'original_sealed', row: id }
  await tx.db
    .insertInto('case_images')
    .values({
      id,
      case_id: caseId,
      kind: 'update',
      original_sealed: key.sealBytes(original, prepared.original),
      about_sealed: key.sealJson(aboutPlace(id), about),
      created_at: tx.now,
      created_by: tx.actor.accountId,
    })
    .execute()
  await tx.db
    .insertInto('case_image_renditions')
    .values(
      prepared.pictures.map(({ bytes, width, height, type }) => ({
        image_id: id,
        case_id: caseId,
        width,
        height,
        content_type: type,
        sealed: key.sealBytes(
          { table: 'case_image_renditions', column: 'sealed', row: `${id} ${width}` },
          bytes,
        ),
      })),
    )
    .execute()
  await record(tx, 'case.image-kept', { caseId, subject: id })
  return id
}

/** Changes credit and description. @throws NotFound */
export async function describeCaseImage(
  tx: Tx,
  input: { caseId: string; imageId: string } & Pick<PortraitText, 'credit' | 'alt'>,
): Promise<void> {
  mustBeAllowed(tx, 'case.image')
  const now = await findCaseImage(tx, input.caseId, input.imageId)
  if (!now) throw new NotFound()
  const about: PortraitText = { credit: input.credit, alt: input.alt, fileName: now.fileName }
  const about_sealed = (await tx.keys.case(input.caseId)).sealJson(aboutPlace(now.id), about)
  await tx.db.updateTable('case_images').set({ about_sealed }).where('id', '=', now.id).execute()
  await record(tx, 'case.image-described', { caseId: input.caseId, subject: now.id })
}

export async function findCaseImage(tx: Tx, caseId: string, imageId: string): Promise<CaseImage | undefined> {
  const row = await tx.db
    .selectFrom('case_images')
    .select(['id', 'about_sealed', 'created_at'])
    .where('case_id', '=', caseId)
    .where('id', '=', imageId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const renditions = await tx.db
    .selectFrom('case_image_renditions')
    .select(['width', 'height', 'content_type as contentType'])
    .where('image_id', '=', row.id)
    .orderBy('width')
    .execute()
  const about = (await tx.keys.case(caseId)).openJson<PortraitText>(aboutPlace(row.id), row.about_sealed)
  return { ...about, id: row.id, createdAt: row.created_at, renditions }
}
