/** Builders for officials and campaigns: each invents what a test does not name. */
import type { Member } from '../src/platform/actor.ts'
import type { Database } from '../src/platform/database.ts'
import { draftCampaign, getCampaign } from '../src/campaigns/campaign.ts'
import { setCampaignOfficial } from '../src/campaigns/campaign-officials.ts'
import { publishCampaign } from '../src/campaigns/campaign-publishing.ts'
import { listCampaignTexts, saveCampaignText, type CampaignText } from '../src/campaigns/campaign-texts.ts'
import { addDemand } from '../src/campaigns/demand.ts'
import type { ActionKind } from '../src/campaigns/document.ts'
import { recordPaper } from '../src/campaigns/paper-batch.ts'
import { listSignedLetters } from '../src/campaigns/signed-letter.ts'
import { addTarget } from '../src/campaigns/target.ts'
import type { TargetInput } from '../src/campaigns/target-sealed.ts'
import { buildCase, buildConsents, type BuiltCase } from './build-case.ts'
import { publish, signed } from './sign.ts'

/** A minister of a ministry that exists nowhere. */
export const minister: TargetInput = {
  name: 'Orlan Veshti',
  title: 'Minister of Justice',
  institution: 'Ministry of Justice',
  country: 'JO',
  language: 'en',
  salutation: { en: 'Your Excellency,', ar: 'معالي الوزير،' },
  timeZone: 'Asia/Amman',
  officeOpens: 8,
  officeCloses: 16,
  officeDays: [1, 2, 3, 4, 7],
  ceilingPerHour: 60,
  manner: 'press',
  email: 'minister@justice.example',
  emailSource: 'https://justice.example/contact',
  phone: '+96265550100',
  phoneSource: 'https://justice.example/contact',
  emailVerifiedOn: '2026-11-01',
  phoneVerifiedOn: '2026-11-01',
}

export const campaignWords = {
  title: 'A question is no crime',
  summary:
    'She asked where the water money went and may be arrested for it. Ask the minister to end the inquiry.',
  whatHappened: 'In September the prosecutor summoned her for **spreading false news**.',
  whyItMatters: 'Who asks such a question in public protects everybody who drinks the water.',
  letters: [
    {
      id: 'plain',
      subject: 'Please end the inquiry',
      opening: '{salutation}',
      body: 'I write to ask you to end the inquiry against Samira Haddad.',
      closing: 'With respect,\n{name}',
    },
    {
      id: 'law',
      subject: 'The inquiry and your own law',
      opening: '{salutation}',
      body: 'Your own constitution lets an elected member of a council ask in public.',
      closing: 'With respect,\n{name}',
    },
  ],
  script: 'Good morning. I call about the inquiry against Samira Haddad. Please end it.',
  dos: 'Be polite.',
  donts: 'Do not speak of her family.',
  messagePrompt: 'Write a few lines that she can read when it is quiet.',
  signatureText: 'We ask the minister to end the inquiry against Samira Haddad.',
} satisfies Partial<CampaignText>

export const buildTarget = (
  db: Database,
  member: Member,
  changes: Partial<TargetInput> = {},
): Promise<string> => db.transaction(member, (tx) => addTarget(tx, { ...minister, ...changes }))

export interface BuiltCampaign extends BuiltCase {
  campaignId: string
  targetId: string
  demandId: string
}

/** A complete campaign in English, not public yet. */
export async function buildCampaign(
  db: Database,
  member: Member,
  options: { of?: BuiltCase; kinds?: readonly ActionKind[]; targetId?: string; codeName?: string } = {},
): Promise<BuiltCampaign> {
  const built = options.of ?? (await buildCase(db, member))
  const kinds = options.kinds ?? (['message', 'email', 'call', 'signature'] as const)
  const targetId = options.targetId ?? (await buildTarget(db, member))
  return await db.transaction(member, async (tx) => {
    const campaignId = await draftCampaign(tx, {
      caseId: built.caseId,
      codeName: options.codeName ?? 'Open gate',
      kinds,
      language: 'en',
      testAddress: 'tomas@harbour.example',
      zone: 'Europe/Amsterdam',
    })
    const demandId = await addDemand(tx, { campaignId, text: 'End the inquiry at once.' })
    await saveCampaignText(tx, { campaignId, language: 'en', version: 1, text: campaignWords })
    await setCampaignOfficial(tx, { campaignId, targetId, channels: ['email', 'call'] })
    return { ...built, campaignId, targetId, demandId }
  })
}

/** The case page, in its smallest form, with her consent to every item of the cast. */
export async function buildPublicCase(
  db: Database,
  member: Member,
  options: Parameters<typeof buildCase>[2] = {},
): Promise<BuiltCase> {
  const built = await buildCase(db, member, options)
  await buildCasePage(db, member, built)
  return built
}

/** The same of a case that is there. */
export async function buildCasePage(db: Database, member: Member, built: BuiltCase): Promise<void> {
  await buildConsents(db, member, built)
  await publish(db, member, {
    caseId: built.caseId,
    subjectKind: 'case',
    subjectId: built.caseId,
    key: built.shortId,
    items: [],
    gate: { personId: built.personId, item: 'name' },
    documents: [{ language: 'en', body: { id: built.shortId, lang: 'en', name: 'Samira Haddad' } }],
    text: 'the case page',
  })
}

/** A campaign that visitors can see. */
export async function buildLiveCampaign(
  db: Database,
  member: Member,
  options: Parameters<typeof buildCampaign>[2] = {},
): Promise<BuiltCampaign> {
  const of = options.of ?? (await buildPublicCase(db, member))
  const built = await buildCampaign(db, member, { ...options, of })
  await signed(db, member, async (tx) => {
    const texts = await listCampaignTexts(tx, built.campaignId)
    return await publishCampaign(tx, {
      campaignId: built.campaignId,
      version: 1,
      items: ['name'],
      languages: texts.map((text) => text.language),
    })
  })
  return built
}

/** Twelve signatures on paper, at a stand, with one scan. */
export async function buildPaper(
  db: Database,
  member: Member,
  campaignId: string,
  options: { where?: string; scan?: string; signatures?: number } = {},
): Promise<string> {
  const { where = 'Market square', scan = 'sheet.pdf', signatures = 12 } = options
  return await db.transaction(member, async (tx) => {
    const campaign = await getCampaign(tx, campaignId)
    const [letter] = (await listSignedLetters(tx, campaign)).letters
    return await recordPaper(tx, {
      ...{ campaignId, signatures, on: '2026-11-20', kind: 'stand', where, letterId: letter!.id },
      scans: [{ name: scan, type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 sheet') }],
    })
  })
}
