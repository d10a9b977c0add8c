/** Letters of a quiet case wait, and go on with the two signatures that end it: once each, and not for whoever left. */
import { afterAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { buildConsents, buildDesk, buildMember } from '../../test/build-case.ts'
import {
  buildLiveCampaign,
  buildPublicCase,
  buildTarget,
  type BuiltCampaign,
} from '../../test/build-campaign.ts'
import { mailCatalogue } from '../../test/catalogue.ts'
import { testDatabase } from '../../test/database.ts'
import { publish, signed } from '../../test/sign.ts'
import { startSink } from '../../test/sink.ts'
import { act, ruth } from '../../test/submissions.ts'
import { testWorker } from '../../test/worker.ts'
import { openMailServers, relayOf } from '#delivery/index.ts'
import { workerOf } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { askToEndQuiet, goQuiet, withdrawConsent } from '#publishing/index.ts'
import { confirmLinks } from './confirm-mail.ts'
import { getCampaign } from './campaign.ts'
import { pauseCampaign } from './campaign-stopping.ts'
import { resumeCampaign } from './campaign-publishing.ts'
import { campaignIntake } from './intake.ts'
import { stopOfficialEmails } from './official-emails.ts'
import { sendDueLetters } from './official-sender.ts'
import './module.ts'

const database = await testDatabase()
// a Monday, 12:00 in Amman
const clock = fixedClock('2026-11-23T09:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
const sink = await startSink({ keep: 100 })
const { organisationId, member } = await buildDesk(office)
const second = await buildMember(office, organisationId, 'layla')
const worker = testWorker(database, { intake: campaignIntake, catalogue: mailCatalogue, clock })
const server = openMailServers(
  worker.services,
  relayOf({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, publicUrl: worker.services.publicUrl }),
)
afterAll(async () => {
  server.close()
  await Promise.all([sink.close(), office.close()])
})
const asWorker = workerOf(organisationId)
const fresh = (who: typeof member) => ({ ...who, steppedUpAt: clock.now() })
const desk = () => fresh(member)

/** So many people write to the minister, and confirm. */
async function write(campaign: BuiltCampaign, count: number): Promise<void> {
  await office.transaction(desk(), ({ db }) =>
    db.updateTable('campaigns').set({ test_mode: false }).where('id', '=', campaign.campaignId).execute(),
  )
  for (let n = 0; n < count; n++) {
    const who = { ...ruth, email: `writer${n}@mail.example` }
    await worker.submit(3, act(campaign, 'email', clock.now(), { who }))
    await worker.drainAll()
    const inbox = await worker.db.reading(asWorker, async (tx) => {
      const index = (await tx.keys.organisation(organisationId)).index('address', who.email)
      const rows = tx.db.selectFrom('inboxes').select('number').where('address_index', '=', index)
      return (await rows.executeTakeFirstOrThrow()).number
    })
    const { token } = confirmLinks(worker.services, clock.now(), {
      ...{ organisationId, inbox, caseId: campaign.caseId, campaignId: campaign.campaignId, language: 'en' },
    })
    await worker.submit(2, {
      ...{ type: 'confirm', at: clock.now().toISOString(), language: 'en', token, choice: 'only' },
    })
    await worker.drainAll()
  }
}
const letters = (campaign: BuiltCampaign) =>
  worker.db.reading(asWorker, ({ db }) =>
    db
      .selectFrom('official_emails')
      .select(['id', 'state', 'action_id', 'sealed'])
      .where('campaign_id', '=', campaign.campaignId)
      .orderBy('id')
      .execute(),
  )

test('they stop with the quiet, and leave once each after it', async () => {
  const targetId = await buildTarget(office, desk(), { email: 'minister@justice.example' })
  const campaign = await buildLiveCampaign(office, desk(), { targetId })
  await write(campaign, 4)
  const states = async () => (await letters(campaign)).map(({ state }) => state)
  const pass = async () => {
    clock.move(10 * 60_000)
    return await sendDueLetters(worker.services, server)
  }
  expect(await sendDueLetters(worker.services, server)).toBe(1)
  expect(await states()).toEqual(['accepted', 'queued', 'queued', 'queued'])

  await office.transaction(desk(), (tx) => goQuiet(tx, campaign.caseId))
  expect([await pass(), await pass(), sink.total]).toEqual([0, 0, 1])
  // one writer leaves meanwhile
  const leaving = (await letters(campaign))[2]!
  await worker.db.transaction(asWorker, (tx) =>
    stopOfficialEmails(tx, { actionIds: [leaving.action_id] }, false),
  )
  await signed(office, desk(), (tx) => askToEndQuiet(tx, campaign.caseId), fresh(second))
  for (let n = 0; n < 6; n++) await pass()
  expect(await states()).toEqual(['accepted', 'accepted', 'stopped', 'accepted'])
  expect(sink.total).toBe(3)
})

test('written with her name, they do not leave once the page is back without it; the acts stay', async () => {
  const targetId = await buildTarget(office, desk(), { email: 'governor@state.example' })
  const of = await buildPublicCase(office, desk())
  const campaign = await buildLiveCampaign(office, desk(), { of, targetId })
  await write(campaign, 2)
  const { rows } = await office.reading(desk(), ({ db }) =>
    sql<{ id: string }>`select id from consents where case_id = ${of.caseId} and item = 'name'`.execute(db),
  )
  await office.transaction(desk(), (tx) =>
    withdrawConsent(tx, { caseId: of.caseId, consentIds: rows.map(({ id }) => id) }),
  )
  await buildConsents(office, desk(), of, ['pseudonym'])
  await publish(office, desk(), {
    ...{ caseId: of.caseId, subjectKind: 'case', subjectId: of.caseId, key: of.shortId, items: [] },
    gate: { personId: of.personId, item: 'pseudonym' },
    documents: [{ language: 'en', body: { id: of.shortId, lang: 'en', name: 'Nour' } }],
    text: 'the case page by another name',
  })
  const resume = async () => {
    const { version } = await office.reading(desk(), (tx) => getCampaign(tx, campaign.campaignId))
    return await signed(office, desk(), (tx) =>
      resumeCampaign(tx, { campaignId: campaign.campaignId, version, items: [], languages: ['en'] }),
    )
  }
  await resume()
  const after = await letters(campaign)
  expect(after.map(({ state, sealed }) => [state, sealed.length])).toEqual([
    ['stopped', 0],
    ['stopped', 0],
  ])
  // what is written from now on is not touched by another pause
  await write(campaign, 3)
  await office.transaction(desk(), (tx) =>
    pauseCampaign(tx, { campaignId: campaign.campaignId, reason: 'asked' }),
  )
  await resume()
  expect((await letters(campaign)).filter(({ state }) => state === 'queued')).toHaveLength(1) // an erased case leaves no letter behind that still tells of her
  await office.transaction(desk(), ({ db }) =>
    db.updateTable('cases').set({ state: 'erased' }).where('id', '=', of.caseId).execute(),
  )
  const left = await letters(campaign)
  expect(left.map(({ state, sealed }) => [state, sealed.length])).toEqual(left.map(() => ['stopped', 0]))
})
