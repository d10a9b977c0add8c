import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { testOffice } from '../../test/office.ts'
import { listEmbedSites, removeEmbedSite } from './embed-site.ts'

const office = await testOffice()
const at = '/organisation/embeds'
const [ines, tomas] = [office.as('ines'), office.as('tomas')]
const events = (type: string) => office.count('events', `type = 'embed-site.${type}'`)

async function published(): Promise<unknown> {
  const { rows } = await office.db.transaction(workerOf(office.organisationId), ({ db }) =>
    sql<{ sites: unknown }>`select body->'embedSites' as sites from published.organisations`.execute(db),
  )
  return rows[0]?.sites
}

test('an administrator allows a site and takes it away; visitors’ door hears of both at once', async () => {
  expect((await ines.post(at, { origin: 'www.Harbour.example/take-part' })).status).toBe(303)
  expect(await published()).toEqual(['https://www.harbour.example'])
  const page = await (await ines.get(at)).text()
  expect(page).toContain('https://www.harbour.example')
  // the same one again is no second one
  expect((await ines.post(at, { origin: 'https://www.harbour.example' })).status).toBe(303)
  expect(await events('added')).toBe(1)

  const remove = /action="([^"]+\/remove)"/.exec(page)![1]!
  expect((await tomas.post(remove)).status).toBe(403)
  expect((await ines.post(remove)).status).toBe(303)
  expect((await ines.post(remove)).status).toBe(404)
  expect(await published()).toEqual([])
  expect(await events('removed')).toBe(1)
  expect(await office.count('embed_sites', 'removed_at is not null and removed_by is not null')).toBe(1)
})

test('what is no site comes back as it was typed, with what to do; others see the list and have no form', async () => {
  const before = await events('added')
  for (const [origin, words] of [
    ['http://harbour.example', 'Only sites with https://'],
    ['https://a.example https://b.example', 'one address at a time'],
    ['https://*.harbour.example', 'Please write one address, like'],
  ] as const) {
    const answer = await ines.post(at, { origin })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain(words)
    expect(html).toContain(`value="${origin}"`)
  }
  expect((await tomas.post(at, { origin: 'https://harbour.example' })).status).toBe(403)
  const seen = await tomas.get(at)
  expect(seen.status).toBe(200)
  expect(await seen.text()).not.toContain('name="origin"')
  expect(await events('added')).toBe(before)
})

test('twenty sites fill a header; the next one is refused in words, also of several that come at once', async () => {
  for (let n = 1; n <= 18; n++) expect((await ines.post(at, { origin: `site${n}.example` })).status).toBe(303)
  const atOnce = await Promise.all(
    ['a', 'b', 'c', 'd', 'd'].map((name) => ines.post(at, { origin: `${name}.example` })),
  )
  const refused = atOnce.filter(({ status }) => status === 422)
  expect(atOnce.filter(({ status }) => status === 303).length + refused.length).toBe(5)
  expect(await refused[0]!.text()).toContain('Twenty sites are allowed already')
  expect(await published()).toHaveLength(20)
  expect(await office.count('embed_sites', 'removed_at is null')).toBe(20)
})

test('the database has no place for a twenty-first, and gives none twice', async () => {
  const insert = (place: number | null) =>
    office.db.transaction(office.member.ines, ({ db, now }) =>
      sql`insert into embed_sites (id, organisation_id, origin, place, added_at, added_by) values (gen_random_uuid(),
        ${office.organisationId}, 'https://more.example', ${place}, ${now}, ${office.member.ines.accountId})`.execute(
        db,
      ),
    )
  await expect(insert(21)).rejects.toThrow('embed_sites_most')
  await expect(insert(null)).rejects.toThrow('embed_sites_in_place')
  await expect(insert(20)).rejects.toThrow('embed_sites_places')
})

test('a site that is taken away while another change waits is not brought back by it', async () => {
  const { db, member } = office
  const admin = { ...member.ines, steppedUpAt: office.clock.now() }
  const [gone, kept] = await db.reading(admin, listEmbedSites)
  let other: Promise<void> | undefined
  await db.transaction(admin, async (tx) => {
    await removeEmbedSite(tx, gone!.id)
    other = db.transaction(admin, (later) => removeEmbedSite(later, kept!.id))
    // it has come as far as it can: it waits for this one
    await expect.poll(async () => await waiting(tx)).toBe(1)
  })
  await other
  expect(await published()).toEqual((await db.reading(admin, listEmbedSites)).map(({ origin }) => origin))
  expect(await published()).not.toContain(gone!.origin)
})

const waiting = async ({ db }: Tx) =>
  (
    await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  ).rows[0]!.n

test('the database itself keeps whatever is no origin out of the header', async () => {
  for (const origin of [
    'https://a.example;script-src',
    'http://harbour.example',
    'https://*.example',
    'https://A.example',
  ])
    await expect(
      office.db.transaction(office.member.ines, ({ db, now }) =>
        sql`insert into embed_sites (id, organisation_id, origin, place, added_at, added_by) values (gen_random_uuid(),
          ${office.organisationId}, ${origin}, 1, ${now}, ${office.member.ines.accountId})`.execute(db),
      ),
    ).rejects.toThrow('embed_sites_origin_check')
})
