/** Publicity: up is a signature of two, down is one press of anybody on the team. */
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../test/build-case.ts'
import { buildLiveCampaign } from '../../test/build-campaign.ts'
import { buildUpdate, publishBuilt } from '../../test/build-update.ts'
import { testOffice } from '../../test/office.ts'
import { itemsOf, publish, signThrough } from '../../test/sign.ts'
import { workerOf, type Member } from '#platform/actor.ts'
import { openDatabase } from '#platform/database.ts'
import { addToTeam, getCase, setWish } from '#cases/index.ts'
import {
  askForSignature,
  goQuiet,
  lowerPublicity,
  raisePublicity,
  recordConsent,
  sign,
  takeDown,
  withdrawConsent,
} from './index.ts'
import { closeAllTakenBack } from './taken-back.ts'

const office = await testOffice()
const { ines, layla, tomas, viktor } = office.member
const { workerUrl, ownerUrl, keys } = office.database
const worker = openDatabase({ url: workerUrl, keys, clock: office.clock, connections: 1 })
const owner = openDatabase({ url: ownerUrl, keys, connections: 1 })
afterAll(() => Promise.all([worker.close(), owner.close()]))
let her: BuiltCase
let n = 0
beforeEach(async () => {
  office.clock.move(60_000)
  for (const one of Object.values(office.member)) one.steppedUpAt = office.clock.now()
  her = await buildCase(office.db, ines, { codeName: `Level ${++n}`, room: 'team' })
  for (const [{ accountId }, role] of [
    [layla, 'caseworker'],
    [viktor, 'observer'],
  ] as const)
    await office.db.transaction(ines, (tx) => addToTeam(tx, { caseId: her.caseId, accountId, role }))
})

const agree = (
  purposes: Parameters<typeof recordConsent>[1]['purposes'],
  items = ['name'] as const,
  answer: 'given' | 'refused' = 'given',
) =>
  office.db.transaction(ines, (tx) =>
    recordConsent(tx, {
      ...{ caseId: her.caseId, personId: her.personId, items, answer, how: 'written' },
      ...{ agreed: 'Yes.', givenAt: tx.now, purposes },
    }),
  )
const given = async () =>
  (
    await office.db.reading(ines, ({ db }) =>
      db
        .selectFrom('consents')
        .select('id')
        .where('case_id', '=', her.caseId)
        .where('state', '=', 'given')
        .execute(),
    )
  ).map(({ id }) => id)
const withdraw = (consentIds: string[]) =>
  office.db.transaction(ines, (tx) => withdrawConsent(tx, { caseId: her.caseId, consentIds, word: 'met' }))
const raise = (level: 2 | 3, who: Member = ines) =>
  office.db.transaction(who, (tx) => raisePublicity(tx, { caseId: her.caseId, level }))
const confirm = (signOffId: string, who: Member = layla) =>
  office.db.transaction(who, async (tx) => sign(tx, { signOffId, items: await itemsOf(tx, signOffId) }))
const lower = (level: 1 | 2 | 3 | 4, who: Member = ines, caseId = her.caseId) =>
  office.db.transaction(who, (tx) => lowerPublicity(tx, { caseId, level }))
const levelNow = async (caseId = her.caseId) =>
  (await office.db.reading(ines, (tx) => getCase(tx, caseId))).publicity
const changes = (caseId = her.caseId) =>
  office.count('events', `case_id = '${caseId}' and type = 'case.publicity-changed'`)

test('up: one asks, a second one signs, and only then more people see the case', async () => {
  await agree(['coalition'])
  const { signOffId, state } = await raise(2)
  expect([state, await levelNow()]).toEqual(['asked', 1])
  await expect(confirm(signOffId, ines)).rejects.toMatchObject({ code: 'publishing.sign.own' })
  const stranger = office.db.transaction(tomas, (tx) => sign(tx, { signOffId, items: [] }))
  await expect(stranger).rejects.toMatchObject({ status: 404 })
  expect([await levelNow(), await changes()]).toEqual([1, 0])
  await confirm(signOffId)
  expect([await levelNow(), await changes()]).toEqual([2, 1])
  const row = await office.db.reading(ines, ({ db }) =>
    db.selectFrom('sign_offs').selectAll().where('id', '=', signOffId).executeTakeFirstOrThrow(),
  )
  expect(row).toMatchObject({ rule: 'higher-level', needed: 2, subject_kind: 'publicity', state: 'signed' })
  expect(row.items).toEqual([`${her.personId}:name`])
})

test('each level stands on consents for its own purpose', async () => {
  await agree(['web', 'safety'])
  const missing = { code: 'publishing.publicity.no-consent' }
  await expect(raise(2)).rejects.toMatchObject(missing)
  await agree(['coalition'])
  await expect(raise(3)).rejects.toMatchObject(missing)
  await agree(['embassies'])
  // straight to private advocacy opens the room as well
  await expect(raise(3)).rejects.toMatchObject(missing)
  await agree(['coalition', 'embassies'])
  await confirm((await raise(3)).signOffId)
  expect(await levelNow()).toBe(3)
})

test('a consent taken back between the signatures leaves the level where it is', async () => {
  await agree(['coalition'])
  const { signOffId } = await raise(2)
  await agree(['safety'])
  await expect(confirm(signOffId)).rejects.toMatchObject({ code: 'publishing.publicity.no-consent' })
  expect([await levelNow(), await changes()]).toEqual([1, 0])
})

test('a reader, somebody off the team, a session without proof and a quiet case do not raise it', async () => {
  await agree(['coalition'])
  await expect(raise(2, viktor)).rejects.toMatchObject({ code: 'access.refused' })
  await expect(raise(2, tomas)).rejects.toMatchObject({ status: 404 })
  await expect(raise(2, { ...layla, steppedUpAt: new Date(0) })).rejects.toMatchObject({
    code: 'access.step-up',
  })
  await office.db.transaction(ines, (tx) =>
    setWish(tx, {
      ...{ caseId: her.caseId, kind: 'go-quiet', text: 'Quiet.', since: '2026-11-01', given: 'written' },
    }),
  )
  await expect(raise(2)).rejects.toMatchObject({ code: 'wish.quiet' })
  expect(await office.count('sign_offs', `case_id = '${her.caseId}'`)).toBe(0)
  const other = await buildCase(office.db, ines, { codeName: `Still ${n}`, room: 'team' })
  her = other
  await agree(['coalition'])
  await office.db.transaction(ines, (tx) => goQuiet(tx, other.caseId))
  await expect(raise(2)).rejects.toMatchObject({ code: 'publishing.quiet' })
  expect(await levelNow()).toBe(1)
})

test('it does not rise to where it is; a signature for what was lowered meanwhile is no longer one', async () => {
  await agree(['coalition', 'embassies'])
  await confirm((await raise(2)).signOffId)
  await expect(raise(2)).rejects.toMatchObject({ code: 'publishing.publicity.not-higher' })
  const { signOffId } = await raise(3)
  await lower(1)
  await expect(confirm(signOffId)).rejects.toMatchObject({ code: 'publishing.sign.settled' })
  expect(await levelNow()).toBe(1)
})

test('the database lets no level rise past the signatures', async () => {
  for (const level of [2, 3, 4, 5]) {
    const raw = office.db.transaction(ines, ({ db }) =>
      sql`update cases set publicity_level = ${level} where id = ${her.caseId}`.execute(db),
    )
    await expect(raw).rejects.toMatchObject({ constraint: 'cases_publicity_signed' })
  }
  // a signature of yesterday is none for today
  await agree(['coalition'])
  await confirm((await raise(2)).signOffId)
  await lower(1)
  const again = office.db.transaction(ines, ({ db }) =>
    sql`update cases set publicity_level = 2 where id = ${her.caseId}`.execute(db),
  )
  await expect(again).rejects.toMatchObject({ constraint: 'cases_publicity_signed' })
  expect(await levelNow()).toBe(1)
})

const fell = () => office.count('events', `case_id = '${her.caseId}' and type = 'case.publicity-fell'`)
const seen = async (who: Member) =>
  (
    await office.db.reading(who, ({ db }) =>
      db.selectFrom('cases').select('id').where('id', '=', her.caseId).execute(),
    )
  ).length

test.each([
  ['narrows it', () => agree(['safety']), 1],
  ['takes it back', async () => withdraw(await given()), 1],
  ['refuses it', () => agree(['coalition'], ['name'], 'refused'), 1],
  ['takes back what private advocacy stood on', () => agree(['coalition']), 2],
] as const)('down by her own word: she %s, and the level goes with it at once', async (_what, says, to) => {
  await agree(['coalition', 'embassies'])
  await confirm((await raise(3)).signOffId)
  expect(await seen(tomas)).toBe(1)
  await says()
  expect([await levelNow(), await fell(), await seen(tomas)]).toEqual([to, 1, to === 1 ? 0 : 1])
  // said again it is said already, and opens nothing
  await agree(['coalition', 'embassies'])
  expect([await levelNow(), await fell()]).toEqual([to, 1])
})

test('whoever is in the room alone records it, and sees the case no more; the team reads it on Today', async () => {
  await agree(['coalition'])
  await confirm((await raise(2)).signOffId)
  const [id] = await given()
  const page = `/cases/${her.caseId}/consents/withdraw?consent=${id}`
  const form = { consent: id!, reason: 'On the phone.', word: 'met' }
  expect((await office.as('tomas').get(page)).status).toBe(200)
  const done = await office.as('tomas').post(`/cases/${her.caseId}/consents/withdraw`, form)
  expect([done.status, done.headers.get('location')]).toEqual([303, '/cases'])
  expect([await levelNow(), await fell(), await seen(tomas)]).toEqual([1, 1, 0])
  const today = await (await office.as('ines').get('/')).text()
  expect(today).toContain(`Level ${n}: she took back a consent`)
  expect(await (await office.as('tomas').get('/')).text()).not.toContain(`Level ${n}`)
})

test('what stood above the room keeps it open while it stands; afterwards the worker closes it', async () => {
  await agree(['coalition', 'web'])
  await confirm((await raise(2)).signOffId)
  await publish(office.db, ines, {
    ...{ caseId: her.caseId, subjectKind: 'case', subjectId: her.caseId, key: her.shortId, items: [] },
    gate: { personId: her.personId, item: 'name' },
    documents: [{ language: 'en', body: { lang: 'en', name: 'Samira Haddad' } }],
    text: 'the case page',
  })
  await agree(['web'])
  const turn = () => worker.transaction(workerOf(ines.organisationId), (tx) => closeAllTakenBack(tx))
  await turn()
  expect([await levelNow(), await fell()]).toEqual([5, 0])
  await office.db.transaction(ines, (tx) =>
    takeDown(tx, { subjectKind: 'case', subjectId: her.caseId, quiet: true }),
  )
  expect(await levelNow()).toBe(2)
  await turn()
  await turn()
  expect([await levelNow(), await fell()]).toEqual([1, 1])
})

test('a word of hers does not fail for a level that cannot be written', async () => {
  await agree(['coalition'])
  await confirm((await raise(2)).signOffId)
  await owner.pool.query('alter table cases add constraint no_fall check (publicity_level <> 1) not valid')
  try {
    await withdraw(await given())
  } finally {
    await owner.pool.query('alter table cases drop constraint no_fall')
  }
  expect([await given(), await levelNow(), await fell()]).toEqual([[], 2, 0])
})

test('down: anybody on the team, a reader too, at once and without a proof; nobody else', async () => {
  await agree(['coalition'])
  await confirm((await raise(2)).signOffId)
  await expect(lower(1, tomas)).rejects.toMatchObject({ code: 'case.team-only' })
  expect(await levelNow()).toBe(2)
  await lower(1, { ...viktor, steppedUpAt: new Date(0) })
  expect([await levelNow(), await changes()]).toEqual([1, 2])
  // a second press, and one that is not lower, change nothing
  expect(await lower(1)).toEqual({ takenDown: [] })
  expect(await lower(4)).toEqual({ takenDown: [] })
  expect(await changes()).toBe(2)
})

const publishHer = async (gate: 'name' | 'story') => {
  const choice = { languages: ['en', 'ar'], gate, items: [], portrait: false, status: false }
  const asked = await office.db.transaction(ines, (tx) =>
    askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice }),
  )
  await confirm(asked.signOffId)
}

test('below public by name: what shows it goes in the same transaction, and no address names her', async () => {
  await buildConsents(office.db, ines, her)
  await publishHer('name')
  expect(await levelNow()).toBe(5)
  const named = `case_id = '${her.caseId}' and body ->> 'slug' is not null`
  expect(await office.count('published.documents', named)).toBeGreaterThan(0)
  expect((await lower(4)).takenDown).toHaveLength(1)
  expect(await office.count('published.documents', `case_id = '${her.caseId}'`)).toBe(0)
  expect(await office.count('published.quiet', `case_id = '${her.caseId}'`)).toBe(1)
  expect(await levelNow()).toBe(2)
  // the same page without her name: another address
  await publishHer('story')
  expect([await levelNow(), await office.count('published.documents', named)]).toEqual([4, 0])
})

test('a page that was asked for before somebody lowered, or went quiet, does not come out afterwards', async () => {
  await buildConsents(office.db, ines, her)
  await publishHer('name')
  const ask = async () => {
    const choice = { languages: ['en'], gate: 'story', items: [], portrait: false, status: false }
    const input = { kind: 'case', subjectId: her.caseId, choice } as const
    const asked = await office.db.transaction(ines, (tx) => askForSignature(tx, input))
    expect(asked.state).toBe('asked')
    return asked.signOffId
  }
  const settled = { code: 'publishing.sign.settled' }
  const early = await ask()
  await lower(2)
  await expect(confirm(early)).rejects.toMatchObject(settled)
  expect([await levelNow(), await office.count('publications', `case_id = '${her.caseId}'`)]).toEqual([2, 0])
  const late = await ask()
  await office.db.transaction(ines, (tx) => goQuiet(tx, her.caseId))
  await expect(confirm(late)).rejects.toMatchObject(settled)
  await expect(lower(1, ines, 'no id')).rejects.toMatchObject({ status: 404 })
  expect(await office.count('sign_offs', `id in ('${early}', '${late}') and state = 'replaced'`)).toBe(2)
  const told = `type = 'sign-off.dropped' and subject in ('${early}', '${late}')`
  expect(await office.count('events', told)).toBe(2)
  expect(await office.count('publications', `case_id = '${her.caseId}'`)).toBe(0)
})

test('campaigns and updates that show it go too: letters and mails stop with them', async () => {
  const campaign = await buildLiveCampaign(office.db, ines)
  const updateId = await buildUpdate(office.db, ines, campaign.caseId)
  await publishBuilt(office.db, ines, updateId)
  const { takenDown } = await lower(3, ines, campaign.caseId)
  expect(takenDown.map(({ subjectKind }) => subjectKind).toSorted()).toEqual(['campaign', 'case', 'update'])
  expect(await levelNow(campaign.caseId)).toBe(3)
  expect(await office.count('campaigns', `id = '${campaign.campaignId}' and pause_reason = 'lowered'`)).toBe(
    1,
  )
  expect(await office.count('updates', `id = '${updateId}' and state = 'withdrawn'`)).toBe(1)
})

test('a page without name or face stays when the case is lowered to public without identity', async () => {
  await buildConsents(office.db, ines, her)
  await publishHer('story')
  expect(await levelNow()).toBe(4)
  expect(await lower(4)).toEqual({ takenDown: [] })
  expect(await office.count('publications', `case_id = '${her.caseId}'`)).toBe(1)
  expect((await lower(3)).takenDown).toHaveLength(1)
  expect([await levelNow(), await office.count('publications', `case_id = '${her.caseId}'`)]).toEqual([3, 0])
})

test('at the console: what goes away stands before the button; what is asked says from where to where', async () => {
  const [first, second] = [office.as('ines'), office.as('layla')]
  const campaign = await buildLiveCampaign(office.db, ines)
  const at = `/cases/${campaign.caseId}/publicity`
  const page = await (await first.get(`${at}/lower?level=3`)).text()
  expect(page).toMatch(/the case page in (one|2) languages?/)
  expect(page).toContain('one campaign, with its unsent letters')
  expect(page).toContain('No address holds the name any more')
  expect(await levelNow(campaign.caseId)).toBe(5)
  expect((await first.post(`${at}/lower`, { level: '3' })).status).toBe(303)
  expect(await levelNow(campaign.caseId)).toBe(3)
  expect(await office.count('publications', `case_id = '${campaign.caseId}'`)).toBe(0)
  for (const wrong of ['0', '5', 'x']) {
    expect((await first.get(`${at}/lower?level=${wrong}`)).status).toBe(404)
    expect((await first.post(`${at}/lower`, { level: wrong })).status).toBe(422)
  }
  const mine = `/cases/${her.caseId}/publicity`
  const refused = await first.post(mine, { level: '2', reviewNote: 'asked her lawyer' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('asked her lawyer')
  await agree(['coalition'])
  const asked = await first.post(mine, { level: '2' })
  const signing = await (await second.get(asked.headers.get('location')!)).text()
  expect(signing).toContain('من «فريق القضية فقط» إلى «الائتلاف».')
  expect((await signThrough(second, asked)).headers.get('location')).toMatch(/\/publicity/)
  expect(await levelNow()).toBe(2)
  const stranger = office.as('tomas')
  await lower(1)
  for (const path of [mine, `${mine}/lower?level=1`])
    expect((await stranger.get(path)).status, path).toBe(404)
  expect((await stranger.post(`${mine}/lower`, { level: '1' })).status).toBe(404)
})
