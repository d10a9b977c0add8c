/** Builders for the case: each invents the parents that a test does not name. */
import type { Member } from '../src/platform/actor.ts'
import type { Database } from '../src/platform/database.ts'
import {
  assess,
  openCase,
  savePerson,
  saveWording,
  setLiberty,
  type LibertyStatus,
} from '../src/cases/index.ts'
import { recordConsent, type ConsentItem } from '../src/publishing/index.ts'
import { buildMember as buildOne, buildOrganisation } from './build.ts'
import { lantern, members, type MemberName } from './world.ts'

/** A signed-in member of the cast in any organisation. */
export const buildMember = (
  db: Database,
  organisationId: string,
  name: MemberName = 'ines',
): Promise<Member> => buildOne(db, organisationId, members[name])

/** The organisation of the cast with one signed-in member of it. */
export async function buildDesk(db: Database, name: MemberName = 'ines') {
  const { id: organisationId } = await buildOrganisation(db)
  return { organisationId, member: await buildMember(db, organisationId, name) }
}

export interface BuiltCase {
  caseId: string
  shortId: string
  personId: string
}

/** Lantern, with her in the file, wording in two languages and a status line that holds for two weeks. */
export async function buildCase(
  db: Database,
  member: Member,
  options: { codeName?: string; room?: 'team' | 'coalition' } = {},
): Promise<BuiltCase> {
  const day = (days: number) =>
    new Date(db.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
  return await db.transaction(member, async (tx) => {
    const { caseId, shortId } = await openCase(tx, {
      ...lantern,
      codeName: options.codeName ?? lantern.codeName,
      room: options.room ?? 'coalition',
    })
    const personId = await savePerson(tx, { caseId, ...lantern.person })
    for (const language of ['en', 'ar'] as const)
      await saveWording(tx, {
        caseId,
        language,
        version: 0,
        translation: language === 'en' ? 'original' : 'reviewed',
        ...lantern.texts[language],
      })
    await assess(tx, {
      caseId,
      harm: lantern.status.harm,
      level: lantern.status.level,
      wording: lantern.status.wording,
      assessors: { en: [...lantern.status.assessors.en], ar: [...lantern.status.assessors.ar] },
      assessorCount: lantern.status.assessorCount,
      assessedOn: day(0),
      validUntil: day(14),
      nextReviewOn: day(14),
    })
    return { caseId, shortId, personId }
  })
}

/** Her consent to some items, all of the cast's unless told. Gives the ids by item. */
export async function buildConsents(
  db: Database,
  member: Member,
  { caseId, personId }: Pick<BuiltCase, 'caseId' | 'personId'>,
  items: readonly ConsentItem[] = lantern.consent.items,
): Promise<Record<string, string>> {
  const { consentIds } = await db.transaction(member, (tx) =>
    recordConsent(tx, {
      caseId,
      personId,
      items,
      answer: 'given',
      how: lantern.consent.how,
      agreed: lantern.consent.agreed,
      givenAt: tx.now,
    }),
  )
  return Object.fromEntries(items.map((item, i) => [item, consentIds[i]!]))
}

/** She is in police custody since this day, or whatever else is known of her. */
export const buildArrest = (
  db: Database,
  member: Member,
  caseId: string,
  since: string,
  status: LibertyStatus = 'police-custody',
): Promise<unknown> =>
  db.transaction(member, (tx) =>
    setLiberty(tx, {
      ...{ caseId, status, since },
      ...{ contact: [], counsel: [], basis: [] },
    }),
  )
