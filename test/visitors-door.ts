/** The visitors' door on a database of its own: what a browser gets, and what the office would find in the intake. */
import pg from 'pg'
import { afterAll } from 'vitest'
import { fixedClock, type Clock } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/database.ts'
import { envelopeOpener } from '../src/platform/intake/envelope.ts'
import { rawPublicKey } from '../src/platform/keys/keyring.ts'
import { visitorsApp } from '../src/public/app.ts'
import { openSite, type SiteOptions } from '../src/public/open-site.ts'
import type { VisitorSubmission } from '../src/campaigns/submission.ts'
import type { TestDatabase } from './database.ts'
import { publishWorld } from './published-world.ts'

export const formHeaders = { 'Content-Type': 'application/x-www-form-urlencoded' }

/** The visitors' door on what an office has published; `refresh` what is published before each look. */
export function openTestSite(database: TestDatabase, clock: Clock, overrides: Partial<SiteOptions> = {}) {
  const opened = openSite({
    databaseUrl: database.publicUrl,
    publicUrl: 'https://watch.example',
    intakePublicKey: rawPublicKey(database.keys.intakePrivate),
    linkPublicKey: rawPublicKey(database.keys.linkPrivate),
    trustedProxies: [],
    clock,
    ...overrides,
  })
  return { ...opened, app: visitorsApp(opened.site) }
}

/** Call it at the top level of a test file. */
export async function visitorsDoor(database: TestDatabase, overrides: Partial<SiteOptions> = {}) {
  const clock = fixedClock('2026-11-12T09:00:00Z')
  const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
  const worker = new pg.Pool({ connectionString: database.workerUrl, max: 2 })
  worker.on('error', () => {})
  const world = await publishWorld(office)
  const logged: string[] = []
  const opened = openTestSite(database, clock, { log: (line) => logged.push(line), ...overrides })
  const { site, app } = opened
  await site.published.refresh()
  const openRow = envelopeOpener(database.keys.intakePrivate)
  afterAll(async () => {
    await opened.close()
    await Promise.all([office.close(), worker.end()])
  })

  return {
    clock,
    office,
    site,
    app,
    world,
    logged,
    pool: opened.pool,
    get: (path: string, headers: Record<string, string> = {}) => app.request(path, { headers }),
    post: (path: string, fields: Record<string, string> | [string, string][], headers = {}) =>
      app.request(path, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { ...formHeaders, ...headers },
      }),
    /** everything in the intake, opened, in the order of arrival; the intake is empty afterwards */
    async sent<T extends { type: string } = VisitorSubmission>(): Promise<(T & { lane: number })[]> {
      const { rows } = await worker.query<{ lane: number; sealed: Buffer }>(
        'with gone as (delete from intake.rows returning id, lane, sealed) select lane, sealed from gone order by id',
      )
      return rows.map(({ lane, sealed }) => ({ ...(openRow(sealed) as T), lane }))
    },
  }
}
