/** One case, one campaign, one update and one joint letter of the cast, published through the gate, for tests and benches of the visitors' door. */
// keeps the letters that are signed, as the database asks
import '../src/campaigns/signed-letter.ts'
import { sql } from 'kysely'
import { draftCampaign } from '../src/campaigns/campaign.ts'
import type { CampaignDocument } from '../src/campaigns/document.ts'
import type { CaseDocument } from '../src/cases/document.ts'
import type { JointLetterDocument } from '../src/joint-letters/document.ts'
import { workerOf, type Member } from '../src/platform/actor.ts'
import type { Database } from '../src/platform/database.ts'
import { newId, newShortId } from '../src/platform/ids.ts'
import { askForPage, newFileKey, setTally } from '../src/publishing/index.ts'
import type { UpdateDocument } from '../src/updates/document.ts'
import { buildCase, buildConsents, buildDesk, type BuiltCase } from './build-case.ts'

export interface PublishedWorld {
  member: Member
  organisationId: string
  her: BuiltCase
  consents: Record<string, string>
  fileKey: string
  campaignId: string
  campaignKey: string
  officialIds: [string, string]
  updateId: string
  updateKey: string
  letterId: string
  letterKey: string
  putCase(changes?: Partial<CaseDocument>, freshUntil?: Date): Promise<void>
  putCampaign(changes?: Partial<CampaignDocument>): Promise<void>
  putUpdate(changes?: Partial<UpdateDocument>): Promise<void>
  putLetter(changes?: Partial<JointLetterDocument>): Promise<void>
  tally(people: number, onPaper?: { evidenced: number; unproven: number }): Promise<void>
  /** runs SQL as the organisation's worker */
  run(statement: ReturnType<typeof sql>): Promise<void>
}

export async function publishWorld(office: Database): Promise<PublishedWorld> {
  const { member, organisationId } = await buildDesk(office)
  const her = await buildCase(office, member)
  const consents = await buildConsents(office, member, her)
  const day = (days: number) =>
    new Date(office.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
  const fileKey = newFileKey()
  const campaignId = await office.transaction(member, (tx) =>
    draftCampaign(tx, {
      ...{ caseId: her.caseId, codeName: 'Cedar', kinds: ['email', 'call', 'message', 'signature'] },
      ...{ language: 'en', zone: 'Asia/Amman', testAddress: 'test@harbour.example' },
    }),
  )
  const [campaignKey, updateId, updateKey] = [newShortId(), newId(), newShortId()]
  const [letterId, letterKey] = [newId(), newShortId()]
  const officialIds: [string, string] = [newId(), newId()]
  const gate = { personId: her.personId, item: 'name' as const }
  const image = { personId: her.personId, item: 'image' as const }
  const languages = ['en', 'ar'] as const

  const caseBody = (lang: string): CaseDocument => ({
    id: her.shortId,
    lang,
    name: lang === 'en' ? 'Samira Haddad' : 'سميرة حداد',
    slug: 'samira-haddad',
    sentence: lang === 'en' ? 'She asked where the water money went.' : 'سألت أين ذهبت أموال المياه.',
    country: 'JO',
    zone: 'Asia/Amman',
    portrait: { key: fileKey, width: 480, height: 600, alt: 'Samira Haddad', credit: 'Harbour Watch' },
    status: {
      text: lang === 'en' ? 'At this time no arrest is expected.' : 'لا يُتوقع اعتقال في الوقت الحاضر.',
      assessedOn: day(0),
      assessors: ['Harbour Watch'],
      assessorCount: 1,
      validUntil: day(14),
    },
    organisations: [{ id: organisationId, role: 'lead' }],
    leadOrganisationId: organisationId,
    languages: [...languages],
  })
  const official = (id: string, name: string): CampaignDocument['officials'][number] => ({
    id,
    name,
    title: 'Minister of Justice',
    institution: 'Ministry of Justice',
    country: 'JO',
    language: 'en',
    salutation: `Dear ${name},`,
    zone: 'Asia/Amman',
    officeOpens: 8,
    officeCloses: 16,
    officeDays: [1, 2, 3, 4, 7],
    channels: ['email', 'call'],
    email: `${name.toLowerCase().replace(/\W+/g, '.')}@justice.example`,
    phone: '+96265550100',
    manner: 'press',
  })
  const campaignBody = (lang: string): CampaignDocument => ({
    id: campaignKey,
    campaignId,
    caseKey: her.shortId,
    organisationId,
    lang,
    languages: [...languages],
    title: lang === 'en' ? 'A question is no crime' : 'السؤال ليس جريمة',
    summary: 'Ask the minister to end the inquiry.',
    personName: 'Samira Haddad',
    caseCountry: 'JO',
    kinds: ['email', 'call', 'message', 'signature'],
    demands: [{ id: 'end', text: 'End the inquiry', state: 'open' }],
    actBy: day(10),
    closesAt: new Date(office.clock.now().getTime() + 10 * 86_400_000).toISOString(),
    zone: 'Asia/Amman',
    letterMode: 'editable',
    letters: [
      {
        id: 'plain',
        subject: 'Please end the inquiry',
        opening: '{salutation}',
        body: 'I write to ask you to end the inquiry.',
        closing: 'With respect,\n{name}',
      },
    ],
    script: 'Good morning. Please end the inquiry.',
    whatHappenedHtml: '<p>In September the prosecutor summoned her.</p>',
    dos: 'Be polite.',
    messagePrompt: 'A few lines for her',
    signatureText: 'We ask you to end the inquiry.',
    officials: [official(officialIds[0], 'Orlan Veshti'), official(officialIds[1], 'Mara Telk')],
    goalMinimum: 10,
  })
  const updateBody = (lang: string): UpdateDocument => ({
    id: updateKey,
    caseKey: her.shortId,
    organisationId,
    lang,
    languages: [...languages],
    kind: 'good-news',
    headline: lang === 'en' ? 'The inquiry is suspended' : 'تعليق التحقيق',
    datedOn: day(0),
    place: 'Amman',
    authors: ['Layla Nasser'],
    html: '<p>The prosecutor <strong>suspended</strong> the inquiry.</p>',
    excerpt: 'The prosecutor suspended the inquiry.',
    publishedAt: office.clock.now().toISOString(),
  })
  const letterBody = (lang: string): JointLetterDocument => ({
    id: letterKey,
    letterId,
    caseKey: her.shortId,
    organisationId,
    lang,
    languages: [...languages],
    title: lang === 'en' ? 'End the inquiry against Samira Haddad' : 'أوقفوا التحقيق مع سميرة حداد',
    addressee: 'To the Minister of Justice\nMinistry of Justice',
    place: 'Amman',
    html: '<p>We ask you to end the inquiry.</p>',
    text: 'We ask you to end the inquiry.',
    excerpt: 'We ask you to end the inquiry.',
    datedOn: day(0),
    openToOthers: true,
    closesOn: day(20),
    zone: 'Asia/Amman',
    textHash: Buffer.alloc(32, 7).toString('base64url'),
    publishedAt: office.clock.now().toISOString(),
  })

  const world: PublishedWorld = {
    member,
    organisationId,
    her,
    consents,
    fileKey,
    campaignId,
    campaignKey,
    officialIds,
    updateId,
    updateKey,
    letterId,
    letterKey,
    async putCase(changes = {}, freshUntil) {
      await put('case', her.caseId, her.shortId, caseBody, changes, freshUntil)
    },
    putCampaign: (changes = {}) => put('campaign', campaignId, campaignKey, campaignBody, changes),
    putUpdate: (changes = {}) => put('update', updateId, updateKey, updateBody, changes),
    putLetter: (changes = {}) => put('joint-letter', letterId, letterKey, letterBody, changes),
    async tally(people, onPaper) {
      const body = {
        ...{ people, countries: 3, byKind: {}, selfReported: {}, recordedByStaff: 0 },
        ...(onPaper ? { onPaper } : {}),
      }
      await office.transaction(workerOf(organisationId), (tx) =>
        setTally(tx, { subjectId: campaignId, key: campaignKey, body }),
      )
    },
    async run(statement) {
      await office.transaction(workerOf(organisationId), (tx) => statement.execute(tx.db))
    },
  }

  async function put<B extends object>(
    subjectKind: 'case' | 'campaign' | 'update' | 'joint-letter',
    subjectId: string,
    key: string,
    body: (lang: string) => B,
    changes: Partial<B>,
    freshUntil?: Date,
  ): Promise<void> {
    // the cast has just proved who she is
    const fresh = { ...member, steppedUpAt: office.clock.now() }
    const wanted = (changes as { languages?: string[] }).languages ?? [...languages]
    await office.transaction(fresh, (tx) =>
      askForPage(tx, {
        caseId: her.caseId,
        subjectKind,
        subjectId,
        key,
        items: subjectKind === 'case' ? [gate, image] : [gate],
        gate,
        documents: wanted.map((language) => ({
          language,
          body: { ...body(language), ...changes },
          ...(freshUntil ? { freshUntil } : {}),
        })),
        files:
          subjectKind === 'case'
            ? [
                {
                  key: fileKey,
                  contentType: 'image/webp',
                  width: 480,
                  height: 600,
                  bytes: Buffer.from('picture'),
                  shows: image,
                },
              ]
            : [],
        text: 'signed',
      }),
    )
  }

  await world.putCase()
  const { now } = office.clock
  await world.putCampaign()
  await world.putUpdate()
  await world.run(sql`insert into joint_letters
    (id, case_id, organisation_id, short_id, dated_on, zone, closes_on, created_by, created_at)
    values (${letterId}, ${her.caseId}, ${organisationId}, ${letterKey}, ${day(0)}, 'Asia/Amman', ${day(20)},
      ${member.accountId}, ${now()})`)
  await world.putLetter()
  await world.run(
    sql`update joint_letters set state = 'published', published_at = ${now()} where id = ${letterId}`,
  )
  return world
}
