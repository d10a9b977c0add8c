/** Narrowed under duress: to whoever holds the telephone it is her own word, and two people bring back what stood. */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { privateDoor } from '../../../test/private-door.ts'
import { itemsOf, publish } from '../../../test/sign.ts'
import { hashPassphrase } from '#platform/sign-in/passphrase.ts'
import { askToRestore, listDoubts, recordConsent, sign } from '../index.ts'
import { keyForPhrase, setPhrase } from './link.ts'

const office = await testOffice()
const door = privateDoor(office)
const { ines, layla } = office.member
const [phrase, duress] = ['canary lemon tree', 'canary olive branch']
const stood = ['web', 'legal', 'media']
let her: BuiltCase
let story: string
let path: string
let n = 0
beforeEach(async () => {
  await newCase()
})

const text = async (answer: Response | Promise<Response>) => await (await answer).text()
const cheap = { memory: 64, passes: 1, parallelism: 1, tagLength: 32 }

async function newCase() {
  office.clock.move(60_000)
  for (const one of [ines, layla]) one.steppedUpAt = office.clock.now()
  her = await buildCase(office.db, ines, { codeName: `Narrow ${++n}` })
  await buildConsents(office.db, ines, her, ['name'])
  const { consentIds } = await office.db.transaction(ines, (tx) =>
    recordConsent(tx, {
      ...{ caseId: her.caseId, personId: her.personId, items: ['story'], answer: 'given', how: 'oral' },
      ...{ agreed: 'Tell it', givenAt: tx.now, purposes: ['web', 'legal', 'media'] },
    }),
  )
  story = consentIds[0]!
  await publish(office.db, ines, {
    ...{ caseId: her.caseId, subjectKind: 'case', subjectId: her.caseId, key: her.shortId },
    items: [{ personId: her.personId, item: 'story' }],
    gate: { personId: her.personId, item: 'name' },
    documents: [{ language: 'en', body: { lang: 'en', name: 'Samira Haddad' } }],
    text: 'the case page',
  })
  const who = { caseId: her.caseId, personId: her.personId }
  const key = await office.db.transaction(ines, (tx) => keyForPhrase(tx, who))
  const hashed = {
    phrase: await hashPassphrase(key, phrase, cheap),
    duress: await hashPassphrase(key, duress, cheap),
  }
  await office.db.transaction(ines, (tx) => setPhrase(tx, { ...who, hashed }))
  const browser = office.as('ines')
  const at = `/cases/${her.caseId}/consents/link`
  await browser.post(at, { personId: her.personId, hours: '24', language: 'en' })
  path = /4002(\/m\/[\w-]{22})/.exec(await text(browser.get(at)))![1]!
}

const rows = async <T = Record<string, unknown>>(table: string, where = 'true') =>
  (
    await office.db.reading(ines, ({ db }) =>
      sql<{ row: T }>`select to_jsonb(t) - 'changed_at' as row from ${sql.table(table)} t
        where case_id = ${her.caseId} and ${sql.raw(where)}`.execute(db),
    )
  ).rows.map(({ row }) => row)
const documents = () => rows('published.documents')
const purposes = async () =>
  (await rows<{ purposes: string[] }>('consents', `item = 'story' and state = 'given'`))[0]?.purposes
const open = (said: string) => text(door.post(path, { phrase: said }))
const idOn = (page: string) => [...page.matchAll(/name="consent" value="([\w-]{36})"/g)].map(([, id]) => id!)
/** She presses for whatever stands on her page of this item; hers is a new consent once she has narrowed it. */
async function narrow(without: string, said: string) {
  const page = await open(said)
  const pass = /name="pass" value="([\w-]+)"/.exec(page)![1]!
  const [now] = await rows<{ id: string }>(
    'consents',
    `item = 'story' and state in ('given', 'withdrawn')
    and id = any ('{${idOn(page).join(',')}}')`,
  )
  const form = { pass, act: 'narrow', consent: now!.id, without }
  const sure = await text(door.post(path, form))
  expect((await door.post(path, { ...form, step: 'do' })).status).toBe(303)
  return sure
}
const doubts = () => office.db.reading(ines, (tx) => listDoubts(tx, her.caseId))
async function restore(withdrawalId: string) {
  const { signOffId } = await office.db.transaction(ines, (tx) =>
    askToRestore(tx, { caseId: her.caseId, withdrawalId, reason: 'Her lawyer saw her' }),
  )
  await office.db.transaction(layla, async (tx) =>
    sign(tx, { signOffId, items: await itemsOf(tx, signOffId) }),
  )
  return signOffId
}
const anyCase = (page: string) =>
  page
    .replaceAll(her.shortId, 'short')
    .replaceAll(/(?<=name="pass" value=")[\w-]+/g, 'pass')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')

test('her pages and what is public are the same after either phrase', async () => {
  const walk = async (said: string) => {
    await newCase()
    const seen: unknown[] = []
    for (const without of ['legal', 'media', 'web']) {
      seen.push(anyCase(await narrow(without, said)), anyCase(await open(said)))
      seen.push((await documents()).length)
      office.clock.move(1000)
    }
    return seen
  }
  const ordinary = await walk(phrase)
  expect(ordinary.filter((one) => typeof one === 'number')).toEqual([1, 1, 0])
  expect(ordinary[1]).toContain('/en/c/short')
  expect(await walk(duress)).toEqual(ordinary)
})

test('what was taken is gone at once, and two people bring back exactly what stood', async () => {
  const before = [await documents(), await rows('consents'), await rows('publication_items')]
  await narrow('legal', duress)
  expect([await documents(), await purposes()]).toEqual([before[0], ['web', 'media']])
  expect(await rows('withdrawals')).toMatchObject([{ word: 'not-met', in_doubt: true }])
  const [doubt] = await doubts()
  expect(doubt).toMatchObject({ items: [], narrowed: [{ item: 'story', purposes: ['legal'] }], unkept: 0 })
  const page = await text(office.as('ines').get(`/cases/${her.caseId}/consents`))
  expect(page).toContain('no longer for Legal work')
  const raw = office.db.transaction(ines, ({ db }) =>
    db.updateTable('consents').set({ purposes: stood }).where('id', '=', story).execute(),
  )
  await expect(raw).rejects.toMatchObject({ constraint: 'consents_stay_narrowed' })
  await restore(doubt!.id)
  expect([await documents(), await rows('consents'), await rows('publication_items')]).toEqual(before)
  expect(await doubts()).toEqual([])
})

test('of two that narrowed it each brings back what it took, whichever comes first', async () => {
  await narrow('legal', duress)
  office.clock.move(1000)
  await narrow('media', duress)
  expect(await purposes()).toEqual(['web'])
  const [second, first] = await doubts()
  await restore(first!.id)
  expect(await purposes()).toEqual(['web', 'legal'])
  await restore(second!.id)
  expect((await purposes())?.toSorted()).toEqual(stood.toSorted())
})

test('her own word afterwards is the last: nothing comes back past it', async () => {
  await narrow('legal', duress)
  const [doubt] = await doubts()
  await narrow('media', phrase)
  await expect(restore(doubt!.id)).rejects.toMatchObject({ status: 409 })
  expect(await purposes()).toEqual(['web'])
})
