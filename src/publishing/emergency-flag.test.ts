/** "Emergency flag up: one, within standing consent; all are alerted, anyone can pull it, review in 12 h, the clock takes nothing down." */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../test/build-case.ts'
import { testOffice } from '../../test/office.ts'
import { itemsOf } from '../../test/sign.ts'
import { workerOf, type Member } from '#platform/actor.ts'
import { addToTeam, setWish } from '#cases/index.ts'
import {
  askForSignature,
  askToEndQuiet,
  escalateReviews,
  goQuiet,
  pullEmergency,
  raiseEmergency,
  reviewEmergency,
  sign,
  unpublishCase,
} from './index.ts'

const office = await testOffice()
const { ines, layla, tomas, viktor } = office.member
const hour = 3_600_000
let her: BuiltCase
let n = 0
beforeEach(async () => {
  office.clock.move(60_000)
  for (const one of Object.values(office.member)) one.steppedUpAt = office.clock.now()
  her = await buildCase(office.db, ines, { codeName: `Siren ${++n}` })
  for (const [{ accountId }, role] of [
    [layla, 'caseworker'],
    [viktor, 'observer'],
  ] as const)
    await office.db.transaction(ines, (tx) => addToTeam(tx, { caseId: her.caseId, accountId, role }))
})

const raise = (who: Member = ines) =>
  office.db.transaction(who, (tx) => raiseEmergency(tx, { caseId: her.caseId, reason: 'arrested' }))
const pull = (who: Member = ines) => office.db.transaction(who, (tx) => pullEmergency(tx, her.caseId))
const review = (who: Member = ines) => office.db.transaction(who, (tx) => reviewEmergency(tx, her.caseId))
const escalate = () => office.db.transaction(workerOf(office.organisationId), escalateReviews)
const up = () => office.count('emergencies', `case_id = '${her.caseId}' and pulled_at is null`)
const alarms = (stage: string) => office.count('alarms', `case_id = '${her.caseId}' and stage = '${stage}'`)
const urgentPages = () =>
  office.count('published.documents', `case_id = '${her.caseId}' and body -> 'urgent' is not null`)
const pages = () => office.count('published.documents', `case_id = '${her.caseId}'`)
const confirm = (signOffId: string) =>
  office.db.transaction(layla, async (tx) => sign(tx, { signOffId, items: await itemsOf(tx, signOffId) }))
const publishHer = async () => {
  const choice = { languages: ['en', 'ar'], gate: 'name', items: [], portrait: false, status: false }
  const { signOffId, state } = await office.db.transaction(ines, (tx) =>
    askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice }),
  )
  if (state === 'asked') await confirm(signOffId)
}

test('one raises it, without a proof; the whole team is woken; where nothing is public nothing becomes public', async () => {
  expect(await raise({ ...ines, steppedUpAt: new Date(0) })).toMatchObject({ isPublic: false })
  expect([await up(), await alarms('emergency-raised'), await pages()]).toEqual([1, 1, 0])
  const woken = await office.count(
    'alarm_messages',
    `case_id = '${her.caseId}' and account_id in ('${ines.accountId}', '${layla.accountId}')`,
  )
  expect(woken).toBe(2)
  await expect(raise(layla)).rejects.toMatchObject({ code: 'emergency.is-up' })
  expect(await alarms('emergency-raised')).toBe(1)
})

test('who only reads, or is not on the team, does not raise it', async () => {
  await expect(raise(viktor)).rejects.toMatchObject({ code: 'access.refused' })
  await expect(raise(tomas)).rejects.toMatchObject({ code: 'case.team-only' })
  expect([await up(), await alarms('emergency-raised')]).toEqual([0, 0])
})

test('a page that stands on given consents says that it is urgent, and not another word', async () => {
  await buildConsents(office.db, ines, her)
  await publishHer()
  const bodies = async () =>
    (
      await office.db.reading(ines, ({ db }) =>
        sql<{ body: object }>`select body - 'urgent' as body from published.documents
          where case_id = ${her.caseId} order by language`.execute(db),
      )
    ).rows
  const before = await bodies()
  const signOffs = await office.count('sign_offs', `case_id = '${her.caseId}'`)
  expect(await raise()).toMatchObject({ isPublic: true })
  expect([await urgentPages(), await bodies()]).toEqual([2, before])
  // published anew, it still says so; taken away, it says nothing
  await publishHer()
  expect(await urgentPages()).toBe(2)
  await pull()
  expect([await urgentPages(), await pages(), await up()]).toEqual([0, 2, 0])
  expect(await office.count('sign_offs', `case_id = '${her.caseId}'`)).toBe(signOffs + 1)
})

test('anyone of the team pulls it, a reader too; nobody else', async () => {
  await raise()
  await expect(pull(tomas)).rejects.toMatchObject({ code: 'case.team-only' })
  expect(await up()).toBe(1)
  await pull({ ...viktor, steppedUpAt: new Date(0) })
  expect(await up()).toBe(0)
  await expect(pull()).rejects.toMatchObject({ code: 'emergency.is-down' })
  await expect(review()).rejects.toMatchObject({ code: 'emergency.is-down' })
  await raise(layla)
  expect(await office.count('emergencies', `case_id = '${her.caseId}'`)).toBe(2)
})

test('after twelve hours without a review the team is woken once more, and nothing is taken down', async () => {
  await buildConsents(office.db, ines, her)
  await publishHer()
  await raise()
  const wokenAfter = async (ms: number) => {
    office.clock.move(ms)
    await escalate()
    await escalate()
    return await alarms('emergency-review-due')
  }
  expect(await wokenAfter(12 * hour - 1)).toBe(0)
  expect(await wokenAfter(1)).toBe(1)
  expect(await wokenAfter(400 * 24 * hour)).toBe(1)
  expect([await up(), await urgentPages()]).toEqual([1, 2])
  await review(layla)
  expect(await wokenAfter(12 * hour)).toBe(2)
  expect([await up(), await urgentPages()]).toEqual([1, 2])
})

test('the page of a person who wishes quiet is not made louder', async () => {
  await buildConsents(office.db, ines, her)
  await publishHer()
  await office.db.transaction(ines, (tx) =>
    setWish(tx, {
      ...{ caseId: her.caseId, kind: 'go-quiet', text: 'Quiet.', since: '2026-11-01', given: 'written' },
    }),
  )
  expect(await raise()).toMatchObject({ isPublic: false })
  expect([await up(), await urgentPages(), await pages()]).toEqual([1, 0, 2])
})

test('a flag that was taken down while the case was quiet does not come back with its page', async () => {
  await buildConsents(office.db, ines, her)
  await publishHer()
  await raise()
  await office.db.transaction(ines, (tx) => goQuiet(tx, her.caseId))
  await pull()
  const { signOffId } = await office.db.transaction(ines, (tx) => askToEndQuiet(tx, her.caseId))
  await confirm(signOffId)
  expect([await pages(), await urgentPages()]).toEqual([2, 0])
  await raise()
  await office.db.transaction(ines, (tx) => unpublishCase(tx, her.caseId))
  expect([await pages(), await up()]).toEqual([0, 1])
})

test('the database lets nobody rewrite, lower by the clock or lower in another name', async () => {
  await raise()
  const raw = (who: Member, set: string) =>
    office.db.transaction(who, ({ db }) =>
      sql`update emergencies set ${sql.raw(set)} where case_id = ${her.caseId}`.execute(db),
    )
  for (const set of [
    `reason = 'other'`,
    `raised_at = raised_at - interval '1 day'`,
    `pulled_at = raised_at, pulled_by = '${layla.accountId}'`,
  ])
    await expect(raw(ines, set), set).rejects.toMatchObject({ code: '42501' })
  const worker = office.db.transaction(workerOf(office.organisationId), ({ db }) =>
    sql`update emergencies set pulled_at = raised_at, pulled_by = raised_by
      where case_id = ${her.caseId}`.execute(db),
  )
  await expect(worker).rejects.toMatchObject({ code: '42501' })
  expect(await up()).toBe(1)
})

test('at the console: a mark on every screen of the case, a line on Today of each of the team, none for others', async () => {
  const [first, reader, stranger] = [office.as('ines'), office.as('viktor'), office.as('tomas')]
  const at = `/cases/${her.caseId}/emergency-flag`
  expect((await first.post(at, {})).status).toBe(422)
  expect((await first.post(at, { reason: 'threatened' })).status).toBe(303)
  for (const path of ['', '/consents', '/team', '/log'])
    expect(await (await first.get(`/cases/${her.caseId}${path}`)).text(), path).toContain(`href="${at}"`)
  for (const browser of [first, reader]) expect(await (await browser.get('/')).text()).toContain(at)
  expect(await (await stranger.get('/')).text()).not.toContain(at)
  expect((await stranger.post(`${at}/pull`)).status).toBe(403)
  expect((await reader.post(`${at}/review`)).status).toBe(403)
  expect((await reader.post(`${at}/pull`)).status).toBe(303)
  expect(await up()).toBe(0)
  expect((await first.post(`${at}/pull`)).status).toBe(409)
  const hidden = await buildCase(office.db, ines, { codeName: `Hidden ${n}`, room: 'team' })
  for (const path of ['', '/review', '/pull'])
    expect(
      (await stranger.post(`/cases/${hidden.caseId}/emergency-flag${path}`, { reason: 'raid' })).status,
    ).toBe(404)
})
