/** "Two people, of two organisations once two are in": the table of signatures, row by row, in a coalition. */
import { beforeEach, describe, expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../test/build-case.ts'
import { buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { buildMember } from '../../test/build.ts'
import { testOffice } from '../../test/office.ts'
import { itemsOf } from '../../test/sign.ts'
import type { Member } from '#platform/actor.ts'
import { newId, newShortId } from '#platform/ids.ts'
import { lighthouse, members } from '../../test/world.ts'
import {
  askForPage,
  lowerPublicity,
  signPage,
  takeDown,
  type ConsentItem,
  type PublishInput,
} from './index.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const wanjiru = await buildPartner(office.db)
const aram = await buildPartner(
  office.db,
  { ...lighthouse, name: 'Tide House' },
  { name: 'Aram Said', address: 'aram@tide.example' },
)
/** Tomas again, as a member of the other organisation: one account, two seats. */
const tomasThere = await buildMember(office.db, wanjiru.organisationId, {
  ...members.tomas,
  role: 'caseworker',
})

let her: BuiltCase
let n = 0
beforeEach(async () => {
  office.clock.move(60_000)
  her = await buildCase(office.db, fresh(ines), { codeName: `Seats ${++n}` })
  await buildConsents(office.db, fresh(ines), her)
  await joinCoalition(office.db, fresh(ines), her.caseId, fresh(wanjiru))
  await joinCoalition(office.db, fresh(ines), her.caseId, fresh(aram), { role: 'observer' })
})

const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
const story = 'She asked where the water money went. Two weeks later she was summoned. She goes on working.'
interface Changes {
  items?: ConsentItem[]
  gate?: 'name' | 'story'
  text?: string
  html?: string
}
const page = (changes: Changes = {}, subject: Partial<PublishInput> = {}): PublishInput => ({
  caseId: her.caseId,
  ...{ subjectKind: 'case', subjectId: her.caseId, key: her.shortId },
  ...subject,
  items: (changes.items ?? ['story']).map((item) => ({ personId: her.personId, item })),
  gate: { personId: her.personId, item: changes.gate ?? 'name' },
  documents: [
    { language: 'en', body: { lang: 'en', text: changes.text ?? story, html: changes.html ?? '' } },
  ],
  text: changes,
})
const ask = (who: Member, input: PublishInput, options: Parameters<typeof askForPage>[2] = {}) =>
  office.db.transaction(fresh(who), (tx) => askForPage(tx, input, options))
const sign = (who: Member, signOffId: string, input: PublishInput) =>
  office.db.transaction(fresh(who), async (tx) =>
    signPage(tx, { signOffId, items: await itemsOf(tx, signOffId) }, input),
  )
const out = async (input: PublishInput) => {
  const { signOffId } = await ask(ines, input)
  await sign(wanjiru, signOffId, input)
}
const shown = async () =>
  await office.db.reading(ines, ({ db }) =>
    db.selectFrom('publications').select('sign_off_id').where('case_id', '=', her.caseId).execute(),
  )
const row = (id: string) =>
  office.db.reading(ines, ({ db }) =>
    db.selectFrom('sign_offs').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
/** Nobody has signed it, and nothing stands on it. */
async function mustWait(id: string): Promise<void> {
  expect(await row(id)).toMatchObject({ state: 'asked', second_by: null })
  expect((await shown()).filter((one) => one.sign_off_id === id)).toEqual([])
}

describe('two people of two organisations', () => {
  test.each([
    ['first publication', 'first', async () => page()],
    [
      'higher publicity level',
      'higher-level',
      async () => {
        await out(page({ gate: 'story', items: [] }))
        return page({ gate: 'name' })
      },
    ],
    [
      'a new item',
      'new-item',
      async () => {
        await out(page())
        return page({ items: ['story', 'charges'] })
      },
    ],
  ] as const)('%s', async (_row, rule, before) => {
    const input = await before()
    const { signOffId, state } = await ask(ines, input)
    expect([state, (await row(signOffId)).rule]).toEqual(['asked', rule])
    for (const [who, code] of [
      [ines, 'publishing.sign.own'],
      [tomas, 'publishing.sign.organisation'],
      [aram, 'publishing.sign.observer'],
    ] as const)
      await expect(sign(who, signOffId, input), code).rejects.toMatchObject({ code })
    await mustWait(signOffId)
    expect((await sign(wanjiru, signOffId, input)).state).toBe('signed')
    expect(await row(signOffId)).toMatchObject({ second_organisation: wanjiru.organisationId, alone: false })
    expect((await shown()).map((one) => one.sign_off_id)).toEqual([signOffId])
  })

  test('are not one person with a seat in both, in whichever session', async () => {
    expect(tomasThere.accountId).toBe(tomas.accountId)
    const input = page()
    const { signOffId } = await ask(tomas, input)
    await expect(sign(tomasThere, signOffId, input)).rejects.toMatchObject({ code: 'publishing.sign.own' })
    await mustWait(signOffId)
  })

  test('are wanted too where the page whose items it stays within is gone by the second signature', async () => {
    await out(page())
    const input = page(
      { text: 'A hearing.' },
      { subjectKind: 'update', subjectId: newId(), key: newShortId() },
    )
    const { signOffId } = await ask(ines, input)
    expect(await row(signOffId)).toMatchObject({ rule: 'within', two_organisations: false })
    await office.db.transaction(ines, (tx) =>
      takeDown(tx, { subjectKind: 'case', subjectId: her.caseId, quiet: true }),
    )
    await expect(sign(tomas, signOffId, input)).rejects.toMatchObject({
      code: 'publishing.sign.organisation',
    })
    await mustWait(signOffId)
    await sign(wanjiru, signOffId, input)
    expect(await shown()).toHaveLength(1)
  })

  test('none of them only watches: an observer asks for nothing', async () => {
    await expect(ask(aram, page())).rejects.toMatchObject({ code: 'publishing.sign.observer' })
    expect(await office.count('sign_offs', `case_id = '${her.caseId}'`)).toBe(0)
  })
})

describe('the author and one more, of whichever organisation', () => {
  test.each([
    ['text within items already public', () => page({ text: `${story} She is well.` })],
    [
      'an update within items already public',
      () => page({ text: 'A hearing.' }, { subjectKind: 'update', subjectId: newId(), key: newShortId() }),
    ],
    ['a link that leads elsewhere', () => page({ html: '<p><a href="https://b.example/">source</a></p>' })],
  ] as const)('%s', async (_row, changed) => {
    await out(page({ html: '<p><a href="https://a.example/">source</a></p>' }))
    const input = changed()
    const { signOffId } = await ask(ines, input)
    expect(await row(signOffId)).toMatchObject({ rule: 'within', needed: 2, two_organisations: false })
    await expect(sign(ines, signOffId, input)).rejects.toMatchObject({ code: 'publishing.sign.own' })
    await mustWait(signOffId)
    expect((await sign(tomas, signOffId, input)).state).toBe('signed')
  })
})

describe('one', () => {
  test.each([
    ['a correction that adds nothing', 'correction', () => page({ text: story.replace('Two', 'Three') })],
    ['every lowering: fewer sentences', 'lowering', () => page({ text: 'She goes on working.' })],
    ['every lowering: fewer items', 'lowering', () => page({ items: [] })],
  ] as const)('%s', async (_row, rule, changed) => {
    await out(page())
    const { state, signOffId } = await ask(ines, changed(), { correcting: rule === 'correction' })
    expect([state, (await row(signOffId)).rule]).toEqual(['signed', rule])
    expect((await shown()).map((one) => one.sign_off_id)).toEqual([signOffId])
  })

  test('every lowering: the level of the case, also by a single press', async () => {
    await out(page())
    await office.db.transaction({ ...ines, steppedUpAt: new Date(0) }, (tx) =>
      lowerPublicity(tx, { caseId: her.caseId, level: 3 }),
    )
    expect(await shown()).toEqual([])
  })
})
