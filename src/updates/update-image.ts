import { describeCaseImage, keepCaseImage, type preparePortrait } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { lockDraft, touch } from './update.ts'

export interface UpdateImageInput {
  updateId: string
  /** a new picture; without it the words about the present one change */
  prepared?: Awaited<ReturnType<typeof preparePortrait>>
  fileName: string
  /** by language */
  credit: Record<string, string>
  alt: Record<string, string>
  /** the author's word: whether the picture shows the person */
  shows: boolean
}

/** Puts a picture to an update, or changes what is said about it. The page shows it after the next sign-off. */
export async function saveUpdateImage(tx: Tx, input: UpdateImageInput): Promise<void> {
  mustBeAllowed(tx, 'update.write')
  const update = await lockDraft(tx, input.updateId)
  const { caseId } = update
  const { credit, alt, fileName, prepared } = input
  let imageId = update.imageId
  if (prepared) imageId = await keepCaseImage(tx, { caseId, credit, alt, fileName, prepared })
  else if (imageId) await describeCaseImage(tx, { caseId, imageId, credit, alt })
  await touch(tx, update, { image_id: imageId ?? null, image_shows: input.shows })
  await record(tx, 'update.image-saved', { caseId, subject: update.id, data: { shows: input.shows } })
}

/** Takes the picture out of the text; what is public keeps it until the next sign-off. */
export async function removeUpdateImage(tx: Tx, updateId: string): Promise<void> {
  mustBeAllowed(tx, 'update.write')
  const update = await lockDraft(tx, updateId)
  await touch(tx, update, { image_id: null })
  await record(tx, 'update.image-removed', { caseId: update.caseId, subject: update.id })
}
