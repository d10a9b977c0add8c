import { keepVersion } from '#coalitions/index.ts'
import { declareDraftRoom } from '#organisations/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Place } from '#platform/keys/seal.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import type { UpdateTranslation } from './tables.ts'
import { lockDraft, touch } from './update.ts'

/** The words of one language, sealed under the case's key. Empty where nothing is said. */
export interface UpdateWords {
  headline: string
  place: string
  /** as they were typed before authors stood row by row; shown while the update has no row */
  authors?: string[]
  /** whose text it is, when it is of an organisation outside the coalition */
  source: string
  /** Markdown */
  body: string
  /** what we ask now */
  ask: string
  nextExpected: string
  /** what was wrong; shown from the next correction on */
  correctionNote: string
}

export interface UpdateText extends UpdateWords {
  language: string
  translation: UpdateTranslation
  version: number
  updatedAt: Date
}

const place = (updateId: string, language: string): Place => ({
  table: 'update_texts',
  column: 'sealed',
  row: `${updateId} ${language}`,
})

/** All language versions, the update's own language first. */
export async function listUpdateTexts(
  tx: Tx,
  update: { id: string; caseId: string; defaultLanguage: string },
): Promise<UpdateText[]> {
  mustBeAllowed(tx, 'update.read')
  const rows = await tx.db.selectFrom('update_texts').selectAll().where('update_id', '=', update.id).execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(update.caseId)
  const first = (language: string) => (language === update.defaultLanguage ? 0 : 1)
  return rows
    .map((row) => ({
      ...key.openJson<UpdateWords>(place(update.id, row.language), row.sealed),
      language: row.language,
      translation: row.translation,
      version: row.version,
      updatedAt: row.updated_at,
    }))
    .toSorted((a, b) => first(a.language) - first(b.language) || (a.language < b.language ? -1 : 1))
}

/**
 * Saves the words of one language; what is public stays as it was signed off.
 * @param input `version` of the text that the form was filled from, 0 for a new one
 * For writers of every organisation that drafts by the charter.
 * @throws Refused ('case.drafts-by-charter'), Conflict ('updates.error.changed') when somebody else saved in between
 */
export async function saveUpdateText(
  tx: Tx,
  input: {
    updateId: string
    language: string
    version: number
    translation: UpdateTranslation
    words: UpdateWords
  },
): Promise<void> {
  mustBeAllowed(tx, 'update.write')
  if (tx.actor.kind !== 'member') throw new Refused()
  const update = await lockDraft(tx, input.updateId)
  const { language, version, translation } = input
  const known = await tx.db
    .selectFrom('update_texts')
    .select(['version', 'sealed'])
    .where('update_id', '=', update.id)
    .where('language', '=', language)
    .executeTakeFirst()
  if ((known?.version ?? 0) !== version) throw new Conflict('updates.error.changed')
  const key = await tx.keys.case(update.caseId)
  const before = known && key.openJson<UpdateWords>(place(update.id, language), known.sealed)
  // no form asks for them any more, and nothing that was typed is lost
  const words: UpdateWords = { ...(before?.authors ? { authors: before.authors } : {}), ...input.words }
  const row = {
    sealed: key.sealJson(place(update.id, language), words),
    translation,
    version: version + 1,
    updated_at: tx.now,
    updated_by: tx.actor.accountId,
  }
  await tx.db
    .insertInto('update_texts')
    .values({ update_id: update.id, case_id: update.caseId, language, ...row })
    .onConflict((conflict) => conflict.columns(['update_id', 'language']).doUpdateSet(row))
    .execute()
  const about = { kind: 'update', id: update.id, caseId: update.caseId } as const
  await keepVersion(tx, about, { language, version: row.version, words })
  await touch(tx, update, {})
  await record(tx, 'update.text-saved', {
    caseId: update.caseId,
    subject: update.id,
    data: { language, translation },
  })
}

// Safety: what somebody is typing of a case is sealed like what she saves
declareDraftRoom('updates', async (tx, id) => {
  const row = await tx.db.selectFrom('updates').select('case_id').where('id', '=', id).executeTakeFirst()
  return row?.case_id
})
