import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../test/build-case.ts'
import { testOffice } from '../../test/office.ts'
import { signThrough } from '../../test/sign.ts'
import { savePerson } from '#cases/index.ts'
import { newId } from '#platform/ids.ts'
import { addFact } from '../cases/facts/fact.ts'

const office = await testOffice()
const [ines, tomas] = [office.as('ines'), office.as('tomas')]
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const caseOf = (codeName: string) => buildCase(office.db, office.member.ines, { codeName })
const seen = async ({ caseId }: BuiltCase) =>
  /name="seen" value="([^"]+)"/.exec(await html(ines.get(`/cases/${caseId}/publish`)))![1]!
const signing = { languages: ['en', 'ar'], gate: 'name', items: ['story'], status: 'yes', read: 'yes' }
const isPublic = ({ caseId }: BuiltCase) => office.count('published.documents', `case_id = '${caseId}'`)

test('a page stands on the consents of the person it is of, and of each other one whom it tells of', async () => {
  const her = await caseOf('Two of them')
  const { caseId } = her
  const at = `/cases/${caseId}`
  const karim = await office.db.transaction(office.member.ines, (tx) =>
    savePerson(tx, { caseId, role: 'co-accused', legalName: 'Karim Haddad' }),
  )
  const his = await buildConsents(office.db, office.member.ines, { caseId, personId: karim }, [
    'name',
    'place',
  ])

  const form = await html(ines.get(`${at}/publish`))
  expect(form).toContain('Whose page is it?')
  expect(form).toContain('Karim Haddad')
  const whole = { ...signing, items: [], seen: await seen(her) }
  // Safety: he agreed, she did not: her page does not open on his word
  const refused = await ines.post(`${at}/publish`, { ...whole, personId: her.personId })
  expect(refused.status).toBe(422)
  expect(await html(refused)).toContain('She has not agreed')
  expect((await ines.post(`${at}/publish`, whole)).status, 'hers unless told').toBe(422)
  expect((await ines.post(`${at}/publish`, { ...whole, personId: newId(Date.now()) })).status).toBe(422)

  const consents = await buildConsents(office.db, office.member.ines, her, ['name'])
  const both = { ...whole, personId: her.personId, others: [`${karim}:name`, `${karim}:place`] }
  const asked = await ines.post(`${at}/publish`, both)
  const toSign = await html(tomas.get(asked.headers.get('location')!))
  expect(toSign, 'in the room by role').toContain('Co-accused')
  expect(toSign).not.toContain('Karim')
  expect((await signThrough(tomas, asked)).status).toBe(303)
  expect(await isPublic(her)).toBe(2)
  const after = await html(ines.get(`${at}/publish`))
  expect(after).toMatch(new RegExp(`value="${karim}:place"[^>]*checked|checked[^>]*value="${karim}:place"`))

  const withdraw = (consent: string) => ines.post(`${at}/consents/withdraw`, { consent, reason: '' })
  expect((await withdraw(his['place']!)).status).toBe(303)
  expect(await isPublic(her), 'his word takes it down').toBe(0)

  await signThrough(tomas, await ines.post(`${at}/publish`, { ...whole, personId: her.personId }))
  expect(await isPublic(her)).toBe(2)
  expect((await withdraw(his['name']!)).status).toBe(303)
  expect(await isPublic(her), 'it tells nothing of him').toBe(2)
  expect((await withdraw(consents['name']!)).status).toBe(303)
  expect(await isPublic(her), 'her word takes hers down').toBe(0)
})

test('a line that becomes public while an author reads is not signed unread', async () => {
  const her = await caseOf('Read')
  await buildConsents(office.db, office.member.ines, her, ['name', 'story'])
  const read = await seen(her)
  await office.db.transaction(office.member.ines, (tx) =>
    addFact(tx, {
      ...{ caseId: her.caseId, kind: 'fact', on: '2026-11-12', precision: 'exact', zone: 'Asia/Amman' },
      ...{ verification: 'confirmed', reliability: 'reliable', visibility: 'public', tlp: 'clear' },
      ...{ statement: 'Her phone was taken at the gate', sources: ['Her lawyer', 'The gatekeeper'] },
      public: { en: 'Her phone was taken.' },
    }),
  )
  expect((await ines.post(`/cases/${her.caseId}/publish`, { ...signing, seen: read })).status).toBe(409)
})

test('after her name is taken back the page has another address, and the old one leads nowhere', async () => {
  const her = await caseOf('Moved')
  const { caseId, shortId } = her
  const at = `/cases/${caseId}`
  const put = async (gate: string) => {
    const form = { ...signing, items: [], gate, seen: await seen(her) }
    expect((await signThrough(tomas, await ines.post(`${at}/publish`, form))).status).toBe(303)
  }
  const keys = async () => {
    const { rows } = await office.db.reading(office.member.ines, ({ db }) =>
      sql<{ key: string }>`select distinct key from published.documents where case_id = ${caseId}`.execute(
        db,
      ),
    )
    return rows.map(({ key }) => key)
  }
  const consents = await buildConsents(office.db, office.member.ines, her, ['name', 'pseudonym'])
  await put('name')
  // while she may be named nothing is hidden by moving
  await put('pseudonym')
  expect(await keys()).toEqual([shortId])
  await put('name')
  expect(
    (await ines.post(`${at}/consents/withdraw`, { consent: consents['name']!, reason: '' })).status,
  ).toBe(303)
  await put('pseudonym')
  const [moved, ...more] = await keys()
  expect(more).toEqual([])
  expect(moved).not.toBe(shortId)
  expect(await office.count('cases', `id = '${caseId}' and short_id = '${moved}'`)).toBe(1)
  expect(await office.count('published.quiet', `kind = 'case' and key = '${shortId}'`)).toBe(1)
  // once moved it stays there; one who changes nothing signs alone
  const again = { ...signing, items: [], gate: 'pseudonym', seen: await seen(her) }
  expect((await ines.post(`${at}/publish`, again)).status).toBe(303)
  expect(await keys()).toEqual([moved])
})
