import { findCaseImage, type ApprovedWords, type CaseDocument, type CaseImage } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import { renderMarkdown } from '#platform/text/markdown.ts'
import type { MessageKey } from '#platform/i18n.ts'
import {
  asShown,
  givenConsents,
  quotable,
  type ConsentItem,
  type GateItem,
  type ShownPoint,
  othersAmong,
} from '#publishing/index.ts'
import { authorsIn, readByline, type Byline } from './byline.ts'
import type { UpdateDocument, UpdateQuote } from './document.ts'
import { findToldHandOver, type ToldHandOver } from './hand-over.ts'
import { listUpdateTexts, type UpdateText } from './text.ts'
import { getUpdate, type Update } from './update.ts'

/** All that the pages of an update are made of. */
export interface UpdateSource {
  update: Update
  texts: UpdateText[]
  byline: Byline
  image?: CaseImage
  /** what of her own words may be quoted now, in every language that she approved */
  words: ApprovedWords[]
  handOver?: ToldHandOver
  caseKey: string
  codeName: string
  /** the case as visitors see it now; undefined while it is not public */
  shown?: ShownCase
}

export interface ShownCase {
  gate: { personId: string; item: GateItem }
  /** what the case page shows of her */
  items: ConsentItem[]
  /** what it tells of other persons, as ticks */
  others: string[]
  /** public name by language */
  names: Map<string, string>
  zone: string
  slugs: Map<string, string | undefined>
}

export async function readUpdateSource(tx: Tx, updateId: string): Promise<UpdateSource> {
  const update = await getUpdate(tx, updateId)
  const about = await tx.db
    .selectFrom('cases')
    .select(['short_id', 'code_name'])
    .where('id', '=', update.caseId)
    .executeTakeFirstOrThrow()
  const image = update.imageId ? await findCaseImage(tx, update.caseId, update.imageId) : undefined
  const shown = await readShownCase(tx, update.caseId)
  const handOver = await findToldHandOver(tx, update.id)
  return {
    update,
    texts: await listUpdateTexts(tx, update),
    byline: await readByline(tx, update),
    caseKey: about.short_id,
    codeName: about.code_name,
    ...(image ? { image } : {}),
    ...(handOver ? { handOver } : {}),
    words: await quotableOf(tx, update.caseId, shown),
    ...(shown ? { shown } : {}),
  }
}

/** Safety: only of the person whom the page names; nobody else's words are put under her name. */
async function quotableOf(tx: Tx, caseId: string, shown: ShownCase | undefined): Promise<ApprovedWords[]> {
  const all = await quotable(tx, caseId)
  return shown ? all.filter(({ personId }) => personId === shown.gate.personId) : all
}

/** Her points in this update, in its order, in one language; one that is missing may not be shown there. */
export const pointsIn = ({ update, words }: UpdateSource, language: string): ApprovedWords[] =>
  update.points.flatMap((id) => words.find((one) => one.pointId === id && one.language === language) ?? [])

export const shownPoints = (source: UpdateSource, languages: readonly string[]): ShownPoint[] =>
  languages.flatMap((language) => pointsIn(source, language)).map(asShown)

export async function readShownCase(tx: Tx, caseId: string): Promise<ShownCase | undefined> {
  const rows = await tx.db
    .selectFrom('published.documents')
    .select(['language', 'person_id', 'item', 'body', 'publication_id'])
    .where('kind', '=', 'case')
    .where('case_id', '=', caseId)
    .orderBy('language')
    .execute()
  const first = rows[0]
  if (!first) return undefined
  const items = await tx.db
    .selectFrom('publication_items')
    .select(['person_id as personId', 'item'])
    .where('publication_id', '=', first.publication_id)
    .execute()
  const bodies = rows.map((row) => ({ language: row.language, body: row.body as CaseDocument }))
  return {
    gate: { personId: first.person_id, item: first.item },
    items: items.filter(({ personId }) => personId === first.person_id).map(({ item }) => item),
    others: othersAmong(items, first.person_id),
    names: new Map(bodies.map(({ language, body }) => [language, body.name])),
    slugs: new Map(bodies.map(({ language, body }) => [language, body.slug])),
    zone: bodies[0]!.body.zone || 'UTC',
  }
}

/** What this person has agreed to that an author may tick beside the gate. */
export async function tickableItems(tx: Tx, caseId: string, shown: ShownCase): Promise<ConsentItem[]> {
  const given = await givenConsents(tx, caseId)
  return given
    .filter((one) => one.personId === shown.gate.personId && one.purposes.includes('web'))
    .map((one) => one.item)
    .filter((item) => item !== shown.gate.item && item !== 'image')
}

/** What is missing before it can be public in a language; message keys. */
export function missingFor(source: UpdateSource, language: string, correcting: boolean): MessageKey[] {
  const text = source.texts.find((one) => one.language === language)
  const { image } = source
  const missing: (MessageKey | false)[] = [
    !text?.headline && 'updates.missing.headline',
    !text?.body && 'updates.missing.body',
    !text?.place && 'updates.missing.place',
    Boolean(image && (!image.alt[language] || !image.credit[language])) && 'updates.missing.image',
    correcting && !text?.correctionNote && 'updates.missing.correction',
    Boolean(source.handOver && !source.handOver.to[language]) && 'updates.missing.hand-over',
    pointsIn(source, language).length < source.update.points.length && 'updates.missing.point',
  ]
  return missing.filter((key) => key !== false)
}

/** Keys of the picture's files in this publication, by width. */
export type ImageKeys = ReadonlyMap<number, string>

/** All of a page but the moments of its publication, which nobody knows before. */
export function buildUpdateDocument(
  source: UpdateSource,
  text: UpdateText,
  options: { languages: string[]; keys: ImageKeys; correction: boolean },
): Omit<UpdateDocument, 'publishedAt'> {
  const { update } = source
  const rendered = renderMarkdown(text.body, { language: text.language })
  const image = pictureOf(source, text.language, options.keys)
  const quotes = quotesOf(source, text.language)
  return {
    id: update.shortId,
    caseKey: source.caseKey,
    organisationId: update.organisationId,
    lang: text.language,
    languages: options.languages,
    kind: update.kind,
    headline: text.headline,
    datedOn: update.datedOn,
    place: text.place,
    authors:
      source.byline.authors.length > 0 ? authorsIn(source.byline, text.language) : (text.authors ?? []),
    ...sourceOf(source, text),
    html: rendered.html,
    text: rendered.text,
    excerpt: excerptOf(rendered.text),
    ...(quotes.length > 0 ? { quotes } : {}),
    ...(text.ask ? { ask: text.ask } : {}),
    ...(text.nextExpected ? { nextExpected: text.nextExpected } : {}),
    ...(image ? { image } : {}),
    ...(source.handOver
      ? { handOver: { ...source.handOver, to: source.handOver.to[text.language] ?? '' } }
      : {}),
    ...(options.correction ? { correctionNote: text.correctionNote } : {}),
  }
}

function sourceOf(
  { byline }: UpdateSource,
  text: UpdateText,
): Pick<UpdateDocument, 'source' | 'sourceOrganisation'> {
  const { id, name } = byline.source ?? {}
  if (id && name) return { sourceOrganisation: { id, name } }
  return text.source && !id ? { source: text.source } : {}
}

function quotesOf(source: UpdateSource, language: string): UpdateQuote[] {
  const by =
    source.shown?.names.get(language) ?? [...(source.shown?.names.values() ?? [])][0] ?? source.codeName
  return pointsIn(source, language).map(({ form, text, saidOn, original }) => ({
    ...{ form, text, by, saidOn },
    ...(original ? {} : { translated: true }),
  }))
}

function pictureOf({ image }: UpdateSource, language: string, keys: ImageKeys): UpdateDocument['image'] {
  const [small, large] = (image?.renditions ?? []).map(({ width, height }) => ({
    key: keys.get(width) ?? '',
    width,
    height,
  }))
  if (!image || !small) return undefined
  return {
    ...small,
    alt: image.alt[language] ?? '',
    credit: image.credit[language] ?? '',
    ...(large ? { larger: large } : {}),
  }
}

const longest = 240

/** The first sentences, ended at a word. */
export function excerptOf(text: string): string {
  const flat = text.replace(/\s+/gu, ' ').trim()
  if (flat.length <= longest) return flat
  const cut = flat.slice(0, longest)
  const end = cut.lastIndexOf(' ')
  return `${cut.slice(0, end > longest / 2 ? end : longest).trimEnd()} …`
}
