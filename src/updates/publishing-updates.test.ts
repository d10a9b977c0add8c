import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildCase, buildConsents } from '../../test/build-case.ts'
import { buildLiveCampaign, type BuiltCampaign } from '../../test/build-campaign.ts'
import { buildHarbour } from '../../test/build.ts'
import { buildUpdate, publishBuilt, updateWords } from '../../test/build-update.ts'
import { testDatabase } from '../../test/database.ts'
import { signed } from '../../test/sign.ts'
import type { Member } from '#platform/actor.ts'
import { openDatabase } from '#platform/database.ts'
import { fixedClock } from '#platform/clock.ts'
import { publishAtTheirHour, withdrawConsent } from '#publishing/index.ts'
import type { UpdateDocument } from './document.ts'
import {
  correctUpdate,
  editUpdate,
  getUpdate,
  publishUpdate,
  saveUpdateImage,
  saveUpdateText,
  withdrawUpdate,
} from './index.ts'
import { undatedWords } from './undated.ts'
import '../alarm-mail.ts'

const database = await testDatabase()
const clock = fixedClock('2026-12-04T09:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
afterAll(() => office.close())
const { as } = await buildHarbour(office)
let campaign: BuiltCampaign
let updateId: string
beforeEach(async () => {
  for (const one of Object.values(as)) one.steppedUpAt = clock.now()
  campaign = await buildLiveCampaign(office, as.ines)
  updateId = await buildUpdate(office, as.ines, campaign.caseId)
})

const publicNow = (id = updateId) =>
  office.reading(as.ines, async ({ db }) => {
    const { rows } = await sql<{ body: UpdateDocument }>`select d.body from published.documents d
      join updates u on u.short_id = d.key where d.kind = 'update' and u.id = ${id} order by d.language`.execute(
      db,
    )
    return rows.map(({ body }) => body)
  })
const happened = (type: string, id = updateId) =>
  office.reading(as.ines, async ({ db }) => {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from events where type = ${type} and subject = ${id}`.execute(db)
    return rows[0]!.n
  })
const versionOf = async (id = updateId) => (await office.reading(as.ines, (tx) => getUpdate(tx, id))).version
const input = async (changes = {}) => ({
  ...{ updateId, version: await versionOf(), languages: ['en', 'ar'], items: ['story'] },
  ...changes,
})
const publishAs = async (member: Member, changes = {}) => {
  const what = await input(changes)
  await signed(office, member, (tx) => publishUpdate(tx, what))
}

test('publishes what was signed, in each chosen language', async () => {
  await publishAs(as.tomas)
  const [arabic, english] = await publicNow()
  expect(english).toMatchObject({ headline: updateWords.en.headline, place: 'Amman', datedOn: '2026-12-03' })
  expect(english!.html).toContain('<strong>Samira Haddad</strong>')
  expect(arabic).toMatchObject({ lang: 'ar', languages: ['en', 'ar'] })
  expect(await happened('update.published')).toBe(1)
})

test('comes out at its hour in the name of whoever wrote it, by a worker; not when its words have changed', async () => {
  const publishAt = { local: '2027-12-05T10:00', zone: 'UTC' }
  const what = await input({ publishAt })
  await signed(office, as.tomas, (tx) => publishUpdate(tx, what))
  const changed = await buildUpdate(office, as.ines, campaign.caseId)
  const other = await input({ updateId: changed, version: await versionOf(changed), publishAt })
  await signed(office, as.tomas, (tx) => publishUpdate(tx, other))
  const words = { ...updateWords.en, headline: 'Another headline' }
  await office.transaction(as.ines, (tx) =>
    saveUpdateText(tx, { updateId: changed, language: 'en', version: 1, translation: 'original', words }),
  )
  const later = fixedClock('2027-12-05T10:00:00Z')
  const worker = openDatabase({ url: database.workerUrl, keys: database.keys, clock: later })
  await publishAtTheirHour(worker, as.ines.organisationId)
  await worker.close()
  expect([(await publicNow()).length, (await publicNow(changed)).length]).toEqual([2, 0])
  const { rows } = await office.reading(as.ines, ({ db }) =>
    sql<{ by: string }>`select published_by as by from updates where id = ${updateId}`.execute(db),
  )
  expect(rows).toEqual([{ by: as.tomas.accountId }])
})

test('keeps its words sealed until then', async () => {
  const { rows } = await office.reading(as.ines, ({ db }) =>
    sql<{ sealed: Buffer }>`select sealed from update_texts where update_id = ${updateId}`.execute(db),
  )
  expect(rows).toHaveLength(2)
  for (const { sealed } of rows) expect(sealed.toString('utf8')).not.toContain('Samira')
  expect(await publicNow()).toEqual([])
})

test('stands only on a public case page', async () => {
  const hidden = await buildCase(office, as.ines)
  await buildConsents(office, as.ines, hidden)
  const id = await buildUpdate(office, as.ines, hidden.caseId)
  await expect(publishBuilt(office, as.ines, id)).rejects.toMatchObject({ code: 'updates.error.case-first' })
  expect(await publicNow(id)).toEqual([])
  expect(await happened('update.published', id)).toBe(0)
})

test.each([
  ['a viewer', 'viktor', {}, 'access.refused'],
  ['an item she did not agree to', 'ines', { items: ['health'] }, 'publishing.no-consent'],
  ['a text that changed after it was read', 'ines', { version: 1 }, 'updates.error.changed'],
  ['no language', 'ines', { languages: [] }, 'updates.error.incomplete'],
] as const)('refuses %s and leaves nothing', async (_, who, changes, code) => {
  await expect(publishAs(as[who], changes)).rejects.toMatchObject({ code })
  expect(await publicNow()).toEqual([])
  expect(await happened('update.published')).toBe(0)
})

test('asks for a proof before it signs', async () => {
  as.ines.steppedUpAt = new Date(clock.now().getTime() - 3_600_000)
  await expect(publishAs(as.ines)).rejects.toMatchObject({ code: 'access.step-up' })
  expect(await publicNow()).toEqual([])
})

test('a correction keeps the address and says what was wrong', async () => {
  await publishAs(as.ines)
  const before = (await publicNow()).at(-1)!
  const save = (words: typeof updateWords.en) =>
    office.transaction(as.ines, (tx) =>
      saveUpdateText(tx, { updateId, language: 'en', version: 1, translation: 'original', words }),
    )
  clock.move(3_600_000)
  as.ines.steppedUpAt = clock.now()
  await save({
    ...updateWords.en,
    headline: 'No charge yet',
    correctionNote: 'The judge has not ended the case.',
  })
  // what was saved is not public
  expect((await publicNow()).at(-1)).toEqual(before)
  const without = await input()
  await expect(office.transaction(as.ines, (tx) => correctUpdate(tx, without))).rejects.toMatchObject({
    code: 'updates.error.incomplete',
  })
  const corrected = await input({ languages: ['en'] })
  await signed(office, as.ines, (tx) => correctUpdate(tx, corrected))
  const [after] = await publicNow()
  expect(after).toMatchObject({
    ...{ id: before.id, headline: 'No charge yet', publishedAt: before.publishedAt },
    ...{ correctedAt: clock.now().toISOString(), correctionNote: 'The judge has not ended the case.' },
  })
})

test('a withdrawal takes it down at once and leaves the neutral text', async () => {
  await publishAs(as.ines)
  await office.transaction(as.layla, (tx) => withdrawUpdate(tx, updateId))
  expect(await publicNow()).toEqual([])
  expect((await office.reading(as.ines, (tx) => getUpdate(tx, updateId))).state).toBe('withdrawn')
  const { rows } = await office.reading(as.ines, ({ db }) =>
    sql`select 1 from published.quiet q join updates u on u.short_id = q.key where u.id = ${updateId}`.execute(
      db,
    ),
  )
  expect(rows).toHaveLength(1)
  await publishAs(as.ines)
  expect(await publicNow()).toHaveLength(2)
})

const noticesOf = (id = updateId) =>
  office.reading(as.ines, async ({ db }) => {
    const { rows } = await sql<Record<string, unknown>>`select n.* from published.notices n
      join updates u on u.short_id = n.key where u.id = ${id}`.execute(db)
    return rows
  })

test('a withdrawn update leaves ids and moments to the feeds, until it is published again', async () => {
  await publishAs(as.ines)
  const [{ id: key } = { id: '' }] = await publicNow()
  expect(await noticesOf()).toEqual([])
  const publishedAt = clock.now()
  clock.move(3_600_000)
  await office.transaction(as.layla, (tx) => withdrawUpdate(tx, updateId))
  const { caseId } = campaign
  // nothing else: no text, no headline, no name, no kind of news
  expect(await noticesOf()).toEqual([
    { kind: 'update', key, case_id: caseId, published_at: publishedAt, withdrawn_at: clock.now() },
  ])
  as.ines.steppedUpAt = clock.now()
  await publishAs(as.ines)
  expect(await noticesOf()).toEqual([])
})

test('a notice goes when its case is erased, whoever does it, and only then', async () => {
  await publishAs(as.ines)
  await office.transaction(as.layla, (tx) => withdrawUpdate(tx, updateId))
  const setState = (state: string) =>
    office.transaction(as.ines, ({ db }) =>
      sql`update cases set state = ${state} where id = ${campaign.caseId}`.execute(db),
    )
  await setState('closed')
  expect(await noticesOf()).toHaveLength(1)
  await setState('erased')
  expect(await noticesOf()).toEqual([])
})

test('a consent that she takes back takes the update down too', async () => {
  const { consents } = await office.reading(as.ines, async ({ db }) => ({
    consents: await db
      .selectFrom('consents')
      .select('id')
      .where('case_id', '=', campaign.caseId)
      .where('item', '=', 'story')
      .where('state', '=', 'given')
      .execute(),
  }))
  await publishAs(as.ines)
  await office.transaction(as.layla, (tx) =>
    withdrawConsent(tx, { caseId: campaign.caseId, consentIds: consents.map(({ id }) => id) }),
  )
  expect(await publicNow()).toEqual([])
  expect((await office.reading(as.ines, (tx) => getUpdate(tx, updateId))).state).toBe('withdrawn')
  expect(await noticesOf()).toHaveLength(1)
})

test('a picture that shows her stands on her consent, another goes with its page', async () => {
  const picture = { bytes: Buffer.from('picture'), width: 480, height: 320, type: 'image/webp' as const }
  const words = { en: 'The courthouse', ar: 'مبنى المحكمة' }
  const put = (shows: boolean) =>
    office.transaction(as.ines, (tx) =>
      saveUpdateImage(tx, {
        ...{ updateId, fileName: 'court.jpg', credit: words, alt: words, shows },
        prepared: { original: Buffer.from('original'), pictures: [picture] },
      }),
    )
  const files = async (table: string) =>
    (
      await office.reading(as.ines, ({ db }) =>
        sql`select 1 from ${sql.table(table)} where case_id = ${campaign.caseId}`.execute(db),
      )
    ).rows.length
  await put(false)
  await publishAs(as.ines)
  expect(await files('published.page_files')).toBe(1)
  expect(await files('published.files')).toBe(0)
  expect((await publicNow())[0]!.image).toMatchObject({ width: 480, credit: words.ar })
  await office.transaction(as.ines, (tx) => withdrawUpdate(tx, updateId))
  expect(await files('published.page_files')).toBe(0)
  await put(true)
  await publishAs(as.ines)
  expect(await files('published.files')).toBe(1)
  expect(await files('published.page_files')).toBe(0)
})

test('whoever saves second does not overwrite what she has not seen', async () => {
  const stale = { updateId, kind: 'alert' as const, datedOn: '2026-12-01', defaultLanguage: 'en', version: 1 }
  await expect(office.transaction(as.tomas, (tx) => editUpdate(tx, stale))).rejects.toMatchObject({
    code: 'updates.error.changed',
  })
  expect(await happened('update.edited')).toBe(0)
})

test('flags words that tell a day by the day of writing', () => {
  expect(undatedWords('This morning we spoke with her. She is well.', 'en')).toEqual(['This morning'])
  expect(undatedWords('This morning, 12 November, we spoke with her.', 'en')).toEqual([])
  expect(undatedWords('تحدثنا معها صباح اليوم.', 'ar')).toEqual(['صباح اليوم'])
  expect(undatedWords('She is well.', 'en')).toEqual([])
})
