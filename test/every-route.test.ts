/** Every door of the console is tried by everybody, against the table of what lies behind it (`doors/table.ts`). */
import { describe, expect, test } from 'vitest'
import { declaredAccess } from '../src/platform/access.ts'
import { untaken } from './doors/exceptions.ts'
import { behind } from './doors/table.ts'
import { doorOf, leaving, openDoors, routes } from './doors/walk.ts'
import { testOffice } from './office.ts'

const office = await testOffice()

test('every door stands in the table once, and names a permission that somebody declared', () => {
  const declared = declaredAccess()
  expect(
    routes.filter(({ verb }) => !declared.has(verb)).map(({ path, verb }) => `${path}: ${verb}`),
  ).toEqual([])
  const all = routes.map(doorOf)
  expect(all.filter((door, i) => all.indexOf(door) !== i)).toEqual([])
  const missing = routes.filter((route) => !behind.has(doorOf(route)) && !leaving.has(route.path)).map(doorOf)
  expect(
    missing,
    'not in test/doors/table.ts: write each under what lies behind it (own, house, row, room, ours, partners, file, hers, seat, invited). ' +
      'An id in its path of a kind that test/doors/objects.ts does not know goes there, with the table it names.',
  ).toEqual([])
  const gone = [...behind.keys()].filter((door) => !all.includes(door))
  expect(gone, 'in test/doors/table.ts, and no route any more').toEqual([])
})

const { world, walk, findForms, taken } = await openDoors(office)

test('whoever may do most finds the forms of the console', { timeout: 120_000 }, async () => {
  expect(await findForms()).toBeGreaterThan(100)
})

describe('as the table says', () => {
  test.each(Object.entries(world.callers))('%s', { timeout: 120_000 }, async (_who, caller) => {
    expect(await walk(caller)).toEqual([])
  })
})

test('every form is taken from somebody, so that whoever is kept out is so for who she is', () => {
  const forms = routes.filter(({ method, path }) => method === 'POST' && !leaving.has(path)).map(doorOf)
  expect(forms.filter((door) => !taken.has(door) && !untaken.has(door))).toEqual([])
  expect([...untaken].filter((door) => !forms.includes(door))).toEqual([])
})

test(
  'what is counted and what waits, on every page, is told to whom it may be',
  { timeout: 120_000 },
  async () => {
    for (const [who, caller] of Object.entries(world.callers)) {
      if (!caller.member || caller.removed) continue
      const page = await (await office.signedIn(caller.member).get('/')).text()
      expect(
        world.wordsIn(page).filter((word) => !world.mayRead(caller, word)),
        who,
      ).toEqual([])
    }
  },
)

test('no address tells whether it exists', async () => {
  expect((await office.visitor().get('/no/such/page')).status).toBe(303)
  expect((await office.as('viktor').get('/no/such/page')).status).toBe(404)
})
