import { expect, test } from 'vitest'
import { addToTeam, getCase, isOnTeam, removeFromTeam } from '#cases/index.ts'
import { removeMember } from '#organisations/index.ts'
import { sql } from 'kysely'
import { goQuiet, withdrawConsent } from '#publishing/index.ts'
import { record } from '#platform/events.ts'
import { buildArrest, buildCase, buildConsents, buildMember } from '../../test/build-case.ts'
import { buildMember as buildPerson } from '../../test/build.ts'
import { buildPartner, joinCaseTeam, joinCoalition } from '../../test/build-coalition.ts'
import { buildPlan } from '../../test/build-check-in.ts'
import { testOffice } from '../../test/office.ts'
import { testWorker } from '../../test/worker.ts'
import { catalogue } from '../catalogue.ts'
import { adoptCase } from './adopting/adopting.ts'
import { turnOnce } from './check-ins/turn.ts'
import { openDatabase } from '#platform/database.ts'

const office = await testOffice()
const { db, member } = office
const worker = testWorker(office.database, { catalogue, clock: office.clock })
const { caseId } = await buildCase(db, member.layla, { room: 'team' })
const opens = (who: typeof member.ines) => db.reading(who, (tx) => getCase(tx, caseId))

test('whoever is removed loses the team, and a new invitation does not give it back', async () => {
  const { viktor } = member
  await db.transaction(member.layla, (tx) =>
    addToTeam(tx, { caseId, accountId: viktor.accountId, role: 'observer' }),
  )
  await expect(opens(viktor)).resolves.toMatchObject({ id: caseId })

  // Ines is on no team: she sees neither the case nor its rows, and still ends his place
  await expect(opens(member.ines)).rejects.toMatchObject({ status: 404 })
  await db.transaction(member.ines, (tx) => removeMember(tx, { memberId: viktor.memberId }))
  const his = `case_id = '${caseId}' and account_id = '${viktor.accountId}'`
  expect(await office.count('case_team', `${his} and removed_at is null`)).toBe(0)
  expect(await office.count('case_team', `${his} and removed_by = '${member.ines.accountId}'`)).toBe(1)
  expect(await office.count('events', `type = 'case.team-left' and subject = '${viktor.accountId}'`)).toBe(1)

  const again = await buildMember(db, office.organisationId, 'viktor')
  expect(again.accountId).toBe(viktor.accountId)
  await expect(opens(again)).rejects.toMatchObject({ status: 404 })
  await expect(opens(member.layla)).resolves.toMatchObject({ id: caseId })
})

test('a team row alone opens no file: the wall asks for a membership too', async () => {
  const { tomas } = member
  await db.transaction(member.layla, (tx) =>
    addToTeam(tx, { caseId, accountId: tomas.accountId, role: 'comms' }),
  )
  await expect(opens(tomas)).resolves.toMatchObject({ id: caseId })
  await db.transaction(member.ines, (tx) =>
    sql`update members set removed_at = now() where id = ${tomas.memberId}`.execute(tx.db),
  )
  expect(await office.count('case_team', `account_id = '${tomas.accountId}' and removed_at is null`)).toBe(1)
  await expect(opens(tomas)).rejects.toMatchObject({ status: 404 })
})

test('nobody can end the place of a colleague who still serves', async () => {
  const { rows } = await db.transaction(member.ines, (tx) =>
    sql`select wl.leave_teams(${member.layla.accountId}, now()) as case_id`.execute(tx.db),
  )
  expect(rows).toEqual([])
  await expect(opens(member.layla)).resolves.toMatchObject({ id: caseId })
})

test('an observer on the team reads, and can still go quiet and take back', async () => {
  const of = await buildCase(db, member.layla)
  const { image } = await buildConsents(db, member.layla, of, ['image'])
  await db.transaction(member.layla, (tx) =>
    addToTeam(tx, { caseId: of.caseId, accountId: member.ines.accountId, role: 'observer' }),
  )
  const at = `/cases/${of.caseId}`
  const hers = office.as('ines')
  expect(await (await hers.get(at)).text()).toContain('You observe this file')
  for (const [part, form] of [
    ['/tasks', { what: 'Call her sister', dueOn: '2027-01-01' }],
    ['/team', { accountId: member.viktor.accountId, role: 'comms' }],
    ['/team/remove', { accountId: member.layla.accountId }],
  ] as const) {
    const answer = await hers.post(at + part, form)
    expect(answer.status, part).toBe(403)
    expect(await answer.text(), part).toContain('You are on this team as an observer')
  }
  await expect(buildConsents(db, member.ines, of, ['name'])).rejects.toThrow('case.observers-read')

  await db.transaction(member.ines, (tx) => withdrawConsent(tx, { caseId: of.caseId, consentIds: [image!] }))
  expect(await office.count('consents', `id = '${image}' and state = 'withdrawn'`)).toBe(1)
  await db.transaction(member.ines, (tx) => goQuiet(tx, of.caseId))
  expect(await office.count('quiet_spells', `case_id = '${of.caseId}'`)).toBe(1)
})

test('the log tells the case team all, and the room what happens in the room', async () => {
  const of = await buildCase(db, member.layla, { codeName: 'Shared Log' })
  await buildArrest(db, member.layla, of.caseId, '2026-11-20')
  await db.transaction(member.layla, (tx) =>
    record(tx, 'campaign.paused', { caseId: of.caseId, data: { reason: 'staff' } }),
  )
  const log = async (who: 'layla' | 'ines') => await (await office.as(who).get('/log')).text()
  expect(await log('layla')).toContain('liberty.recorded')
  expect(await log('layla')).toContain('campaign.paused')
  expect(await log('ines')).toContain('campaign.paused')
  expect(await log('ines')).not.toMatch(/liberty\.|police-custody/)
})

/** Whose people her plan and its days wake. */
const wakes = async (of: string, organisationId: string) => [
  await office.count('check_in_plans', `case_id = '${of}' and organisation_id = '${organisationId}'`),
  await office.count('check_ins', `case_id = '${of}' and organisation_id <> '${organisationId}'`),
]

test('her signs of life go on with whoever is left on the team', async () => {
  const wanjiru = await buildPartner(db)
  const lead = await buildPerson(db, office.organisationId, {
    ...{ name: 'Noor Aalto', address: 'noor@harbour.example', role: 'caseworker' },
  })
  const { caseId: of } = await buildCase(db, lead, { codeName: 'Watched' })
  await joinCoalition(db, lead, of, wanjiru)
  await joinCaseTeam(db, lead, of, wanjiru)
  await buildPlan(db, wanjiru, of)
  await turnOnce(worker.services)
  expect(await office.count('check_ins', `case_id = '${of}'`)).toBeGreaterThan(0)
  expect(await wakes(of, wanjiru.organisationId)).toEqual([1, 0])

  // Lighthouse stays in the coalition, with nobody on the team
  await db.transaction(lead, (tx) => removeFromTeam(tx, { caseId: of, accountId: wanjiru.accountId }))
  expect(await wakes(of, office.organisationId)).toEqual([1, 0])

  office.clock.move(60_000)
  await joinCaseTeam(db, lead, of, wanjiru)
  await db.transaction(member.ines, (tx) => removeMember(tx, { memberId: lead.memberId }))
  expect(await wakes(of, wanjiru.organisationId), 'nobody of the lead is left').toEqual([1, 0])
  const left = "stage = 'nobody-left' and case_id is null"
  expect(await office.count('alarms', `${left} and acknowledged_at is null`)).toBe(1)
  const told = `alarm_id in (select id from alarms where ${left})`
  expect(await office.count('alarm_messages', told, ['alarms'])).toBe(1)
  const today = async (who: 'ines' | 'viktor') => await (await office.as(who).get('/')).text()
  const sentence = 'A case has nobody of your organisation on its team any more'
  expect(await today('ines')).toContain(sentence)
  expect(await today('viktor'), 'no administrator').not.toContain(sentence)
  expect(await today('ines')).not.toContain('Watched')
  const duty = await (await office.as('ines').get('/duty')).text()
  const path = /\/duty\/gaps\/[0-9a-f-]{36}/.exec(duty)![0]
  expect((await office.as('ines').post(path)).status).toBe(303)
  expect(await today('ines')).not.toContain(sentence)
})

const todayOf = async (one: typeof member.ines) => await (await office.signedIn(one).get('/')).text()

test('when nobody at all is left, an administrator lets one person in and reads nothing of the file', async () => {
  const last = await buildPerson(db, office.organisationId, {
    ...{ name: 'Mika Sand', address: 'mika@harbour.example', role: 'caseworker' },
  })
  const partner = await buildPartner(db, { name: 'Far Lamp' }, { name: 'Ada', address: 'ada@lamp.example' })
  const { caseId: of } = await buildCase(db, last, { codeName: 'Adrift' })
  const shut = await buildCase(db, last, { codeName: 'Sunk', room: 'team' })
  await joinCoalition(db, last, of, partner)
  await buildPlan(db, last, of)
  const { layla, ines, viktor } = member
  ines.steppedUpAt = office.clock.now()
  const names = async (who: typeof ines, accountId: string) =>
    (await office.signedIn(who).post('/duty/left', { caseId: of, accountId })).status
  const none = `type = 'case.adopted' and case_id = '${of}'`
  expect(await names(ines, layla.accountId), 'somebody is on the team').toBe(404)
  expect(await todayOf(ines)).not.toContain('Adrift: nobody')

  await db.transaction(ines, (tx) => removeMember(tx, { memberId: last.memberId }))
  expect(await todayOf(ines)).toContain('Adrift: nobody can open the file')
  const page = await (await office.signedIn(ines).get('/duty/left')).text()
  expect([page.includes('Adrift'), page.includes('Sunk')], 'by their code names').toEqual([true, true])
  await expect(db.reading(ines, (tx) => getCase(tx, shut.caseId))).rejects.toMatchObject({ status: 404 })
  expect(await todayOf(partner), 'the lead has an administrator').not.toContain('nobody can open')
  partner.steppedUpAt = office.clock.now()
  expect(await names(partner, partner.accountId)).toBe(404)
  expect(await names(viktor, layla.accountId)).toBe(403)
  for (const stranger of [partner, viktor])
    expect(await names(ines, stranger.accountId), 'who could let nobody in').toBe(404)
  expect([await office.count('events', none), await office.count('case_team', `case_id = '${of}'`)]).toEqual([
    0, 1,
  ])

  const both = await Promise.all([names(ines, layla.accountId), names(ines, layla.accountId)])
  expect(both.filter((status) => status === 303)).toHaveLength(1)
  expect(await office.count('events', none)).toBe(1)
  expect(await office.count('case_team', `case_id = '${of}' and removed_at is null`)).toBe(1)
  await expect(db.reading(layla, (tx) => getCase(tx, of))).resolves.toMatchObject({ id: of })
  expect(
    await db.reading(ines, (tx) => isOnTeam(tx, of)),
    'who names another reads no more than before',
  ).toBe(false)
  expect(await todayOf(layla)).toContain('Adrift: سُمّيت مسؤولًا عنها')
  expect(await todayOf(partner)).toContain('Adrift: nobody was left on the team')
  expect(await todayOf(ines)).not.toContain('Adrift: nobody')
})

test('where the lead has no administrator, one of another organisation names somebody of its own', async () => {
  const lead = await buildPartner(
    db,
    { name: 'Still Water' },
    { name: 'Olu', address: 'olu@still.example', role: 'caseworker' },
  )
  const { caseId: of } = await buildCase(db, lead, { codeName: 'Unled' })
  member.ines.steppedUpAt = office.clock.now()
  await joinCoalition(db, lead, of, member.ines)
  await buildPlan(db, lead, of)
  const adopt = () =>
    db.transaction(member.ines, (tx) => adoptCase(tx, { caseId: of, accountId: member.ines.accountId }))
  await expect(adopt()).rejects.toMatchObject({ status: 404 })
  // the row in the team is left behind, as where somebody was removed by hand
  const owner = openDatabase({ url: office.database.ownerUrl, keys: office.database.keys, connections: 1 })
  await owner.pool.query('update members set removed_at = now() where account_id = $1', [lead.accountId])
  await owner.close()
  await adopt()
  await expect(opensFile(of)).resolves.toMatchObject({ id: of })
  expect(await wakes(of, office.organisationId)).toEqual([1, 0])
})

const opensFile = (of: string) => db.reading(member.ines, (tx) => getCase(tx, of))

test('a plan that wakes nobody says so, on its card and on Today', async () => {
  const ines = { ...member.ines, steppedUpAt: office.clock.now() }
  const { caseId: of } = await buildCase(db, ines, { codeName: 'Unheard' })
  const partner = await buildPartner(db, { name: 'Far Light' }, { name: 'Odd', address: 'odd@far.example' })
  await joinCoalition(db, ines, of, partner)
  await buildPlan(db, ines, of)
  const read = async (path: string) => await (await office.as('ines').get(path)).text()
  const said = async () => [
    (await read(`/cases/${of}/check-ins`)).includes('Wakes nobody'),
    (await read('/')).includes('the alarms of a check-in plan wake nobody'),
  ]
  expect(await said()).toEqual([false, false])
  // no door of ours leads there: an administrator of the database may
  const owner = openDatabase({ url: office.database.ownerUrl, keys: office.database.keys, connections: 1 })
  await owner.pool.query('update check_in_plans set organisation_id = $1 where case_id = $2', [
    partner.organisationId,
    of,
  ])
  await owner.close()
  expect(await said()).toEqual([true, true])
})
