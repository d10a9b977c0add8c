import { afterAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { publishAtTheirHour, withdrawConsent } from '#publishing/index.ts'
import { workerOf, type Member } from '#platform/actor.ts'
import { buildDesk, buildMember } from '../../test/build-case.ts'
import {
  buildCampaign,
  buildLiveCampaign,
  buildPublicCase,
  buildTarget,
  minister,
} from '../../test/build-campaign.ts'
import { testDatabase } from '../../test/database.ts'
import { getCampaign } from './campaign.ts'
import { setCampaignOfficial } from './campaign-officials.ts'
import { publishCampaign, resumeCampaign } from './campaign-publishing.ts'
import { endCampaign, pauseCampaign } from './campaign-stopping.ts'
import { saveCampaignText } from './campaign-texts.ts'
import { setDemandState } from './demand.ts'
import type { CampaignDocument } from './document.ts'
import { editTarget, getTarget, retireTarget } from './target.ts'

const database = await testDatabase()
const clock = fixedClock('2026-11-23T10:00:00Z')
const db = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
afterAll(() => db.close())
const { organisationId, member } = await buildDesk(db)

const shown = (campaignId: string) =>
  db.reading(member, async (tx) => {
    const rows = await tx.db
      .selectFrom('published.documents as d')
      .innerJoin('campaigns as c', 'c.short_id', 'd.key')
      .select(['d.language', 'd.body'])
      .where('c.id', '=', campaignId)
      .where('d.kind', '=', 'campaign')
      .execute()
    return rows.map((row) => row.body as CampaignDocument)
  })

const eventsOf = (subject: string) =>
  db.reading(member, async (tx) => {
    const rows = await tx.db
      .selectFrom('events')
      .select('type')
      .where('subject', '=', subject)
      .orderBy('id')
      .execute()
    return rows.map((row) => row.type)
  })

const stateOf = (campaignId: string) =>
  db.reading(member, async (tx) => (await getCampaign(tx, campaignId)).state)

const publishAt = { local: '2026-11-24T12:00', zone: 'Africa/Nairobi' }
/** Another worker, when that hour has come. */
async function atThatHour(): Promise<void> {
  const later = fixedClock('2026-11-24T09:00:00Z')
  const worker = openDatabase({ url: database.workerUrl, keys: database.keys, clock: later })
  await publishAtTheirHour(worker, organisationId)
  await worker.close()
}

const publishAs = (who: Member, campaignId: string, version = 1, items = ['name'], languages = ['en']) =>
  db.transaction(who, (tx) => publishCampaign(tx, { campaignId, version, items, languages }))

describe('a campaign becomes public', () => {
  test('with its demands, letters and officials, under the name on the case page', async () => {
    const { campaignId } = await buildLiveCampaign(db, member)
    const [page] = await shown(campaignId)
    expect(page).toMatchObject({
      title: 'A question is no crime',
      personName: 'Samira Haddad',
      // in the order in which the page offers them
      kinds: ['email', 'call', 'signature', 'message'],
      demands: [{ text: 'End the inquiry at once.', state: 'open' }],
      officials: [{ name: minister.name, email: minister.email, phone: minister.phone }],
    })
    expect(page!.letters.map((letter) => letter.id)).toEqual(['plain', 'law'])
    expect(await stateOf(campaignId)).toBe('live')
  })

  test('only after the case page', async () => {
    const { campaignId } = await buildCampaign(db, member)
    await expect(publishAs(member, campaignId)).rejects.toMatchObject({
      code: 'campaigns.publish.case-first',
    })
    expect(await shown(campaignId)).toEqual([])
    expect(await stateOf(campaignId)).toBe('draft')
    expect(await eventsOf(campaignId)).not.toContain('campaign.published')
  })

  test('never with an item that she has not agreed to', async () => {
    const of = await buildPublicCase(db, member)
    const { campaignId } = await buildCampaign(db, member, { of })
    await expect(publishAs(member, campaignId, 1, ['name', 'health'])).rejects.toMatchObject({
      code: 'publishing.no-consent',
    })
    expect(await shown(campaignId)).toEqual([])
  })

  test('never while a text is missing', async () => {
    const of = await buildPublicCase(db, member)
    const { campaignId } = await buildCampaign(db, member, { of })
    await db.transaction(member, (tx) =>
      saveCampaignText(tx, { campaignId, language: 'en', version: 2, text: { script: '' } }),
    )
    await expect(publishAs(member, campaignId)).rejects.toMatchObject({
      code: 'campaigns.publish.incomplete',
    })
    expect(await shown(campaignId)).toEqual([])
  })

  test('never by a viewer, nor without a proof of the last ten minutes', async () => {
    const of = await buildPublicCase(db, member)
    const { campaignId } = await buildCampaign(db, member, { of })
    const viewer = await buildMember(db, organisationId, 'viktor')
    const { steppedUpAt: _, ...stale } = member
    await expect(publishAs(viewer, campaignId)).rejects.toMatchObject({ code: 'access.refused' })
    await expect(publishAs(stale, campaignId)).rejects.toMatchObject({ code: 'access.step-up' })
    expect(await shown(campaignId)).toEqual([])
  })

  test('once per reading: whoever read an older version is asked to look again', async () => {
    const of = await buildPublicCase(db, member)
    const { campaignId } = await buildCampaign(db, member, { of })
    await publishAs(member, campaignId)
    await expect(publishAs(member, campaignId)).rejects.toMatchObject({ code: 'campaigns.error.changed' })
  })

  test('at its hour, by a worker', async () => {
    const of = await buildPublicCase(db, member)
    const { campaignId } = await buildCampaign(db, member, { of })
    const input = { campaignId, version: 1, items: ['name'], languages: ['en'], publishAt }
    expect((await db.transaction(member, (tx) => publishCampaign(tx, input))).state).toBe('prepared')
    await atThatHour()
    expect([(await shown(campaignId)).length, await stateOf(campaignId)]).toEqual([1, 'live'])
  })

  test('and for another organisation it does not exist', async () => {
    const { campaignId } = await buildLiveCampaign(db, member)
    const other = await buildDesk(db)
    await expect(publishAs(other.member, campaignId, 2)).rejects.toMatchObject({ status: 404 })
  })
})

describe('a live campaign', () => {
  test('shows words that were drafted since only after the next sign-off', async () => {
    const { campaignId, demandId } = await buildLiveCampaign(db, member)
    await db.transaction(member, async (tx) => {
      await saveCampaignText(tx, {
        campaignId,
        language: 'en',
        version: 2,
        text: { title: 'Half a thought' },
      })
      await setDemandState(tx, { campaignId, demandId, state: 'met' })
    })
    expect((await shown(campaignId))[0]).toMatchObject({
      title: 'A question is no crime',
      demands: [{ state: 'open' }],
    })
    await publishAs(member, campaignId, 2)
    expect((await shown(campaignId))[0]).toMatchObject({
      title: 'Half a thought',
      demands: [{ state: 'met' }],
    })
  })

  test('shows a corrected official at once, and still none of the drafted words', async () => {
    const { campaignId, targetId } = await buildLiveCampaign(db, member)
    await db.transaction(member, (tx) =>
      saveCampaignText(tx, { campaignId, language: 'en', version: 2, text: { title: 'Half a thought' } }),
    )
    await db.transaction(member, async (tx) => {
      const { version } = await getTarget(tx, targetId)
      await editTarget(tx, { ...minister, targetId, version, email: 'office@justice.example' })
    })
    expect((await shown(campaignId))[0]).toMatchObject({
      title: 'A question is no crime',
      officials: [{ email: 'office@justice.example' }],
    })
  })

  test('an official’s address needs one; another official needs the signatures of the campaign', async () => {
    const { campaignId, targetId } = await buildLiveCampaign(db, member)
    const added = await buildTarget(db, member, { name: 'Second Office' })
    await db.transaction(member, (tx) =>
      setCampaignOfficial(tx, { campaignId, targetId: added, channels: ['email'] }),
    )
    const edit = (changes: Partial<typeof minister>) =>
      db.transaction(member, async (tx) => {
        const { version } = await getTarget(tx, targetId)
        await editTarget(tx, { ...minister, ...changes, targetId, version })
      })
    await edit({ email: 'office@justice.example' })
    const names = async () => (await shown(campaignId))[0]?.officials.map(({ name }) => name)
    expect((await shown(campaignId))[0]?.officials[0]?.email).toBe('office@justice.example')
    expect(await names()).toEqual([minister.name])
    const told = 'Her sister hides her in the house behind the old mill '
    await expect(edit({ institution: told.repeat(2).trim() })).rejects.toMatchObject({
      fields: { name: 'official.error.another' },
    })
    expect((await shown(campaignId))[0]?.officials[0]?.institution).toBe(minister.institution)
    expect((await db.reading(member, (tx) => getTarget(tx, targetId))).institution).toBe(minister.institution)
  })

  test('is corrected only after a proof, and without one nothing has changed', async () => {
    const { campaignId, targetId } = await buildLiveCampaign(db, member)
    const { steppedUpAt: _, ...stale } = member
    const wrong = { ...minister, targetId, version: 1, email: 'elsewhere@justice.example' }
    await expect(db.transaction(stale, (tx) => editTarget(tx, wrong))).rejects.toMatchObject({
      code: 'access.step-up',
    })
    expect((await shown(campaignId))[0]?.officials[0]?.email).toBe(minister.email)
    expect((await db.reading(member, (tx) => getTarget(tx, targetId))).email).toBe(minister.email)
    expect(await eventsOf(targetId)).toEqual(['target.added'])
  })

  test('loses a retired official at once', async () => {
    const second = await buildTarget(db, member, { name: 'Second Office' })
    const { campaignId, targetId } = await buildLiveCampaign(db, member, { targetId: second })
    await db.transaction(member, (tx) => retireTarget(tx, { targetId }))
    expect((await shown(campaignId))[0]?.officials).toEqual([])
    // to show less takes nothing away from what one person may mend later
    const { words_gone: gone } = await db.reading(member, (tx) =>
      tx.db
        .selectFrom('publications')
        .select('words_gone')
        .where('subject_id', '=', campaignId)
        .executeTakeFirstOrThrow(),
    )
    expect(gone).toBe(0)
    await expect(db.transaction(member, (tx) => retireTarget(tx, { targetId }))).rejects.toMatchObject({
      code: 'official.retired',
    })
  })
})

describe('stopping', () => {
  test('takes the page down without a second proof, leaves the neutral text, and can be resumed', async () => {
    const { campaignId } = await buildLiveCampaign(db, member)
    const { steppedUpAt: _, ...hurried } = member
    await db.transaction(hurried, (tx) => pauseCampaign(tx, { campaignId, reason: 'danger' }))
    expect(await shown(campaignId)).toEqual([])
    const campaign = await db.reading(member, (tx) => getCampaign(tx, campaignId))
    expect(campaign).toMatchObject({ state: 'paused', pauseReason: 'danger' })
    const quiet = await db.reading(member, (tx) =>
      tx.db.selectFrom('published.quiet').selectAll().where('key', '=', campaign.shortId).execute(),
    )
    expect(quiet).toHaveLength(1)
    await db.transaction(member, (tx) =>
      resumeCampaign(tx, { campaignId, version: campaign.version, items: ['name'], languages: ['en'] }),
    )
    expect(await shown(campaignId)).toHaveLength(1)
    expect(await eventsOf(campaignId)).toEqual(
      expect.arrayContaining(['campaign.published', 'campaign.paused', 'campaign.resumed']),
    )
  })

  test('stops what was to come out at its hour, too', async () => {
    const { campaignId } = await buildLiveCampaign(db, member)
    const { version } = await db.reading(member, (tx) => getCampaign(tx, campaignId))
    const input = { campaignId, version, items: ['name'], languages: ['en'], publishAt }
    const { signOffId, state } = await db.transaction(member, (tx) => publishCampaign(tx, input))
    expect(state).toBe('prepared')
    await db.transaction(member, (tx) => pauseCampaign(tx, { campaignId, reason: 'danger' }))
    await atThatHour()
    expect([await shown(campaignId), await stateOf(campaignId)]).toEqual([[], 'paused'])
    expect(await eventsOf(signOffId)).toContain('sign-off.dropped')
  })

  test('ends for good with an outcome', async () => {
    const { campaignId } = await buildLiveCampaign(db, member)
    await db.transaction(member, (tx) => endCampaign(tx, { campaignId, outcome: 'demands-met' }))
    expect(await shown(campaignId)).toEqual([])
    const { state, version } = await db.reading(member, (tx) => getCampaign(tx, campaignId))
    expect(state).toBe('ended')
    await expect(publishAs(member, campaignId, version)).rejects.toMatchObject({
      code: 'campaigns.error.ended',
    })
  })

  test('comes by itself when she takes her consent back', async () => {
    const of = await buildPublicCase(db, member)
    const { campaignId } = await buildLiveCampaign(db, member, { of })
    const consentId = await db.reading(member, async (tx) => {
      const row = await tx.db
        .selectFrom('consents')
        .select('id')
        .where('case_id', '=', of.caseId)
        .where('item', '=', 'name')
        .executeTakeFirstOrThrow()
      return row.id
    })
    await db.transaction(member, (tx) => withdrawConsent(tx, { caseId: of.caseId, consentIds: [consentId] }))
    expect(await shown(campaignId)).toEqual([])
    expect(await stateOf(campaignId)).toBe('paused')
  })
})

test('the worker reads campaigns of its organisation but publishes none', async () => {
  const { campaignId } = await buildLiveCampaign(db, member)
  await expect(
    db.transaction(workerOf(organisationId), (tx) => pauseCampaign(tx, { campaignId, reason: 'danger' })),
  ).rejects.toMatchObject({ code: 'access.refused' })
  expect(await stateOf(campaignId)).toBe('live')
})
