import { describe, expect, test } from 'vitest'
import { buildLiveCampaign, buildTarget } from '../../test/build-campaign.ts'
import { testOffice } from '../../test/office.ts'
import { actAndConfirm } from '../../test/supporter.ts'
import { testWorker } from '../../test/worker.ts'
import { catalogue } from '../catalogue.ts'
import { buildDesk } from '../../test/build-case.ts'
import { campaignIntake } from './intake.ts'
import { listHeldLetters, reviewLetters } from './letters-review.ts'
import { warningsIn } from './letters-warnings.ts'

const office = await testOffice()
const { db, clock, organisationId } = office
const ines = office.member.ines
const worker = testWorker(office.database, { intake: campaignIntake, catalogue, clock })

async function heldLetter(body: string) {
  const targetId = await buildTarget(db, ines)
  const campaign = await buildLiveCampaign(db, ines, { kinds: ['email'], targetId })
  const letter = { variant: 'law', subject: '', body, edited: true }
  await actAndConfirm(worker, { organisationId, clock }, campaign, 'email', { letter })
  const held = await db.reading(ines, (tx) =>
    listHeldLetters(tx, campaign.campaignId, { limit: 10, offset: 0 }),
  )
  return { ...campaign, held }
}

const inState = (campaignId: string, state: string) =>
  office.count('official_emails', `campaign_id = '${campaignId}' and state = '${state}'`)

describe('letters in a supporter’s own words', () => {
  test('stand beside the text that she started from, without her name', async () => {
    const { campaignId, held } = await heldLetter('My grandmother drinks that water.')
    expect(held).toMatchObject([
      {
        letter: expect.stringContaining('My grandmother drinks that water.'),
        original: expect.stringContaining('Your own constitution'),
        warnings: { words: [], link: false, shouting: false },
      },
    ])
    const html = await (await office.as('tomas').get(`/campaigns/${campaignId}/emails`)).text()
    expect(html).toContain('My grandmother drinks that water.')
    expect(html).not.toContain('Okafor')
    const read = `type = 'official-email.words-read' and subject = '${campaignId}'`
    expect(await office.count('events', read), 'one for the page').toBe(1)
    expect(await office.count('events', `${read} and data ->> 'count' = '1'`)).toBe(1)
  })

  test('are not ticked when they hold a threat', async () => {
    const { campaignId } = await heldLetter('You will regret this, traitor.')
    const html = await (await office.as('tomas').get(`/campaigns/${campaignId}/emails`)).text()
    expect(html).toContain('regret · traitor')
    expect(html).not.toMatch(/name="letter"[^>]* checked/)
  })

  test('leave once they are approved, and a second press changes nothing', async () => {
    const { campaignId, held } = await heldLetter('Please let her speak.')
    const tomas = office.as('tomas')
    const form = { letter: held.map((one) => one.id), do: 'approve' }
    await tomas.post(`/campaigns/${campaignId}/emails/review`, form)
    expect(await inState(campaignId, 'queued')).toBe(1)
    await tomas.post(`/campaigns/${campaignId}/emails/review`, { ...form, do: 'reject' })
    expect(await inState(campaignId, 'queued')).toBe(1)
    expect(
      await office.count('events', `type = 'official-email.approved' and subject = '${held[0]!.id}'`),
    ).toBe(1)
  })

  test('are stopped when they are rejected', async () => {
    const { campaignId, held } = await heldLetter('We will find you.')
    await office
      .as('tomas')
      .post(`/campaigns/${campaignId}/emails/review`, { letter: held.map((one) => one.id), do: 'reject' })
    expect(await inState(campaignId, 'stopped')).toBe(1)
  })

  test('are out of reach for a viewer and for another organisation', async () => {
    const { campaignId, held } = await heldLetter('Nobody else reads this.')
    const ids = held.map((one) => one.id)
    const viewed = await office
      .as('viktor')
      .post(`/campaigns/${campaignId}/emails/review`, { letter: ids, do: 'approve' })
    expect(viewed.status).toBe(403)
    const other = await buildDesk(db)
    const changed = await db.transaction(other.member, (tx) =>
      reviewLetters(tx, { campaignId, ids, verdict: 'approve' }),
    )
    expect(changed).toBe(0)
    expect(await inState(campaignId, 'held')).toBe(1)
  })
})

test('an office can be held back and let go on', async () => {
  const { campaignId, targetId } = await heldLetter('One more.')
  const tomas = office.as('tomas')
  const stopped = `campaign_id = '${campaignId}' and stopped_at is not null`
  await tomas.post(`/campaigns/${campaignId}/emails/stop`, { official: targetId, do: 'stop' })
  expect(await office.count('campaign_targets', stopped)).toBe(1)
  await tomas.post(`/campaigns/${campaignId}/emails/stop`, { official: targetId, do: 'resume' })
  expect(await office.count('campaign_targets', stopped)).toBe(0)
})

test.each([
  ['You will die', ['die']],
  ['The diet of the council', []],
  ['سنقتلكم والكلاب', ['سنقتلكم', 'والكلاب']],
  ['We thank you for the warm words', []],
])('warnings in “%s”', (text, words) => {
  expect(warningsIn(text).words).toEqual(words)
})
