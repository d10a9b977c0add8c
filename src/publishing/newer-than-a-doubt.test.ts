/** A doubtful withdrawal never reaches past a newer answer; what others refused in doubt is none. */
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildArrest } from '../../test/build-case.ts'
import { buildLiveCampaign } from '../../test/build-campaign.ts'
import { buildHarbour } from '../../test/build.ts'
import { testDatabase } from '../../test/database.ts'
import { publish, signBeside } from '../../test/sign.ts'

import { workerOf, type Member } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import '../composed.ts'
import {
  askToEndQuiet,
  askToRestore,
  goQuiet,
  letStand,
  listConsents,
  listDoubts,
  recordConsent,
  withdrawConsent,
} from './index.ts'
import type { Asked } from './index.ts'
import { expireConsents } from './withdrawal.ts'
import type { HerWord } from './tables.ts'

const database = await testDatabase()
const clock = fixedClock('2026-12-04T09:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
const worker = openDatabase({ url: database.workerUrl, keys: database.keys, clock, connections: 1 })
afterAll(() => Promise.all([office.close(), worker.close()]))
const { as } = await buildHarbour(office)
const { ines, layla } = as
let caseId: string
beforeEach(async () => {
  clock.move(60_000)
  for (const one of Object.values(as)) one.steppedUpAt = clock.now()
  caseId = (await buildLiveCampaign(office, ines)).caseId
})

const rows = async <T = unknown>(table: string, where = 'true') =>
  (
    await office.reading(ines, ({ db }) =>
      sql<{ row: T }>`select to_jsonb(t) - 'changed_at' - 'publication_id' as row from ${sql.table(table)} t
        where case_id = ${caseId} and ${sql.raw(where)} order by 1`.execute(db),
    )
  ).rows.map(({ row }) => row)
const documents = () => rows('published.documents')
const consents = async () => (await rows<{ id: string }>('consents', `state = 'given'`)).map(({ id }) => id)
const herId = async () => (await rows<{ person_id: string }>('consents'))[0]!.person_id
const withdraw = (consentIds: string[], word: HerWord) =>
  office.transaction(ines, (tx) => withdrawConsent(tx, { caseId, consentIds, word }))
const doubts = () => office.reading(ines, (tx) => listDoubts(tx, caseId))
const ask = async () => {
  const [doubt] = await doubts()
  const reason = 'Her lawyer saw her: she was made to say it'
  return await office.transaction(ines, (tx) => askToRestore(tx, { caseId, withdrawalId: doubt!.id, reason }))
}
const confirm = (who: Member, { signOffId }: Asked) => signBeside(office, who, signOffId)
const arrest = () => buildArrest(office, ines, caseId, '2026-12-04')

test.each(['withdrawn', 'expired', 'withdrawn by another in doubt'] as const)(
  'what she gave anew and is %s is newer: the broad consent of before does not come back',
  async (end) => {
    const all = await consents()
    const [{ id, person_id: personId }] = (await rows<{ id: string; person_id: string }>(
      'consents',
      `item = 'image'`,
    )) as [{ id: string; person_id: string }]
    await withdraw([id], 'not-met')
    const [first] = await doubts()
    clock.move(60_000)
    const anew = await office.transaction(ines, (tx) =>
      recordConsent(tx, {
        ...{ caseId, personId, items: ['image'], answer: 'given', how: 'oral', agreed: 'For a week' },
        ...{ givenAt: tx.now, expiresAt: new Date(tx.now.getTime() + 7 * 86_400_000) },
      }),
    )
    clock.move(60_000)
    if (end === 'expired') {
      clock.move(8 * 86_400_000)
      await worker.transaction(workerOf(ines.organisationId), expireConsents)
      for (const one of [ines, layla]) one.steppedUpAt = clock.now()
    } else await withdraw(anew.consentIds, end === 'withdrawn' ? 'met' : 'not-met')
    const asking = office.transaction(ines, (tx) =>
      askToRestore(tx, { caseId, withdrawalId: first!.id, reason: 'She was made to' }),
    )
    await expect(asking).rejects.toMatchObject({
      code: end === 'withdrawn' ? 'publishing.doubt.settled' : 'publishing.doubt.nothing',
    })
    expect(await consents()).toEqual(all.filter((one) => one !== id))
    // nor past the verb, with a signature in place
    const raw = office.transaction(ines, async ({ db }) => {
      const signedOff = await db
        .selectFrom('sign_offs')
        .select('id')
        .where('case_id', '=', caseId)
        .where('state', '=', 'signed')
        .executeTakeFirstOrThrow()
      await db
        .updateTable('withdrawals')
        .set({ settled_how: 'restored', settled_at: clock.now(), settled_by: ines.accountId })
        .set({ sign_off_id: signedOff.id })
        .where('id', '=', first!.id)
        .execute()
      await db.updateTable('withdrawal_items').set({ final_at: null }).where('consent_id', '=', id).execute()
      await db
        .updateTable('consents')
        .set({ state: 'given', withdrawn_at: null, withdrawn_by: null })
        .where('id', '=', id)
        .execute()
    })
    await expect(raw).rejects.toMatchObject({ constraint: 'consents_stay_withdrawn' })
    expect(await consents()).not.toContain(id)
  },
)

test('what was proposed meanwhile, and proposed again, is no answer: what stood comes back', async () => {
  const [{ id, person_id: personId }] = (await rows<{ id: string; person_id: string }>(
    'consents',
    `item = 'image'`,
  )) as [{ id: string; person_id: string }]
  await withdraw([id], 'not-met')
  for (let times = 0; times < 2; times++) {
    clock.move(60_000)
    await office.transaction(ines, (tx) =>
      recordConsent(tx, {
        ...{ caseId, personId, items: ['image'], answer: 'proposed', how: 'oral', agreed: 'For a week' },
        givenAt: tx.now,
      }),
    )
  }
  await confirm(layla, await ask())
  expect(await consents()).toContain(id)
  const [replaced] = await rows<{ id: string }>('consents', `state = 'superseded'`)
  expect(await rows('events', `type = 'consent.superseded'`)).toMatchObject([
    { subject: replaced!.id, data: { item: 'image', proposed: true } },
  ])
})

test.each(['family', 'lawyer'] as const)(
  'what %s refuse for her in custody is brought back by two to the public page; her own refusal ends that',
  async (how) => {
    const before = [await documents(), await consents()]
    const personId = await herId()
    await arrest()
    const refuse = (way: 'family' | 'lawyer' | 'written') =>
      office.transaction(ines, (tx) =>
        recordConsent(tx, {
          ...{ caseId, personId, items: ['name', 'story', 'health'], answer: 'refused', how: way },
          ...{ agreed: 'Take it down', givenAt: tx.now },
        }),
      )
    await refuse(how)
    expect(await documents()).toEqual([])
    // what did not stand is refused as ever
    expect(await rows('consents', `state = 'refused'`)).toMatchObject([{ item: 'health', how }])
    const hers = await office.reading(ines, (tx) => listConsents(tx, caseId, { open: true }))
    expect(hers.filter(({ state }) => state === 'withdrawn').map((one) => one.withdrawalReason)).toEqual([
      'Take it down',
      'Take it down',
    ])
    await confirm(layla, await ask())
    expect([await documents(), await consents()]).toEqual(before)
    clock.move(60_000)
    await refuse(how)
    clock.move(60_000)
    await refuse('written')
    expect([await doubts(), await rows('kept_pages'), await documents()]).toEqual([[], [], []])
    expect(await rows('consents', `state = 'refused' and how = 'written'`)).toHaveLength(3)
  },
)

const idOf = async (item: string) =>
  (await rows<{ id: string }>('consents', `item = '${item}' and state <> 'superseded'`))[0]!.id
/** Her case page anew, on her name and her story. */
async function tellStory(): Promise<void> {
  const personId = await herId()
  const [{ key }] = (await rows<{ key: string }>('published.documents', `kind = 'case'`)) as [{ key: string }]
  await publish(office, ines, {
    ...{ caseId, subjectKind: 'case', subjectId: caseId, key, text: 'with her story' },
    items: [{ personId, item: 'story' }],
    gate: { personId, item: 'name' },
    documents: [{ language: 'en', body: { id: key, lang: 'en', name: 'Samira Haddad', storyHtml: 'Hers' } }],
  })
}
const askFor = (withdrawalId: string) =>
  office.transaction(ines, (tx) =>
    askToRestore(tx, { caseId, withdrawalId, reason: 'Her lawyer saw her: she was made to say it' }),
  )

test.each(['restored', 'stands'] as const)(
  'a page that lacks what another doubt took stays kept until that one is decided: %s',
  async (end) => {
    await tellStory()
    const before = [await documents(), await rows('published.tallies')]
    await withdraw([await idOf('name')], 'not-met')
    const [first] = await doubts()
    clock.move(60_000)
    await withdraw([await idOf('story')], 'not-met')
    const second = (await doubts()).find(({ id }) => id !== first!.id)!
    expect([first!.pages > 0, second.pages]).toEqual([true, 0])
    clock.move(60_000)
    const asked = await askFor(first!.id)
    await confirm(layla, asked)
    // its own consents hold again, and nothing shows without the other
    expect([await documents(), (await doubts()).map(({ pages }) => pages)]).toEqual([[], [first!.pages]])
    expect(await consents()).toContain(await idOf('name'))
    clock.move(60_000)
    if (end === 'restored') await confirm(layla, await askFor(second.id))
    else await office.transaction(ines, (tx) => letStand(tx, { caseId, withdrawalId: second.id }))
    expect([await documents(), await rows('published.tallies')]).toEqual(
      end === 'restored' ? before : [[], []],
    )
    expect(await rows('campaigns', `state = 'live'`)).toHaveLength(end === 'restored' ? 1 : 0)
    expect([await rows('kept_pages'), await rows('kept_files')]).toEqual([[], []])
  },
)

test('quiet that ends while a word is in doubt keeps the page for that doubt', async () => {
  const before = await documents()
  await office.transaction(ines, (tx) => goQuiet(tx, caseId))
  clock.move(60_000)
  await withdraw([await idOf('name')], 'not-met')
  clock.move(60_000)
  await confirm(layla, await office.transaction(ines, (tx) => askToEndQuiet(tx, caseId)))
  expect(await documents()).toEqual([])
  clock.move(60_000)
  await confirm(layla, await ask())
  expect(await documents()).toEqual(before)
  expect(await rows('kept_pages')).toEqual([])
})
