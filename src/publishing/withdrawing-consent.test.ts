import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildCase, buildConsents, buildDesk, buildMember, type BuiltCase } from '../../test/build-case.ts'
import { testDatabase } from '../../test/database.ts'
import type { Member } from '#platform/actor.ts'
import { workerOf } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { newId, newShortId } from '#platform/ids.ts'
import { expireConsents } from './withdrawal.ts'
import {
  askForPage,
  givenConsents,
  newFileKey,
  onTakenDown,
  recordConsent,
  setTally,
  takeDown,
  withdrawConsent,
  type ConsentItem,
  type TakenDown,
} from './index.ts'

const database = await testDatabase()
const clock = fixedClock('2026-11-12T09:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
const worker = openDatabase({ url: database.workerUrl, keys: database.keys, clock })
afterAll(() => Promise.all([office.close(), worker.close()]))

const heard: TakenDown[] = []
onTakenDown(async (_tx, what) => void heard.push(what))

const { member, organisationId } = await buildDesk(office)
let her: BuiltCase
let consents: Record<string, string>
beforeEach(async () => {
  heard.length = 0
  member.steppedUpAt = clock.now()
  her = await buildCase(office, member)
  consents = await buildConsents(office, member, her)
})

const page = (
  overrides: { items?: ConsentItem[]; kind?: 'case' | 'campaign'; languages?: string[] } = {},
) => {
  const items = (overrides.items ?? ['name', 'image']).map((item) => ({ personId: her.personId, item }))
  const kind = overrides.kind ?? 'case'
  return {
    caseId: her.caseId,
    subjectKind: kind,
    subjectId: kind === 'case' ? her.caseId : newId(),
    key: kind === 'case' ? her.shortId : newShortId(),
    items,
    gate: { personId: her.personId, item: 'name' as const },
    documents: (overrides.languages ?? ['en', 'ar']).map((language) => ({ language, body: { language } })),
    files: items.some(({ item }) => item === 'image')
      ? [
          {
            key: newFileKey(),
            contentType: 'image/webp',
            width: 480,
            height: 600,
            bytes: Buffer.from('picture'),
            shows: { personId: her.personId, item: 'image' as const },
          },
        ]
      : [],
    text: { story: 'signed' },
  }
}

const put = (input = page(), as: Member = member) => office.transaction(as, (tx) => askForPage(tx, input))

async function isPublic() {
  return await office.transaction(member, async ({ db }) => {
    const of = async (table: string) =>
      (
        await sql<{
          n: number
        }>`select count(*)::int as n from ${sql.table(table)} where case_id = ${her.caseId}`.execute(db)
      ).rows[0]!.n
    return {
      publications: await of('publications'),
      documents: await of('published.documents'),
      files: await of('published.files'),
      tallies: await of('published.tallies'),
      quiet: await of('published.quiet'),
      signOffs: await of('sign_offs'),
    }
  })
}

const events = (type: string) =>
  office.transaction(member, ({ db }) =>
    db.selectFrom('events').selectAll().where('type', '=', type).where('case_id', '=', her.caseId).execute(),
  )
const level = async () =>
  (
    await office.transaction(member, ({ db }) =>
      db.selectFrom('cases').select('publicity_level').where('id', '=', her.caseId).executeTakeFirstOrThrow(),
    )
  ).publicity_level

test('what every item allows becomes public, signed off and with the level that is true', async () => {
  await put()
  expect(await isPublic()).toMatchObject({ publications: 1, documents: 2, files: 1, quiet: 0, signOffs: 1 })
  expect(await level()).toBe(5)
  expect(await events('publication.published')).toHaveLength(1)
})

test.each([
  ['an item that was never agreed to', { items: ['name', 'health'] as ConsentItem[] }],
  ['a gate that was never agreed to', { items: [] as ConsentItem[], gate: 'pseudonym' as const }],
])(
  '%s: refused, and nothing remains of the attempt',
  async (_what, { items, gate }: { items: ConsentItem[]; gate?: 'pseudonym' }) => {
    const input = page({ items })
    await expect(
      put({ ...input, ...(gate ? { gate: { personId: her.personId, item: gate as never } } : {}) }),
    ).rejects.toMatchObject({ code: 'publishing.no-consent' })
    expect(await isPublic()).toMatchObject({ publications: 0, documents: 0, files: 0, signOffs: 0 })
    expect(await events('publication.published')).toEqual([])
    expect(await level()).toBe(2)
  },
)

test('a picture of her whose item is not among the signed ones is refused', async () => {
  const input = page()
  await expect(put({ ...input, items: [{ personId: her.personId, item: 'name' }] })).rejects.toMatchObject({
    code: 'publishing.no-consent',
  })
  expect((await isPublic()).publications).toBe(0)
})

test('a refused publication leaves what was public before as it was', async () => {
  await put()
  await expect(put(page({ items: ['name', 'health'] }))).rejects.toMatchObject({
    code: 'publishing.no-consent',
  })
  expect(await isPublic()).toMatchObject({ publications: 1, documents: 2, files: 1 })
})

test('signing off asks for a recent proof and is not for viewers', async () => {
  await expect(put(page(), { ...member, steppedUpAt: undefined })).rejects.toMatchObject({
    code: 'access.step-up',
  })
  await expect(put(page(), { ...member, role: 'viewer' })).rejects.toMatchObject({ code: 'access.refused' })
  expect(await isPublic()).toMatchObject({ publications: 0, signOffs: 0 })
})

test('another organisation finds no such case', async () => {
  const stranger = (await buildDesk(office)).member
  await expect(put(page(), stranger)).rejects.toMatchObject({ status: 404 })
  await expect(
    office.transaction(stranger, (tx) =>
      withdrawConsent(tx, { caseId: her.caseId, consentIds: [consents['name']!] }),
    ),
  ).rejects.toMatchObject({ status: 404 })
  expect(await office.transaction(stranger, (tx) => givenConsents(tx, her.caseId))).toEqual([])
  expect((await isPublic()).publications).toBe(0)
})

/** A campaign that shows her name, with its row: the database asks whose it is before it is signed. */
async function putCampaign() {
  const campaign = page({ kind: 'campaign', items: ['name'] })
  await office.transaction(member, (tx) =>
    sql`insert into campaigns (id, case_id, organisation_id, short_id, code_name, created_by)
      values (${campaign.subjectId}, ${her.caseId}, ${organisationId}, ${campaign.key}, 'Cedar', ${member.accountId})`.execute(
      tx.db,
    ),
  )
  await put(campaign)
  return campaign
}

test('withdrawing the image takes down what shows it and leaves what does not', async () => {
  await put()
  const campaign = await putCampaign()
  await office.transaction(member, (tx) =>
    setTally(tx, { subjectId: campaign.subjectId, key: campaign.key, body: { people: 3 } }),
  )
  const { takenDown } = await office.transaction(member, (tx) =>
    withdrawConsent(tx, {
      caseId: her.caseId,
      consentIds: [consents['image']!],
      reason: 'She asked by telephone.',
    }),
  )
  expect(takenDown.map(({ subjectKind }) => subjectKind)).toEqual(['case'])
  expect(heard).toEqual(takenDown)
  expect(await isPublic()).toMatchObject({ publications: 1, documents: 2, files: 0, tallies: 1, quiet: 1 })
  expect(await level()).toBe(5)
})

test('withdrawing the name takes everything down, with its numbers, and says so once', async () => {
  await put()
  const campaign = await putCampaign()
  await office.transaction(member, (tx) =>
    setTally(tx, { subjectId: campaign.subjectId, key: campaign.key, body: { people: 3 } }),
  )
  const withdraw = () =>
    office.transaction(member, (tx) =>
      withdrawConsent(tx, { caseId: her.caseId, consentIds: [consents['name']!] }),
    )
  expect((await withdraw()).takenDown).toHaveLength(2)
  expect((await withdraw()).takenDown).toEqual([])
  expect(await isPublic()).toMatchObject({ publications: 0, documents: 0, files: 0, tallies: 0, quiet: 2 })
  expect(await level()).toBe(2)
  expect(await events('consent.withdrawn')).toHaveLength(1)
  expect(await events('publication.taken-down')).toHaveLength(2)
  await expect(put()).rejects.toMatchObject({ code: 'publishing.no-consent' })
})

test('a consent withdrawn and given again is a new record, and publishing again ends the quiet', async () => {
  await put()
  await office.transaction(member, (tx) =>
    withdrawConsent(tx, { caseId: her.caseId, consentIds: [consents['name']!] }),
  )
  const again = await buildConsents(office, member, her, ['name'])
  expect(again['name']).not.toBe(consents['name'])
  await put()
  expect(await isPublic()).toMatchObject({ publications: 1, quiet: 0 })
})

test('a renewed consent keeps the page up; one that covers less takes it down', async () => {
  await put()
  const renew = (extra: object) =>
    office.transaction(member, (tx) =>
      recordConsent(tx, {
        caseId: her.caseId,
        personId: her.personId,
        items: ['name'],
        answer: 'given',
        how: 'oral',
        agreed: 'Still yes.',
        givenAt: tx.now,
        ...extra,
      }),
    )
  expect((await renew({ expiresAt: new Date('2026-12-01T00:00:00Z') })).takenDown).toEqual([])
  expect(await isPublic()).toMatchObject({ publications: 1, documents: 2 })
  const { fresh_until } = await office.transaction(member, ({ db }) =>
    db
      .selectFrom('published.documents')
      .select('fresh_until')
      .where('case_id', '=', her.caseId)
      .executeTakeFirstOrThrow(),
  )
  expect(fresh_until?.toISOString()).toBe('2026-12-01T00:00:00.000Z')
  expect((await renew({ languages: ['en'] })).takenDown).toHaveLength(1)
  expect(await isPublic()).toMatchObject({ publications: 0, documents: 0, quiet: 1 })
  await expect(put()).rejects.toMatchObject({ code: 'publishing.no-consent' })
  await put(page({ languages: ['en'] }))
  expect(await isPublic()).toMatchObject({ publications: 1, documents: 1 })
})

test('renewing one consent without an end leaves the end of the others on the page', async () => {
  const ends = new Date('2026-12-01T00:00:00Z')
  const give = (items: ConsentItem[], expiresAt?: Date) =>
    office.transaction(member, (tx) =>
      recordConsent(tx, {
        caseId: her.caseId,
        personId: her.personId,
        items,
        answer: 'given',
        how: 'oral',
        agreed: 'Yes.',
        givenAt: tx.now,
        ...(expiresAt ? { expiresAt } : {}),
      }),
    )
  const kept = () =>
    office.transaction(member, ({ db }) =>
      db
        .selectFrom('published.documents')
        .select(['ends_at', 'fresh_until'])
        .where('case_id', '=', her.caseId)
        .executeTakeFirstOrThrow(),
    )
  await give(['name', 'image'], ends)
  await put()
  await give(['name'])
  expect(await kept()).toEqual({ ends_at: ends, fresh_until: ends })
  await give(['image'])
  expect(await kept()).toEqual({ ends_at: null, fresh_until: null })
})

test('consent to private advocacy is none for the web', async () => {
  await office.transaction(member, (tx) =>
    recordConsent(tx, {
      caseId: her.caseId,
      personId: her.personId,
      items: ['health'],
      answer: 'given',
      how: 'oral',
      agreed: 'Tell the embassy that I am ill.',
      purposes: ['private-advocacy'],
      givenAt: tx.now,
    }),
  )
  await expect(put(page({ items: ['health'] }))).rejects.toMatchObject({ code: 'publishing.no-consent' })
})

test('a refusal of what was given before takes it down', async () => {
  await put()
  const { takenDown } = await office.transaction(member, (tx) =>
    recordConsent(tx, {
      caseId: her.caseId,
      personId: her.personId,
      items: ['image', 'voice'],
      answer: 'refused',
      how: 'oral',
      agreed: 'No pictures.',
      givenAt: tx.now,
    }),
  )
  expect(takenDown).toHaveLength(1)
  expect(await isPublic()).toMatchObject({ publications: 0, files: 0, quiet: 1 })
})

test('only the end that she set removes by itself, through the worker', async () => {
  await office.transaction(member, (tx) =>
    recordConsent(tx, {
      caseId: her.caseId,
      personId: her.personId,
      items: ['image'],
      answer: 'given',
      how: 'written',
      agreed: 'Until the hearing.',
      givenAt: tx.now,
      expiresAt: new Date(clock.now().getTime() + 3_600_000),
    }),
  )
  await put()
  const expire = () => worker.transaction(workerOf(organisationId), expireConsents)
  expect(await expire()).toBe(0)
  expect(await isPublic()).toMatchObject({ publications: 1 })
  clock.move(3_600_000)
  expect(
    (await office.transaction(member, (tx) => givenConsents(tx, her.caseId))).map(({ item }) => item),
  ).not.toContain('image')
  expect(await expire()).toBe(1)
  expect(await isPublic()).toMatchObject({ publications: 0, quiet: 1 })
  expect(heard.map(({ reason }) => reason)).toEqual(['expired'])
})

test('taking down without a withdrawal leaves the consent, and quiet only where it is asked for', async () => {
  await put()
  const down = (quiet: boolean) =>
    office.transaction(member, (tx) => takeDown(tx, { subjectKind: 'case', subjectId: her.caseId, quiet }))
  expect(await down(false)).toBe(true)
  expect(await down(true)).toBe(false)
  expect(await isPublic()).toMatchObject({ publications: 0, quiet: 0 })
  expect(await office.transaction(member, (tx) => givenConsents(tx, her.caseId))).toHaveLength(5)
})

test('recording is for the case team by name; colleagues in the room may withdraw', async () => {
  const colleague = await buildMember(office, organisationId, 'tomas')
  await expect(buildConsents(office, colleague, her, ['health'])).rejects.toMatchObject({
    code: 'case.team-only',
  })
  await put()
  await office.transaction(colleague, (tx) =>
    withdrawConsent(tx, { caseId: her.caseId, consentIds: [consents['name']!] }),
  )
  expect((await isPublic()).publications).toBe(0)
})
