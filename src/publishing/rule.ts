import { createHash } from 'node:crypto'
import { servesAlone } from '#organisations/index.ts'
import type { Tx } from '#platform/database.ts'
import { Refused } from '#platform/web/errors.ts'
import type { ShownItem } from './given.ts'
import type { PublishInput } from './publication.ts'
import type { SignRule } from './tables.ts'
import { sentencesOf, wordsAdded, wordsOf } from './words.ts'

/** Who has to sign. */
export interface Signatures {
  rule: SignRule
  needed: 1 | 2
  /** the second one speaks for another organisation */
  twoOrganisations: boolean
  /** two would sign, but nobody else is there who could */
  alone: boolean
}

const byOne: readonly SignRule[] = ['correction', 'official', 'lowering', 'emergency']
const byTwoOrganisations: readonly SignRule[] = ['first', 'higher-level', 'new-item', 'restore-consent']

const weightOf = (rule: SignRule | 'earlier'): number =>
  byOne.some((one) => one === rule) ? 0 : byTwoOrganisations.some((one) => one === rule) ? 2 : 1

/** Whether a rule asks for more than another: what was public when one signed may be gone when it comes out. */
export const asksMore = (rule: SignRule, than: SignRule | 'earlier'): boolean =>
  weightOf(rule) > weightOf(than)

/** A correction that adds nothing mends a word or a date; what brings more than this is a new text. */
export const longestCorrection = 20

/** Signatures scale with the danger: from what is to be shown, and what is public already, to who signs. */
export async function signaturesFor(tx: Tx, caseId: string, rule: SignRule): Promise<Signatures> {
  if (byOne.includes(rule)) return { rule, needed: 1, twoOrganisations: false, alone: false }
  const organisations = await organisationsIn(tx, caseId)
  // Safety: once a second organisation is in, there is somebody else, however small both are
  if (organisations < 2 && (await servesAlone(tx)))
    return { rule, needed: 1, twoOrganisations: false, alone: true }
  return {
    rule,
    needed: 2,
    twoOrganisations: organisations >= 2 && byTwoOrganisations.includes(rule),
    alone: false,
  }
}

/** Safety: who watches a case neither asks for a signature nor gives one. @throws Refused ('publishing.sign.observer') */
export async function mustNotObserve(tx: Tx, caseId: string, organisationId: string): Promise<void> {
  const observing = await tx.db
    .selectFrom('coalition_members')
    .select('role')
    .where('case_id', '=', caseId)
    .where('organisation_id', '=', organisationId)
    .where('left_at', 'is', null)
    .where('role', '=', 'observer')
    .executeTakeFirst()
  if (observing) throw new Refused('publishing.sign.observer')
}

/** Observers watch; they are not among those who sign. */
async function organisationsIn(tx: Tx, caseId: string): Promise<number> {
  const { n } = await tx.db
    .selectFrom('coalition_members')
    .select((row) => row.fn.countAll<number>().as('n'))
    .where('case_id', '=', caseId)
    .where('left_at', 'is', null)
    .where('role', '<>', 'observer')
    .executeTakeFirstOrThrow()
  return n
}

/**
 * The rule that a page falls under.
 * @param correcting the author's word that it adds nothing; taken only where that can be seen
 * @throws Refused ('publishing.correction-adds') when it adds something all the same
 */
export async function ruleOfPage(
  tx: Tx,
  input: PublishInput,
  items: readonly ShownItem[],
  correcting: boolean,
): Promise<SignRule> {
  const rule = await byDanger(tx, input, items)
  if (!correcting || rule === 'lowering') return rule
  if (rule !== 'within' || !(await isCorrection(tx, input, items)))
    throw new Refused('publishing.correction-adds')
  return 'correction'
}

async function byDanger(tx: Tx, input: PublishInput, items: readonly ShownItem[]): Promise<SignRule> {
  const shown = await tx.db
    .selectFrom('publication_items')
    .select(['publication_id', 'person_id', 'item'])
    .where('case_id', '=', input.caseId)
    .execute()
  if (shown.length === 0) return 'first'
  const level = (all: readonly { item: string }[]) => (all.some(({ item }) => item === 'name') ? 5 : 4)
  if (level(items) > level(shown)) return 'higher-level'
  const isShown = ({ personId, item }: ShownItem) =>
    shown.some((one) => one.person_id === personId && one.item === item)
  if (!items.every(isShown)) return 'new-item'
  const before = await findShownPage(tx, input)
  return before && isLess(before, input, items) ? 'lowering' : 'within'
}

/**
 * A mended official is taken from one only where the page shows the same ones, and as few new words as a correction.
 * @throws Refused ('publishing.correction-adds')
 */
export async function mustMendOnly(tx: Tx, input: PublishInput, items: readonly ShownItem[]): Promise<void> {
  const before = await findShownPage(tx, input)
  const each = input.documents.map((one) => ({ ...input, documents: [one] }))
  if (!before || each.some((page) => adds(before, page, items) > longestCorrection))
    throw new Refused('publishing.correction-adds')
}

async function isCorrection(tx: Tx, input: PublishInput, items: readonly ShownItem[]): Promise<boolean> {
  const before = await findShownPage(tx, input)
  return before !== undefined && adds(before, input, items) <= longestCorrection
}

interface ShownPage {
  items: Set<string>
  texts: Map<string, { words: string[]; sentences: Set<string> }>
  files: Set<string>
}

/** What visitors see of this subject now, as far as it can be compared. */
async function findShownPage(tx: Tx, input: PublishInput): Promise<ShownPage | undefined> {
  const publication = await tx.db
    .selectFrom('publications')
    .select('id')
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

/** How many words it adds to what is public; infinite for an item, a language or a picture that is not there yet. */
function adds(before: ShownPage, input: PublishInput, items: readonly ShownItem[]): number {
  if (!stays(before, input, items)) return Infinity
  const keys = new Set(input.files?.map(({ key }) => key))
  let added = 0
  for (const { language, body } of input.documents)
    added += wordsAdded(before.texts.get(language)!.words, wordsOf(body, keys))
  return added
}

/** Only less of what is there: sentences, languages or pictures fewer, and no other sentence. */
function isLess(before: ShownPage, input: PublishInput, items: readonly ShownItem[]): boolean {
  const keys = new Set(input.files?.map(({ key }) => key))
  return (
    adds(before, input, items) === 0 &&
    input.documents.every(({ language, body }) =>
      sentencesOf(body, keys).every((sentence) => before.texts.get(language)!.sentences.has(sentence)),
    )
  )
}

const stays = (before: ShownPage, input: PublishInput, items: readonly ShownItem[]): boolean =>
  items.every(({ personId, item }) => before.items.has(`${personId} ${item}`)) &&
  (input.files ?? []).every(({ bytes }) => before.files.has(digest(bytes))) &&
  input.documents.every(({ language }) => before.texts.has(language))
