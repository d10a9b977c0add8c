import { expect, test } from 'vitest'
import { buildCase } from '../../test/build-case.ts'
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
    const place = { table: 'drafts', column: 'sealed', row: `${layla.accountId}|${form}` }
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
  const { form } = await build('Hidden')
  const saving = office.db.transaction(tomas, (tx) => saveDraft(tx, { form, values }))
  await expect(saving).rejects.toMatchObject({ status: 404 })
  expect(await office.count('drafts', `form = '${form}'`)).toBe(0)
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
