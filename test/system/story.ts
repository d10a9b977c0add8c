/** A case with a live campaign in a running system, written by the verbs that the console calls. */
import type { Member } from '../../src/platform/actor.ts'
import { openDatabase, type Database } from '../../src/platform/database.ts'
import type { CaseDocument } from '../../src/cases/index.ts'
import { getCampaign } from '../../src/campaigns/campaign.ts'
import { buildLiveCampaign, buildTarget, type BuiltCampaign } from '../build-campaign.ts'
import { buildCase, buildConsents, type BuiltCase } from '../build-case.ts'
import { buildHarbour } from '../build.ts'
import { publish } from '../sign.ts'
import type { MemberName } from '../world.ts'
import type { System } from './system.ts'

export interface Campaign extends Omit<BuiltCampaign, 'shortId'> {
  /** of the campaign, as in the addresses of its forms */
  shortId: string
}

export interface Story {
  db: Database
  as: Record<MemberName, Member>
  organisationId: string
  campaign: Campaign
}

export async function tellStory(system: System): Promise<Story> {
  const db = openDatabase({ url: system.urls.office, keys: system.keys, connections: 3 })
  const { organisationId, as } = await buildHarbour(db)
  // an office that is always open, and takes a letter each second
  const targetId = await buildTarget(db, as.tomas, {
    ...{ officeOpens: 0, officeCloses: 24, officeDays: [1, 2, 3, 4, 5, 6, 7], ceilingPerHour: 3600 },
  })
  const built = await buildLiveCampaign(db, as.ines, { targetId, of: await publicCase(db, as.ines) })
  const { shortId } = await db.reading(as.ines, (tx) => getCampaign(tx, built.campaignId))
  return { db, as, organisationId, campaign: { ...built, shortId } }
}

/** Her page as visitors see it, and the least that they may know of her. */
async function publicCase(db: Database, member: Member): Promise<BuiltCase> {
  const her = await buildCase(db, member)
  await buildConsents(db, member, her)
  const body: CaseDocument = {
    ...{ id: her.shortId, lang: 'en', name: 'Samira Haddad', slug: 'samira-haddad', country: 'JO' },
    ...{ sentence: 'She asked where the water money went.', zone: 'Asia/Amman', languages: ['en'] },
    organisations: [{ id: member.organisationId, role: 'lead' }],
    leadOrganisationId: member.organisationId,
  }
  const gate = { personId: her.personId, item: 'name' as const }
  await publish(db, member, {
    ...{ caseId: her.caseId, subjectKind: 'case', subjectId: her.caseId, key: her.shortId },
    ...{ items: [gate], gate, documents: [{ language: 'en', body }], text: 'her page' },
  })
  return her
}
