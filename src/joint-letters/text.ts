import { keepVersion } from '#coalitions/index.ts'
import { declareDraftRoom } from '#organisations/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { lockDraft, mustBeUnsigned, touch, type JointLetter } from './letter.ts'
import type { LetterTranslation } from './tables.ts'

/** The words of one language, sealed under the case's key. Empty where nothing is said. */
export interface LetterWords {
  title: string
  /** to whom it is written, line by line */
  addressee: string
  place: string
  /** Markdown */
  body: string
}

export interface LetterText extends LetterWords {
  language: string
  translation: LetterTranslation
  version: number
  updatedAt: Date
}

const placeOf = (letterId: string, language: string): Place => ({
  ...{ table: 'joint_letter_texts', column: 'sealed' },
  row: `${letterId} ${language}`,
})

/** All language versions, the letter's own language first. */
export async function listLetterTexts(
  tx: Tx,
  letter: Pick<JointLetter, 'id' | 'caseId' | 'defaultLanguage'>,
): Promise<LetterText[]> {
  mustBeAllowed(tx, 'joint-letter.read')
  const rows = await tx.db
    .selectFrom('joint_letter_texts')
    .selectAll()
    .where('letter_id', '=', letter.id)
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(letter.caseId)
  const first = (language: string) => (language === letter.defaultLanguage ? 0 : 1)
  return rows
    .map((row) => ({
      ...key.openJson<LetterWords>(placeOf(letter.id, row.language), row.sealed),
      ...{ language: row.language, translation: row.translation },
      ...{ version: row.version, updatedAt: row.updated_at },
    }))
    .toSorted((a, b) => first(a.language) - first(b.language) || (a.language < b.language ? -1 : 1))
}

/**
 * Saves the words of one language; what is public stays as it was signed off. For writers of every organisation that drafts
 * by the charter.
 * @param input `version` of the text that the form was filled from, 0 for a new one
 * @throws Refused ('case.drafts-by-charter'), Conflict ('joint-letters.error.changed') when somebody else saved in between, ('joint-letters.error.stands') while
 * organisations have signed
 */
export async function saveLetterText(
  tx: Tx,
  input: {
    letterId: string
    language: string
    version: number
    translation: LetterTranslation
    words: LetterWords
  },
): Promise<void> {
  mustBeAllowed(tx, 'joint-letter.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  const letter = await lockDraft(tx, input.letterId)
  await mustBeUnsigned(tx, letter.id)
  const { language, version, translation, words } = input
  const known = await tx.db
    .selectFrom('joint_letter_texts')
    .select('version')
    .where('letter_id', '=', letter.id)
    .where('language', '=', language)
    .executeTakeFirst()
  if ((known?.version ?? 0) !== version) throw new Conflict('joint-letters.error.changed')
  const row = {
    sealed: (await tx.keys.case(letter.caseId)).sealJson(placeOf(letter.id, language), words),
    ...{ translation, version: version + 1, updated_at: tx.now, updated_by: tx.actor.accountId },
  }
  await tx.db
    .insertInto('joint_letter_texts')
    .values({ letter_id: letter.id, case_id: letter.caseId, language, ...row })
    .onConflict((conflict) => conflict.columns(['letter_id', 'language']).doUpdateSet(row))
    .execute()
  const about = { kind: 'joint-letter', id: letter.id, caseId: letter.caseId } as const
  await keepVersion(tx, about, { language, version: row.version, words })
  await touch(tx, letter, {})
  await record(tx, 'joint-letter.text-saved', {
    caseId: letter.caseId,
    subject: letter.id,
    data: { language, translation },
  })
}

// Safety: what somebody is typing of a case is sealed like what she saves
declareDraftRoom('joint-letters', async (tx, id) => {
  const row = await tx.db
    .selectFrom('joint_letters')
    .select('case_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.case_id
})
