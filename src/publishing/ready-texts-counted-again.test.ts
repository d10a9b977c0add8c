/** "If I am arrested" in a coalition: sent by one, and counted against the charter of that day. */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../test/build-case.ts'
import { agreeOn, buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { testOffice } from '../../test/office.ts'
import { itemsOf } from '../../test/sign.ts'
import { lighthouse } from '../../test/world.ts'
import { leaveCoalition, type CharterTerms } from '#coalitions/index.ts'
import { setLiberty } from '#cases/index.ts'
import type { Member } from '#platform/actor.ts'
import { judge } from './standing.ts'
import { askForSignature, dissent, holdTakenBack, releasePrepared, sign, takeBackWord } from './index.ts'
import { listWordsBefore } from './taking-a-word-back.ts'

const office = await testOffice()
const { ines } = office.member
const partner = (name: string, key: string) =>
  buildPartner(office.db, { ...lighthouse, name }, { name: `${name} desk`, address: `desk@${key}.example` })
const wanjiru = await partner('Lighthouse Circle', 'lighthouse')
const noe = await partner('River Desk', 'river')
const aram = await partner('Tide House', 'tide')

let her: BuiltCase
let n = 0
const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
const as = <T>(who: Member, run: Parameters<typeof office.db.transaction<T>>[1]) =>
  office.db.transaction(fresh(who), run)
async function begin(): Promise<void> {
  office.clock.move(60_000)
  her = await buildCase(office.db, fresh(ines), { codeName: `Day ${++n}` })
  await buildConsents(office.db, fresh(ines), her)
  for (const one of [wanjiru, noe]) await joinCoalition(office.db, fresh(ines), her.caseId, fresh(one))
}
beforeEach(begin)
const charter = (terms: Partial<CharterTerms>, ...further: Member[]) =>
  agreeOn(office.db, [fresh(ines), fresh(wanjiru), fresh(noe), ...further.map(fresh)], her.caseId, terms)
const choice = { languages: ['en'], gate: 'name', items: ['story'], portrait: false, status: false }
const condition = 'disappeared'
const ask = async () =>
  (await as(ines, (tx) => askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice, condition })))
    .signOffId
const signs = async (who: Member, signOffId: string) =>
  (await as(who, async (tx) => sign(tx, { signOffId, items: await itemsOf(tx, signOffId) }))).state
const objects = (who: Member, signOffId: string) =>
  as(who, (tx) => dissent(tx, { signOffId, reason: 'The date is wrong.' }))
/** Signed by its author, and by these. */
async function prepare(...approving: Member[]): Promise<string> {
  const id = await ask()
  for (const one of approving) await signs(one, id)
  expect((await row(id)).state).toBe('prepared')
  office.clock.move(60_000)
  return id
}
const isPublic = () => office.count('publications', `case_id = '${her.caseId}'`)
const row = (id: string) =>
  as(ines, ({ db }) => db.selectFrom('sign_offs').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const theDayComes = () =>
  as(ines, (tx) =>
    setLiberty(tx, {
      ...{ caseId: her.caseId, status: 'disappeared', since: '2026-11-23' },
      ...{ contact: [], counsel: [], basis: [] },
    }),
  )
const send = (id: string) => as(ines, (tx) => releasePrepared(tx, id, { by: 'liberty' }))
const wordsMissing = { code: 'publishing.prepared.words-missing' }

test('it is counted again on that day: a charter that wants more by then stops it, in words, until they say yes', async () => {
  const id = await prepare(wanjiru)
  await charter({ quorum: 3 })
  await theDayComes()
  await expect(send(id)).rejects.toMatchObject(wordsMissing)
  await expect(
    as(ines, (tx) =>
      sql`update sign_offs set state = 'signed', settled_at = ${tx.now}, settled_by = ${ines.accountId} where id = ${id}`.execute(
        tx.db,
      ),
    ),
    'the database counts too',
  ).rejects.toMatchObject({ constraint: 'sign_offs_quorum_reached' })
  expect([await isPublic(), (await row(id)).state]).toEqual([0, 'prepared'])

  const at = `/cases/${her.caseId}/sign-offs/${id}`
  const page = await (await office.signedIn(ines).get(at)).text()
  expect(page).toContain('3 organisations have to approve it; none has.')
  expect(page).toContain('nothing has to be signed anew')
  expect(page).not.toContain('/release"')
  expect(await (await office.signedIn(noe).get('/')).text()).toContain(
    `Day ${n}: a text that lies ready for a day that may come wants the word of another organisation`,
  )
  await expect(objects(noe, id), 'who is against it takes it back').rejects.toMatchObject({
    code: 'publishing.sign.settled',
  })
  for (const one of [ines, wanjiru, noe])
    expect([await isPublic(), await signs(one, id)]).toEqual([0, 'prepared'])
  await expect(signs(noe, id), 'enough have said it').rejects.toMatchObject({
    code: 'publishing.approval.given',
  })
  await send(id)
  expect([await isPublic(), (await row(id)).state]).toEqual([1, 'signed'])
})

test('it is not lost with an organisation that leaves: its word is neither counted nor asked for again', async () => {
  await joinCoalition(office.db, fresh(ines), her.caseId, fresh(aram))
  await charter({ quorum: 3 }, aram)
  const id = await prepare(wanjiru, noe)
  await as(noe, (tx) => leaveCoalition(tx, { caseId: her.caseId }))
  await theDayComes()
  await send(id)
  expect(await isPublic()).toBe(1)
})

test('it does not wait for who came in since; and a silence that has run out since counts', async () => {
  await charter({ quorum: 2, silenceHours: 24 })
  const id = await prepare(wanjiru)
  await charter({ quorum: 50, silenceHours: 24 })
  await joinCoalition(office.db, fresh(ines), her.caseId, fresh(aram))
  await theDayComes()
  await expect(send(id), 'one that was there has said nothing').rejects.toMatchObject(wordsMissing)
  office.clock.move(24 * 3_600_000)
  await send(id)
  expect(await isPublic()).toBe(1)
})

test('it is stopped by a dissent that stands, where the charter says so by now', async () => {
  await charter({ quorum: 2 })
  const id = await ask()
  await objects(noe, id)
  expect(await signs(wanjiru, id)).toBe('prepared')
  await charter({ quorum: 2, dissent: 'stops' })
  await theDayComes()
  await expect(send(id)).rejects.toMatchObject({ code: 'publishing.approvals.stopped' })
  expect(await isPublic()).toBe(0)
  expect(await signs(noe, id)).toBe('prepared')
  await send(id)
  expect(await isPublic()).toBe(1)
})

test('silence stands in for no word that was taken back', () => {
  const voters = (['approve', 'taken-back', undefined] as const).map((answer, place) => ({
    ...{ organisationId: String(place), isIn: true },
    ...(answer ? { answer } : {}),
  }))
  const text = { kind: 'case', quorum: 3, needed: 2, state: 'prepared' } as const
  const terms = { quorum: 3, dissent: 'noted' } as const
  const judged = (of: typeof voters) => judge(text, terms, of, office.clock.now(), new Date(0)).agreed
  expect([judged(voters), judged(voters.filter(({ answer }) => answer !== 'taken-back'))]).toEqual([
    false,
    true,
  ])
})

test('a word is taken back while it is asked for and while it lies ready; given again, it is sent as it lies', async () => {
  await charter({ quorum: 3 })
  const takesBack = (who: Member, signOffId: string) =>
    as(who, (tx) => takeBackWord(tx, { signOffId, reason: 'Her lawyer asks us to wait.' }))
  const id = await ask()
  await signs(wanjiru, id)
  await takesBack(wanjiru, id)
  office.clock.move(60_000)
  expect(await signs(noe, id), 'the first to sign second has taken that back').toBe('asked')
  expect(await signs(wanjiru, id)).toBe('prepared')
  office.clock.move(60_000)
  await takesBack(noe, id)
  await theDayComes()
  await expect(send(id)).rejects.toMatchObject({ code: 'publishing.held.signature' })
  office.clock.move(60_000)
  expect(await signs(wanjiru, id), 'another person signs second').toBe('prepared')
  await expect(send(id)).rejects.toMatchObject(wordsMissing)
  office.clock.move(60_000)
  expect(await signs(noe, id)).toBe('prepared')
  await send(id)
  expect(await isPublic()).toBe(1)
})

/** The same for an hour; signed by these, with a whole quorum of three organisations. */
async function atAnHour(...approving: Member[]): Promise<string> {
  const at = new Date(office.clock.now().getTime() + 2 * 3_600_000)
  const publishAt = { local: at.toISOString().slice(0, 16), zone: 'UTC' }
  const asked = { kind: 'case' as const, subjectId: her.caseId, choice, publishAt }
  const { signOffId } = await as(ines, (tx) => askForSignature(tx, asked))
  for (const one of approving) await signs(one, signOffId)
  expect((await row(signOffId)).state).toBe('prepared')
  return signOffId
}
const takesBack = async (who: Member, signOffId: string, reason: string) => {
  office.clock.move(1_000)
  await as(who, (tx) => takeBackWord(tx, { signOffId, reason }))
}
const judged = () => holdTakenBack(office.db, ines.organisationId)
const wordsBefore = (id: string) => as(noe, (tx) => listWordsBefore(tx, { id, caseId: her.caseId }))

test('what was taken back stays with its reason, also when it is given again, and is judged each time', async () => {
  await charter({ quorum: 2 })
  const { tomas } = office.member
  const id = await atAnHour(wanjiru)
  await takesBack(tomas, id, 'The court has moved the day.')
  expect([await signs(tomas, id), (await row(id)).held_at]).toEqual(['prepared', null])
  await takesBack(tomas, id, 'The lawyer asks us to wait.')
  await judged()
  expect((await row(id)).held_code).toBe('publishing.held.words')
  expect(await signs(tomas, id)).toBe('prepared')
  await takesBack(wanjiru, id, 'Too early.')
  expect(await signs(wanjiru, id)).toBe('prepared')
  const all = await wordsBefore(id)
  expect(all.map(({ what, organisation, reason }) => [what, organisation, reason])).toEqual([
    ['approval', 'Harbour Watch', 'The court has moved the day.'],
    ['approval', 'Harbour Watch', 'The lawyer asks us to wait.'],
    ['approval', 'Lighthouse Circle', 'Too early.'],
    ['signature', undefined, 'Too early.'],
  ])
  const page = await (await office.as('ines').get(`/cases/${her.caseId}/sign-offs/${id}`)).text()
  expect(page).toContain('took the approval of Harbour Watch back')
  const forged = sql`insert into sign_off_words_before (sign_off_id, case_id, what, organisation_id, account_id,
    taken_back_at, sealed) select sign_off_id, case_id, what, organisation_id, account_id, taken_back_at, sealed
    from sign_off_words_before where sign_off_id = ${id}`
  for (const past of [forged, sql`delete from sign_off_words_before where sign_off_id = ${id}`])
    await expect(as(tomas, ({ db }) => past.execute(db))).rejects.toMatchObject({ code: '42501' })
})

test('a word is judged once; a text that cannot be judged keeps no other one from being held', async () => {
  await charter({ quorum: 3 })
  const id = await atAnHour(wanjiru, noe)
  await takesBack(noe, id, 'We go.')
  await as(noe, (tx) => leaveCoalition(tx, { caseId: her.caseId }))
  expect((await row(id)).to_judge_since).not.toBeNull()
  await judged()
  expect(await row(id)).toMatchObject({ held_at: null, to_judge_since: null })
  await as(ines, async ({ db, now }) => {
    await sql`update case_texts set sealed = ${Buffer.from('broken')} where case_id = ${her.caseId}`.execute(
      db,
    )
    await sql`update sign_offs set to_judge_since = ${now} where id = ${id}`.execute(db)
  })
  await begin()
  const sound = await atAnHour(wanjiru)
  await takesBack(wanjiru, sound, 'Too early.')
  await expect(judged()).rejects.toThrow()
  expect((await row(sound)).held_code).toBe('publishing.held.signature')
  expect((await row(id)).to_judge_since, 'tried again').not.toBeNull()
})
