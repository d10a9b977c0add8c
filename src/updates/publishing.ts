import { readRendition } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import {
  holdGate,
  leaveNotice,
  newFileKey,
  onTakenDown,
  publish,
  takeDown,
  type FileOut,
  type ShownItem,
} from '#publishing/index.ts'
import {
  buildUpdateDocument,
  missingFor,
  readUpdateSource,
  tickableItems,
  type UpdateSource,
} from './update-document.ts'
import type { UpdateText } from './text.ts'
import { getUpdate, lockUpdate, touch } from './update.ts'

export interface PublishUpdate {
  updateId: string
  /** of the row that the page was filled from: what was read is what is signed */
  version: number
  languages: readonly string[]
  /** what the author ticked beside what the case page stands on */
  items: readonly string[]
}

/**
 * Signs an update off and makes it public. For writers with a recent step-up, of the organisation that wrote it.
 * @throws Conflict ('updates.error.case-first' while the case page is not public, 'updates.error.changed',
 * 'updates.error.published'), Refused ('updates.error.incomplete', 'publishing.no-consent')
 */
export async function publishUpdate(tx: Tx, input: PublishUpdate): Promise<void> {
  mustBeAllowed(tx, 'update.publish')
  await bringOut(tx, input, false)
}

/** Replaces what is public by what stands in the texts now, with the note of what was wrong; the address stays. */
export async function correctUpdate(tx: Tx, input: PublishUpdate): Promise<void> {
  mustBeAllowed(tx, 'update.correct')
  await bringOut(tx, input, true)
}

async function bringOut(tx: Tx, input: PublishUpdate, correcting: boolean): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId } = await getUpdate(tx, input.updateId)
  await holdGate(tx, caseId)
  const row = await lockUpdate(tx, input.updateId, input.version)
  if (correcting !== (row.state === 'published'))
    throw new Conflict(correcting ? 'updates.error.not-published' : 'updates.error.published')
  const source = await readUpdateSource(tx, row.id)
  const { shown } = source
  if (!shown) throw new Conflict('updates.error.case-first')
  const languages = [...new Set(input.languages)]
  if (languages.length === 0 || languages.some((one) => missingFor(source, one, correcting).length > 0))
    throw new Refused('updates.error.incomplete')
  const keys = new Map(source.image?.renditions.map(({ width }) => [width, newFileKey()]))
  const publishedAt = correcting ? row.publishedAt! : tx.now
  const texts = source.texts.filter((text) => languages.includes(text.language))
  await publish(tx, {
    caseId,
    subjectKind: 'update',
    subjectId: row.id,
    key: row.shortId,
    items: await shownItems(tx, source, input.items),
    gate: shown.gate,
    documents: texts.map((text) => ({
      language: text.language,
      body: buildUpdateDocument(source, text, {
        languages,
        keys,
        publishedAt,
        correctedAt: correcting ? tx.now : undefined,
      }),
    })),
    files: await imageFiles(tx, source, keys),
    text: texts.map(signedText),
  })
  await touch(tx, row, {
    state: 'published',
    items: [...input.items],
    ...(correcting
      ? { corrected_at: tx.now }
      : { published_at: tx.now, published_by: tx.actor.accountId, corrected_at: null }),
    withdrawn_at: null,
    withdrawn_by: null,
  })
  await record(tx, correcting ? 'update.corrected' : 'update.published', {
    caseId,
    subject: row.id,
    data: { kind: row.kind, languages },
  })
}

/** What the author read and signed, without when it was typed. */
const signedText = ({ language, translation, headline, place, authors, source, ...rest }: UpdateText) => ({
  ...{ language, translation, headline, place, authors, source },
  ...{ body: rest.body, ask: rest.ask, nextExpected: rest.nextExpected, correctionNote: rest.correctionNote },
})

/** Safety: a picture that shows her needs her consent, whatever else was ticked. */
async function shownItems(tx: Tx, source: UpdateSource, ticked: readonly string[]): Promise<ShownItem[]> {
  const { personId } = source.shown!.gate
  const given = await tickableItems(tx, source.update.caseId, source.shown!)
  const items = [...new Set(ticked)].map((item): ShownItem => {
    const known = given.find((one) => one === item)
    if (!known) throw new Refused('publishing.no-consent')
    return { personId, item: known }
  })
  if (source.image && source.update.imageShows) items.push({ personId, item: 'image' })
  return items
}

async function imageFiles(
  tx: Tx,
  source: UpdateSource,
  keys: ReadonlyMap<number, string>,
): Promise<FileOut[]> {
  const files: FileOut[] = []
  const { image, update, shown } = source
  for (const { width, height } of image?.renditions ?? []) {
    const { bytes, contentType } = await readRendition(tx, {
      caseId: update.caseId,
      imageId: image!.id,
      width,
    })
    files.push({
      ...{ key: keys.get(width)!, contentType, width, height, bytes },
      ...(update.imageShows ? { shows: { personId: shown!.gate.personId, item: 'image' as const } } : {}),
    })
  }
  return files
}

/**
 * Takes an update down at once, and with it the mail that is under way. Any writer of the organisation may.
 * @throws Conflict ('updates.error.not-published')
 */
export async function withdrawUpdate(tx: Tx, updateId: string): Promise<void> {
  mustBeAllowed(tx, 'update.withdraw')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId } = await getUpdate(tx, updateId)
  await holdGate(tx, caseId)
  const row = await lockUpdate(tx, updateId)
  if (row.state !== 'published') throw new Conflict('updates.error.not-published')
  await touch(tx, row, { state: 'withdrawn', withdrawn_at: tx.now, withdrawn_by: tx.actor.accountId })
  await record(tx, 'update.withdrawn', { caseId, subject: row.id })
  await takeDown(tx, { subjectKind: 'update', subjectId: row.id, quiet: true })
}

// Safety: an update that a withdrawn or expired consent took down is no longer called published anywhere. Readers of the
// feeds keep what they once read, so each gets a notice to put over it.
onTakenDown(async (tx, what) => {
  if (what.subjectKind !== 'update') return
  const { published_at: publishedAt } = await tx.db
    .selectFrom('updates')
    .select('published_at')
    .where('id', '=', what.subjectId)
    .executeTakeFirstOrThrow()
  if (publishedAt) await leaveNotice(tx, { caseId: what.caseId, key: what.key, publishedAt })
  if (what.reason === 'taken-down') return
  const done = await tx.db
    .updateTable('updates')
    .set((row) => ({
      state: 'withdrawn',
      withdrawn_at: tx.now,
      withdrawn_by: tx.actor.kind === 'member' ? tx.actor.accountId : null,
      version: row('version', '+', 1),
    }))
    .where('id', '=', what.subjectId)
    .where('state', '=', 'published')
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) === 0) return
  await record(tx, 'update.withdrawn', {
    caseId: what.caseId,
    subject: what.subjectId,
    data: { reason: what.reason },
  })
})
