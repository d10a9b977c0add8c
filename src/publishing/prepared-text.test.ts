/** "A text signed off beforehand ("if I am arrested"): one, when its condition is met", and only while the wish and each consent stand. */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../test/build-case.ts'
import { testOffice } from '../../test/office.ts'
import { itemsOf, signBeside } from '../../test/sign.ts'
import { lantern } from '../../test/world.ts'
import type { Member } from '#platform/actor.ts'
import {
  addFact,
  addToTeam,
  changeWish,
  revokeWish,
  saveWording,
  setLiberty,
  setWish,
  type LibertyStatus,
} from '#cases/index.ts'
import type { Condition } from './conditions.ts'
import {
  askForSignature,
  goQuiet,
  releasePrepared,
  sign,
  takeBackSignature,
  takeDown,
  withdrawConsent,
  type Ground,
} from './index.ts'
import { findSignOff } from './sign-off-row.ts'
import { hindranceOf } from './still-ready.ts'

const office = await testOffice()
const { ines, layla, tomas, viktor } = office.member
let her: BuiltCase
let consents: Record<string, string>
let wishId: string
let n = 0
const wish = { text: 'Publish it if they take me.', since: '2026-11-01', given: 'written' } as const
beforeEach(async () => {
  office.clock.move(60_000)
  for (const one of Object.values(office.member)) one.steppedUpAt = office.clock.now()
  her = await buildCase(office.db, ines, { codeName: `Ready ${++n}` })
  consents = await buildConsents(office.db, ines, her)
  for (const [{ accountId }, role] of [
    [layla, 'caseworker'],
    [viktor, 'observer'],
  ] as const)
    await office.db.transaction(ines, (tx) => addToTeam(tx, { caseId: her.caseId, accountId, role }))
  wishId = await office.db.transaction(ines, (tx) =>
    setWish(tx, { ...wish, caseId: her.caseId, kind: 'publish-if-arrested' }),
  )
})

const choice = { languages: ['en', 'ar'], gate: 'name', items: ['story'], portrait: false, status: false }
async function prepare(condition: Condition = 'arrested'): Promise<string> {
  const { signOffId, state } = await office.db.transaction(ines, (tx) =>
    askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice, condition }),
  )
  expect(state).toBe('asked')
  const done = await office.db.transaction(layla, async (tx) =>
    sign(tx, { signOffId, items: await itemsOf(tx, signOffId) }),
  )
  expect([done.state, await pages()]).toEqual(['prepared', 0])
  office.clock.move(60_000)
  return signOffId
}
const pages = () => office.count('published.documents', `case_id = '${her.caseId}'`)
const live = async () => [
  await pages(),
  await office.count('sign_offs', `case_id = '${her.caseId}' and state = 'signed'`),
]
const release = (id: string, ground: Ground = { by: 'liberty' }, who: Member = layla) =>
  office.db.transaction(who, (tx) => releasePrepared(tx, id, ground))
const nowIs = (status: LibertyStatus) =>
  office.db.transaction(ines, (tx) =>
    setLiberty(tx, {
      ...{ caseId: her.caseId, status, since: '2026-11-23', contact: [], counsel: [], basis: [] },
    }),
  )
const know = (
  verification: 'confirmed' | 'possible' | 'unlikely' = 'confirmed',
  caseId = her.caseId,
  who: Member = ines,
) =>
  office.db.transaction(who, (tx) =>
    addFact(tx, {
      ...{ caseId, kind: 'fact', on: '2026-11-23', precision: 'exact', zone: 'UTC', verification },
      ...({ reliability: 'reliable', visibility: 'team', tlp: 'red' } as const),
      ...{ statement: 'Taken from her home at six.', sources: ['her brother'] },
    }),
  )

test('one person sends it when liberty has turned to custody; it is public in the name of its author', async () => {
  const id = await prepare()
  await nowIs('police-custody')
  await release(id)
  expect(await live()).toEqual([2, 1])
  const row = await office.db.reading(ines, ({ db }) =>
    db.selectFrom('sign_offs').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
  expect(row).toMatchObject({ settled_by: layla.accountId, signed_by: ines.accountId, wish_id: wishId })
  const [event] = await office.db.reading(ines, ({ db }) =>
    db
      .selectFrom('events')
      .select('data')
      .where('subject', '=', id)
      .where('type', '=', 'sign-off.released')
      .execute(),
  )
  expect(event!.data).toMatchObject({ condition: 'arrested', by: 'liberty', wish: wishId })
  await expect(release(id)).rejects.toMatchObject({ code: 'publishing.sign.settled' })
})

test('a fact that was recorded since says so where liberty cannot; a rumour of one’s own does not', async () => {
  const early = await know()
  const refused = { code: 'publishing.prepared.not-yet' }
  const arrest = await prepare()
  await expect(release(arrest, { by: 'fact', factId: await know() })).rejects.toMatchObject(refused)
  const id = await prepare('charged')
  const rumour = await know('possible', her.caseId, layla)
  await expect(release(id, { by: 'fact', factId: rumour })).rejects.toMatchObject(refused)
  await expect(release(id, { by: 'fact', factId: early })).rejects.toMatchObject(refused)
  await expect(release(id, { by: 'fact', factId: await know('unlikely') })).rejects.toMatchObject(refused)
  const other = await buildCase(office.db, ines, { codeName: `Other ${n}` })
  const elsewhere = await know('confirmed', other.caseId)
  await expect(release(id, { by: 'fact', factId: elsewhere })).rejects.toMatchObject(refused)
  expect(await live()).toEqual([0, 0])
  await release(id, { by: 'fact', factId: await know('possible') })
  expect(await live()).toEqual([2, 1])
})

test.each([
  ['while she is free', () => nowIs('at-liberty'), 'publishing.prepared.not-yet'],
  ['while nobody knows where she is', () => nowIs('whereabouts-unknown'), 'publishing.prepared.not-yet'],
  ['while nothing of her liberty is known', async () => {}, 'publishing.prepared.not-yet'],
  [
    'after the wish was taken back',
    async () => {
      await nowIs('police-custody')
      await office.db.transaction(ines, (tx) =>
        revokeWish(tx, { caseId: her.caseId, wishId, version: 1, revoked: 'On the phone.' }),
      )
    },
    'wish.not-standing',
  ],
  [
    'after the wish was said anew',
    async () => {
      await nowIs('police-custody')
      await office.db.transaction(ines, (tx) =>
        changeWish(tx, { ...wish, text: 'Only in Arabic.', caseId: her.caseId, wishId, version: 1 }),
      )
    },
    'wish.not-standing',
  ],
  [
    'after a consent was withdrawn',
    async () => {
      await nowIs('police-custody')
      await office.db.transaction(layla, (tx) =>
        withdrawConsent(tx, { caseId: her.caseId, consentIds: [consents['story']!] }),
      )
    },
    'publishing.no-consent',
  ],
  [
    'while the person wishes quiet',
    async () => {
      await nowIs('police-custody')
      await office.db.transaction(ines, (tx) =>
        setWish(tx, { ...wish, caseId: her.caseId, kind: 'go-quiet' }),
      )
    },
    'wish.quiet',
  ],
  [
    'while the case is quiet',
    async () => {
      await nowIs('police-custody')
      await office.db.transaction(ines, (tx) => goQuiet(tx, her.caseId))
    },
    'publishing.quiet',
  ],
] as const)('it does not go %s', async (_what, before, code) => {
  const id = await prepare()
  await before()
  await expect(release(id)).rejects.toMatchObject({ code })
  expect(await live()).toEqual([0, 0])
})

test('nor when its words were changed, it was taken back, or only one has signed', async () => {
  await nowIs('police-custody')
  const id = await prepare()
  await office.db.transaction(ines, (tx) =>
    sql`update cases set country = 'SE' where id = ${her.caseId}`.execute(tx.db),
  )
  await expect(release(id)).rejects.toMatchObject({ code: 'publishing.sign.changed' })
  await office.db.transaction(ines, (tx) => takeBackSignature(tx, id))
  await expect(release(id)).rejects.toMatchObject({ code: 'publishing.sign.settled' })
  const asked = await office.db.transaction(ines, (tx) =>
    askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice, condition: 'arrested' }),
  )
  await expect(release(asked.signOffId)).rejects.toMatchObject({ code: 'publishing.sign.settled' })
  expect(await live()).toEqual([0, 0])
})

test('one signed as a correction does not become a first publication by one person', async () => {
  await nowIs('police-custody')
  const asking = (changes: object = {}) =>
    office.db.transaction(ines, (tx) =>
      askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice, ...changes }),
    )
  const first = await asking()
  await office.db.transaction(layla, async (tx) =>
    sign(tx, { signOffId: first.signOffId, items: await itemsOf(tx, first.signOffId) }),
  )
  const { signOffId, state } = await asking({ condition: 'arrested', correcting: true })
  expect(state).toBe('prepared')
  const down = { subjectKind: 'case', subjectId: her.caseId, quiet: true } as const
  await office.db.transaction(ines, (tx) => takeDown(tx, down))
  await expect(release(signOffId)).rejects.toMatchObject({ code: 'publishing.prepared.more-needed' })
  expect(await pages()).toBe(0)
  expect(await office.count('sign_offs', `id = '${signOffId}' and state = 'prepared'`)).toBe(1)
  // while the page stands it is one's to send
  const again = await asking()
  await office.db.transaction(layla, async (tx) =>
    sign(tx, { signOffId: again.signOffId, items: await itemsOf(tx, again.signOffId) }),
  )
  await release(signOffId)
  expect(await pages()).toBe(2)
})

test.each([
  ['a reader', () => viktor, 'access.refused'],
  ['somebody in the room who is not on the team', () => tomas, 'case.team-only'],
  ['a session without a fresh proof', () => ({ ...layla, steppedUpAt: new Date(0) }), 'access.step-up'],
] as const)('%s does not send it', async (_who, who, code) => {
  const id = await prepare()
  await nowIs('police-custody')
  await expect(release(id, { by: 'liberty' }, who())).rejects.toMatchObject({ code })
  expect(await live()).toEqual([0, 0])
})

test('without a wish that holds nothing is kept ready for an arrest; other days need none', async () => {
  await office.db.transaction(ines, (tx) =>
    revokeWish(tx, { caseId: her.caseId, wishId, version: 1, revoked: 'On the phone.' }),
  )
  const asking = office.db.transaction(ines, (tx) =>
    askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice, condition: 'arrested' }),
  )
  await expect(asking).rejects.toMatchObject({ code: 'publishing.prepared.no-wish' })
  expect(await office.count('sign_offs', `case_id = '${her.caseId}'`)).toBe(0)
  const id = await prepare('disappeared')
  await nowIs('disappeared')
  await release(id)
  expect(await live()).toEqual([2, 1])
})

test('at the console: ready on the wish, due on Today when liberty turns, sent by one who says how it is known', async () => {
  const id = await prepare()
  const desk = office.as('layla')
  const at = `/cases/${her.caseId}/sign-offs/${id}`
  expect(await (await desk.get(`/cases/${her.caseId}/wishes/${wishId}`)).text()).toContain(at)
  expect(await (await desk.get('/')).text()).not.toContain(at)
  expect((await desk.post(`${at}/release`, { ground: 'liberty', stated: 'yes' })).status).toBe(422)
  await nowIs('police-custody')
  expect(await (await desk.get('/')).text()).toContain(at)
  expect(await (await office.as('tomas').get('/')).text()).not.toContain(at)
  expect(await (await desk.get(at)).text()).toContain('value="liberty"')
  expect((await desk.post(`${at}/release`, { ground: 'liberty' })).status).toBe(422)
  expect((await desk.post(`${at}/release`, { stated: 'yes' })).status).toBe(422)
  expect(await pages()).toBe(0)
  expect((await desk.post(`${at}/release`, { ground: 'liberty', stated: 'yes' })).status).toBe(303)
  expect(await pages()).toBe(2)
})

test('the team reads before the day that a text could not be sent as it stands, and why', async () => {
  const id = await prepare()
  const at = `/cases/${her.caseId}/sign-offs/${id}`
  const read = async (who: 'ines' | 'tomas', paths: string[]) => {
    const desk = office.as(who)
    return await Promise.all(paths.map(async (path) => (await desk.get(path)).text()))
  }
  const places = ['/', `/cases/${her.caseId}/publications`, `/cases/${her.caseId}/wishes/${wishId}`]
  const said = async (words: string, who: 'ines' | 'tomas' = 'ines') =>
    (await read(who, places)).map((page) => page.includes(at) && page.includes(words))
  const changed = 'The text changed after it was signed'
  expect(await said(changed)).toEqual([false, false, false])
  await office.db.transaction(ines, (tx) =>
    saveWording(tx, {
      ...{ caseId: her.caseId, language: 'en', version: 1, translation: 'original' },
      ...{ ...lantern.texts.en, sentence: 'She asked once more.' },
    }),
  )
  expect(await said(changed)).toEqual([true, true, true])
  // not for who is not on the team
  expect((await said(changed, 'tomas'))[0]).toBe(false)
  await nowIs('police-custody')
  expect((await read('ines', ['/']))[0]).toContain('cannot be sent as it stands')
  await expect(release(id)).rejects.toMatchObject({ code: 'publishing.sign.changed' })
})

test('what else would stop it is known before the day too: a consent that is gone, a wish that was said anew', async () => {
  const id = await prepare()
  const hindrance = () => office.db.reading(layla, async (tx) => hindranceOf(tx, await findSignOff(tx, id)))
  expect(await hindrance()).toBeUndefined()
  await office.db.transaction(layla, (tx) =>
    withdrawConsent(tx, { caseId: her.caseId, consentIds: [consents['story']!] }),
  )
  expect(await hindrance()).toBe('publishing.no-consent')
  await office.db.transaction(ines, (tx) =>
    changeWish(tx, { ...wish, text: 'Only in Arabic.', caseId: her.caseId, wishId, version: 1 }),
  )
  expect(await hindrance()).toBe('wish.not-standing')
})

test('the wish for quiet is judged by what the text does on the day on which it is sent', async () => {
  const asking = (languages: string[], changes: object = {}) =>
    office.db.transaction(ines, (tx) =>
      askForSignature(tx, {
        ...{ kind: 'case', subjectId: her.caseId, choice: { ...choice, languages } },
        ...changes,
      }),
    )
  const second = (signOffId: string) => signBeside(office.db, layla, signOffId)
  const first = await asking(['en'], { condition: 'disappeared' })
  await second(first.signOffId)
  await second((await asking(['en', 'ar'])).signOffId)
  await nowIs('disappeared')
  await office.db.transaction(ines, (tx) => setWish(tx, { ...wish, caseId: her.caseId, kind: 'go-quiet' }))
  expect(await pages()).toBe(2)
  // signed as a first publication, it takes a language away by now
  await release(first.signOffId)
  expect(await pages()).toBe(1)
})
