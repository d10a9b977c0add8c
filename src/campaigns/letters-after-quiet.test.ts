/** Letters of a quiet case wait, and go on with the two signatures that end it: once each, and not for whoever left. */
import { afterAll, expect, test } from 'vitest'
import { buildDesk, buildMember } from '../../test/build-case.ts'
import { buildLiveCampaign, buildTarget } from '../../test/build-campaign.ts'
import { mailCatalogue } from '../../test/catalogue.ts'
import { testDatabase } from '../../test/database.ts'
import { signed } from '../../test/sign.ts'
import { startSink } from '../../test/sink.ts'
import { act, ruth } from '../../test/submissions.ts'
import { testWorker } from '../../test/worker.ts'
import { openMailServer, relayOf } from '#delivery/index.ts'
import { workerOf } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { askToEndQuiet, goQuiet } from '#publishing/index.ts'
import { confirmLinks } from './confirm-mail.ts'
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
const server = openMailServer(
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

test('they stop with the quiet, and leave once each after it', async () => {
  const targetId = await buildTarget(office, desk(), { email: 'minister@justice.example' })
  const campaign = await buildLiveCampaign(office, desk(), { targetId })
  await office.transaction(desk(), ({ db }) =>
    db.updateTable('campaigns').set({ test_mode: false }).where('id', '=', campaign.campaignId).execute(),
  )
  for (let n = 0; n < 4; n++) {
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
  const letters = () =>
    worker.db.reading(asWorker, ({ db }) =>
      db.selectFrom('official_emails').select(['id', 'state', 'action_id']).orderBy('id').execute(),
    )
  const states = async () => (await letters()).map(({ state }) => state)
  const pass = async () => {
    clock.move(10 * 60_000)
    return await sendDueLetters(worker.services, server)
  }
  expect(await sendDueLetters(worker.services, server)).toBe(1)
  expect(await states()).toEqual(['accepted', 'queued', 'queued', 'queued'])

  await office.transaction(desk(), (tx) => goQuiet(tx, campaign.caseId))
  expect([await pass(), await pass(), sink.total]).toEqual([0, 0, 1])
  // one writer leaves meanwhile
  const leaving = (await letters())[2]!
  await worker.db.transaction(asWorker, (tx) =>
    stopOfficialEmails(tx, { actionIds: [leaving.action_id] }, false),
  )
  await signed(office, desk(), (tx) => askToEndQuiet(tx, campaign.caseId), fresh(second))
  for (let n = 0; n < 6; n++) await pass()
  expect(await states()).toEqual(['accepted', 'accepted', 'stopped', 'accepted'])
  expect(sink.total).toBe(3)
})
