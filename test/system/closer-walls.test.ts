/** Who stands around a case, and whom an act names, are held by the database: tried as the restricted login. */
import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { buildCampaign, buildTarget } from '../build-campaign.ts'
import { buildCase } from '../build-case.ts'
import { testOffice } from '../office.ts'
import { buildMember, buildOrganisation } from '../build.ts'
import { lighthouse, members } from '../world.ts'

const office = await testOffice()
const { ines } = office.member
const { id: other } = await buildOrganisation(office.db, lighthouse)
const { caseId } = await buildCase(office.db, ines)
const as = (statement: ReturnType<typeof sql>) =>
  office.db.transaction(ines, (tx) => statement.execute(tx.db))

test('whoever sees a case lets no organisation into it, changes none and removes none', async () => {
  for (const statement of [
    sql`insert into coalition_members (case_id, organisation_id, role) values (${caseId}, ${other}, 'partner')`,
    sql`update coalition_members set role = 'observer' where case_id = ${caseId}`,
    sql`delete from coalition_members where case_id = ${caseId}`,
  ])
    await expect(as(statement)).rejects.toMatchObject({ code: '42501' })
  expect(await office.count('coalition_members', `case_id = '${caseId}'`)).toBe(1)
})

test('no case appears beside the one way to open it, whoever is to lead it', async () => {
  const before = await office.count('cases')
  for (const lead of [other, office.organisationId]) {
    const put =
      as(sql`insert into cases (id, short_id, code_name, lead_organisation_id, country, opening_reason, opened_by,
        opened_at, caseworker_id)
      values (gen_random_uuid(), 'Kestrel7', 'Kestrel', ${lead}, 'JO', 'arrest', ${ines.accountId}, now(), ${ines.accountId})`)
    await expect(put).rejects.toMatchObject({ code: '42501' })
  }
  expect(await office.count('cases')).toBe(before)
})

test('a case keeps its lead', async () => {
  const taken = as(sql`update cases set lead_organisation_id = ${other} where id = ${caseId}`)
  await expect(taken).rejects.toMatchObject({ code: '42501' })
  expect(await office.count('cases', `lead_organisation_id = '${other}'`)).toBe(0)
})

test('an act names an official of its own campaign', async () => {
  const built = await buildCampaign(office.db, ines)
  const act = (target: string) =>
    as(sql`insert into actions (id, campaign_id, case_id, organisation_id, kind, target_id, state, language, acted_at)
      values (gen_random_uuid(), ${built.campaignId}, ${built.caseId}, ${office.organisationId}, 'call', ${target},
        'confirmed', 'en', now())`)
  const theirs = await buildTarget(office.db, await buildMember(office.db, other, members.tomas))
  const elsewhere = await buildTarget(office.db, ines)
  const strangers = ['00000000-0000-7000-8000-000000000000', theirs, elsewhere]
  const unknown = (constraint: string) => ({ code: '23503', constraint })
  for (const stranger of strangers)
    await expect(act(stranger)).rejects.toMatchObject(unknown('actions_target'))
  expect(await office.count('actions')).toBe(0)
  const mine = built.targetId
  await act(mine)
  for (const stranger of strangers) {
    const turned = as(sql`update actions set target_id = ${stranger}`)
    await expect(turned).rejects.toMatchObject(unknown('actions_target'))
    const written =
      as(sql`insert into official_emails (id, action_id, campaign_id, case_id, organisation_id, target_id,
        person_number, state, sealed)
      select gen_random_uuid(), id, campaign_id, case_id, organisation_id, ${stranger}, 1, 'waiting', '\\x00' from actions`)
    await expect(written).rejects.toMatchObject(unknown('official_emails_target'))
  }
  expect(await office.count('actions', `target_id = '${mine}'`)).toBe(1)
  expect(await office.count('official_emails')).toBe(0)
})
