/** A withdrawal that may not be her word: down at once all the same, and brought back by two, or never. */
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { buildArrest, buildConsents } from '../../test/build-case.ts'
import { buildLiveCampaign, type BuiltCampaign } from '../../test/build-campaign.ts'
import { buildHarbour, buildMember, buildOrganisation } from '../../test/build.ts'
import { buildUpdate, publishBuilt } from '../../test/build-update.ts'
import { testDatabase } from '../../test/database.ts'
import { rounds } from '../../test/rounds.ts'
import { publish, signBeside } from '../../test/sign.ts'
import { lighthouse } from '../../test/world.ts'
import { setWish } from '#cases/index.ts'
import { workerOf, type Member } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { createI18n } from '#platform/i18n.ts'
import type { OfficeServices } from '#platform/module.ts'
import { catalogue } from '../catalogue.ts'
import '../composed.ts'
import { askToRestore, goQuiet, letStand, listDoubts, recordConsent, withdrawConsent } from './index.ts'
import type { Asked, PublishInput } from './index.ts'
import { alarmDoubts } from './restoring.ts'
import type { HerWord } from './tables.ts'
import { withdrawalsInDoubt } from './today.ts'
import { withoutDeadlock } from '#platform/without-deadlock.ts'

const database = await testDatabase()
const clock = fixedClock('2026-12-04T09:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
const worker = openDatabase({ url: database.workerUrl, keys: database.keys, clock, connections: 1 })
const i18n = createI18n('en', catalogue)
const owner = openDatabase({ url: database.ownerUrl, keys: database.keys, connections: 1 })
afterAll(() => Promise.all([office.close(), worker.close(), owner.close()]))
const { as } = await buildHarbour(office)
const { ines, layla } = as
let campaign: BuiltCampaign
let caseId: string
beforeEach(async () => {
  clock.move(60_000)
  for (const one of Object.values(as)) one.steppedUpAt = clock.now()
  campaign = await buildLiveCampaign(office, ines)
  caseId = campaign.caseId
  await publishBuilt(office, ines, await buildUpdate(office, ines, caseId))
})

const rows = async <T = unknown>(table: string, where = 'true') =>
  (
    await office.reading(ines, ({ db }) =>
      sql<{ row: T }>`select to_jsonb(t) - 'changed_at' - 'publication_id' as row from ${sql.table(table)} t
        where case_id = ${caseId} and ${sql.raw(where)} order by 1`.execute(db),
    )
  ).rows.map(({ row }) => row)
const documents = () => rows('published.documents')
const consents = async (state = 'given') =>
  (await rows<{ id: string }>('consents', `state = '${state}'`)).map(({ id }) => id)
const withdraw = (consentIds: string[], word?: HerWord, who: Member = ines) =>
  withoutDeadlock(() =>
    office.transaction(who, (tx) => withdrawConsent(tx, { caseId, consentIds, ...(word ? { word } : {}) })),
  )
const doubts = () => office.reading(ines, (tx) => listDoubts(tx, caseId))
const ask = async (reason = 'Her lawyer saw her: she was made to say it', who: Member = ines) => {
  const [doubt] = await doubts()
  return await office.transaction(who, (tx) => askToRestore(tx, { caseId, withdrawalId: doubt!.id, reason }))
}
const confirm = (who: Member, { signOffId }: Asked) =>
  withoutDeadlock(() => signBeside(office, who, signOffId))
const arrest = () => buildArrest(office, ines, caseId, '2026-12-04')
const events = async (type: string) => (await rows('events', `type = '${type}'`)).length

test.each([
  ['not-met', false, true],
  ['unknown', false, false],
  ['met', false, false],
  ['not-met', true, true],
  ['unknown', true, true],
  ['met', true, false],
] as const)(
  'a word that is %s, while she is held: %s: it is down at once, in doubt: %s',
  async (word, held, inDoubt) => {
    if (held) await arrest()
    const all = await consents()
    const answer = await withdraw(all, word)
    expect(answer.inDoubt).toBe(inDoubt)
    for (const table of ['publications', 'published.documents', 'published.files', 'published.tallies'])
      expect(await rows(table), table).toEqual([])
    expect(await consents()).toEqual([])
    expect(await doubts()).toHaveLength(inDoubt ? 1 : 0)
    expect((await rows('kept_pages')).length > 0).toBe(inDoubt)
    expect(await rows('withdrawals')).toMatchObject([{ word, held, in_doubt: inDoubt }])
  },
)

test('whoever does not see the file cannot vouch for her word', async () => {
  const answer = await withdraw(await consents(), undefined, layla)
  expect(answer.inDoubt).toBe(true)
  expect(await documents()).toEqual([])
  expect(await rows('withdrawals')).toMatchObject([{ word: 'unknown', held: null }])
})

test('two people bring back exactly what stood, with a reason; one alone does not', async () => {
  const before = [await documents(), await rows('consents'), await rows('published.tallies')]
  await withdraw(await consents(), 'not-met')
  await expect(ask(' ')).rejects.toMatchObject({ status: 422 })
  const asked = await ask()
  expect(asked.state).toBe('asked')
  await expect(confirm(ines, asked)).rejects.toMatchObject({ code: 'publishing.sign.own' })
  expect([await documents(), await consents()]).toEqual([[], []])
  await confirm(layla, asked)
  expect([await documents(), await rows('consents'), await rows('published.tallies')]).toEqual(before)
  expect(await rows('published.quiet')).toEqual([])
  expect(await rows('campaigns', `state = 'live'`)).toHaveLength(1)
  expect(await rows('updates', `state = 'published'`)).toHaveLength(1)
  expect(await rows('kept_pages')).toEqual([])
  expect(await doubts()).toEqual([])
  expect([await events('withdrawal.restored'), await events('consent.restored')]).toEqual([
    1,
    (await consents()).length,
  ])
  // it is hers to take back again
  await withdraw(await consents(), 'met')
  expect(await documents()).toEqual([])
})

test('the whole team is woken, once, and whoever takes it in hand ends the alarm', async () => {
  const alarms = () => rows<{ acknowledged_by: string | null }>('alarms', `stage = 'duress-withdrawal'`)
  const turn = () => worker.transaction(workerOf(ines.organisationId), alarmDoubts)
  await withdraw(await consents(), 'not-met')
  await turn()
  await turn()
  expect(await alarms()).toMatchObject([{ acknowledged_by: null }])
  await ask()
  expect(await alarms()).toMatchObject([{ acknowledged_by: ines.accountId }])
  const today = await office.reading(ines, async () =>
    withdrawalsInDoubt.find({ member: ines, office: { db: office } as OfficeServices, i18n }),
  )
  expect(today.some(({ href }) => href === `/cases/${caseId}/consents`)).toBe(true)
  const elsewhere = await withdrawalsInDoubt.find({
    ...{ member: layla, office: { db: office } as OfficeServices, i18n },
  })
  expect(elsewhere).toEqual([])
})

test('what met the direction comes back neither by the verb nor past it', async () => {
  const all = await consents()
  const asked = await events('sign-off.asked')
  await withdraw(all, 'met')
  const [{ id }] = (await rows<{ id: string }>('withdrawals')) as [{ id: string }]
  const asking = office.transaction(ines, (tx) =>
    askToRestore(tx, { caseId, withdrawalId: id, reason: 'Please' }),
  )
  await expect(asking).rejects.toMatchObject({ code: 'publishing.doubt.settled' })
  const raw = office.transaction(ines, ({ db }) =>
    db.updateTable('consents').set({ state: 'given' }).where('id', 'in', all).execute(),
  )
  await expect(raw).rejects.toMatchObject({ constraint: 'consents_stay_withdrawn' })
  const doubtful = office.transaction(ines, ({ db }) =>
    db.updateTable('withdrawals').set({ in_doubt: true }).where('id', '=', id).execute(),
  )
  await expect(doubtful).rejects.toMatchObject({ code: '23514' })
  expect([await documents(), await consents(), await events('sign-off.asked')]).toEqual([[], [], asked])
})

test('a doubtful one comes back by nobody past the signatures', async () => {
  const all = await consents()
  await withdraw(all, 'not-met')
  const raw = office.transaction(ines, ({ db }) =>
    db.updateTable('consents').set({ state: 'given' }).where('id', 'in', all).execute(),
  )
  await expect(raw).rejects.toMatchObject({ constraint: 'consents_stay_withdrawn' })
  expect(await consents()).toEqual([])
})

test('a later word of hers ends the way back, whole or for the one thing that it names', async () => {
  const all = await consents()
  await withdraw(all, 'not-met')
  const early = await ask()
  const [name] = await rows<{ id: string }>('consents', `item = 'name'`)
  // a second doubtful one changes nothing
  await withdraw(all, 'not-met')
  expect(await doubts()).toHaveLength(1)
  await withdraw([name!.id], 'met')
  await expect(confirm(layla, early)).rejects.toMatchObject({ code: 'publishing.sign.changed' })
  await confirm(layla, await ask())
  expect(await consents()).not.toContain(name!.id)
  expect(await consents()).toHaveLength(all.length - 1)
  // case page and campaign stand on her name, and the update on the case page
  expect(await documents()).toEqual([])
  clock.move(60_000)
  await withdraw(await consents(), 'not-met')
  await withdraw(all, 'met')
  expect(await doubts()).toEqual([])
  expect([await rows('kept_pages'), await consents()]).toEqual([[], []])
})

test('one person says that it stands: then it is settled, and an open request with it', async () => {
  await withdraw(await consents(), 'not-met')
  const [doubt] = await doubts()
  const asked = await ask()
  await office.transaction(ines, (tx) => letStand(tx, { caseId, withdrawalId: doubt!.id }))
  await expect(confirm(layla, asked)).rejects.toMatchObject({ code: 'publishing.sign.settled' })
  expect([await doubts(), await rows('kept_pages'), await documents()]).toEqual([[], [], []])
  const again = office.transaction(ines, (tx) => letStand(tx, { caseId, withdrawalId: doubt!.id }))
  await expect(again).rejects.toMatchObject({ code: 'publishing.doubt.settled' })
  expect(await events('withdrawal.stands')).toBe(1)
})

test('a refusal or a new consent since then is not undone by the older one', async () => {
  const all = await rows<{ id: string; person_id: string; item: 'name' }>('consents', `state = 'given'`)
  await withdraw(
    all.map(({ id }) => id),
    'not-met',
  )
  const of = (item: string) => all.find((one) => one.item === item)!
  const answer = (item: 'image' | 'story', said: 'given' | 'refused') =>
    office.transaction(ines, (tx) =>
      recordConsent(tx, {
        ...{ caseId, personId: of(item).person_id, items: [item], answer: said, how: 'oral' },
        ...{ agreed: 'As she said', givenAt: tx.now },
      }),
    )
  await answer('image', 'refused')
  await answer('story', 'given')
  await confirm(layla, await ask())
  const given = await consents()
  expect(given).not.toContain(of('image').id)
  expect(given).not.toContain(of('story').id)
  expect(given).toContain(of('name').id)
})

test('not on the team, without a fresh proof, for a stranger, or while she wishes quiet: refused, nothing back', async () => {
  const asked = await events('sign-off.asked')
  await withdraw(await consents(), 'not-met')
  await expect(ask('Why', layla)).rejects.toMatchObject({ code: 'case.team-only' })
  const stranger = await buildMember(office, (await buildOrganisation(office, lighthouse)).id, {
    ...{ name: 'Wanjiru', address: `w-${caseId}@lighthouse.example`, role: 'caseworker' },
  })
  await expect(ask('Why', stranger)).rejects.toMatchObject({ status: 404 })
  ines.steppedUpAt = new Date(0)
  await expect(ask()).rejects.toMatchObject({ code: 'access.step-up' })
  ines.steppedUpAt = clock.now()
  await office.transaction(ines, (tx) =>
    setWish(tx, { caseId, kind: 'go-quiet', text: 'Not now', since: '2026-12-04', given: 'written' }),
  )
  await expect(ask()).rejects.toMatchObject({ code: 'wish.quiet' })
  expect([await documents(), await consents(), await events('sign-off.asked')]).toEqual([[], [], asked])
})

test('while the case is quiet no page comes back', async () => {
  await withdraw(await consents(), 'not-met')
  await office.transaction(ines, (tx) => goQuiet(tx, caseId))
  await expect(ask()).rejects.toMatchObject({ code: 'publishing.quiet' })
  expect(await documents()).toEqual([])
})

test('once two organisations are in, the second one is of the other', async () => {
  const { id } = await buildOrganisation(office, lighthouse)
  await owner.pool.query('alter table coalition_members no force row level security')
  await owner.pool.query(
    `insert into coalition_members (case_id, organisation_id, role) values ($1, $2, 'partner')`,
    [caseId, id],
  )
  await owner.pool.query('alter table coalition_members force row level security')
  const wanjiru = await buildMember(office, id, {
    ...{ name: 'Wanjiru Otieno', address: `wanjiru-${id}@lighthouse.example`, role: 'caseworker' },
  })
  await withdraw(await consents(), 'not-met')
  const asked = await ask()
  await expect(confirm(layla, asked)).rejects.toMatchObject({ code: 'publishing.sign.organisation' })
  expect(await documents()).toEqual([])
  await confirm(wanjiru, asked)
  expect((await documents()).length).toBeGreaterThan(0)
})

const n = rounds(12, 400)

test(`${n} times another withdrawal races the second signature: hers is the last word, and none of them fails`, async () => {
  const her = { caseId, personId: await herId() }
  await withdraw(await consents(), 'met')
  const seen = { first: 0, second: 0 }
  for (let round = 0; round < n; round++) {
    clock.move(1000)
    for (const one of [ines, layla]) one.steppedUpAt = clock.now()
    const all = Object.values(await buildConsents(office, ines, her))
    await publish(office, ines, page(her))
    const before = await documents()
    await withdraw(all, 'not-met')
    const asked = await ask()
    const word = round % 2 === 0 ? 'met' : 'not-met'
    const [signed, withdrawn] = await Promise.allSettled([confirm(layla, asked), withdraw(all, word)])
    expect(withdrawn.status).toBe('fulfilled')
    seen[signed.status === 'fulfilled' ? 'first' : 'second']++
    const isBack = (await consents()).length > 0
    if (word === 'met') expect(isBack).toBe(false)
    expect(await documents()).toEqual(isBack ? before : [])
    if (isBack) await withdraw(all, 'met')
    else for (const { id } of await doubts()) await stand(id)
    expect([await documents(), await consents()]).toEqual([[], []])
  }
  expect(seen.first + seen.second).toBe(n)
}, 600_000)

const herId = async () => (await rows<{ person_id: string }>('consents'))[0]!.person_id
const stand = (withdrawalId: string) =>
  office.transaction(ines, (tx) => letStand(tx, { caseId, withdrawalId }))
const page = (her: { personId: string }): PublishInput => ({
  ...{ caseId, subjectKind: 'case', subjectId: caseId, key: campaign.shortId, items: [] },
  gate: { personId: her.personId, item: 'name' },
  documents: [{ language: 'en', body: { lang: 'en', name: 'Samira Haddad' } }],
  text: 'the case page',
})
