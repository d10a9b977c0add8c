/** What journalists may be given of a case: what is public of it by signature, as far as she consented to the media. */
import { endOfDay, type CaseDocument, type CaseQuote, type Precision } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, NotFound } from '#platform/web/errors.ts'
import { givenConsents, type GivenConsent, type ShownItem } from '../given.ts'
import type { ConsentItem } from '../tables.ts'

/** One language of the kit. */
export interface KitPage {
  language: string
  name: string
  sentence: string
  /** rendered from our Markdown */
  storyHtml?: string
  /** `due`: its last day has passed, and its words hold no longer */
  status?: { text: string; assessedOn: string; due: boolean }
  facts: { on: string; precision: Precision; text: string }[]
  /** hers to the letter where `form` says so */
  quotes: CaseQuote[]
  portrait?: { alt: string; credit: string; width: number; height: number }
}

export interface PressKit {
  /** there is no case page: nothing of hers is signed for anybody */
  isPublic: boolean
  /** what the page shows and she has not cleared for the press; while words stand here there is no page of the kit */
  missing: ConsentItem[]
  pages: KitPage[]
}

export interface KitPicture {
  contentType: string
  bytes: Buffer
}

interface Source {
  publicationId: string
  items: ShownItem[]
  documents: { language: string; body: CaseDocument }[]
  cleared: GivenConsent[]
}

/** A picture and her words stand by themselves; all else on the page is told in one breath. */
const apart: readonly ConsentItem[] = ['image', 'quotes', 'voice', 'documents']

/** The kit in every language that may be given away. For the room. */
export async function readPressKit(tx: Tx, caseId: string): Promise<PressKit> {
  mustBeAllowed(tx, 'press.read')
  const source = await readSource(tx, caseId)
  if (!source) return { isPublic: false, missing: [], pages: [] }
  const missing = source.items.filter((one) => !clearedFor(source, one)).map(({ item }) => item)
  return {
    isPublic: true,
    missing: [...new Set(missing)],
    pages: source.documents.flatMap(({ language, body }) => kitPage(tx, source, language, body) ?? []),
  }
}

/**
 * One language of the kit to be given away; it leaves an event. For writers of the coalition.
 * @throws NotFound in a language without a page, Conflict ('press.not-cleared')
 */
export async function takePressKit(
  tx: Tx,
  { caseId, language }: { caseId: string; language: string },
): Promise<{ page: KitPage; picture?: KitPicture }> {
  mustBeAllowed(tx, 'press.take')
  const source = await readSource(tx, caseId)
  const document = source?.documents.find((one) => one.language === language)
  if (!source || !document) throw new NotFound()
  const page = kitPage(tx, source, language, document.body)
  if (!page) throw new Conflict('press.not-cleared')
  const picture = page.portrait && (await readPicture(tx, source, document.body))
  await record(tx, 'press.kit-taken', { caseId, subject: source.publicationId, data: { language } })
  return { page, ...(picture ? { picture } : {}) }
}

/** The portrait as it stands in the kit. For the room. @throws NotFound also where it is not cleared */
export async function readKitPicture(tx: Tx, caseId: string): Promise<KitPicture> {
  mustBeAllowed(tx, 'press.read')
  const source = await readSource(tx, caseId)
  const shown = source?.documents.find(({ language, body }) => kitPage(tx, source, language, body)?.portrait)
  const picture = source && shown && (await readPicture(tx, source, shown.body))
  if (!picture) throw new NotFound()
  return picture
}

/** Safety: nothing is in the kit that is not public by signature at this moment. */
async function readSource(tx: Tx, caseId: string): Promise<Source | undefined> {
  const publication = await tx.db
    .selectFrom('publications')
    .select('id')
    .where('case_id', '=', caseId)
    .where('subject_kind', '=', 'case')
    .executeTakeFirst()
  if (!publication) return undefined
  const items = await tx.db
    .selectFrom('publication_items')
    .select(['person_id as personId', 'item'])
    .where('publication_id', '=', publication.id)
    .execute()
  const documents = await tx.db
    .selectFrom('published.documents')
    .select(['language', 'body'])
    .where('publication_id', '=', publication.id)
    .orderBy('language')
    .execute()
  const given = await givenConsents(tx, caseId)
  return {
    publicationId: publication.id,
    items,
    documents: documents.map(({ language, body }) => ({ language, body: body as CaseDocument })),
    // Safety: consent to the web is none to the press
    cleared: given.filter(({ purposes }) => purposes.includes('media')),
  }
}

const clearedFor = ({ cleared }: Source, { personId, item }: ShownItem, language?: string): boolean =>
  cleared.some(
    (one) =>
      one.personId === personId &&
      one.item === item &&
      (language === undefined || one.languages.length === 0 || one.languages.includes(language)),
  )

/** Safety: words that tell of several items go only when each of them is cleared: nobody can cut one out of a sentence. */
function kitPage(
  tx: Pick<Tx, 'now'>,
  source: Source,
  language: string,
  body: CaseDocument,
): KitPage | undefined {
  const may = (one: ShownItem) => clearedFor(source, one, language)
  const told = source.items.filter(({ item }) => !apart.includes(item))
  if (told.length === 0 || !told.every(may)) return undefined
  const allOf = (item: ConsentItem) => {
    const hers = source.items.filter((one) => one.item === item)
    return hers.length > 0 && hers.every(may)
  }
  const { name, sentence, storyHtml, status, timeline = [], words = [], portrait } = body
  return {
    ...{ language, name, sentence },
    ...(storyHtml ? { storyHtml } : {}),
    // Safety: an old all-clear is not handed to the press either
    ...(status
      ? {
          status: {
            ...{ text: status.text, assessedOn: status.assessedOn },
            due: tx.now >= endOfDay(status.validUntil, body.zone || 'UTC'),
          },
        }
      : {}),
    facts: timeline,
    quotes: allOf('quotes') ? words : [],
    ...(portrait && allOf('image')
      ? {
          portrait: {
            ...{ alt: portrait.alt, credit: portrait.credit },
            ...{ width: portrait.width, height: portrait.height },
          },
        }
      : {}),
  }
}

async function readPicture(tx: Tx, source: Source, body: CaseDocument): Promise<KitPicture | undefined> {
  if (!body.portrait) return undefined
  const file = await tx.db
    .selectFrom('published.files')
    .select(['content_type', 'bytes'])
    .where('key', '=', body.portrait.key)
    .where('publication_id', '=', source.publicationId)
    .executeTakeFirst()
  return file && { contentType: file.content_type, bytes: file.bytes }
}
