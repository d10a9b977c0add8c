/** Each kind of secret address (`doors/links.ts`): what it opens, what it does not, how often, and until when. */
import { globSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { linkLasts } from '../src/organisations/link.ts'
import { modules } from '../src/composed.ts'
import { projectRoot } from '../src/platform/paths.ts'
import { known, links, makers, noLinks, type LinkKind, type LinkName } from './doors/links.ts'
import { linksWorld, type MadeLink } from './doors/links-world.ts'
import { testOffice } from './office.ts'

const office = await testOffice({ demo: true })
const { make, ask, worker, apps } = await linksWorld(office)
const owner = new pg.Client(office.database.ownerUrl)
await owner.connect()
afterAll(() => owner.end())

interface Door {
  app: keyof typeof apps
  methods: string[]
  path: string
}
const doorsOf = ({ doors }: LinkKind): Door[] =>
  doors.map((door) => {
    const [app, methods, path] = door.split(' ') as [keyof typeof apps, string, string]
    return { app, methods: methods.split('+'), path }
  })
const all = Object.entries(links) as [LinkName, LinkKind][]

describe('every kind stands in the table', () => {
  const ofConsole = new Set(modules.flatMap(({ routes = [] }) => routes.map(({ path }) => path)))
  const secret = (path: string) =>
    [...path.matchAll(/:(\w+)/g)].some(([, name]) => !known.has(name!)) && !ofConsole.has(path)
  const found = Object.entries(apps).flatMap(([name, app]) =>
    app.routes
      .map(({ method, path }) => ({ method, path: path.replaceAll(/\{.*?\}(?=\/|$)/g, '') }))
      .filter(({ method, path }) => method !== 'ALL' && secret(path))
      .map(({ method, path }) => `${name} ${method} ${path}`),
  )
  const declared = new Set(
    all.flatMap(([, kind]) =>
      doorsOf(kind).flatMap(({ app, methods, path }) => methods.map((method) => `${app} ${method} ${path}`)),
    ),
  )

  test('with its doors, and no console page has a secret in its address', () => {
    expect(
      found.filter((door) => !declared.has(door)),
      'not in test/doors/links.ts: give each the kind of link that opens it, or add the name in its path to `known`',
    ).toEqual([])
    expect([...declared].filter((door) => !found.includes(door))).toEqual([])
    expect([...ofConsole].filter((path) => /:token|:secret/.test(path))).toEqual([])
  })

  test('with whatever makes a secret', () => {
    const files = globSync('src/**/*.{ts,tsx}', { cwd: projectRoot }).filter(
      (file) => !file.includes('.test.') && makers.test(readFileSync(`${projectRoot}/${file}`, 'utf8')),
    )
    const said = new Set([...all.map(([, { madeIn }]) => madeIn), ...Object.keys(noLinks)])
    expect(
      files.filter((file) => !said.has(file)),
      'makes secrets, and stands in no row',
    ).toEqual([])
    expect([...said].filter((file) => !files.includes(file))).toEqual([])
    expect(Object.keys(linkLasts).filter((purpose) => !(purpose in links))).toEqual([])
  })
})

/** All that is stored, in one word. */
async function stored(): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where tableowner = current_user
      and schemaname in ('public', 'intake', 'published', 'wl') order by 1`,
  )
  const tables = rows.map(({ name }) => name)
  const one = (table: string) =>
    `select coalesce(sum(hashtextextended(t::text, 0)), 0)::text as n from ${table} t`
  try {
    await owner.query(
      `begin; ${tables.map((table) => `alter table ${table} no force row level security`).join(';')}`,
    )
    return JSON.stringify((await owner.query(tables.map(one).join(' union all '))).rows)
  } finally {
    await owner.query('rollback')
  }
}

const press = async (kind: LinkKind, link: MadeLink) =>
  link.press ? await link.press() : await ask(doorsOf(kind)[0]!.app, 'POST', link.path, link.form)

/** What every answer to the address has to keep to. */
async function mustBeQuiet(answer: Response, { secret }: MadeLink): Promise<void> {
  const html = await answer.text()
  const header = (name: string) => answer.headers.get(name) ?? ''
  expect(header('Referrer-Policy')).toBe('no-referrer')
  expect(header('Cache-Control')).toContain('no-store')
  expect(header('Content-Security-Policy')).toContain("default-src 'none'")
  for (const [, to] of html.matchAll(/<(?!a )[^>]*\s(?:src|href|action)="([^"]*)"/g))
    expect(to, 'nothing of the page comes from, or goes to, elsewhere').toMatch(/^(?:\/(?!\/)|#|$)/)
  for (const place of [header('Location'), html])
    expect(place).not.toMatch(new RegExp(`\\?[^"\\s<>]*${secret.replaceAll('.', '\\.')}`))
}

describe.each(all)('%s', (name, kind) => {
  const [first] = doorsOf(kind) as [Door]
  const always = kind.life === 'always'

  test('opened by a program that reads mail it changes nothing, tells nobody where it was, and sets nothing', async () => {
    const link = await make[name]()
    expect(link.path).toContain(link.secret)
    expect(link.path).not.toContain('?')
    const before = await stored()
    for (const { app, methods, path } of doorsOf(kind).filter(({ methods }) => methods.includes('GET')))
      for (const method of ['GET', 'HEAD']) {
        const at = path === first.path ? link.path : fill(path, link)
        const answer = await ask(app, method, at)
        expect([method, at, answer.status, methods]).toEqual([method, at, 200, methods])
        expect(answer.headers.get('Set-Cookie')).toBeNull()
        await mustBeQuiet(answer, link)
      }
    expect(await stored()).toBe(before)
  })

  test('behind the door of another kind it is no link', async () => {
    const link = await make[name]()
    const before = [await stored(), await link.took()]
    const others = new Set(all.flatMap(([, { doors }]) => doors.filter((door) => !kind.doors.includes(door))))
    for (const door of others) {
      const [{ app, methods, path }] = doorsOf({ ...kind, doors: [door] }) as [Door]
      // whoever leaves is obeyed by every link that is for leaving, and what only looks like one is answered alike
      if (path === '/u/:token' && (always || link.secret.length === 22)) continue
      for (const method of methods) {
        const answer = await ask(app, method, fill(path, link), { ...link.form, phrase: 'x', answer: 'well' })
        expect([door, method, answer.status]).toEqual([door, method, 404])
      }
    }
    await worker.drainAll()
    expect([await stored(), await link.took()]).toEqual(before)
  })

  test(`pressed: ${kind.purpose}; pressed again: ${kind.again}`, async () => {
    const link = await make[name]()
    const before = await link.took()
    const answer = await press(kind, link)
    await mustBeQuiet(answer.clone(), link)
    await worker.drainAll()
    if (kind.again === 'reads') {
      expect(answer.status).toBe(404)
      for (let i = 0; i < 2; i++) expect((await ask(first.app, 'GET', link.path)).status).toBe(200)
      return
    }
    expect(answer.status).toBeLessThan(400)
    expect(await link.took()).toBe(before + 1)
    const again = await press(kind, link)
    await worker.drainAll()
    expect(again.status).toBe(kind.again === 'used' ? 404 : answer.status)
    expect(await link.took()).toBe(before + (kind.again === 'anew' ? 2 : 1))
  })

  test(always ? 'never too late' : 'over, it is no link any more', async () => {
    const link = await make[name]()
    const life = typeof kind.life === 'number' ? kind.life : 0
    if (life > 0) {
      office.clock.move(life - 1)
      expect((await ask(first.app, 'GET', link.path)).status).toBe(200)
    }
    if (kind.life === 'ended') await link.end!()
    const later = always ? 3 * 365 * 86_400_000 : 1
    office.clock.move(later)
    const before = [await stored(), await link.took()]
    for (const method of first.methods) {
      const answer = await ask(first.app, method, link.path, link.form)
      expect([404, 410].includes(answer.status), `${method} ${answer.status}`).toBe(!always)
      await mustBeQuiet(answer, link)
    }
    await worker.drainAll()
    if (always) expect(await link.took()).toBe((before[1] as number) + 1)
    else expect([await stored(), await link.took()]).toEqual(before)
    // for the next kind the world is as it was
    office.clock.move(-(later + Math.max(0, life - 1)))
  })
})

function fill(path: string, { secret }: MadeLink): string {
  return path
    .replace(':lang', 'en')
    .replace(':organisationId', office.organisationId)
    .replace(':name', `${secret}.ics`)
    .replace(':token', secret)
}
