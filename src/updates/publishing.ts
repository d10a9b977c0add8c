import { readRendition } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { newShortId } from '#platform/ids.ts'
import {
  addressNow,
  askForSignature,
  holdGate,
  leaveNotice,
  onlySigned,
  onAddressMoved,
  onTakenDown,
  openReturnDoor,
  openSignDoor,
  pageMatter,
  plainOf,
  readTicks,
  takeDown,
  type AskInput,
  type Asked,
  type FileOut,
  type Part,
  type PublishInput,
  type ShownItem,
  type SignedBy,
} from '#publishing/index.ts'
import { isIn } from '#coalitions/index.ts'
import { isLanguage } from '#platform/i18n.ts'
import { noteStale } from './copy.ts'
import type { Byline } from './byline.ts'
import { messages } from './locales/index.ts'
import { authorNames } from './views/author-names.ts'
import type { HandOverDocument, UpdateDocument, UpdateQuote } from './document.ts'
import {
  buildUpdateDocument,
  missingFor,
  readUpdateSource,
  shownPoints,
  type UpdateSource,
} from './update-document.ts'
import type { UpdateText } from './text.ts'
import { getUpdate, lockUpdate, touch } from './update.ts'

export interface PublishUpdate extends Pick<
  AskInput,
  'correcting' | 'review' | 'note' | 'condition' | 'publishAt'
> {
  updateId: string
  /** of the row that the page was filled from: what was read is what is signed */
  version: number
  languages: readonly string[]
  /** what the author ticked beside what the case page stands on */
  items: readonly string[]
}

/**
 * Signs an update: public at once where one person may, else when a second one has signed. For writers with a recent
 * step-up, of the organisation that wrote it.
 * @throws Conflict ('updates.error.case-first' while the case page is not public, 'updates.error.changed',
 * 'updates.error.published'), Refused ('updates.error.incomplete', 'publishing.no-consent')
 */
export async function publishUpdate(tx: Tx, input: PublishUpdate): Promise<Asked> {
  mustBeAllowed(tx, 'update.publish')
  return await askFor(tx, input, false)
}

/** Replaces what is public by what stands in the texts now, with the note of what was wrong; the address stays. */
export async function correctUpdate(tx: Tx, input: PublishUpdate): Promise<Asked> {
  mustBeAllowed(tx, 'update.correct')
  return await askFor(tx, input, true)
}

async function askFor(tx: Tx, input: PublishUpdate, correction: boolean): Promise<Asked> {
  const { updateId, version, languages, items, ...asking } = input
  const { caseId } = await getUpdate(tx, updateId)
  await holdGate(tx, caseId)
  await lockUpdate(tx, updateId, version)
  const choice: Choice = { correction, languages: [...new Set(languages)], items: [...new Set(items)] }
  return await askForSignature(tx, { ...asking, kind: 'update', subjectId: updateId, choice })
}

interface Choice {
  /** replaces what is public; the page says what was wrong */
  correction: boolean
  languages: readonly string[]
  items: readonly string[]
}

openSignDoor({
  kind: 'update',
  async make(tx, { subjectId, choice, named, fileKey, forReading }) {
    const { caseId } = await getUpdate(tx, subjectId)
    // what is only looked at takes no locks
    if (!forReading) await holdGate(tx, caseId)
    const source = await readUpdateSource(tx, subjectId)
    const chosen = choice as Choice
    const page = await buildUpdatePage(tx, source, chosen, fileKey)
    return pageMatter(onlySigned(page, named), (inner, by) => settle(inner, subjectId, chosen, by))
  },
  read: readUpdate,
  href: ({ subjectId }) => `/updates/${subjectId}/publish`,
})

async function buildUpdatePage(
  tx: Tx,
  source: UpdateSource,
  { correction, languages, items }: Choice,
  fileKey: (name: string) => string,
): Promise<PublishInput> {
  const { shown, update } = source
  if (correction !== (update.state === 'published'))
    throw new Conflict(correction ? 'updates.error.not-published' : 'updates.error.published')
  if (!shown) throw new Conflict('updates.error.case-first')
  if (languages.length === 0 || languages.some((one) => missingFor(source, one, correction).length > 0))
    throw new Refused('updates.error.incomplete')
  const keys = new Map(source.image?.renditions.map(({ width }) => [width, fileKey(`${width}`)]))
  const texts = source.texts.filter((text) => languages.includes(text.language))
  return {
    caseId: update.caseId,
    subjectKind: 'update',
    subjectId: update.id,
    key: update.shortId,
    items: shownItems(source, items),
    gate: shown.gate,
    documents: texts.map((text) => ({
      language: text.language,
      body: buildUpdateDocument(source, text, { languages: [...languages], keys, correction }),
    })),
    files: await imageFiles(tx, source, keys),
    points: shownPoints(source, languages),
    text: texts.map((text) => signedText(text, source.byline)),
    stamp: (at) => ({
      publishedAt: (correction ? update.publishedAt! : at).toISOString(),
      ...(correction ? { correctedAt: at.toISOString() } : {}),
    }),
  }
}

/** The page is out: whoever signed second may serve another organisation, so the row is taken by its id alone. */
async function settle(
  tx: Tx,
  updateId: string,
  { correction, items, languages }: Choice,
  by: SignedBy,
): Promise<void> {
  await tx.db.selectFrom('updates').select('id').where('id', '=', updateId).forUpdate().execute()
  const row = await getUpdate(tx, updateId)
  if (correction) await noteStale(tx, row.id)
  await touch(tx, row, {
    state: 'published',
    items: [...items],
    ...(correction
      ? { corrected_at: tx.now }
      : { published_at: tx.now, published_by: by.accountId, corrected_at: null }),
    withdrawn_at: null,
    withdrawn_by: null,
  })
  await record(tx, correction ? 'update.corrected' : 'update.published', {
    caseId: row.caseId,
    subject: row.id,
    data: { kind: row.kind, languages: [...languages] },
  })
}

const withheldIn = (lang: string): string =>
  (isLanguage(lang) ? messages[lang] : messages.en)['update.author.withheld']

/** An update's page part by part, for whoever signs it. */
function readUpdate(body: object): Part[] {
  const page = body as UpdateDocument
  const words = (label: Part['label'], text: string | undefined): Part[] => (text ? [{ label, text }] : [])
  return [
    ...words('updates.part.headline', page.headline),
    ...words('updates.part.dateline', [page.place, page.datedOn].join(', ')),
    ...words('updates.part.authors', authorNames(page.authors, withheldIn(page.lang)).join(', ')),
    ...words('updates.part.source', page.sourceOrganisation?.name ?? page.source),
    { label: 'updates.part.body', text: page.text ?? plainOf(page.html), html: page.html },
    ...(page.quotes ?? []).map(quotePart),
    ...words('updates.part.ask', page.ask),
    ...words('updates.part.next', page.nextExpected),
    ...(page.handOver ? handOverParts(page.handOver) : []),
    ...words('updates.part.picture', page.image && `${page.image.alt} (${page.image.credit})`),
    ...words('updates.part.correction', page.correctionNote),
  ]
}

/** To whom and when, how it was taken, and each number for itself. */
function handOverParts({ on, to, how, countries, onPaper, ...numbers }: HandOverDocument): Part[] {
  const counted = (['people', 'recorded', 'organisations'] as const).flatMap((name): Part[] => {
    const count = numbers[name]
    return count === undefined ? [] : [{ label: `updates.part.hand-over.${name}`, text: String(count) }]
  })
  return [
    { label: `updates.part.hand-over.${how}`, text: `${to}, ${on}` },
    ...counted,
    ...(onPaper
      ? [
          { label: 'updates.part.hand-over.paper', text: String(onPaper.evidenced) } as const,
          { label: 'updates.part.hand-over.unproven', text: String(onPaper.unproven) } as const,
        ]
      : []),
    ...(countries > 0
      ? [{ label: 'updates.part.hand-over.countries', text: String(countries) } as const]
      : []),
  ]
}

/** Whoever signs reads whose words they are and whether they are hers to the letter, beside the words. */
const quotePart = ({ form, text, by, saidOn, translated }: UpdateQuote): Part => ({
  label: form === 'verbatim' ? 'updates.part.verbatim' : 'updates.part.paraphrase',
  text: `${text}\n${[by, saidOn].join(', ')}${translated ? ' · ⇄' : ''}`,
})

/** What the author read and signed, without when it was typed. */
const signedText = (
  { language, translation, headline, place, authors = [], source, ...rest }: UpdateText,
  byline: Byline,
) => ({
  ...{ language, translation, headline, place, authors, source },
  ...(byline.authors.length > 0 || byline.source ? { byline: signedByline(byline) } : {}),
  ...{ body: rest.body, ask: rest.ask, nextExpected: rest.nextExpected, correctionNote: rest.correctionNote },
})

/** Organisations by their ids: whether one is named is its own to say, every day anew. */
const signedByline = ({ authors, source }: Byline) => ({
  authors: authors.map(({ kind, names, organisation }) => ({
    kind,
    names,
    organisation: organisation?.id ?? null,
  })),
  source: source?.id ?? null,
})

/** Safety: a picture that shows her needs her consent, whatever else was ticked; the gate refuses a tick without one. */
function shownItems(source: UpdateSource, ticked: readonly string[]): ShownItem[] {
  const { personId } = source.shown!.gate
  const picture = source.image && source.update.imageShows ? ['image'] : []
  return readTicks([...ticked, ...picture], personId)
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

// What went quiet with its case comes back with it, unless somebody withdrew it meanwhile.
// Safety: an old link to an update by her name must not lead to one without it.
onAddressMoved(async (tx, caseId) => {
  const down = await tx.db
    .selectFrom('updates')
    .select('id')
    .where('case_id', '=', caseId)
    .where('published_at', 'is not', null)
    .where('state', '<>', 'published')
    .execute()
  for (const { id } of down)
    await tx.db.updateTable('updates').set({ short_id: newShortId() }).where('id', '=', id).execute()
})

openReturnDoor('update', {
  async mayReturn(tx, subjectId, { beganAt }) {
    const { state, withdrawnAt, caseId, organisationId } = await getUpdate(tx, subjectId)
    if (state !== 'withdrawn' || withdrawnAt?.getTime() !== beganAt.getTime()) return false
    // Safety: what an organisation took with it while the case was quiet is nobody else's to bring back
    return await isIn(tx, caseId, organisationId)
  },
  async returned(tx, subjectId) {
    const row = await getUpdate(tx, subjectId)
    await touch(tx, row, {
      ...{ state: 'published', withdrawn_at: null, withdrawn_by: null },
      short_id: await addressNow(tx, subjectId),
    })
    await record(tx, 'update.returned', { caseId: row.caseId, subject: subjectId })
  },
})

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
