/** Her wish for quiet binds: nothing comes out against it, and taking away stays possible. */
import { startBroadcast } from '../delivery/index.ts'
import { newId } from '#platform/ids.ts'
import { afterAll, expect, test } from 'vitest'
import { buildCase, buildConsents } from '../../test/build-case.ts'
import { buildHarbour } from '../../test/build.ts'
import { testDatabase } from '../../test/database.ts'
import { itemsOf } from '../../test/sign.ts'
import { revokeWish, setWish } from '#cases/index.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { askForPage, signPage, takeDown, type PublishInput } from './index.ts'

const database = await testDatabase()
const office = openDatabase({
  ...{ url: database.officeUrl, keys: database.keys },
  clock: fixedClock('2026-11-12T09:00:00Z'),
})
afterAll(() => office.close())
const { as } = await buildHarbour(office)
const { ines, tomas } = as

test('while she wishes quiet nothing is asked for, signed or put out; what is public can go', async () => {
  const her = await buildCase(office, ines)
  await buildConsents(office, ines, her)
  const page: PublishInput = {
    caseId: her.caseId,
    ...{ subjectKind: 'case', subjectId: her.caseId, key: her.shortId },
    items: [{ personId: her.personId, item: 'story' }],
    gate: { personId: her.personId, item: 'name' },
    documents: [{ language: 'en', body: { lang: 'en', text: 'She asked where the water money went.' } }],
    text: 'She asked where the water money went.',
  }
  const count = (table: 'publications' | 'sign_offs') =>
    office.reading(ines, async ({ db }) => (await db.selectFrom(table).select('id').execute()).length)
  const asked = await office.transaction(ines, (tx) => askForPage(tx, page))
  const wishId = await office.transaction(ines, (tx) =>
    setWish(tx, {
      caseId: her.caseId,
      kind: 'go-quiet',
      text: 'Not now',
      since: '2026-11-12',
      given: 'written',
    }),
  )
  const signing = () =>
    office.transaction(tomas, async (tx) =>
      signPage(tx, { signOffId: asked.signOffId, items: await itemsOf(tx, asked.signOffId) }, page),
    )
  // asked for before she said so: the second person is refused
  await expect(signing()).rejects.toMatchObject({ code: 'wish.quiet' })
  const before = await count('sign_offs')
  await expect(office.transaction(ines, (tx) => askForPage(tx, page))).rejects.toMatchObject({
    code: 'wish.quiet',
  })
  expect([await count('publications'), await count('sign_offs')]).toEqual([0, before])
  // she takes the wish back
  await office.transaction(ines, (tx) =>
    revokeWish(tx, { caseId: her.caseId, wishId, version: 1, revoked: 'She said so' }),
  )
  await signing()
  expect(await count('publications')).toBe(1)
  await office.transaction(ines, (tx) =>
    setWish(tx, {
      caseId: her.caseId,
      kind: 'go-quiet',
      text: 'Not now',
      since: '2026-11-12',
      given: 'written',
    }),
  )
  // what is public already is not sent either
  const sending = office.transaction(ines, (tx) =>
    startBroadcast(tx, {
      ...{ caseId: her.caseId, updateId: newId(), audience: {}, acted: 1, asked: 1, supporters: [1] },
    }),
  )
  await expect(sending).rejects.toMatchObject({ code: 'wish.quiet' })
  const subject = { subjectKind: 'case', subjectId: her.caseId, quiet: true } as const
  expect(await office.transaction(ines, (tx) => takeDown(tx, subject))).toBe(true)
  expect(await count('publications')).toBe(0)
})
