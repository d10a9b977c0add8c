import { expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { buildCaseDocuments, caseMaterial } from '../case-document.ts'
import { addEffect, editEffect, listEffects, listEffectVersions, type EffectInput } from './effect.ts'
import { listPositions, statePosition } from './position.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1]) => office.db.transaction(ines, run)

const effect = {
  what: 'She may see her doctor again',
  change: 'moderate-improvement',
  outcome: 'partial',
  on: '2026-11-20',
  confidence: 'high',
  evidence: 'A note from the guard',
  visibility: 'team',
} as const satisfies Partial<EffectInput>
const told = {
  ...effect,
  visibility: 'public',
  public: { en: 'She sees a doctor.' },
  joint: { en: 'The consensus of the members is relief.' },
} as const satisfies Partial<EffectInput>

async function build(codeName: string) {
  const { caseId } = await buildCase(office.db, ines, { codeName, room: 'coalition' })
  return { caseId, at: `/cases/${caseId}` }
}

const add = (caseId: string, changes: Partial<EffectInput> = {}) =>
  as((tx) => addEffect(tx, { ...effect, after: [], ...changes, caseId }))

test('every version stays, and who has not seen the newest one overwrites nothing', async () => {
  const { caseId } = await build('Versions')
  const effectId = await add(caseId)
  const input = { ...effect, after: [], caseId, effectId, version: 1 }
  await as((tx) => editEffect(tx, { ...input, outcome: 'none' }))
  await expect(as((tx) => editEffect(tx, { ...input, outcome: 'tragic' }))).rejects.toMatchObject({
    code: 'case.changed',
  })
  const versions = await as((tx) => listEffectVersions(tx, caseId, effectId))
  expect(versions.map(({ outcome }) => outcome)).toEqual(['none', 'partial'])
  expect(await office.count('events', `case_id = '${caseId}' and type like 'effect.%'`)).toBe(2)
})

test('what does not hold together is said at its field, and nothing is kept', async () => {
  const { caseId } = await build('Refused')
  const wrong: [Partial<EffectInput>, Record<string, string>][] = [
    [{ on: '2027-01-01' }, { on: 'case.status.error.future' }],
    [{ ...told, public: {} }, { visibility: 'fact.error.public-words' }],
  ]
  for (const [changes, fields] of wrong) await expect(add(caseId, changes)).rejects.toMatchObject({ fields })
  expect(await office.count('effects', `case_id = '${caseId}'`)).toBe(0)
})

test('the room reads what was opened to it, without the evidence, and positions by organisation', async () => {
  const { caseId, at } = await build('Circles')
  const hidden = await add(caseId, { what: 'Kept in the team' })
  const opened = await add(caseId, { visibility: 'coalition' })
  const browser = office.as('tomas')
  const page = await html(browser.get(`${at}/effects`))
  expect(page).toContain('see her doctor')
  expect(page).not.toContain('Kept in the team')
  expect(await html(browser.get(`${at}/effects/${opened}`))).not.toContain('note from the guard')
  expect((await browser.get(`${at}/effects/${hidden}`)).status).toBe(404)
  expect((await browser.post(`${at}/effects/${hidden}/position`, { position: 'agree' })).status).toBe(404)
  expect(await office.count('effect_positions', `case_id = '${caseId}'`)).toBe(0)
  const said = { position: 'dissent', reason: 'Too early to say' }
  expect((await browser.post(`${at}/effects/${opened}/position`, said)).status).toBe(303)
  expect(await html(office.as('ines').get(`${at}/effects`))).toContain('Too early to say')
  // a new word replaces the one before
  const agreed = { caseId, effectId: opened, position: 'in-part' } as const
  await office.db.transaction(tomas, (tx) => statePosition(tx, agreed))
  expect(await as((tx) => listPositions(tx, caseId))).toMatchObject([{ position: 'in-part' }])
})

test('the public reads its own words with the attributed ones, in languages that have them', async () => {
  const { caseId } = await build('Public')
  await add(caseId)
  await add(caseId, told)
  const documents = await as(async (tx) => {
    const choice = { languages: ['en', 'ar'], named: true, portrait: false, status: false }
    return buildCaseDocuments(await caseMaterial(tx, caseId), choice, new Map())
  })
  const of = (lang: string) => documents.find(({ language }) => language === lang)!.body
  expect(of('en').effects).toEqual([
    { on: '2026-11-20', text: 'She sees a doctor.', joint: 'The consensus of the members is relief.' },
  ])
  expect(of('ar').effects).toBeUndefined()
  expect(JSON.stringify(documents)).not.toContain('guard')
})

test('through the doors: sealed, kept when refused, in the timeline of those who may read it', async () => {
  const { caseId, at } = await build('Doors')
  const browser = office.as('ines')
  const refused = await browser.post(`${at}/effects`, { ...effect, change: '' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain(effect.what)
  expect(await office.count('effects', `case_id = '${caseId}'`)).toBe(0)
  expect((await browser.post(`${at}/effects`, effect)).status).toBe(303)
  const [one] = await as((tx) => listEffects(tx, caseId))
  expect(await html(browser.get(`${at}/effects/${one!.id}`))).toContain('note from the guard')
  expect(await html(browser.get(`${at}/timeline`))).toContain(effect.what)
  const tomas = office.as('tomas')
  expect(await html(tomas.get(`${at}/timeline`))).not.toContain(effect.what)
  expect((await tomas.post(`${at}/effects`, effect)).status).toBe(403)
  const words = Buffer.from('doctor').toString('hex')
  expect(await office.count('effects', `encode(sealed, 'hex') like '%${words}%'`)).toBe(0)
})
