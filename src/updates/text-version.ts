/** What a draft read before: each save keeps a version, sealed under the case's key, with the name of who saved it. */
import { whoSpeaks } from '#coalitions/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Refused } from '#platform/web/errors.ts'
import type { UpdateWords } from './text.ts'
import type { Update } from './update.ts'

/** The oldest go beyond this, for each language of an update. */
export const versionsKept = 50

/** Names as they were when it was saved: who serves where may change. */
export interface TextVersion extends UpdateWords {
  language: string
  version: number
  writtenAt: Date
  person: string
  organisation: string
}

type Kept = UpdateWords & Pick<TextVersion, 'person' | 'organisation'>

/** For `saveUpdateText`, in its transaction. */
export async function keepVersion(
  tx: Tx,
  { id: updateId, caseId }: Pick<Update, 'id' | 'caseId'>,
  text: { language: string; version: number; words: UpdateWords },
): Promise<void> {
  if (tx.actor.kind !== 'member') throw new Refused()
  const { language, version } = text
  const kept: Kept = { ...text.words, ...(await whoSpeaks(tx, caseId)) }
  await tx.db
    .insertInto('update_text_versions')
    .values({
      ...{ update_id: updateId, case_id: caseId, language, version },
      ...{ written_at: tx.now, written_by: tx.actor.accountId },
      sealed: (await tx.keys.case(caseId)).sealJson(place(updateId, language, version), kept),
    })
    .execute()
  await tx.db
    .deleteFrom('update_text_versions')
    .where('update_id', '=', updateId)
    .where('language', '=', language)
    .where('version', '<=', version - versionsKept)
    .execute()
}

/** The versions of one language, newest first. For the room. */
export async function listTextVersions(
  tx: Tx,
  { id: updateId, caseId }: Pick<Update, 'id' | 'caseId'>,
  language: string,
): Promise<TextVersion[]> {
  mustBeAllowed(tx, 'update.read')
  const rows = await tx.db
    .selectFrom('update_text_versions')
    .selectAll()
    .where('update_id', '=', updateId)
    .where('language', '=', language)
    .orderBy('version', 'desc')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows.map((row) => ({
    ...key.openJson<Kept>(place(updateId, language, row.version), row.sealed),
    ...{ language, version: row.version, writtenAt: row.written_at },
  }))
}

const place = (updateId: string, language: string, version: number): Place => ({
  ...{ table: 'update_text_versions', column: 'sealed' },
  row: `${updateId} ${language} ${version}`,
})
