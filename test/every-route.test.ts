/** The routes of all modules are data: each is tried by nobody, by everybody, and with ids that are not there. */
import { describe, expect, test } from 'vitest'
import { can, declaredAccess } from '../src/platform/access.ts'
import type { ConsoleRoute } from '../src/platform/module.ts'
import { modules } from '../src/composed.ts'
import { members, testOffice, type Browser } from './office.ts'
import type { MemberName } from './world.ts'

const office = await testOffice()
const routes = modules.flatMap((module) => module.routes ?? [])
const names = Object.keys(members) as MemberName[]
const browsers = Object.fromEntries(names.map((name) => [name, office.as(name)])) as Record<
  MemberName,
  Browser
>
const strange = '01900000-0000-7000-8000-000000000000'
const addressOf = ({ path }: ConsoleRoute) => path.replaceAll(/:[a-zA-Z]+(\{[^}]*\})?\??/g, strange)
const call = (browser: Browser, route: ConsoleRoute) =>
  route.method === 'GET' ? browser.get(addressOf(route)) : browser.post(addressOf(route), { note: 'x' })
const leaving = new Set(['/sign-out', '/leave'])

test('each route names a permission that somebody declared, and no two are the same', () => {
  const declared = declaredAccess()
  expect(
    routes.filter(({ verb }) => !declared.has(verb)).map(({ path, verb }) => `${path}: ${verb}`),
  ).toEqual([])
  const addresses = routes.map(({ method, path }) => `${method} ${path}`)
  expect(addresses.filter((address, i) => addresses.indexOf(address) !== i)).toEqual([])
})

test('nobody gets in without a session, and no address tells whether it exists', async () => {
  for (const route of routes) {
    const answer = await call(office.visitor(), route)
    const expected = route.method === 'GET' || leaving.has(route.path) ? 303 : 401
    expect(`${route.path} ${answer.status}`).toBe(`${route.path} ${expected}`)
  }
  expect((await office.visitor().get('/no/such/page')).status).toBe(303)
  expect((await browsers.viktor.get('/no/such/page')).status).toBe(404)
})

describe.each(names)('%s', (name) => {
  test(
    'is refused what the role does not allow, and nothing answers with a fault',
    { timeout: 120_000 },
    async () => {
      const wrong: string[] = []
      for (const route of routes.filter(({ path }) => !leaving.has(path))) {
        const { status } = await call(browsers[name], route)
        const allowed = can(office.member[name], route.verb)
        if ((!allowed && status !== 403) || status >= 500)
          wrong.push(`${route.method} ${route.path}: ${status}`)
      }
      expect(wrong).toEqual([])
    },
  )
})
