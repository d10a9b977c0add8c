/** What a draft read before: each save keeps a version, sealed under the case's key, with the name of who saved it. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Refused } from '#platform/web/errors.ts'
import { whoSpeaks } from '../people.ts'
import { columnsOf, isOf, type JointText, type Speaker } from './joint-text.ts'

/** The oldest go beyond this, for each language of a text. */
export const versionsKept = 50

export interface TextVersion<Words> extends Speaker {
  words: Words
  language: string
  version: number
  writtenAt: Date
}

/** For the verb that saves a text, in its transaction. */
export async function keepVersion(
  tx: Tx,
  text: JointText,
  saved: { language: string; version: number; words: object },
): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const { language, version, words } = saved
  const kept = { ...words, ...(await whoSpeaks(tx, text.caseId)) }
  await tx.db
    .insertInto('text_versions')
    .values({
      ...{ ...columnsOf(text), language, version },
      ...{ written_at: tx.now, written_by: tx.actor.accountId },
      sealed: (await tx.keys.case(text.caseId)).sealJson(place(text, language, version), kept),
    })
    .execute()
  await tx.db
    .deleteFrom('text_versions')
    .where(isOf(text))
    .where('language', '=', language)
    .where('version', '<=', version - versionsKept)
    .execute()
}

/** The versions of one language, newest first. For the room. */
export async function listTextVersions<Words extends object>(
  tx: Tx,
  text: JointText,
  language: string,
): Promise<TextVersion<Words>[]> {
  mustBeAllowed(tx, 'joint-text.read')
  const rows = await tx.db
    .selectFrom('text_versions')
    .selectAll()
    .where(isOf(text))
    .where('language', '=', language)
    .orderBy('version', 'desc')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(text.caseId)
  return rows.map(({ version, sealed, written_at: writtenAt }) => {
    const { person, organisation, ...words } = key.openJson<Words & Speaker>(
      place(text, language, version),
      sealed,
    )
    return { words: words as unknown as Words, person, organisation, language, version, writtenAt }
  })
}

/** Versions of updates were sealed before other texts had any: the name that their table had then stays in their seal. */
const place = ({ kind, id }: JointText, language: string, version: number): Place =>
  kind === 'update'
    ? { table: 'update_text_versions', column: 'sealed', row: `${id} ${language} ${version}` }
    : { table: 'text_versions', column: 'sealed', row: `${kind} ${id} ${language} ${version}` }
