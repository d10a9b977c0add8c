import { afterAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { createI18n } from '#platform/i18n.ts'
import { buildCase, buildDesk } from '../../test/build-case.ts'
import { buildCampaign, buildLiveCampaign, buildPublicCase } from '../../test/build-campaign.ts'
import { testDatabase } from '../../test/database.ts'
import { catalogue } from '../catalogue.ts'
import { draftCampaign, editCampaign, endTestMode, getCampaign, type CampaignEdit } from './campaign.ts'
import { documentOf, readSource } from './campaign-document.ts'
import { publishCampaign } from './campaign-publishing.ts'
import { listCampaignTexts, saveCampaignText } from './campaign-texts.ts'
import { campaignToday } from './campaign-today.ts'
import { addDemand, listDemands, moveDemand, removeDemand, setDemandState } from './demand.ts'

const database = await testDatabase()
const clock = fixedClock('2026-11-23T10:00:00Z')
const db = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
afterAll(() => db.close())
const { member } = await buildDesk(db)

async function edit(campaignId: string, changes: Partial<CampaignEdit>): Promise<void> {
  await db.transaction(member, async (tx) => {
    const { kinds, version, codeName, zone, letterMode, goalMinimum, defaultLanguage } = await getCampaign(
      tx,
      campaignId,
    )
    await editCampaign(tx, {
      ...{ campaignId, kinds, version, codeName, zone, letterMode, goalMinimum, defaultLanguage },
      testAddress: 'tomas@harbour.example',
      ...changes,
    })
  })
}

describe('the last day for acting', () => {
  test('closes the forms at its end in the campaign’s own zone, also on a day of 25 hours', async () => {
    const { campaignId } = await buildCampaign(db, member)
    await edit(campaignId, { actBy: '2027-10-31', zone: 'Europe/Amsterdam' })
    const source = await db.reading(member, async (tx) => readSource(tx, await getCampaign(tx, campaignId)))
    expect(documentOf(source, 'en', ['en'])).toMatchObject({
      actBy: '2027-10-31',
      closesAt: '2027-10-31T23:00:00.000Z',
    })
  })

  test('stands on Today from three days before', async () => {
    const { campaignId } = await buildLiveCampaign(db, member, { codeName: 'Closing soon' })
    const today = async () => {
      const i18n = createI18n('en', catalogue)
      const office = { db } as never
      const found = await Promise.all(campaignToday.map((source) => source.find({ member, office, i18n })))
      return found.flat().filter((item) => item.text.startsWith('Closing soon'))
    }
    await edit(campaignId, { actBy: '2026-11-27', zone: 'UTC' })
    expect(await today()).toEqual([])
    await edit(campaignId, { actBy: '2026-11-25', zone: 'UTC' })
    expect(await today()).toMatchObject([{ text: 'Closing soon: the forms close on 25 November 2026' }])
  })

  test('refuses a publication once it is over', async () => {
    const of = await buildPublicCase(db, member)
    const { campaignId } = await buildCampaign(db, member, { of })
    await edit(campaignId, { actBy: '2026-11-20', zone: 'UTC' })
    const late = db.transaction(member, (tx) =>
      publishCampaign(tx, { campaignId, version: 2, items: ['name'], languages: ['en'] }),
    )
    await expect(late).rejects.toMatchObject({ code: 'campaigns.publish.too-late' })
  })
})

describe('test mode', () => {
  test('is on from the beginning, and ends only with a fresh proof', async () => {
    const { campaignId } = await buildCampaign(db, member)
    const before = await db.reading(member, (tx) => getCampaign(tx, campaignId))
    expect(before).toMatchObject({ testMode: true, testAddress: 'tomas@harbour.example' })
    const { steppedUpAt: _, ...stale } = member
    const refused = db.transaction(stale, (tx) => endTestMode(tx, { campaignId, version: 1 }))
    await expect(refused).rejects.toMatchObject({ code: 'access.step-up' })
    await db.transaction(member, (tx) => endTestMode(tx, { campaignId, version: 1 }))
    expect((await db.reading(member, (tx) => getCampaign(tx, campaignId))).testMode).toBe(false)
  })
})

describe('demands', () => {
  test('keep their order and tell since when they are met', async () => {
    const { campaignId, demandId } = await buildCampaign(db, member)
    const second = await db.transaction(member, (tx) =>
      addDemand(tx, { campaignId, text: 'Say so in public.' }),
    )
    await db.transaction(member, async (tx) => {
      await moveDemand(tx, { campaignId, demandId: second, to: 'up' })
      await setDemandState(tx, { campaignId, demandId, state: 'met' })
    })
    const all = await db.reading(member, (tx) => listDemands(tx, campaignId))
    expect(all).toMatchObject([
      { id: second, state: 'open' },
      { id: demandId, state: 'met', stateChangedAt: clock.now() },
    ])
  })

  test('of another campaign are out of reach', async () => {
    const one = await buildCampaign(db, member)
    const other = await buildCampaign(db, member)
    const wrong = db.transaction(member, (tx) =>
      removeDemand(tx, { campaignId: one.campaignId, demandId: other.demandId }),
    )
    await expect(wrong).rejects.toMatchObject({ status: 404 })
    expect(await db.reading(member, (tx) => listDemands(tx, other.campaignId))).toHaveLength(1)
  })
})

describe('texts in another language', () => {
  test('borrow the letters of the first language and say whose they are', async () => {
    const { campaignId } = await buildCampaign(db, member)
    await db.transaction(member, (tx) =>
      saveCampaignText(tx, { campaignId, language: 'ar', version: 0, text: { title: 'سؤال ليس جريمة' } }),
    )
    const source = await db.reading(member, async (tx) => readSource(tx, await getCampaign(tx, campaignId)))
    expect(documentOf(source, 'ar', ['en', 'ar'])).toMatchObject({
      lang: 'ar',
      title: 'سؤال ليس جريمة',
      letters: [
        { id: 'plain', lang: 'en' },
        { id: 'law', lang: 'en' },
      ],
      officials: [{ salutation: 'Your Excellency,' }],
    })
    const texts = await db.reading(member, (tx) => listCampaignTexts(tx, campaignId))
    expect(texts.map((text) => [text.language, text.translation])).toEqual([
      ['en', 'original'],
      ['ar', 'reviewed'],
    ])
  })
})

test('a campaign cannot begin in a case behind the wall', async () => {
  const stranger = await buildDesk(db)
  const { caseId } = await buildCase(db, member)
  const tried = db.transaction(stranger.member, (tx) =>
    draftCampaign(tx, {
      caseId,
      codeName: 'Not mine',
      kinds: ['email'],
      language: 'en',
      testAddress: 'x@harbour.example',
      zone: 'UTC',
    }),
  )
  await expect(tried).rejects.toMatchObject({ status: 404 })
})
