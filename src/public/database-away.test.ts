import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { cutLine } from '../../test/cut-line.ts'
import { testDatabase } from '../../test/database.ts'
import { visitorsDoor } from '../../test/visitors-door.ts'
import { rawPublicKey } from '#platform/keys/keyring.ts'
import { takeDown } from '#publishing/index.ts'
import { visitorsApp } from './app.ts'
import { openSite } from './open-site.ts'
import type { Change } from './store.ts'

const database = await testDatabase()
const line = await cutLine(database.publicUrl)
// what is polled here is asked for by the tests; hints and reconnects come by themselves
const door = await visitorsDoor(database, { pollEvery: 600_000, databaseUrl: line.url })
const { world, get, post, sent, site } = door

const casePath = `/en/c/${world.her.shortId}-samira-haddad`
const message = {
  firstName: 'Noor',
  lastName: 'van Dijk',
  email: 'noor@example.org',
  country: 'NL',
  follow: 'yes',
  message: 'You are not alone.',
}

const nextChange = () =>
  new Promise<Change>((resolve) => {
    let heard = false
    site.published.onChange((change) => {
      if (!heard) resolve(change)
      heard = true
    })
  })

test('a change is heard of at once, and reaches only the pages of its case', async () => {
  expect((await get(casePath)).status).toBe(200)
  const change = nextChange()
  await world.putCase({ sentence: 'She asked, and was heard.' })
  expect([...(await change).cases]).toEqual([world.her.shortId])
  expect(await (await get(casePath)).text()).toContain('She asked, and was heard.')
})

test('with the database away: pages that were read are served, forms are 503 and keep what was typed', async () => {
  await line.cut()
  try {
    expect((await get(casePath)).status).toBe(200)
    expect((await get(`/ar/act/${world.campaignKey}/signature`)).status).toBe(200) // not rendered before
    expect((await get(`/files/${world.fileKey}`)).status).toBe(503) // nobody had asked for it yet
    const response = await post(`/en/act/${world.campaignKey}/message`, message)
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '5'])
    const html = await response.text()
    expect(html).toContain('You are not alone.')
    expect(html).toContain('Nothing of it was kept')
    await expect(site.published.refresh()).rejects.toThrow()
    expect((await get(casePath)).status).toBe(200)
  } finally {
    const everything = nextChange()
    await line.mend()
    expect((await everything).everything).toBe(true) // whoever listens again starts anew
  }
  expect(await sent()).toEqual([])
  expect((await post(`/en/act/${world.campaignKey}/message`, message)).status).toBe(303)
  expect(await sent()).toHaveLength(1)
  expect(door.logged.some((line) => line.includes('away'))).toBe(true)
  expect(door.logged.join()).not.toMatch(/Noor|example\.org|not alone/)
})

test('safety: what was withdrawn while nobody could hear of it is gone with the first connection', async () => {
  expect((await get(casePath)).status).toBe(200)
  await line.cut()
  await door.office.transaction(world.member, (tx) =>
    takeDown(tx, { subjectKind: 'case', subjectId: world.her.caseId, quiet: true }),
  )
  expect((await get(casePath)).status).toBe(200)
  const everything = nextChange()
  await line.mend()
  await everything
  expect((await get(casePath)).status).toBe(410)
  expect((await get(`/en/act/${world.campaignKey}/email`)).status).toBe(410)
  await world.putCase()
  await site.published.refresh()
})

test('safety: with the database away, nothing outlives its consent', async () => {
  const end = new Date(door.clock.now().getTime() + 60_000)
  await world.run(sql`update published.documents set ends_at = ${end} where kind = 'case'`)
  await site.published.refresh()
  await line.cut()
  try {
    expect((await get(casePath)).status).toBe(200)
    door.clock.move(60_000)
    expect((await get(casePath)).status).toBe(410)
  } finally {
    await line.mend()
  }
})

test('a process that never saw the database says 503 and tries on', async () => {
  const nowhere = new URL(database.publicUrl)
  nowhere.pathname = '/wl_not_there'
  const opened = openSite({
    databaseUrl: nowhere.href,
    publicUrl: 'https://watch.example',
    intakePublicKey: rawPublicKey(database.keys.intakePrivate),
    linkPublicKey: rawPublicKey(database.keys.linkPrivate),
    trustedProxies: [],
  })
  await expect(opened.site.published.refresh()).rejects.toThrow()
  const app = visitorsApp(opened.site)
  for (const path of ['/en/', '/healthz', casePath]) {
    const response = await app.request(path)
    expect([response.status, response.headers.get('Retry-After')], path).toEqual([503, '2'])
  }
  await opened.close()
})

test('the visitors’ login can read what is published and append to the intake, and nothing else', async () => {
  const client = new pg.Client(database.publicUrl)
  await client.connect()
  try {
    await client.query('select 1 from published.documents')
    for (const statement of [
      'select 1 from intake.rows',
      'select 1 from public.organisations',
      'select 1 from public.supporters',
      'delete from published.documents',
      'delete from intake.rows',
      "insert into published.quiet (kind, key, case_id) values ('case', 'x', gen_random_uuid())",
    ])
      await expect(client.query(statement), statement).rejects.toThrow(/permission denied/)
  } finally {
    await client.end()
  }
})
