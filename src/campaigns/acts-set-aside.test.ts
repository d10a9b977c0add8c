import { expect, test } from 'vitest'
import { buildLiveCampaign } from '../../test/build-campaign.ts'
import { testOffice } from '../../test/office.ts'
import { actAndConfirm } from '../../test/supporter.ts'
import { testWorker } from '../../test/worker.ts'
import { catalogue } from '../catalogue.ts'
import { campaignIntake } from './intake.ts'

const office = await testOffice()
const { db, clock, organisationId } = office
const worker = testWorker(office.database, { intake: campaignIntake, catalogue, clock })
const campaign = await buildLiveCampaign(db, office.member.ines)
const setAside = '/supporters?acts=set-aside'
const page = async (path: string) => await (await office.as('tomas').get(path)).text()

test('a letter is said to be a supporter’s, not the reader’s own, and nothing is said of an empty shelf', async () => {
  await actAndConfirm(worker, { organisationId, clock }, campaign, 'email')
  const [, one] = (await page('/supporters')).match(/href="(\/supporters\/[0-9a-f-]{36})"/)!
  const shown = await page(one!)
  expect(shown).toContain('Letter to an official')
  expect(shown).not.toMatch(/[Yy]our letter/)
  expect(await page('/supporters')).not.toContain(setAside)
  expect(await page(`/campaigns/${campaign.campaignId}`)).not.toContain(setAside)
})

test('what came with too many names from one inbox is seen by staff, and still counted nowhere', async () => {
  for (const letter of 'ABCDEFGHIJ')
    await actAndConfirm(worker, { organisationId, clock }, campaign, 'signature', {
      who: { firstName: `Crowd${letter}`, email: 'list@mail.example' },
    })
  expect(await office.count('actions', `state = 'quarantined'`)).toBe(2)
  expect(await page('/supporters')).toContain(setAside)
  const overview = await page(`/campaigns/${campaign.campaignId}`)
  expect(overview).toContain('2 acts are set aside')
  expect(overview).toContain(setAside)
  const list = await page(setAside)
  const names = [...new Set(list.match(/Crowd[A-J]/g))]
  expect(names.toSorted()).toEqual(['CrowdI', 'CrowdJ'])
  const [, one] = list.match(/href="(\/supporters\/[0-9a-f-]{36})"/)!
  expect(await page(one!)).toContain('Set aside')
  // whoever may not see supporters is told the number, without a link that refuses
  const viewed = await (await office.as('viktor').get(`/campaigns/${campaign.campaignId}`)).text()
  expect(viewed).toContain('2 acts are set aside')
  expect(viewed).not.toContain(setAside)
})
