/** How far a page is from what visitors see of it now, and how far one person alone has taken it already. */
import { createHash } from 'node:crypto'
import type { Tx } from '#platform/database.ts'
import type { ShownItem } from './given.ts'
import type { PublishInput } from './publication.ts'
import { changedWords, sentencesOf, wordsAdded, wordsOf, type Changed } from './words.ts'

export interface ShownPage {
  /** by one person alone, since two last signed (or one, where nobody else was there) */
  spent: Changed
  items: Set<string>
  texts: Map<string, { words: string[]; sentences: Set<string> }>
  files: Set<string>
}

/** What visitors see of this subject now, as far as it can be compared. */
export async function findShownPage(tx: Tx, input: PublishInput): Promise<ShownPage | undefined> {
  const publication = await tx.db
    .selectFrom('publications')
    .select(['id', 'words_added', 'words_gone'])
    .where('subject_kind', '=', input.subjectKind)
    .where('subject_id', '=', input.subjectId)
    .executeTakeFirst()
  if (!publication) return undefined
  const { id } = publication
  const items = await tx.db
    .selectFrom('publication_items')
    .select(['person_id', 'item'])
    .where('publication_id', '=', id)
    .execute()
  const documents = await tx.db
    .selectFrom('published.documents')
    .select(['language', 'body'])
    .where('publication_id', '=', id)
    .execute()
  const files = [
    ...(await tx.db
      .selectFrom('published.files')
      .select(['key', 'bytes'])
      .where('publication_id', '=', id)
      .execute()),
    ...(await tx.db
      .selectFrom('published.page_files')
      .select(['key', 'bytes'])
      .where('publication_id', '=', id)
      .execute()),
  ]
  const keys = new Set(files.map(({ key }) => key))
  return {
    spent: { added: publication.words_added, gone: publication.words_gone },
    items: new Set(items.map((one) => `${one.person_id} ${one.item}`)),
    texts: new Map(
      documents.map(({ language, body }) => [
        language,
        { words: wordsOf(body, keys), sentences: new Set(sentencesOf(body, keys)) },
      ]),
    ),
    files: new Set(files.map(({ bytes }) => digest(bytes))),
  }
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** What it changes in each language; nothing to measure by for an item, a language or a picture that is not there yet. */
export function changesOf(
  before: ShownPage,
  input: PublishInput,
  items: readonly ShownItem[],
): Changed[] | undefined {
  if (!stays(before, input, items)) return undefined
  const keys = new Set(input.files?.map(({ key }) => key))
  return input.documents.map(({ language, body }) =>
    changedWords(before.texts.get(language)!.words, wordsOf(body, keys)),
  )
}

export const sumOf = (changes: readonly Changed[]): Changed =>
  changes.reduce((sum, one) => ({ added: sum.added + one.added, gone: sum.gone + one.gone }), {
    added: 0,
    gone: 0,
  })

/** Only less of what is there: sentences, languages or pictures fewer, and no other sentence. */
export function isLess(before: ShownPage, input: PublishInput, items: readonly ShownItem[]): boolean {
  const keys = new Set(input.files?.map(({ key }) => key))
  return (
    stays(before, input, items) &&
    input.documents.every(({ language, body }) => {
      const { words, sentences } = before.texts.get(language)!
      return (
        wordsAdded(words, wordsOf(body, keys)) === 0 &&
        sentencesOf(body, keys).every((sentence) => sentences.has(sentence))
      )
    })
  )
}

const stays = (before: ShownPage, input: PublishInput, items: readonly ShownItem[]): boolean =>
  items.every(({ personId, item }) => before.items.has(`${personId} ${item}`)) &&
  (input.files ?? []).every(({ bytes }) => before.files.has(digest(bytes))) &&
  input.documents.every(({ language }) => before.texts.has(language))
