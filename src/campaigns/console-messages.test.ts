import { describe, expect, test } from 'vitest'
import { buildLiveCampaign } from '../../test/build-campaign.ts'
import { testOffice } from '../../test/office.ts'
import { actAndConfirm } from '../../test/supporter.ts'
import { catalogue } from '../catalogue.ts'
import { testWorker } from '../../test/worker.ts'
import { listMessages, type Moderation } from './campaign-messages.ts'
import { campaignIntake } from './intake.ts'

const office = await testOffice()
const { db, clock, organisationId } = office
const ines = office.member.ines
const worker = testWorker(office.database, { intake: campaignIntake, catalogue, clock })
const campaign = await buildLiveCampaign(db, ines, { kinds: ['message'] })
const send = (text: string, who: Record<string, string> = {}) =>
  actAndConfirm(worker, { organisationId, clock }, campaign, 'message', { text, who })

const idsIn = async (moderation: Moderation) =>
  (await db.reading(ines, (tx) => listMessages(tx, { moderation }))).map((one) => one.id)

describe('messages of support', () => {
  test('wait until staff have read them; strangers’ words are never markup', async () => {
    await send('<script>alert(1)</script> شكراً لك', { firstName: 'Noor' })
    const html = await (await office.as('tomas').get('/messages')).text()
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).toContain('dir="auto"')
    expect(html).toContain('Noor')
    // Safety: nothing else of the writer is on the page
    expect(html).not.toContain('Okafor')
    expect(html).not.toContain('mail.example')
    // reading leaves one event for the page, in the case that it is about
    expect(
      await office.count('events', `type = 'message.words-read' and case_id = '${campaign.caseId}'`),
    ).toBe(1)
    await office.as('tomas').get('/messages?state=rejected')
    expect(await office.count('events', `type = 'message.words-read'`), 'nothing was shown').toBe(1)
  })

  test('are accepted in bulk, and that is undone with one press', async () => {
    await send('We think of you.')
    const ids = await idsIn('held')
    const tomas = office.as('tomas')
    const done = await tomas.post('/messages/moderate', { message: ids, do: 'accepted', from: 'held' })
    expect(done.status).toBe(303)
    expect(await idsIn('accepted')).toEqual(ids)
    const back = new URL(done.headers.get('location')!, 'http://x').searchParams.get('undo')
    await tomas.post('/messages/undo', { at: back! })
    expect(await office.count('events', "type like 'message.%' and case_id is null")).toBe(0)
    expect(await idsIn('held')).toEqual(ids)
    expect(await idsIn('accepted')).toEqual([])
  })

  test('are not for a viewer', async () => {
    const before = await office.count('events', "type like 'message.%'")
    const viktor = office.as('viktor')
    expect((await viktor.get('/messages')).status).toBe(403)
    const ids = await idsIn('held')
    expect((await viktor.post('/messages/moderate', { message: ids, do: 'rejected' })).status).toBe(403)
    expect(await idsIn('held')).toEqual(ids)
    expect(await office.count('events', "type like 'message.%'")).toBe(before)
  })

  test('are gathered into a letter, which only the case team can hand over, once', async () => {
    const tomas = office.as('tomas')
    await tomas.post('/messages/moderate', { message: await idsIn('held'), do: 'accepted' })
    await send('Rejected words.')
    await tomas.post('/messages/moderate', { message: await idsIn('held'), do: 'rejected' })
    const gathered = await tomas.post('/messages/batches', { case: campaign.caseId })
    const address = gathered.headers.get('location')!
    expect(address).toMatch(/^\/messages\/batches\//)
    const letter = await (await tomas.get(address)).text()
    expect(letter).toContain('We think of you.')
    expect(letter).not.toContain('Rejected words.')
    expect(letter).toContain('Only the case team can write down')
    const form = { on: '2026-11-23', how: 'by-lawyer' }
    const refused = await tomas.post(`${address}/hand-over`, form)
    expect(refused.status).toBe(403)
    expect(await office.count('message_batches', 'handed_over_on is not null')).toBe(0)
    const browser = office.as('ines')
    expect((await browser.post(`${address}/hand-over`, { ...form, on: '2026-12-24' })).status).toBe(422)
    expect((await browser.post(`${address}/hand-over`, form)).status).toBe(303)
    expect(await (await browser.get(address)).text()).toContain(
      'She received these messages on 23 November 2026',
    )
    expect((await browser.post(`${address}/hand-over`, form)).status).toBe(409)
    expect(await office.count('events', "type = 'messages.handed-over'")).toBe(1)
  })

  test('nothing accepted makes no letter', async () => {
    const before = await office.count('message_batches')
    const answer = await office.as('tomas').post('/messages/batches', { case: campaign.caseId })
    expect(answer.status).toBe(409)
    expect(await office.count('message_batches')).toBe(before)
  })
})
