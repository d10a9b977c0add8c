/** A withdrawal takes down whatever fails around it. */
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../test/build-case.ts'
import { testOffice } from '../../test/office.ts'
import { itemsOf, publish } from '../../test/sign.ts'
import { openDatabase } from '#platform/database.ts'
import { hashCodeWord } from './directions/code-word.ts'
import { saveDirection } from './directions/direction.ts'
import { askToRestore, listConsents, listDoubts, sign, withdrawConsent } from './index.ts'

const office = await testOffice()
const owner = openDatabase({ url: office.database.ownerUrl, keys: office.database.keys, connections: 1 })
afterAll(() => owner.close())
const { ines, layla } = office.member
let her: BuiltCase
let consents: Record<string, string>
let n = 0
beforeEach(async () => {
  for (const one of [ines, layla]) one.steppedUpAt = office.clock.now()
  her = await buildCase(office.db, ines, { codeName: `Never ${++n}` })
  consents = await buildConsents(office.db, ines, her, ['name', 'image', 'story'])
  await publish(office.db, ines, {
    ...{ caseId: her.caseId, subjectKind: 'case', subjectId: her.caseId, key: her.shortId },
    items: [{ personId: her.personId, item: 'story' }],
    gate: { personId: her.personId, item: 'name' },
    documents: [{ language: 'en', body: { lang: 'en', name: 'Samira Haddad' } }],
    text: 'the case page',
  })
  expect(await isPublic()).toBe(1)
})

const isPublic = () => office.count('published.documents', `case_id = '${her.caseId}'`)
const withdrawnCount = () => office.count('consents', `case_id = '${her.caseId}' and state = 'withdrawn'`)
const press = (form: Record<string, string>) =>
  office.as('ines').post(`/cases/${her.caseId}/consents/withdraw`, { consent: consents['name']!, ...form })
const reasons = async () =>
  (await office.db.reading(ines, (tx) => listConsents(tx, her.caseId, { open: true }))).flatMap(
    ({ withdrawalReason }) => withdrawalReason ?? [],
  )

test('while the code word cannot be checked', async () => {
  const codeWord = await hashCodeWord(office.db, ines, { ...her, codeWord: 'grey heron' })
  await office.db.transaction(ines, (tx) =>
    saveDirection(tx, {
      version: 0,
      ...{ caseId: her.caseId, personId: her.personId, speakers: [], lawyer: true, words: 'My lawyer' },
      ...{ items: ['name'], purposes: ['web'], confirmedOn: '2026-11-20', confirmedHow: 'written', codeWord },
    }),
  )
  await office.db.transaction(ines, ({ db }) =>
    sql`update directions set code_word = 'argon2id$x$x$x$AAAA$AAAA' where case_id = ${her.caseId}`.execute(
      db,
    ),
  )
  expect((await press({ word: 'not-met', codeWord: 'grey heron' })).status).toBe(303)
  expect([await isPublic(), await withdrawnCount()]).toEqual([0, 1])
  expect(await office.count('withdrawals', `case_id = '${her.caseId}' and word = 'not-met'`)).toBe(1)
})

test('with a reason of any length: it is kept shortened', async () => {
  expect((await press({ reason: 'م'.repeat(40_000) })).status).toBe(303)
  expect(await isPublic()).toBe(0)
  const [reason] = await reasons()
  expect(reason).toMatch(/^م+ \[…\]$/)
  expect(reason).toHaveLength(2000)
})

test('two thousand characters are kept as they are', async () => {
  expect((await press({ reason: 'م'.repeat(2000) })).status).toBe(303)
  expect(await reasons()).toEqual(['م'.repeat(2000)])
})

test('without the key of the case: the reason is lost, and that it is lost is written down', async () => {
  await owner.pool.query('delete from case_keys where case_id = $1', [her.caseId])
  const withdraw = (id: string, reason?: string) =>
    office.db.transaction(ines, (tx) =>
      withdrawConsent(tx, { caseId: her.caseId, consentIds: [id], reason, word: 'met' }),
    )
  await withdraw(consents['image']!)
  await withdraw(consents['name']!, 'She said so')
  expect([await isPublic(), await withdrawnCount()]).toEqual([0, 2])
  const lost = `case_id = '${her.caseId}' and data->>'reasonLost' = 'true'`
  expect(await office.count('events', lost)).toBe(1)
})

test('a page that cannot be kept goes down all the same; two people bring back the consent, and read that it does not return', async () => {
  await owner.pool.query('alter table kept_pages add constraint full_disk check (false) not valid')
  try {
    expect((await press({ word: 'not-met', reason: 'A caller said so' })).status).toBe(303)
  } finally {
    await owner.pool.query('alter table kept_pages drop constraint full_disk')
  }
  expect([await isPublic(), await withdrawnCount()]).toEqual([0, 1])
  expect(await reasons()).toEqual(['A caller said so'])
  const [doubt] = await office.db.reading(ines, (tx) => listDoubts(tx, her.caseId))
  expect(doubt).toMatchObject({ items: ['name'], pages: 0, unkept: 1 })
  expect(
    await office.count(
      'events',
      `case_id = '${her.caseId}' and type = 'consent.withdrawn' and data->>'unkept' = '1'`,
    ),
  ).toBe(1)
  const page = await (await office.as('ines').get(`/cases/${her.caseId}/consents`)).text()
  expect(page).toContain('could not be kept')
  expect(page).not.toContain('Nothing public showed it.')
  const { signOffId } = await office.db.transaction(ines, (tx) =>
    askToRestore(tx, { caseId: her.caseId, withdrawalId: doubt!.id, reason: 'Her lawyer saw her' }),
  )
  await office.db.transaction(layla, async (tx) =>
    sign(tx, { signOffId, items: await itemsOf(tx, signOffId) }),
  )
  expect([await isPublic(), await withdrawnCount()]).toEqual([0, 0])
})
