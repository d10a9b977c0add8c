import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { Refused } from '#platform/web/errors.ts'
import { draftLetter, getLetter, lockLetter } from './letter.ts'
import { listLetterTexts, saveLetterText } from './text.ts'

/**
 * Begins a new letter with the words of one that stands, to change them; those who signed the old one have signed that one
 * alone. What is public stays until it is withdrawn. For writers of its organisation. @returns the id of the new draft
 */
export async function beginAgain(tx: Tx, letterId: string): Promise<string> {
  mustBeAllowed(tx, 'joint-letter.write')
  const letter = await getLetter(tx, letterId)
  if (tx.actor.kind !== 'member' || letter.organisationId !== tx.actor.organisationId) throw new Refused()
  await lockLetter(tx, letterId)
  const { caseId, defaultLanguage, datedOn, openToOthers, zone } = letter
  const id = await draftLetter(tx, {
    ...{ caseId, defaultLanguage, datedOn, openToOthers, zone },
    begunFrom: letterId,
  })
  for (const { language, translation, title, addressee, place, body } of await listLetterTexts(tx, letter))
    await saveLetterText(tx, {
      ...{ letterId: id, language, version: 0, translation },
      words: { title, addressee, place, body },
    })
  return id
}
