/** Go quiet: everything of a case is gone with one press, kept sealed, and comes back by two. */
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildCase } from '../../test/build-case.ts'
import { buildLiveCampaign, type BuiltCampaign } from '../../test/build-campaign.ts'
import { buildHarbour } from '../../test/build.ts'
import { buildUpdate, publishBuilt } from '../../test/build-update.ts'
import { testDatabase } from '../../test/database.ts'
import { itemsOf, secondOf } from '../../test/sign.ts'
import { addToTeam } from '#cases/index.ts'
import type { Member } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { askToEndQuiet, findQuiet, goQuiet, sign, withdrawConsent, type Asked } from '#publishing/index.ts'
import { getUpdate, publishUpdate, withdrawUpdate } from './index.ts'

const database = await testDatabase()
const clock = fixedClock('2026-12-04T09:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
afterAll(() => office.close())
const { as } = await buildHarbour(office)
const { ines, layla, tomas } = as
let campaign: BuiltCampaign
let updateId: string
beforeEach(async () => {
  clock.move(60_000)
  for (const one of Object.values(as)) one.steppedUpAt = clock.now()
  campaign = await buildLiveCampaign(office, ines)
  updateId = await buildUpdate(office, ines, campaign.caseId)
  await publishBuilt(office, ines, updateId)
})

const quiet = (who: Member = ines) => office.transaction(who, (tx) => goQuiet(tx, campaign.caseId))
const rows = async (table: string, where = 'true') =>
  (
    await office.reading(ines, ({ db }) =>
      sql<{
        row: unknown
      }>`select to_jsonb(t) - 'changed_at' - 'publication_id' as row from ${sql.table(table)} t
        where case_id = ${campaign.caseId} and ${sql.raw(where)} order by 1`.execute(db),
    )
  ).rows.map(({ row }) => row)
const documents = () => rows('published.documents')
const campaignNow = () =>
  office.reading(ines, ({ db }) =>
    db
      .selectFrom('campaigns')
      .select(['state', 'pause_reason'])
      .where('id', '=', campaign.campaignId)
      .executeTakeFirstOrThrow(),
  )
const confirm = (who: Member, { signOffId }: Asked) =>
  office.transaction(who, async (tx) => sign(tx, { signOffId, items: await itemsOf(tx, signOffId) }))
const askEnd = (who: Member = ines) => office.transaction(who, (tx) => askToEndQuiet(tx, campaign.caseId))

test('one press takes everything, keeps it sealed, and stops letters; a second press changes nothing', async () => {
  expect(await documents()).toHaveLength(3)
  expect(await quiet()).toEqual({ down: 3 })
  for (const table of ['publications', 'published.documents', 'published.files', 'published.tallies'])
    expect(await rows(table), table).toEqual([])
  expect(await rows('published.quiet')).toHaveLength(3)
  expect(await campaignNow()).toEqual({ state: 'paused', pause_reason: 'quiet' })
  expect((await office.reading(ines, (tx) => getUpdate(tx, updateId))).state).toBe('withdrawn')
  const kept = await office.reading(ines, ({ db }) => db.selectFrom('kept_pages').select('sealed').execute())
  expect(kept.filter(({ sealed }) => sealed.toString('utf8').includes('Samira'))).toEqual([])
  expect(await quiet()).toEqual({ down: 0 })
})

test('it needs no proof, and only the team may; a reader on the team may too', async () => {
  const { viktor } = as
  for (const one of [tomas, viktor])
    await expect(quiet(one)).rejects.toMatchObject({ code: 'case.team-only' })
  expect(await documents()).toHaveLength(3)
  const { caseId } = campaign
  await office.transaction(ines, (tx) =>
    addToTeam(tx, { caseId, accountId: viktor.accountId, role: 'observer' }),
  )
  viktor.steppedUpAt = new Date(0)
  expect([viktor.role, await quiet(viktor)]).toEqual(['viewer', { down: 3 }])
  expect(await documents()).toEqual([])
})

test('while it is quiet nothing becomes public, by the verbs or past them', async () => {
  await quiet()
  const { version } = await office.reading(ines, (tx) => getUpdate(tx, updateId))
  await expect(
    office.transaction(ines, (tx) =>
      publishUpdate(tx, { updateId, version, languages: ['en'], items: ['story'] }),
    ),
  ).rejects.toMatchObject({ status: 409 })
  const raw = office.transaction(ines, ({ db }) =>
    sql`insert into publications (id, case_id, organisation_id, subject_kind, subject_id, sign_off_id, published_at, published_by)
      select gen_random_uuid(), case_id, organisation_id, subject_kind, subject_id, id, signed_at, signed_by
      from sign_offs where case_id = ${campaign.caseId} and state = 'signed' limit 1`.execute(db),
  )
  await expect(raw).rejects.toMatchObject({ constraint: 'publications_not_quiet' })
  expect(await documents()).toEqual([])
})

test('two people bring back what stood, to the letter; one alone does not', async () => {
  const before = await documents()
  await quiet()
  const asked = await askEnd()
  expect(asked.state).toBe('asked')
  await expect(confirm(ines, asked)).rejects.toMatchObject({ code: 'publishing.sign.own' })
  expect(await documents()).toEqual([])
  await confirm(layla, asked)
  expect(await documents()).toEqual(before)
  expect(await rows('published.quiet')).toEqual([])
  expect(await rows('published.tallies')).toHaveLength(1)
  expect(await campaignNow()).toEqual({ state: 'live', pause_reason: null })
  expect((await office.reading(ines, (tx) => getUpdate(tx, updateId))).state).toBe('published')
  expect(await office.reading(ines, (tx) => findQuiet(tx, campaign.caseId))).toBeUndefined()
  expect(await rows('kept_pages')).toEqual([])
  await expect(askEnd()).rejects.toMatchObject({ code: 'publishing.quiet.over' })
})

test('what lost its consent meanwhile stays down and is named; a consent lost after the first signature undoes it', async () => {
  await quiet()
  const early = await askEnd()
  const [consent] = await office.reading(ines, ({ db }) =>
    db
      .selectFrom('consents')
      .select('id')
      .where('case_id', '=', campaign.caseId)
      .where('item', '=', 'story')
      .where('state', '=', 'given')
      .execute(),
  )
  await office.transaction(layla, (tx) =>
    withdrawConsent(tx, { caseId: campaign.caseId, consentIds: [consent!.id] }),
  )
  await expect(confirm(layla, early)).rejects.toMatchObject({ code: 'publishing.sign.changed' })
  expect(await documents()).toEqual([])
  await confirm(layla, await askEnd())
  // the update told her story; case page and campaign stand on her name
  expect(await rows('published.documents', `kind = 'update'`)).toEqual([])
  expect(await documents()).toHaveLength(2)
  expect((await office.reading(ines, (tx) => getUpdate(tx, updateId))).state).toBe('withdrawn')
  const [ended] = await office.reading(ines, ({ db }) =>
    db
      .selectFrom('events')
      .select('data')
      .where('type', '=', 'case.quiet-ended')
      .where('case_id', '=', campaign.caseId)
      .execute(),
  )
  expect(ended!.data).toMatchObject({ back: 2, down: [updateId] })
})

test('what somebody ended or withdrew before it went quiet does not come back with it', async () => {
  await office.transaction(ines, (tx) => withdrawUpdate(tx, updateId))
  clock.move(60_000)
  await quiet()
  await confirm(layla, await askEnd())
  expect(await rows('published.documents', `kind = 'update'`)).toEqual([])
  expect(await documents()).toHaveLength(2)
})

test('a case that is not public may be quiet too; nobody outside the team learns of it', async () => {
  const hidden = await buildCase(office, ines, { codeName: 'Hidden', room: 'team' })
  await expect(
    office.transaction(await secondOf(office, ines), (tx) => goQuiet(tx, hidden.caseId)),
  ).rejects.toMatchObject({ status: 404 })
  expect(await office.transaction(ines, (tx) => goQuiet(tx, hidden.caseId))).toEqual({ down: 0 })
})
