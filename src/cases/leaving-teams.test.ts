import { expect, test } from 'vitest'
import { addToTeam, getCase } from '#cases/index.ts'
import { removeMember } from '#organisations/index.ts'
import { sql } from 'kysely'
import { goQuiet, withdrawConsent } from '#publishing/index.ts'
import { record } from '#platform/events.ts'
import { buildArrest, buildCase, buildConsents, buildMember } from '../../test/build-case.ts'
import { testOffice } from '../../test/office.ts'

const office = await testOffice()
const { db, member } = office
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
