/** Builders for updates and for those who get them. */
import { workerOf, type Member } from '../src/platform/actor.ts'
import type { Database, Tx } from '../src/platform/database.ts'
import { newId } from '../src/platform/ids.ts'
import { confirmOptIns, keepAnswers, numberPeople, welcome } from '../src/supporters/index.ts'
import {
  draftUpdate,
  getUpdate,
  publishUpdate,
  saveUpdateText,
  type UpdateWords,
} from '../src/updates/index.ts'
import type { BuiltCampaign } from './build-campaign.ts'
import { signed } from './sign.ts'

export const updateWords: Record<'en' | 'ar', UpdateWords> = {
  en: {
    headline: 'No charge at the hearing',
    place: 'Amman',
    authors: ['Ines Duarte', 'Layla Nasser'],
    source: '',
    body: 'On 3 December the judge heard **Samira Haddad** and brought no charge. She is at home.\n\nShe thanks everyone who wrote.',
    ask: 'Please write once more: the file is still open.',
    nextExpected: 'The prosecutor decides by 20 December.',
    correctionNote: '',
  },
  ar: {
    headline: 'لا تهمة في الجلسة',
    place: 'عمّان',
    authors: ['ليلى ناصر'],
    source: '',
    body: 'في 3 كانون الأول استمع القاضي إلى **سميرة حداد** ولم توجَّه إليها تهمة. وهي في بيتها.',
    ask: 'يُرجى الكتابة مرة أخرى: الملف ما زال مفتوحًا.',
    nextExpected: '',
    correctionNote: '',
  },
}

/** A draft with its words in two languages. */
export async function buildUpdate(
  db: Database,
  member: Member,
  caseId: string,
  languages: readonly ('en' | 'ar')[] = ['en', 'ar'],
): Promise<string> {
  return await db.transaction(member, async (tx) => {
    const updateId = await draftUpdate(tx, {
      caseId,
      kind: 'hearing-result',
      datedOn: '2026-12-03',
      defaultLanguage: 'en',
    })
    for (const language of languages)
      await saveUpdateText(tx, {
        updateId,
        language,
        version: 0,
        translation: language === 'en' ? 'original' : 'reviewed',
        words: updateWords[language],
      })
    return updateId
  })
}

export async function publishBuilt(
  db: Database,
  member: Member,
  updateId: string,
  languages: readonly string[] = ['en'],
  second?: Member,
): Promise<void> {
  const ask = async (tx: Tx) => {
    const { version } = await getUpdate(tx, updateId)
    return await publishUpdate(tx, { updateId, version, languages, items: ['story'] })
  }
  await signed(db, member, ask, second)
}

export interface BuiltReader {
  email: string
  firstName?: string
  language?: string
  country?: string
  /** did something; else only follows */
  kind?: 'message' | 'email' | 'call' | 'signature'
  /** asked to hear what happens; true unless told */
  asked?: boolean
}

/** Supporters with what they did, confirmed, written in a few statements for each four thousand. */
export async function buildReaders(
  db: Database,
  organisationId: string,
  campaign: BuiltCampaign,
  readers: readonly BuiltReader[],
): Promise<string[]> {
  const ids: string[] = []
  // one statement holds 65,535 values
  for (let at = 0; at < readers.length; at += 4_000)
    ids.push(...(await buildSome(db, organisationId, campaign, readers.slice(at, at + 4_000))))
  return ids
}

/** The same, each numbered as a person of the case: whoever has the same address and name is one person. */
export async function buildPeople(
  db: Database,
  organisationId: string,
  campaign: BuiltCampaign,
  list: readonly (BuiltReader & { firstName: string })[],
): Promise<void> {
  const ids = await buildReaders(db, organisationId, campaign, list)
  await db.transaction(workerOf(organisationId), async (tx) => {
    const people = list.map(({ email, firstName }) => ({ email, firstName, lastName: 'Test' }))
    const numbers = await numberPeople(tx, campaign.caseId, people)
    for (const [at, id] of ids.entries())
      await tx.db
        .updateTable('actions')
        .set({ person_number: numbers[at]! })
        .where('supporter_id', '=', id)
        .where('case_id', '=', campaign.caseId)
        .execute()
  })
}

async function buildSome(
  db: Database,
  organisationId: string,
  campaign: BuiltCampaign,
  readers: readonly BuiltReader[],
): Promise<string[]> {
  return await db.transaction(workerOf(organisationId), async (tx) => {
    const people = await welcome(
      tx,
      organisationId,
      readers.map((one, i) => ({
        firstName: one.firstName ?? `Reader${i}`,
        lastName: 'Test',
        email: one.email,
        country: one.country ?? 'NL',
        language: one.language ?? 'en',
      })),
    )
    const ids = people.map((one) => one.supporterId)
    await keepAnswers(
      tx,
      ids.map((supporterId, i) => ({
        organisationId,
        supporterId,
        scope: 'case' as const,
        caseId: campaign.caseId,
        yes: readers[i]!.asked ?? true,
        wording: 'Tell me what happens to Samira Haddad.',
        version: '1',
        language: 'en',
        at: tx.now,
      })),
    )
    await confirmOptIns(tx, organisationId, ids, { caseId: campaign.caseId })
    await act(tx, organisationId, campaign, readers, ids)
    return ids
  })
}

async function act(
  tx: Tx,
  organisationId: string,
  campaign: BuiltCampaign,
  readers: readonly BuiltReader[],
  ids: readonly string[],
): Promise<void> {
  const rows = readers.flatMap((one, i) =>
    one.kind === undefined
      ? []
      : {
          id: newId(),
          campaign_id: campaign.campaignId,
          case_id: campaign.caseId,
          organisation_id: organisationId,
          kind: one.kind,
          target_id: one.kind === 'email' || one.kind === 'call' ? campaign.targetId : null,
          supporter_id: ids[i]!,
          state: 'confirmed' as const,
          language: one.language ?? 'en',
          country: one.country ?? 'NL',
          acted_at: tx.now,
          confirmed_at: tx.now,
        },
  )
  for (let at = 0; at < rows.length; at += 1000)
    await tx.db
      .insertInto('actions')
      .values(rows.slice(at, at + 1000))
      .execute()
}
