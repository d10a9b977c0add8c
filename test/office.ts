/**
 * The staff's app in this process, on a database of its own, with Harbour Watch and its members signed in:
 * `const office = await testOffice()`, then `await office.as('ines').get('/members')`. Call it at the top level of a file.
 */
import { afterAll } from 'vitest'
import { signIn, type Member } from '../src/platform/actor.ts'
import { readAssets, type BuiltAssets } from '../src/platform/assets.ts'
import { fixedClock } from '../src/platform/clock.ts'
import { openDatabase, type Database } from '../src/platform/database.ts'
import { catalogue } from '../src/catalogue.ts'
import { modules } from '../src/composed.ts'
import { createOffice, type OfficeApp } from '../src/office-app.tsx'
import { startSession } from '../src/organisations/index.ts'
import { buildHarbour } from './build.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { members, type MemberName } from './world.ts'

export const consoleUrl = 'http://localhost:4001'
export const publicUrl = 'http://localhost:4000'
export const privateUrl = 'http://localhost:4002'

type FormFields = Record<string, string | readonly string[] | Blob>

/** A browser: keeps its cookies, says where its requests come from. */
export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, form?: FormFields, headers?: Record<string, string>): Promise<Response>
  /** a body as it is, with its own type */
  send(path: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<Response>
  readonly cookies: Map<string, string>
}

export interface TestOffice {
  app: OfficeApp
  db: Database
  database: TestDatabase
  /** stands still; starts at 23 November 2026, 09:00 UTC */
  clock: ReturnType<typeof fixedClock>
  organisationId: string
  member: Record<MemberName, Member>
  /** a browser in which this member is signed in; a fresh session each time */
  as(name: MemberName): Browser
  /** the same for a member of another organisation */
  signedIn(member: Member): Browser
  /** a browser in which nobody is */
  visitor(): Browser
  /** rows of a table as its owner, behind no wall; `where` is SQL, `beside` the other walled tables that it asks */
  count(table: string, where?: string, beside?: readonly string[]): Promise<number>
}

export async function testOffice(
  options: { demo?: boolean; assets?: BuiltAssets; outsideAllow?: readonly string[] } = {},
): Promise<TestOffice> {
  const database = await testDatabase()
  const clock = fixedClock('2026-11-23T09:00:00Z')
  const db = openDatabase({ url: database.officeUrl, keys: database.keys, clock, connections: 5 })
  const owner = openDatabase({ url: database.ownerUrl, keys: database.keys, connections: 1 })
  afterAll(async () => {
    await db.close()
    await owner.close()
  })
  const { organisationId, as: member } = await buildHarbour(db)
  const app = createOffice({
    db,
    keys: database.keys,
    catalogue,
    publicUrl,
    consoleUrl,
    privateUrl,
    outsideAllow: options.outsideAllow ?? [],
    demo: options.demo ?? false,
    modules,
    assets: options.assets ?? readAssets(),
    // a test has no socket; each browser says where it stands as if a proxy had written it
    trustedProxies: ['0.0.0.0'],
    report: (fault) => console.error('fault', fault),
  })
  const signedIn = ({ accountId, organisationId: of }: Member) =>
    browserOf(app, async () => {
      const session = { accountId, organisationId: of, how: 'passkey' }
      return (await db.transaction(signIn, (tx) => startSession(tx, session))).token
    })
  return {
    app,
    db,
    database,
    clock,
    organisationId,
    member,
    as: (name) => signedIn(member[name]),
    signedIn,
    visitor: () => browserOf(app),
    async count(table, where = 'true', beside = []) {
      // the owner is no superuser: row level security is forced on it too, so the count sets it aside
      const client = await owner.pool.connect()
      try {
        await client.query('begin')
        for (const one of [table, ...beside])
          await client.query(`alter table ${one} no force row level security`)
        const { rows } = await client.query(`select count(*)::int as n from ${table} where ${where}`)
        return rows[0].n as number
      } finally {
        await client.query('rollback')
        client.release()
      }
    },
  }
}

let browsers = 0

function browserOf(app: OfficeApp, session?: () => Promise<string>): Browser {
  const cookies = new Map<string, string>()
  let signedIn: Promise<void> | undefined
  const address = `2001:db8:${(++browsers).toString(16)}::1`
  const send = async (path: string, init: RequestInit & { headers: Record<string, string> }) => {
    signedIn ??= session?.().then((token) => void cookies.set('watchlight-4001', token))
    await signedIn
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.request(consoleUrl + path, {
      ...init,
      headers: {
        'X-Forwarded-For': address,
        ...(cookie ? { cookie } : {}),
        ...Object.fromEntries(new Headers(init.headers)),
      },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  const own = { 'Sec-Fetch-Site': 'same-origin', Origin: consoleUrl }
  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, form = {}, headers = {}) =>
      send(path, { method: 'POST', body: bodyOf(form), headers: { ...own, ...headers } }),
    send: (path, body, headers) => send(path, { method: 'POST', body, headers: { ...own, ...headers } }),
  }
}

/** Multipart as soon as there is a file in it, as a browser would. */
function bodyOf(form: FormFields): FormData | URLSearchParams {
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one: string | Blob) => [name, one] as const),
  )
  if (!pairs.some(([, value]) => value instanceof Blob))
    return new URLSearchParams(pairs as [string, string][])
  const data = new FormData()
  for (const [name, value] of pairs) data.append(name, value as string)
  return data
}

export { catalogue, members }
