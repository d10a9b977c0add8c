import { declareDraftRoom } from '#organisations/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { mustDraft } from './circles.ts'
import type { TranslationState } from './tables.ts'

/** The public wording in one language; sealed until it is signed off. */
export interface WordingText {
  /** the name that the public may read: her own, a pseudonym, or "a journalist in …" */
  name: string
  /** who she is, in one sentence */
  sentence: string
  /** Markdown */
  story: string
  /** what we fear, for the campaigns' first lines */
  concern: string
  /** IANA zone in which days of this case are told */
  zone: string
}

export interface Wording extends WordingText {
  language: string
  translation: TranslationState
  version: number
  updatedAt: Date
  updatedBy: string
}

export interface WordingInput extends WordingText {
  caseId: string
  language: string
  translation: TranslationState
  /** of the row that the form was filled from; 0 for a language that has none yet */
  version: number
}

/**
 * Saves the wording of one language. For writers who see the case, of an organisation that drafts by its charter.
 * @throws Refused ('case.drafts-by-charter'), Conflict ('case.changed') when somebody else saved in between; then nothing is lost and nothing overwritten
 */
export async function saveWording(tx: Tx, input: WordingInput): Promise<number> {
  mustBeAllowed(tx, 'case.wording')
  if (tx.actor.kind !== 'member') throw new Refused()
  const { caseId, language, translation, version, ...text } = input
  const known = await tx.db
    .selectFrom('cases')
    .select('languages')
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!known) throw new NotFound()
  await mustDraft(tx, caseId)
  const before = await tx.db
    .selectFrom('case_texts')
    .select('version')
    .where('case_id', '=', caseId)
    .where('language', '=', language)
    .executeTakeFirst()
  if ((before?.version ?? 0) !== version) throw new Conflict('case.changed')
  const sealed = (await tx.keys.case(caseId)).sealJson(place(caseId, language), text)
  const row = {
    sealed,
    translation,
    version: version + 1,
    updated_at: tx.now,
    updated_by: tx.actor.accountId,
  }
  await tx.db
    .insertInto('case_texts')
    .values({ case_id: caseId, language, ...row })
    .onConflict((conflict) => conflict.columns(['case_id', 'language']).doUpdateSet(row))
    .execute()
  if (!known.languages.includes(language))
    await tx.db
      .updateTable('cases')
      .set({ languages: [...known.languages, language] })
      .where('id', '=', caseId)
      .execute()
  for (const listener of savedListeners)
    await listener(tx, { caseId, language, version: row.version, words: text })
  await record(tx, 'case.wording-saved', { caseId, subject: caseId, data: { language, translation } })
  return version + 1
}

type SavedWording = Pick<WordingInput, 'caseId' | 'language' | 'version'> & { words: WordingText }
const savedListeners: ((tx: Tx, saved: SavedWording) => Promise<void>)[] = []

/** A later module keeps what it read. In the transaction of the save; called once, when the module is composed. */
export function onWordingSaved(listener: (tx: Tx, saved: SavedWording) => Promise<void>): void {
  savedListeners.push(listener)
}

/** All wordings of a case, the default language first. */
export async function listWordings(tx: Tx, caseId: string): Promise<Wording[]> {
  const rows = await tx.db
    .selectFrom('case_texts as t')
    .innerJoin('cases as c', 'c.id', 't.case_id')
    .selectAll('t')
    .select('c.default_language')
    .where('t.case_id', '=', caseId)
    .orderBy('t.language')
    .execute()
  if (rows.length === 0) return []
  const key = await tx.keys.case(caseId)
  return rows
    .toSorted((a, b) => Number(b.language === b.default_language) - Number(a.language === a.default_language))
    .map((row) => ({
      ...key.openJson<WordingText>(place(caseId, row.language), row.sealed),
      language: row.language,
      translation: row.translation,
      version: row.version,
      updatedAt: row.updated_at,
      updatedBy: row.updated_by,
    }))
}

const place = (caseId: string, language: string) => ({
  table: 'case_texts',
  column: 'sealed',
  row: `${caseId} ${language}`,
})

// Safety: what somebody is typing of a case is sealed like what she saves
declareDraftRoom('cases', async (tx, id) => {
  const row = await tx.db.selectFrom('cases').select('id').where('id', '=', id).executeTakeFirst()
  return row?.id
})
