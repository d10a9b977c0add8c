import { expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { roomKinds, wishKinds } from './lists.ts'
import {
  changeWish,
  holds,
  listPastWishes,
  listWishes,
  mustNotBeQuietWish,
  revokeWish,
  setWish,
  type WishInput,
} from './wish.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1]) => office.db.transaction(ines, run)

const wish = {
  text: 'Call me a teacher, never a victim',
  since: '2026-11-20',
  given: 'written',
} as const satisfies Omit<WishInput, 'caseId'>

async function build(codeName: string) {
  const { caseId } = await buildCase(office.db, ines, { codeName, room: 'coalition' })
  return { caseId, at: `/cases/${caseId}` }
}

test('a wish is set, said anew and taken back: no word of it is lost', async () => {
  const { caseId } = await build('Course')
  const wishId = await as((tx) => setWish(tx, { ...wish, caseId, kind: 'other' }))
  await as((tx) => changeWish(tx, { ...wish, text: 'Say nothing of school', caseId, wishId, version: 1 }))
  const outdated = as((tx) => changeWish(tx, { ...wish, caseId, wishId, version: 1 }))
  await expect(outdated).rejects.toMatchObject({ code: 'case.changed' })
  await as((tx) => revokeWish(tx, { caseId, wishId, version: 2, revoked: 'On the phone' }))
  const again = as((tx) => changeWish(tx, { ...wish, caseId, wishId, version: 3 }))
  await expect(again).rejects.toMatchObject({ code: 'wish.revoked' })
  const [one] = await as((tx) => listWishes(tx, caseId))
  expect(one).toMatchObject({ text: 'Say nothing of school', revoked: 'On the phone', version: 3 })
  expect(await as((tx) => listPastWishes(tx, caseId, wishId))).toMatchObject([{ text: wish.text }])
  const gone = as((tx) => tx.db.deleteFrom('wishes').where('case_id', '=', caseId).executeTakeFirst())
  expect((await gone).numDeletedRows).toBe(0n)
  const types = `case_id = '${caseId}' and type like 'wish.%'`
  expect(await office.count('events', types)).toBe(3)
})

test('what does not hold together is said at its field, and nothing is kept', async () => {
  const { caseId } = await build('Refused')
  const wrong: [Partial<WishInput>, Record<string, string>][] = [
    [{ since: '2027-01-01' }, { since: 'case.status.error.future' }],
    [{ until: '2026-11-01' }, { until: 'case.status.error.order' }],
    [{ given: 'oral-witness' }, { witness: 'wish.error.witness' }],
  ]
  for (const [changes, fields] of wrong)
    await expect(
      as((tx) => setWish(tx, { ...wish, ...changes, caseId, kind: 'other' })),
    ).rejects.toMatchObject({ fields })
  expect(await office.count('wishes', `case_id = '${caseId}'`)).toBe(0)
})

test('a wish holds from the first place where its day begins to the last one where it ends', () => {
  const span = { since: '2026-12-02', until: '2026-12-03' }
  const at = (moment: string) => holds(span, new Date(moment))
  expect([
    ...[at('2026-12-01T09:59:00Z'), at('2026-12-01T10:00:00Z')],
    ...[at('2026-12-04T11:59:00Z'), at('2026-12-04T12:00:00Z')],
  ]).toEqual([false, true, true, false])
  expect(holds({ since: '2026-12-02' }, new Date('2036-01-01T00:00:00Z'))).toBe(true)
})

test('quiet refuses whatever asks, for as long as it holds', async () => {
  const { caseId } = await build('Quiet')
  const asked = () => as((tx) => mustNotBeQuietWish(tx, caseId))
  await asked()
  await as((tx) => setWish(tx, { ...wish, caseId, kind: 'how-to-speak' }))
  await asked()
  const wishId = await as((tx) => setWish(tx, { ...wish, caseId, kind: 'go-quiet' }))
  await expect(asked()).rejects.toMatchObject({ code: 'wish.quiet' })
  // whoever publishes from the coalition's room is refused as well
  const outside = office.db.transaction(tomas, (tx) => mustNotBeQuietWish(tx, caseId))
  await expect(outside).rejects.toMatchObject({ code: 'wish.quiet' })
  await as((tx) => revokeWish(tx, { caseId, wishId, version: 1, revoked: 'In her letter' }))
  await asked()
})

test('who publishes while quiet is being set waits, and is refused', async () => {
  const { caseId } = await build('At once')
  const set = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const setting = as(async (tx) => {
    await setWish(tx, { ...wish, caseId, kind: 'go-quiet' })
    set.resolve()
    await go.promise
  })
  await set.promise
  const publishing = as((tx) => mustNotBeQuietWish(tx, caseId))
  go.resolve()
  await setting
  await expect(publishing).rejects.toMatchObject({ code: 'wish.quiet' })
})

test('the room reads how to speak and quiet, the team all; what was taken back leaves the room', async () => {
  const { caseId, at } = await build('Circles')
  for (const kind of wishKinds)
    await as((tx) => setWish(tx, { ...wish, text: `About ${kind}`, caseId, kind }))
  const seen = (who: typeof ines) => office.db.reading(who, (tx) => listWishes(tx, caseId))
  expect(new Set((await seen(ines)).map(({ kind }) => kind))).toEqual(new Set(wishKinds))
  const room = await seen(tomas)
  expect(new Set(room.map(({ kind }) => kind))).toEqual(roomKinds)
  const page = await html(office.as('tomas').get(`${at}/wishes`))
  expect(page).toContain('About how-to-speak')
  expect(page).not.toContain('About ask-lawyer')
  expect((await office.as('tomas').get(`${at}/wishes/${room[0]!.id}`)).status).toBe(403)
  expect((await office.as('tomas').post(`${at}/wishes`, { ...wish, kind: 'other' })).status).toBe(403)
  const quiet = room.find(({ kind }) => kind === 'go-quiet')!
  await as((tx) => revokeWish(tx, { caseId, wishId: quiet.id, version: 1, revoked: 'She called' }))
  expect((await seen(tomas)).map(({ kind }) => kind)).toEqual(['how-to-speak'])
})

test('through the doors: on every screen, beside the editor, sealed, kept when refused', async () => {
  const { caseId, at } = await build('Doors')
  const browser = office.as('ines')
  const refused = await browser.post(`${at}/wishes`, { ...wish, kind: 'how-to-speak', given: '' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain(wish.text)
  expect(await office.count('wishes', `case_id = '${caseId}'`)).toBe(0)
  expect((await browser.post(`${at}/wishes`, { ...wish, kind: 'how-to-speak' })).status).toBe(303)
  expect(await html(browser.get(`${at}/team`))).toContain('1 wish')
  for (const path of ['', '/wishes', '/wording'])
    expect(await html(browser.get(at + path))).toContain(wish.text)
  const words = Buffer.from('teacher').toString('hex')
  expect(await office.count('wishes', `encode(sealed, 'hex') like '%${words}%'`)).toBe(0)
  expect((await browser.post(`${at}/wishes`, { ...wish, kind: 'go-quiet' })).status).toBe(303)
  expect(await html(browser.get(`${at}/team`))).toContain('Wish: go quiet')
  const one = (await as((tx) => listWishes(tx, caseId))).find(({ kind }) => kind === 'go-quiet')
  expect((await browser.get(`/cases/${(await build('Other')).caseId}/wishes/${one!.id}`)).status).toBe(404)
  const revoked = await browser.post(`${at}/wishes/${one!.id}/revoke`, { version: '1', revoked: 'She wrote' })
  expect(revoked.status).toBe(303)
  expect(await html(browser.get(`${at}/team`))).not.toContain('Wish: go quiet')
})
