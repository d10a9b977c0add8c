/** A campaign and an update that go through their states together: drafted, asked for, signed, public, changed, over. */
import type { Tx } from '../../src/platform/database.ts'
import { publishCampaign } from '../../src/campaigns/campaign-publishing.ts'
import { endCampaign, pauseCampaign } from '../../src/campaigns/campaign-stopping.ts'
import { getCampaign } from '../../src/campaigns/campaign.ts'
import { saveCampaignText } from '../../src/campaigns/campaign-texts.ts'
import { caseMaterial } from '../../src/cases/index.ts'
import { publishAtTheirHour, publishCase, type Asked } from '../../src/publishing/index.ts'
import { fingerprint } from '../../src/publishing/publish-case.ts'
import {
  correctUpdate,
  getUpdate,
  listUpdateTexts,
  publishUpdate,
  saveUpdateText,
  withdrawUpdate,
} from '../../src/updates/index.ts'
import { buildCampaign, campaignWords } from '../build-campaign.ts'
import type { BuiltCase } from '../build-case.ts'
import { buildUpdate, updateWords } from '../build-update.ts'
import type { TestOffice } from '../office.ts'
import { signBeside, signed } from '../sign.ts'

export interface TextState {
  campaign: string
  update: string
  /** what visitors find of each: the page, the neutral text, or what they find at an address that never was one */
  shown: 'page' | 'neutral' | 'nothing'
  /** paths of the console's doors behind which something changed */
  doors: RegExp
  /** brings both there; gives the ids that stand in the addresses of the console */
  begin(): Promise<Record<string, string>>
}

/** For visitors. */
export interface TextAddresses {
  caseKey: string
  campaignKey: string
  updateKey: string
}

/** Its words, where they are public, are those of the room. */
const title = 'zr-gate-title'
const headline = 'zr-news-headline'
export const publicWords = [title, headline]

const campaigns = /^\/campaigns(?:\/:id|$)/
const updates = /^\/updates(?:\/:updateId|$)/
const both = new RegExp(`${campaigns.source}|${updates.source}|/sign-offs/|/publications$`)

export async function textsOfDoors(
  { db, member, clock }: TestOffice,
  of: BuiltCase,
): Promise<{ life: TextState[]; at: TextAddresses }> {
  const { caseId } = of
  const fresh = (who = member.ines) => ({ ...who, steppedUpAt: clock.now() })
  const as = <T>(run: (tx: Tx) => Promise<T>) => db.transaction(fresh(), run)
  const second = (signOffId: string) => signBeside(db, fresh(member.layla), signOffId)
  await signed(db, fresh(), (tx) => caseAsItIs(tx, caseId), fresh(member.layla))

  const { campaignId } = await buildCampaign(db, fresh(), { of, codeName: 'Zrdraft' })
  await as((tx) =>
    saveCampaignText(tx, { campaignId, language: 'en', version: 2, text: { ...campaignWords, title } }),
  )
  const updateId = await buildUpdate(db, fresh(), caseId, ['en'])
  const write = (words: object) =>
    as(async (tx) => {
      const { version } = (await listUpdateTexts(tx, await getUpdate(tx, updateId)))[0]!
      await saveUpdateText(tx, {
        ...{ updateId, language: 'en', version, translation: 'original' },
        words: { ...updateWords.en, headline, ...words },
      })
    })
  await write({})
  const { campaign, update } = await as(async (tx) => ({
    campaign: await getCampaign(tx, campaignId),
    update: await getUpdate(tx, updateId),
  }))

  const ids: Record<string, string> = { 'campaigns/:id': campaignId, 'updates/:updateId': updateId }
  const inAnHour = { local: new Date(+clock.now() + 3_600_000).toISOString().slice(0, 16), zone: 'UTC' }
  let asked: Asked[]
  const life: TextState[] = [
    { campaign: 'draft', update: 'draft', shown: 'nothing', doors: both, begin: async () => ids },
    {
      ...{ campaign: 'review', update: 'review', shown: 'nothing', doors: both },
      async begin() {
        asked = await as(async (tx) => [
          await publishCampaign(tx, {
            ...{ campaignId, version: (await getCampaign(tx, campaignId)).version, publishAt: inAnHour },
            ...{ items: ['name'], languages: ['en'] },
          }),
          await publishUpdate(tx, {
            ...{ updateId, version: (await getUpdate(tx, updateId)).version, publishAt: inAnHour },
            ...{ items: ['story'], languages: ['en'] },
          }),
        ])
        return { ...ids, 'sign-offs/:signOffId': asked[1]!.signOffId }
      },
    },
    {
      ...{ campaign: 'approved', update: 'approved', shown: 'nothing', doors: both },
      async begin() {
        for (const { signOffId } of asked) await second(signOffId)
        return { ...ids, 'sign-offs/:signOffId': asked[0]!.signOffId }
      },
    },
    {
      ...{ campaign: 'live', update: 'published', shown: 'page', doors: both },
      async begin() {
        clock.move(3_600_000)
        await publishAtTheirHour(db, member.ines.organisationId)
        return { ...ids, 'sign-offs/:signOffId': asked[0]!.signOffId }
      },
    },
    {
      ...{ campaign: 'live', update: 'corrected', shown: 'page', doors: updates },
      async begin() {
        await write({ body: 'She is at home.', correctionNote: 'The day was wrong.' })
        await signed(
          db,
          fresh(),
          async (tx) =>
            correctUpdate(tx, {
              ...{ updateId, version: (await getUpdate(tx, updateId)).version },
              ...{ items: ['story'], languages: ['en'] },
            }),
          fresh(member.layla),
        )
        return ids
      },
    },
    {
      ...{ campaign: 'paused', update: 'withdrawn', shown: 'neutral', doors: both },
      async begin() {
        await as((tx) => pauseCampaign(tx, { campaignId, reason: 'danger' }))
        await as((tx) => withdrawUpdate(tx, updateId))
        return ids
      },
    },
    {
      ...{ campaign: 'ended', update: 'withdrawn', shown: 'neutral', doors: campaigns },
      async begin() {
        await as((tx) => endCampaign(tx, { campaignId, outcome: 'partly-met' }))
        return ids
      },
    },
  ]
  const at = { caseKey: of.shortId, campaignKey: campaign.shortId, updateKey: update.shortId }
  return { life, at }
}

/** The case page for visitors, as it stands in its file. */
async function caseAsItIs(tx: Tx, caseId: string): Promise<Asked> {
  const seen = fingerprint(await caseMaterial(tx, caseId))
  return await publishCase(tx, {
    ...{ caseId, seen, languages: ['en'], gate: 'name', items: ['story'] },
    ...{ portrait: false, status: false, points: [] },
  })
}
