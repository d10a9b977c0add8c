/** What the pages of a joint letter are made of, and what each of them says. */
import { createHash } from 'node:crypto'
import { endOfDay } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import type { MessageKey } from '#platform/i18n.ts'
import { renderMarkdown } from '#platform/text/markdown.ts'
import { canonicalJson } from '#publishing/index.ts'
import { excerptOf, readShownCase, type ShownCase } from '#updates/index.ts'
import type { JointLetterDocument } from './document.ts'
import { getLetter, isSigned, type JointLetter } from './letter.ts'
import { listLetterTexts, type LetterText } from './text.ts'

export interface LetterSource {
  letter: JointLetter
  texts: LetterText[]
  /** organisations have signed, or wait to: its words stand still */
  signed: boolean
  caseKey: string
  codeName: string
  /** the case as visitors see it now; undefined while it is not public */
  shown?: ShownCase
}

export async function readLetterSource(tx: Tx, letterId: string): Promise<LetterSource> {
  const letter = await getLetter(tx, letterId)
  const about = await tx.db
    .selectFrom('cases')
    .select(['short_id', 'code_name'])
    .where('id', '=', letter.caseId)
    .executeTakeFirstOrThrow()
  const shown = await readShownCase(tx, letter.caseId)
  return {
    ...{ letter, texts: await listLetterTexts(tx, letter), signed: await isSigned(tx, letter.id) },
    ...{ caseKey: about.short_id, codeName: about.code_name },
    ...(shown ? { shown } : {}),
  }
}

/** What is missing before it can be public in a language; message keys. */
export function missingFor({ texts }: Pick<LetterSource, 'texts'>, language: string): MessageKey[] {
  const text = texts.find((one) => one.language === language)
  const missing: (MessageKey | false)[] = [
    !text?.title && 'joint-letters.missing.title',
    !text?.addressee && 'joint-letters.missing.addressee',
    !text?.place && 'joint-letters.missing.place',
    !text?.body && 'joint-letters.missing.body',
  ]
  return missing.filter((key) => key !== false)
}

/** The instant at which nobody signs any more; undefined: it stays open. */
export const closesAt = ({ closesOn, zone }: Pick<JointLetter, 'closesOn' | 'zone'>): Date | undefined =>
  closesOn ? endOfDay(closesOn, zone) : undefined

/** SHA-256 of all that an organisation signs: the letter's day, and its words in every language that is public. */
export const hashOf = (letter: Pick<JointLetter, 'datedOn'>, texts: readonly LetterText[]): Buffer =>
  createHash('sha256')
    .update(
      canonicalJson({
        datedOn: letter.datedOn,
        texts: texts
          .map(({ language, title, addressee, place, body }) => ({ language, title, addressee, place, body }))
          .toSorted((a, b) => (a.language < b.language ? -1 : 1)),
      }),
    )
    .digest()

/** All of a page but the moment of its publication, which nobody knows before. @param texts those that are public together */
export function buildLetterDocument(
  { letter, caseKey }: Pick<LetterSource, 'letter' | 'caseKey'>,
  text: LetterText,
  texts: readonly LetterText[],
): Omit<JointLetterDocument, 'publishedAt' | 'changedAt'> {
  const { html, text: plain } = renderMarkdown(text.body, { language: text.language })
  const until = closesAt(letter)
  return {
    ...{ id: letter.shortId, letterId: letter.id, caseKey, organisationId: letter.organisationId },
    ...{ lang: text.language, languages: texts.map(({ language }) => language) },
    ...{ title: text.title, addressee: text.addressee, place: text.place },
    ...{ html, text: plain, excerpt: excerptOf(plain) },
    ...{ datedOn: letter.datedOn, openToOthers: letter.openToOthers, zone: letter.zone },
    ...(letter.closesOn && until ? { closesOn: letter.closesOn, closesAt: until.toISOString() } : {}),
    textHash: hashOf(letter, texts).toString('base64url'),
  }
}
