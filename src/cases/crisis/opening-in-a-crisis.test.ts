import { expect, test } from 'vitest'
import { testOffice } from '../../../test/office.ts'
import { drawCodeName } from './code-name.ts'
import { openInCrisis } from './crisis.ts'

const office = await testOffice()
const ines = office.as('ines')
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const call = () => ({
  legalName: 'Amal Sarraf',
  reason: 'arrested',
  country: 'JO',
  accountId: office.member.layla.accountId,
  channels: 'Signal, at night',
  codeName: 'Grey Curlew',
  language: 'en',
})
const counts = async () =>
  await Promise.all([office.count('cases'), office.count('persons'), office.count('case_team')])

test('one form opens the file for two, with the person in it, and leads to her consent', async () => {
  expect(await html(ines.get('/'))).toContain('href="/cases/crisis"')
  const answer = await ines.post('/cases/crisis', call())
  expect(answer.status).toBe(303)
  const at = /^\/cases\/[\w-]+/.exec(answer.headers.get('location')!)![0]
  expect(answer.headers.get('location')).toBe(`${at}/consents/new`)
  expect(await html(ines.get(`${at}/team`))).toContain('Layla')
  expect((await office.as('layla').get(at)).status).toBe(200)
  // team alone, nothing public, and all of it in the log
  expect((await office.as('tomas').get(at)).status).toBe(404)
  expect(await office.count('publications')).toBe(0)
  for (const type of ['case.opened', 'person.added', 'case.team-joined'])
    expect(await office.count('events', `type = '${type}'`), type).toBe(1)
  const page = await html(ines.get(at))
  expect(page).toContain('Record what she allows')
  expect(page).not.toContain('Amal Sarraf')
})

test('who has colleagues names one, and a refused form keeps what was typed and opens nothing', async () => {
  const before = await counts()
  for (const wrong of [{ accountId: '' }, { legalName: '' }, { country: 'XX' }]) {
    const answer = await ines.post('/cases/crisis', { ...call(), ...wrong })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Signal, at night')
  }
  const stranger = '01900000-0000-7000-8000-000000000000'
  expect((await ines.post('/cases/crisis', { ...call(), accountId: stranger })).status).toBe(404)
  expect((await office.as('viktor').post('/cases/crisis', call())).status).toBe(403)
  // not only at the door: whatever asks the verb names a second one
  const alone = { ...call(), reason: 'arrested', accountId: undefined } as const
  await expect(
    office.db.transaction(office.member.ines, (tx) => openInCrisis(tx, alone)),
  ).rejects.toMatchObject({ fields: { accountId: 'error.field.choose' } })
  expect(await counts()).toEqual(before)
})

test('a code name is drawn by chance, and never one that is taken', () => {
  const taken: string[] = []
  for (let n = 0; n < 160; n++) taken.push(drawCodeName('en', taken))
  expect(new Set(taken).size).toBe(160)
  expect(drawCodeName('ar', [])).toMatch(/^[\u0600-\u06ff]+ [\u0600-\u06ff]+$/)
})
