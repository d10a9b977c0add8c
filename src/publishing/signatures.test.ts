/** Signatures scale with the danger: each row of the table, each step of a request, each refusal. */
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildCase, buildConsents, buildDesk, type BuiltCase } from '../../test/build-case.ts'
import { buildHarbour, buildMember, buildOrganisation } from '../../test/build.ts'
import { testDatabase } from '../../test/database.ts'
import { itemsOf, publish } from '../../test/sign.ts'
import { lighthouse } from '../../test/world.ts'
import type { Member } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { newId, newShortId } from '#platform/ids.ts'
import {
  askForPage,
  refuseSignature,
  signPage,
  takeBackSignature,
  takeDown,
  withdrawConsent,
  type Asked,
  type ConsentItem,
  type PublishInput,
} from './index.ts'

const database = await testDatabase()
const clock = fixedClock('2026-11-12T09:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
const owner = openDatabase({ url: database.ownerUrl, keys: database.keys, connections: 1 })
afterAll(() => Promise.all([office.close(), owner.close()]))
const { as } = await buildHarbour(office)
const { ines, tomas, layla, viktor } = as
let her: BuiltCase
let consents: Record<string, string>
beforeEach(async () => {
  her = await buildCase(office, ines)
  consents = await buildConsents(office, ines, her)
})

const story = 'She asked where the water money went. Two weeks later she was summoned. She goes on working.'
const page = (
  changes: { items?: ConsentItem[]; gate?: 'name' | 'story'; text?: string; languages?: string[] } = {},
  subject: Partial<Pick<PublishInput, 'subjectKind' | 'subjectId' | 'key'>> = {},
): PublishInput => ({
  caseId: her.caseId,
  ...{ subjectKind: 'case', subjectId: her.caseId, key: her.shortId },
  ...subject,
  items: (changes.items ?? ['story']).map((item) => ({ personId: her.personId, item })),
  gate: { personId: her.personId, item: changes.gate ?? 'name' },
  documents: (changes.languages ?? ['en', 'ar']).map((language) => ({
    language,
    body: { lang: language, text: changes.text ?? story },
  })),
  text: changes.text ?? story,
})
const update = (changes: Parameters<typeof page>[0] = {}) =>
  page(changes, { subjectKind: 'update', subjectId: newId(), key: newShortId() })

const ask = (who: Member, input: PublishInput, options: Parameters<typeof askForPage>[2] = {}) =>
  office.transaction(who, (tx) => askForPage(tx, input, options))
const sign = (who: Member, { signOffId }: Asked, input: PublishInput, items?: string[]) =>
  office.transaction(who, async (tx) =>
    signPage(tx, { signOffId, items: items ?? (await itemsOf(tx, signOffId)) }, input),
  )
const row = ({ signOffId }: Asked) =>
  office.reading(ines, ({ db }) =>
    db.selectFrom('sign_offs').selectAll().where('id', '=', signOffId).executeTakeFirstOrThrow(),
  )
const isPublic = async (): Promise<number> =>
  (
    await office.reading(ines, ({ db }) =>
      db.selectFrom('publications').select('id').where('case_id', '=', her.caseId).execute(),
    )
  ).length
const events = async (type: string) =>
  (
    await office.reading(ines, ({ db }) =>
      db
        .selectFrom('events')
        .select('id')
        .where('case_id', '=', her.caseId)
        .where('type', '=', type)
        .execute(),
    )
  ).length

/** A second organisation in the coalition, with somebody who may sign. */
async function joinLighthouse(role: 'partner' | 'observer' = 'partner'): Promise<Member> {
  const { id } = await buildOrganisation(office, lighthouse)
  await owner.pool.query('alter table coalition_members no force row level security')
  await owner.pool.query(
    `insert into coalition_members (case_id, organisation_id, role) values ($1, $2, $3)`,
    [her.caseId, id, role],
  )
  await owner.pool.query('alter table coalition_members force row level security')
  return await buildMember(office, id, {
    ...{ name: 'Wanjiru Otieno', address: `wanjiru-${id}@lighthouse.example`, role: 'caseworker' },
  })
}

test.each([
  ['the first publication', async () => page(), { rule: 'first', needed: 2 }],
  [
    'her name where only her story was public',
    async () => {
      await publish(office, ines, page({ gate: 'story', items: [] }))
      return page()
    },
    { rule: 'higher-level', needed: 2 },
  ],
  [
    'a new item',
    async () => {
      await publish(office, ines, page())
      return page({ items: ['story', 'charges'] })
    },
    { rule: 'new-item', needed: 2 },
  ],
  [
    'other words within items that are public',
    async () => {
      await publish(office, ines, page())
      return page({ text: `${story} She thanks everyone.` })
    },
    { rule: 'within', needed: 2 },
  ],
  [
    'an update within items that are public',
    async () => {
      await publish(office, ines, page())
      return update()
    },
    { rule: 'within', needed: 2 },
  ],
  [
    'a sentence that lost its "no"',
    async () => {
      await publish(office, ines, page({ text: 'At this time no arrest is expected.' }))
      return page({ text: 'At this time arrest is expected.' })
    },
    { rule: 'within', needed: 2 },
  ],
  [
    'fewer sentences',
    async () => {
      await publish(office, ines, page())
      return page({ text: 'She asked where the water money went. She goes on working.' })
    },
    { rule: 'lowering', needed: 1 },
  ],
  [
    'fewer languages and items',
    async () => {
      await publish(office, ines, page())
      return page({ languages: ['en'], items: [] })
    },
    { rule: 'lowering', needed: 1 },
  ],
] as const)('%s', async (_what, before, expected) => {
  const asked = await ask(ines, await before())
  expect(await row(asked)).toMatchObject({ ...expected, two_organisations: false, alone: false })
  expect(asked.state).toBe(expected.needed === 2 ? 'asked' : 'signed')
})

test('a correction that adds nothing needs one; what adds is no correction', async () => {
  await publish(office, ines, page())
  const mended = page({ text: story.replace('Two weeks', 'Three weeks') })
  const asked = await ask(ines, mended, { correcting: true })
  expect(await row(asked)).toMatchObject({ rule: 'correction', needed: 1, state: 'signed', second_by: null })
  const long = `${story} ${'Another word that nobody has read yet. '.repeat(4)}`
  for (const more of [page({ text: long }), page({ items: ['story', 'charges'] }), update()])
    await expect(ask(ines, more, { correcting: true })).rejects.toMatchObject({
      code: 'publishing.correction-adds',
    })
  expect(await isPublic()).toBe(1)
})

test('corrections by one do not add up, and another two signatures give room again', async () => {
  await publish(office, ines, page())
  const mend = (text: string) => ask(ines, page({ text }), { correcting: true })
  const refused = { code: 'publishing.correction-adds' }
  // two languages: each word counts in both
  const once = story.replace('Two weeks', 'Three weeks')
  await mend(once)
  const twice = once.replace('Three', 'Four')
  await mend(twice)
  await expect(mend(twice.replace('Four', 'Five'))).rejects.toMatchObject(refused)
  // fewer sentences are one's to show, and win no room for other words
  const less = twice.replace(' She goes on working.', '')
  expect(await row(await ask(ines, page({ text: less })))).toMatchObject({ rule: 'lowering' })
  await expect(mend(less.replace('Four', 'Five'))).rejects.toMatchObject(refused)
  expect(await events('publication.published')).toBe(4)
  const signed = page({ text: less.replace('Four', 'Five') })
  await sign(tomas, await ask(ines, signed), signed)
  await mend(less.replace('Four', 'Six'))
  expect(await isPublic()).toBe(1)
})

const plea = `Nobody ${'has told her family for weeks '.repeat(5)}where she is`
test.each([
  ['six words more', story, `${story} They told her nothing of why.`],
  ['half a sentence less', plea, 'Nobody has told her family where she is'],
  ['the same words in another order', story, story.split(' ').toReversed().join(' ')],
])('a correction that is none: %s', async (_what, before, text) => {
  await publish(office, ines, page({ text: before, languages: ['en'] }))
  await expect(ask(ines, page({ text, languages: ['en'] }), { correcting: true })).rejects.toMatchObject({
    code: 'publishing.correction-adds',
  })
  expect(await events('publication.published')).toBe(1)
})

test('what two sign is public with the second signature, in the name of the author', async () => {
  const asked = await ask(ines, page())
  expect([asked.state, await isPublic()]).toEqual(['asked', 0])
  await sign(tomas, asked, page())
  expect(await isPublic()).toBe(1)
  expect(await row(asked)).toMatchObject({ state: 'signed', second_by: tomas.accountId })
  const [publication] = await office.reading(ines, ({ db }) =>
    db.selectFrom('publications').selectAll().where('case_id', '=', her.caseId).execute(),
  )
  expect(publication).toMatchObject({ sign_off_id: asked.signOffId, published_by: ines.accountId })
  expect([await events('sign-off.asked'), await events('sign-off.signed')]).toEqual([1, 1])
})

test.each([
  ['by the author, in another session', () => ({ ...ines }), page, 'publishing.sign.own'],
  ['by a reader', () => viktor, page, 'access.refused'],
  ['without a fresh proof', () => ({ ...tomas, steppedUpAt: new Date(0) }), page, 'access.step-up'],
  ['for other words', () => tomas, () => page({ text: 'Other words.' }), 'publishing.sign.changed'],
  ['for another item', () => tomas, () => page({ items: ['story', 'charges'] }), 'publishing.sign.changed'],
] as const)('a second signature %s is refused, and nothing is public', async (_what, who, input, code) => {
  const asked = await ask(ines, page())
  await expect(sign(who(), asked, input())).rejects.toMatchObject({ code })
  expect(await isPublic()).toBe(0)
  expect(await row(asked)).toMatchObject({ state: 'asked', second_by: null })
  expect(await events('sign-off.signed')).toBe(0)
})

test('whoever signs confirms the list of items as it is', async () => {
  const asked = await ask(ines, page())
  const all = await office.reading(tomas, (tx) => itemsOf(tx, asked.signOffId))
  await expect(sign(tomas, asked, page(), all.slice(1))).rejects.toMatchObject({ status: 422 })
  await expect(sign(tomas, asked, page(), [...all, `${her.personId}:health`])).rejects.toBeTruthy()
  expect(await isPublic()).toBe(0)
})

test('a consent taken back between the two signatures leaves nothing to sign', async () => {
  const asked = await ask(ines, page())
  await office.transaction(layla, (tx) =>
    withdrawConsent(tx, { caseId: her.caseId, consentIds: [consents['story']!] }),
  )
  await expect(sign(tomas, asked, page())).rejects.toMatchObject({ code: 'publishing.no-consent' })
  expect(await isPublic()).toBe(0)
})

test('who declines says why; the author may take back and ask anew; nothing is signed twice', async () => {
  const first = await ask(ines, page())
  await office.transaction(tomas, (tx) =>
    refuseSignature(tx, { signOffId: first.signOffId, reason: 'Her lawyer was not asked.' }),
  )
  const refused = await row(first)
  expect(refused).toMatchObject({ state: 'refused', settled_by: tomas.accountId })
  expect(refused.reason_sealed?.toString('utf8')).not.toContain('lawyer')
  await expect(sign(layla, first, page())).rejects.toMatchObject({ code: 'publishing.sign.settled' })
  const second = await ask(ines, page())
  const third = await ask(ines, page())
  expect((await row(second)).state).toBe('replaced')
  await expect(
    office.transaction(tomas, (tx) => takeBackSignature(tx, third.signOffId)),
  ).rejects.toMatchObject({ code: 'publishing.sign.not-own' })
  await expect(
    office.transaction(ines, (tx) => refuseSignature(tx, { signOffId: third.signOffId, reason: 'no' })),
  ).rejects.toMatchObject({ code: 'publishing.sign.own' })
  await office.transaction(ines, (tx) => takeBackSignature(tx, third.signOffId))
  await expect(sign(tomas, third, page())).rejects.toMatchObject({ code: 'publishing.sign.settled' })
  expect(await isPublic()).toBe(0)
})

test('once two organisations are in, a first publication needs both; words within items do not', async () => {
  const wanjiru = await joinLighthouse()
  const asked = await ask(ines, page())
  expect(await row(asked)).toMatchObject({ rule: 'first', two_organisations: true })
  await expect(sign(tomas, asked, page())).rejects.toMatchObject({ code: 'publishing.sign.organisation' })
  await sign(wanjiru, asked, page())
  const within = page({ text: `${story} She is well.` })
  const next = await ask(ines, within)
  expect(await row(next)).toMatchObject({ rule: 'within', two_organisations: false })
  await sign(tomas, next, within)
  expect(await isPublic()).toBe(1)
})

test('an organisation that comes in between the signatures is asked too; one that only watches is not', async () => {
  const asked = await ask(ines, page())
  await joinLighthouse('observer')
  const wanjiru = await joinLighthouse()
  await expect(sign(tomas, asked, page())).rejects.toMatchObject({ code: 'publishing.sign.organisation' })
  await sign(wanjiru, asked, page())
  expect(await isPublic()).toBe(1)
})

test('an organisation of one signs alone, and the log says so; not once another one is in', async () => {
  const desk = await buildDesk(office)
  her = await buildCase(office, desk.member)
  await buildConsents(office, desk.member, her)
  const alone = await ask(desk.member, page())
  const signOff = await office.reading(desk.member, ({ db }) =>
    db.selectFrom('sign_offs').selectAll().where('id', '=', alone.signOffId).executeTakeFirstOrThrow(),
  )
  expect(signOff).toMatchObject({ state: 'signed', rule: 'first', needed: 1, alone: true })
  const [event] = await office.reading(desk.member, ({ db }) =>
    db.selectFrom('events').select('data').where('subject', '=', alone.signOffId).execute(),
  )
  expect(event!.data).toMatchObject({ alone: true })
  await joinLighthouse()
  expect((await ask(desk.member, page({ items: ['story', 'charges'] }))).state).toBe('asked')
})

test('taking down needs one', async () => {
  await publish(office, ines, page())
  const down = { subjectKind: 'case', subjectId: her.caseId, quiet: true } as const
  await office.transaction(tomas, (tx) => takeDown(tx, down))
  expect(await isPublic()).toBe(0)
})

test('the database holds it without the application', async () => {
  const asked = await ask(ines, page())
  const raw = (who: Member, set: string) =>
    office.transaction(who, ({ db }) =>
      sql`update sign_offs set ${sql.raw(set)} where id = ${asked.signOffId}`.execute(db),
    )
  const by = (who: Member, how = `state = 'signed', settled_at = wl.moment(),`) =>
    `${how} second_by = '${who.accountId}', second_organisation = '${who.organisationId}', second_at = wl.moment()`
  await expect(raw(ines, `state = 'signed', settled_at = wl.moment()`)).rejects.toMatchObject({
    code: '23514',
  })
  await expect(raw(ines, by(ines))).rejects.toMatchObject({ code: '23514' })
  await expect(raw(ines, by(tomas))).rejects.toMatchObject({ code: '42501' })
  for (const set of ['needed = 1', `rule = 'lowering'`, `items = '{}'`, `text_hash = salt || salt`])
    await expect(raw(tomas, set)).rejects.toMatchObject({ code: '42501' })
  const stand = office.transaction(ines, ({ db }) =>
    db
      .insertInto('publications')
      .values({
        ...{ id: newId(), case_id: her.caseId, organisation_id: ines.organisationId },
        ...{ subject_kind: 'case', subject_id: her.caseId, sign_off_id: asked.signOffId },
        ...{ published_at: clock.now(), published_by: ines.accountId },
      })
      .execute(),
  )
  await expect(stand).rejects.toMatchObject({ code: '23503' })
  expect(await isPublic()).toBe(0)
})
