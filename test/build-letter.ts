/** Builders for joint letters, and for those from outside who sign them. */
import { randomBytes } from 'node:crypto'
import { workerOf, type Member } from '../src/platform/actor.ts'
import type { Database, Tx } from '../src/platform/database.ts'
import { newId } from '../src/platform/ids.ts'
import {
  draftLetter,
  getLetter,
  publishLetter,
  saveLetterText,
  type LetterFacts,
  type LetterWords,
} from '../src/joint-letters/index.ts'
import { contactPlace, logoPlace, signatoryPlace } from '../src/joint-letters/signatory.ts'
import { inboxOf } from '../src/supporters/index.ts'
import { signed } from './sign.ts'

export const letterWords: Record<'en' | 'ar', LetterWords> = {
  en: {
    title: 'End the inquiry against Samira Haddad',
    addressee: 'Orlan Veshti\nMinister of Justice',
    place: 'Geneva',
    body: 'Your Excellency,\n\nwe ask you to end the inquiry against **Samira Haddad**.\n\nWith respect,',
  },
  ar: {
    title: 'أنهوا التحقيق مع سميرة حداد',
    addressee: 'أورلان فشتي\nوزير العدل',
    place: 'جنيف',
    body: 'معالي الوزير،\n\nنطلب إليكم إنهاء التحقيق مع **سميرة حداد**.\n\nمع الاحترام،',
  },
}

/** A draft with its words in two languages. */
export async function buildLetter(
  db: Database,
  member: Member,
  caseId: string,
  facts: Partial<LetterFacts> = {},
  languages: readonly ('en' | 'ar')[] = ['en', 'ar'],
): Promise<string> {
  return await db.transaction(member, async (tx) => {
    const letterId = await draftLetter(tx, {
      ...{ caseId, defaultLanguage: 'en', datedOn: '2026-12-03', openToOthers: true, zone: 'Europe/Zurich' },
      ...facts,
    })
    for (const language of languages)
      await saveLetterText(tx, {
        ...{ letterId, language, version: 0, words: letterWords[language] },
        translation: language === 'en' ? 'original' : 'reviewed',
      })
    return letterId
  })
}

export async function publishBuiltLetter(
  db: Database,
  member: Member,
  letterId: string,
  second?: Member,
  languages: readonly string[] = ['en', 'ar'],
): Promise<void> {
  const ask = async (tx: Tx) => {
    const { version } = await getLetter(tx, letterId)
    return await publishLetter(tx, { letterId, version, languages, items: ['story'] })
  }
  await signed(db, member, ask, second)
}

export interface BuiltSignatory {
  name?: string
  website?: string
  country?: string
  state?: 'pending' | 'waiting'
  atDomain?: boolean
  /** of the mailbox that was asked */
  mailHost?: string
  logo?: Buffer
  /** whom one reaches there */
  contact?: string
  /** with a mailbox, as the drain keeps it */
  inbox?: boolean
}

/** An organisation from outside that sent the form, and unless told answered its mail, as the drain keeps it. */
export async function buildSignatory(
  db: Database,
  letter: { id: string; organisationId: string },
  built: BuiltSignatory = {},
): Promise<string> {
  const { name = 'Northern Press Union', website = 'https://press-union.example', country = 'NO' } = built
  const { state = 'waiting', atDomain = true, mailHost = 'press-union.example' } = built
  return await db.transaction(workerOf(letter.organisationId), async (tx) => {
    const { caseId, textHash } = await getLetter(tx, letter.id)
    const id = newId()
    const [ofCase, ofOurs] = [await tx.keys.case(caseId), await tx.keys.organisation(letter.organisationId)]
    await tx.db
      .insertInto('joint_letter_signatories')
      .values({
        ...{ id, letter_id: letter.id, case_id: caseId, member_organisation_id: null },
        ...{ text_hash: textHash!, state: 'pending', language: 'en', country, at_domain: atDomain },
        sealed: ofCase.sealJson(signatoryPlace(id), { name, website, mailHost }),
        ...{ domain_tag: randomBytes(16), signed_at: tx.now },
      })
      .execute()
    if (state === 'waiting')
      await tx.db
        .updateTable('joint_letter_signatories')
        .set({ state, verified_at: tx.now })
        .where('id', '=', id)
        .execute()
    const contact = {
      name: built.contact ?? 'Kari Nord',
      role: 'Secretary',
      email: 'kari@press-union.example',
    }
    await tx.db
      .insertInto('joint_letter_contacts')
      .values({
        ...{ signatory_id: id, case_id: caseId, organisation_id: letter.organisationId, hear: true },
        inbox: built.inbox ? (await inboxOf(tx, letter.organisationId, contact.email)).number : null,
        ...{ hear_wording: 'Tell us what becomes of the letter.', hear_version: '1' },
        sealed: ofOurs.sealJson(contactPlace(id), contact),
      })
      .execute()
    if (built.logo)
      await tx.db
        .insertInto('joint_letter_logos')
        .values({
          ...{ signatory_id: id, case_id: caseId, content_type: 'image/png', width: 40, height: 20 },
          original: ofCase.sealBytes(logoPlace(id, 'original'), built.logo),
          rendition: ofCase.sealBytes(logoPlace(id, 'rendition'), built.logo),
        })
        .execute()
    return id
  })
}
