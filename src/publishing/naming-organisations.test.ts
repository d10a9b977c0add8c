import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Member } from '../platform/actor.ts'
import { buildCase, buildConsents } from '../../test/build-case.ts'
import { buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { testOffice } from '../../test/office.ts'
import { itemsOf } from '../../test/sign.ts'
import { lighthouse } from '../../test/world.ts'
import { caseMaterial, type CaseDocument } from '../cases/index.ts'
import { leaveCoalition, nameInPublic } from '../coalitions/index.ts'
import { askForPage, askToEndQuiet, goQuiet, sign, signPage, type PublishInput } from './index.ts'

const office = await testOffice()
const { ines } = office.member
const wanjiru = await buildPartner(office.db)
const as = <T>(member: Member, run: Parameters<typeof office.db.transaction<T>>[1]) =>
  office.db.transaction(member, run)

/** Ids of the organisations on each public page of the case. */
const onPages = (caseId: string) =>
  as(ines, async (tx) => {
    const rows = await tx.db
      .selectFrom('published.documents')
      .select('body')
      .where('case_id', '=', caseId)
      .where('kind', '=', 'case')
      .execute()
    return rows.map(({ body }) =>
      (body as { organisations: { id: string }[] }).organisations.map(({ id }) => id).toSorted(),
    )
  })

/** Lantern with both organisations on its page. */
async function build(codeName: string) {
  const built = await buildCase(office.db, ines, { codeName })
  const { caseId, shortId, personId } = built
  await buildConsents(office.db, ines, built)
  await joinCoalition(office.db, ines, caseId, wanjiru)
  const page: PublishInput = {
    ...{ caseId, subjectKind: 'case', subjectId: caseId, key: shortId, items: [], text: 'the case page' },
    gate: { personId, item: 'name' },
    documents: [
      {
        language: 'en',
        body: {
          ...{ id: shortId, lang: 'en', name: 'Samira Haddad', leadOrganisationId: ines.organisationId },
          status: {
            ...{ text: 'It is tense.', assessedOn: '2026-11-20', validUntil: '2026-12-20', assessorCount: 2 },
            assessors: ['Harbour Watch', lighthouse.name],
          },
          organisations: [
            { id: ines.organisationId, role: 'lead' },
            { id: wanjiru.organisationId, role: 'partner' },
          ],
        },
      },
    ],
  }
  const asked = await as(ines, (tx) => askForPage(tx, page))
  if (asked.state !== 'asked') throw new Error('two organisations sign a first publication')
  const { signOffId } = asked
  await as(wanjiru, async (tx) => signPage(tx, { signOffId, items: await itemsOf(tx, signOffId) }, page))
  return { ...built, page }
}
const both = [[ines.organisationId, wanjiru.organisationId].toSorted()]
const lead = [[ines.organisationId]]

test('an organisation that takes its name back is off the page in the same moment, and comes on by a new page alone', async () => {
  const { caseId } = await build('Named')
  expect(await onPages(caseId)).toEqual(both)
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId, named: false }))
  expect(await onPages(caseId)).toEqual(lead)
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId, named: true }))
  expect(await onPages(caseId)).toEqual(lead)
})

test('a page that comes back after quiet names nobody who has said no since', async () => {
  const { caseId } = await build('Quiet')
  await as(ines, (tx) => goQuiet(tx, caseId))
  expect(await onPages(caseId)).toEqual([])
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId, named: false }))
  const asked = await as(ines, (tx) => askToEndQuiet(tx, caseId))
  await as(wanjiru, async (tx) =>
    sign(tx, { signOffId: asked.signOffId, items: await itemsOf(tx, asked.signOffId) }),
  )
  expect(await onPages(caseId)).toEqual(lead)
})

test('an organisation that leaves is off the page, and its signature on it stays', async () => {
  const { caseId } = await build('Gone')
  await as(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  expect(await onPages(caseId)).toEqual(lead)
})

const bodyOf = (caseId: string) =>
  as(ines, async (tx) => {
    const { body } = await tx.db
      .selectFrom('published.documents')
      .select('body')
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow()
    return body as CaseDocument
  })

test('who led a page and is not named any more answers for it no more, and comes back by a new page alone', async () => {
  const { caseId } = await build('Led')
  expect((await bodyOf(caseId)).leadOrganisationId).toBe(ines.organisationId)
  await as(ines, (tx) => nameInPublic(tx, { caseId, named: false }))
  const now = await bodyOf(caseId)
  expect(now.organisations).toEqual([{ id: wanjiru.organisationId, role: 'partner' }])
  expect(JSON.stringify(now)).not.toContain(ines.organisationId)
  await as(ines, (tx) => nameInPublic(tx, { caseId, named: true }))
  expect(JSON.stringify(await bodyOf(caseId))).not.toContain(ines.organisationId)
  const material = await as(ines, async (tx) => {
    await nameInPublic(tx, { caseId, named: false })
    return await caseMaterial(tx, caseId)
  })
  expect(material.leadOrganisationId).toBeUndefined()
})

test('among the assessors its name goes too, and it is counted as before', async () => {
  const { caseId } = await build('Assessed')
  expect((await bodyOf(caseId)).status?.assessors).toEqual(['Harbour Watch', lighthouse.name])
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId, named: false }))
  expect((await bodyOf(caseId)).status).toMatchObject({ assessors: ['Harbour Watch'], assessorCount: 2 })
})

test.each(['takes its name back', 'leaves'] as const)(
  'an organisation that %s while a page comes out is not on that page',
  async (what) => {
    const { caseId, page } = await build(`Beside ${what}`)
    const mended = structuredClone(page.documents[0]!.body) as CaseDocument
    mended.name = 'Samira Haddad Odeh'
    const next = { ...page, documents: [{ language: 'en', body: mended }] }
    let beside: Promise<void> | undefined
    await as(ines, async (tx) => {
      await askForPage(tx, next, { correcting: true })
      // the page is out, and nobody else sees it yet
      let settled = false
      beside = as(wanjiru, (other) =>
        what === 'leaves' ? leaveCoalition(other, { caseId }) : nameInPublic(other, { caseId, named: false }),
      ).finally(() => (settled = true))
      for (let waiting = 0; waiting === 0 && !settled;) {
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from pg_locks where not granted and locktype = 'advisory'
            and database = (select oid from pg_database where datname = current_database())`.execute(tx.db)
        waiting = rows[0]!.n
      }
    })
    await beside
    expect((await bodyOf(caseId)).name).toBe('Samira Haddad Odeh')
    expect(await onPages(caseId)).toEqual(lead)
  },
)
