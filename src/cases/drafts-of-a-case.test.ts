import { expect, test } from 'vitest'
import { buildCampaign } from '../../test/build-campaign.ts'
import { buildCase } from '../../test/build-case.ts'
import { buildUpdate } from '../../test/build-update.ts'
import { testOffice } from '../../test/office.ts'
import { readDraft, saveDraft } from '../organisations/index.ts'
import { removeFromTeam, addToTeam } from './team.ts'

const office = await testOffice()
const { ines, layla, tomas } = office.member
const values = { name: 'Samira', sentence: 'She wrote about the quay.' }

async function build(codeName: string) {
  const { caseId } = await buildCase(office.db, ines, { codeName, room: 'team' })
  await office.db.transaction(ines, (tx) =>
    addToTeam(tx, { caseId, accountId: layla.accountId, role: 'caseworker' }),
  )
  return { caseId, form: `/cases/${caseId}/wording/en` }
}

test('what is typed of a case is sealed under its key, and opens under no other', async () => {
  const { caseId, form } = await build('Key')
  await office.db.transaction(layla, (tx) => saveDraft(tx, { form, values }))
  expect(await office.count('drafts', `case_id = '${caseId}'`)).toBe(1)
  expect((await office.db.reading(layla, (tx) => readDraft(tx, form)))?.values).toEqual(values)
  await office.db.transaction(layla, async (tx) => {
    const { sealed } = await tx.db
      .selectFrom('drafts')
      .select('sealed')
      .where('form', '=', form)
      .executeTakeFirstOrThrow()
    const place = { table: 'drafts', column: 'sealed', row: `${layla.accountId}|${form}|${caseId}` }
    const organisation = await tx.keys.organisation(office.organisationId)
    expect(() => organisation.openJson(place, sealed)).toThrow()
    expect((await tx.keys.case(caseId)).openJson(place, sealed)).toEqual(values)
  })
})

test('who leaves the team loses the draft with the case', async () => {
  const { caseId, form } = await build('Leaves')
  await office.db.transaction(layla, (tx) => saveDraft(tx, { form, values }))
  await office.db.transaction(ines, (tx) => removeFromTeam(tx, { caseId, accountId: layla.accountId }))
  expect(await office.db.reading(layla, (tx) => readDraft(tx, form))).toBeUndefined()
  const rows = await office.db.reading(layla, (tx) => tx.db.selectFrom('drafts').selectAll().execute())
  expect(rows.filter((row) => row.form === form)).toEqual([])
})

test('a form of a case that one may not see keeps nothing, under no key', async () => {
  const { caseId, form } = await build('Hidden')
  const updateId = await buildUpdate(office.db, ines, caseId)
  for (const hidden of [form, `/updates/${updateId}/en`]) {
    const saving = office.db.transaction(tomas, (tx) => saveDraft(tx, { form: hidden, values }))
    await expect(saving).rejects.toMatchObject({ status: 404 })
    expect(await office.count('drafts', `form = '${hidden}'`)).toBe(0)
  }
})

test('words for campaigns and updates are drafts of their case', async () => {
  const { caseId, campaignId } = await buildCampaign(office.db, ines)
  const updateId = await buildUpdate(office.db, ines, caseId)
  const forms = ['texts/en', 'letters/en', 'record'].map((tab) => `/campaigns/${campaignId}/${tab}`)
  for (const form of [...forms, `/updates/${updateId}/en`]) {
    await office.db.transaction(ines, (tx) => saveDraft(tx, { form, values }))
    expect(await office.count('drafts', `form = '${form}' and case_id = '${caseId}'`)).toBe(1)
    expect((await office.db.reading(ines, (tx) => readDraft(tx, form)))?.values).toEqual(values)
  }
})

test('no row of hers is put to a case that she may not see', async () => {
  const { caseId } = await build('Walled')
  const mine = {
    account_id: tomas.accountId,
    organisation_id: office.organisationId,
    form: '/organisation',
    saved_at: office.clock.now(),
    sealed: Buffer.alloc(80),
  }
  const refused = { code: '42501' }
  const put = office.db.transaction(tomas, (tx) =>
    tx.db
      .insertInto('drafts')
      .values({ ...mine, case_id: caseId })
      .execute(),
  )
  await expect(put).rejects.toMatchObject(refused)
  await office.db.transaction(tomas, (tx) => tx.db.insertInto('drafts').values(mine).execute())
  const moved = office.db.transaction(tomas, (tx) =>
    tx.db.updateTable('drafts').set({ case_id: caseId }).where('form', '=', mine.form).execute(),
  )
  await expect(moved).rejects.toMatchObject(refused)
  expect(await office.count('drafts', `case_id = '${caseId}'`)).toBe(0)
})

test('a draft that no key opens any more keeps no page shut', async () => {
  const { form } = await build('Broken')
  await office.db.transaction(ines, (tx) => saveDraft(tx, { form, values }))
  await office.db.transaction(ines, (tx) =>
    tx.db
      .updateTable('drafts')
      .set({ sealed: Buffer.alloc(80) })
      .where('form', '=', form)
      .execute(),
  )
  expect((await office.as('ines').get(form)).status).toBe(200)
})
