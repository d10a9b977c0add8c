/** One update, once per person: whoever acted, only follows, or was recorded by hand, and whichever lists she is in. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildLiveCampaign, type BuiltCampaign } from '../../test/build-campaign.ts'
import { agreeOn, buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { buildReaders, buildUpdate, publishBuilt } from '../../test/build-update.ts'
import { testOffice } from '../../test/office.ts'
import { startSink } from '../../test/sink.ts'
import { lighthouse } from '../../test/world.ts'
import { recordByHand } from '../campaigns/recording-by-hand.ts'
import { catalogue } from '../catalogue.ts'
import { workerOf, type Member } from '../platform/actor.ts'
import { openDatabase, type Tx } from '../platform/database.ts'
import type { WorkerServices } from '../platform/module.ts'
import { eraseSupporter } from '../supporters/index.ts'
import { indexMailboxes } from '../supporters/mailboxes.ts'
import { sendUpdateTogether } from '../updates/index.ts'
import { countJointAudience, sendAllBroadcasts, type JointWho } from './index.ts'

const office = await testOffice()
const { ines } = office.member
const { clock, database } = office
const worker = openDatabase({ url: database.workerUrl, keys: database.keys, clock })
const directory = mkdtempSync(join(tmpdir(), 'watchlight-mailbox-'))
const postalAddress = 'Lighthouse Circle, Moi Avenue 3, Nairobi, Kenya'
const wanjiru = await buildPartner(office.db, { ...lighthouse, postalAddress })
const sink = await startSink({ keep: 50 })
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true })
  await sink.close()
  await worker.close()
})

const fresh = (member: Member): Member => ({ ...member, steppedUpAt: clock.now() })
const as = <T>(member: Member, run: (tx: Tx) => Promise<T>) => office.db.transaction(fresh(member), run)
const services: WorkerServices = {
  ...{ db: worker, keys: database.keys, catalogue, workerId: 'host one, boot one' },
  ...{ publicUrl: 'https://act.harbour.example', privateUrl: 'https://page.example' },
  ...{ outsideAllow: [], heartbeatUrl: undefined, smtpUrl: `smtp://127.0.0.1:${sink.port}` },
  ...{ journalDir: directory, auditDir: directory, withdrawalsDrained: async () => true },
  organisations: async () => [ines.organisationId, wanjiru.organisationId],
  log: () => {},
}

let campaign: BuiltCampaign
let updateId: string
let address: { gmail: string; dotted: string; mail: string }
let round = 0
beforeEach(async () => {
  round++
  address = {
    gmail: `ruth${round}@gmail.com`,
    dotted: `Ru.th${round}+news@googlemail.com`,
    mail: `sam${round}@mail.example`,
  }
  campaign = await buildLiveCampaign(office.db, fresh(ines))
  updateId = await buildUpdate(office.db, ines, campaign.caseId)
  await publishBuilt(office.db, fresh(ines), updateId)
  await joinCoalition(office.db, fresh(ines), campaign.caseId, fresh(wanjiru))
  await agreeOn(office.db, [fresh(ines), fresh(wanjiru)], campaign.caseId, { holdMinutes: 0 })
})

/** Somebody who asks to hear through an organisation, a minute after whoever came before; without a kind she only follows. */
async function follows(through: Member, email: string, kind?: 'signature'): Promise<string> {
  clock.move(60_000)
  const one = { email, firstName: 'Ruth', ...(kind ? { kind } : {}) }
  return (await buildReaders(worker, through.organisationId, campaign, [one]))[0]!
}
/** Somebody who phoned, as a member of the staff wrote it down. */
async function phones(to: Member, email: string): Promise<void> {
  clock.move(60_000)
  await as(to, (tx) =>
    recordByHand(tx, {
      ...{ campaignId: campaign.campaignId, kind: 'call', firstName: 'Ruth', lastName: '', email },
      ...{ language: 'en', note: 'She called the court.', on: '2026-11-23', agreedToMail: 'Yes, she said.' },
    }),
  )
}
/** Who wrote to whom. */
async function sent(who: JointWho = 'all'): Promise<string[]> {
  const before = sink.mails.length
  await as(ines, (tx) => sendUpdateTogether(tx, updateId, who))
  await sendAllBroadcasts(services, {
    ...{ lanes: 2, recordEvery: 20, retryDelays: [20, 40], knock: { first: 20, most: 50 } },
  })
  return sink.mails
    .slice(before)
    .map(({ to, raw }) => `${/^From: "([^"]+)"/m.exec(raw)![1]} to ${to}`)
    .toSorted()
}
const indexesOf = (of: Member, caseId = campaign.caseId) =>
  worker.reading(workerOf(of.organisationId), async ({ db }) => {
    const rows = await db
      .selectFrom('opt_ins')
      .select('mailbox_index')
      .where('case_id', '=', caseId)
      .orderBy('id')
      .execute()
    return rows.map((row) => row.mailbox_index?.toString('hex'))
  })

test('who follows through one and acts through another gets one mail, by whatever spelling, from the first', async () => {
  await follows(wanjiru, address.dotted)
  await follows(ines, address.gmail, 'signature')
  await follows(ines, address.mail)
  const counted = await as(ines, (tx) =>
    countJointAudience(tx, { id: updateId, caseId: campaign.caseId }, 'all'),
  )
  expect(counted).toMatchObject({ asked: 2, recipients: 2 })
  expect(await sent()).toEqual([
    `Harbour Watch to ${address.mail}`,
    `Lighthouse Circle to ${address.dotted.toLowerCase()}`,
  ])
  // and no second one, also not to whoever asks through the other by now
  await follows(wanjiru, address.mail)
  await expect(sent()).rejects.toMatchObject({ code: 'broadcasts.error.nobody' })
})

test('so does who was recorded by hand, also where nobody who acted is asked for', async () => {
  await phones(ines, address.mail)
  await follows(wanjiru, address.mail)
  await follows(wanjiru, address.gmail)
  await phones(ines, address.dotted)
  expect(await sent('acted')).toEqual([
    `Harbour Watch to ${address.dotted.toLowerCase()}`,
    `Harbour Watch to ${address.mail}`,
  ])
  await expect(sent('following')).rejects.toMatchObject({ code: 'broadcasts.error.nobody' })
})

test('what was asked for before mailboxes were kept is gone through once; until then nothing is sent together', async () => {
  await follows(wanjiru, address.mail)
  await follows(ines, address.mail)
  for (const { organisationId } of [ines, wanjiru])
    await worker.transaction(workerOf(organisationId), ({ db }) =>
      sql`update opt_ins set mailbox_index = null where case_id = ${campaign.caseId}`.execute(db),
    )
  await expect(sent()).rejects.toMatchObject({ code: 'broadcasts.error.mailboxes' })
  const refused = await office.as('ines').post(`/updates/${updateId}/send`, { who: 'all' })
  expect(await refused.text()).toContain('so that nobody gets this twice')
  await indexMailboxes.run(services)
  expect(await sent()).toEqual([`Lighthouse Circle to ${address.mail}`])
})

test('safety: the index is one case’s alone, each organisation sees its own, and it goes with her', async () => {
  const her = await follows(wanjiru, address.mail)
  await follows(ines, address.mail)
  const [theirs, ours] = [await indexesOf(wanjiru), await indexesOf(ines)]
  expect(theirs).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])
  expect(ours).toEqual(theirs)
  const before = campaign.caseId
  campaign = await buildLiveCampaign(office.db, fresh(ines))
  await follows(ines, address.mail)
  expect(await indexesOf(ines)).not.toEqual(ours)
  await worker.transaction(workerOf(wanjiru.organisationId), (tx) =>
    eraseSupporter(tx, wanjiru.organisationId, her),
  )
  await indexMailboxes.run(services)
  expect(await indexesOf(wanjiru, before)).toEqual([undefined])
})

test('safety: no two readings of its numbers tell an organisation whom another one knows', async () => {
  await follows(ines, address.mail)
  const read = async () =>
    (
      await as(wanjiru, (tx) => countJointAudience(tx, { id: updateId, caseId: campaign.caseId }, 'all'))
    ).parts.map(({ recipients }) => recipients)
  expect(await read()).toEqual([0])
  // one whom the other knows and one whom nobody knows, written on the own list: the two read alike
  await phones(wanjiru, address.mail)
  expect(await read()).toEqual([1])
  await phones(wanjiru, address.gmail)
  expect(await read()).toEqual([2])
})

test('nobody sends past the verb with fewer minutes than were agreed on, or from an hour ago', async () => {
  await follows(wanjiru, address.mail)
  await agreeOn(office.db, [fresh(ines), fresh(wanjiru)], campaign.caseId, { holdMinutes: 30 })
  const send = (minutes: number, ago: number) =>
    as(ines, async (tx) => {
      const { rows } =
        await sql`select wl.start_joint_broadcast(gen_random_uuid(), ${updateId}, 'all', ${minutes},
        ${[wanjiru.organisationId]}::uuid[], array[gen_random_uuid()], 100,
        ${tx.now}::timestamptz - make_interval(mins => ${ago}))`.execute(tx.db)
      return rows.length
    })
  const refused = { constraint: 'joint_broadcasts_minutes' }
  await expect(send(0, 0)).rejects.toMatchObject(refused)
  await expect(send(30, 60)).rejects.toMatchObject(refused)
  expect(await send(30, 0)).toBe(1)
})
