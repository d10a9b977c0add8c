import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Member } from '#platform/actor.ts'
import { closePartnerPage } from '../../campaigns/partner-page-publishing.ts'
import { addEmbedSite, getOrganisation } from '#organisations/index.ts'
import { buildPartnerPage } from '../../../test/build-coalition.ts'
import { partnerWorld } from '../../../test/partner-world.ts'
import { ruth } from '../../../test/submissions.ts'

const { office, worker, app, site, as, organisationId, wanjiru, campaign, get, post, member, asWorker } =
  await partnerWorld()
const { campaignId, key } = await campaign()
const { pageId, address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
const frame = `/embed/act/${key}/${address}/signature`
const page = `/en/act/${key}/${address}/signature`
const ask = `/oembed?url=${encodeURIComponent(`https://watch.example${page}`)}`
const ancestors = async (path: string): Promise<string | undefined> => {
  await site.published.refresh()
  return (await app.request(path)).headers.get('Content-Security-Policy')?.split('frame-ancestors ')[1]
}
const allow = (who: Member, origin: string) => member(who, (tx) => addEmbedSite(tx, origin))

test('each organisation’s forms stand on its own sites, and on no other’s', async () => {
  await allow(wanjiru, 'https://lighthouse.example')
  await allow(as.ines, 'https://harbour.example')
  expect(await ancestors(frame)).toBe('https://lighthouse.example')
  expect(await ancestors(`/embed/act/${key}/signature`)).toBe('https://harbour.example')
})

test('who acts in the frame of an organisation becomes a supporter of that one', async () => {
  const posted = await post(`${frame}?theme=dark`, { ...ruth, follow: 'no', identity: 'full' })
  expect(posted.headers.get('location')).toMatch(
    new RegExp(`^/embed/act/${key}/${address}/next/[\\w-]+\\?after=signature&lang=en&theme=dark#acted$`),
  )
  await worker.drainAll()
  const actsOf = (organisation: string) =>
    asWorker(organisation, ({ db }) => db.selectFrom('actions').select('kind').execute())
  expect(await actsOf(wanjiru.organisationId)).toEqual([{ kind: 'signature' }])
  expect(await actsOf(organisationId)).toEqual([])
})

test('the counter of an organisation leads to its own page, and oEmbed knows that page', async () => {
  const named = JSON.stringify({ organisations: [{ id: wanjiru.organisationId, role: 'partner' }] })
  await asWorker(organisationId, ({ db }) =>
    sql`update published.documents set body = body || ${named}::jsonb where kind = 'case'`.execute(db),
  )
  const { shortId } = await member(wanjiru, (tx) => getOrganisation(tx, wanjiru.organisationId))
  const { text } = await get(`/embed/count/${key}/${shortId}`)
  expect(text).toContain(`href="/en/act/${key}/${address}/email"`)
  expect((await get(page)).text).toContain(`href="https://watch.example${ask}"`)
  expect((await get(ask)).text).toContain(`/embed/act/${key}/${address}?lang=en`)
  // in a sandbox in which no form can be sent its form gives way to that counter
  expect((await get(frame)).text).toContain(`data-card="/embed/count/${key}/${shortId}?lang=en"`)
})

test('a page that its organisation closed is gone from frames, as if it had never been', async () => {
  const asked = await Promise.all(
    [frame, page].map(async (path) => /data-standing="([^"]+)"/.exec((await get(path)).text)![1]!),
  )
  const standing = async () => await Promise.all(asked.map(async (path) => (await get(path)).status))
  expect([...new Set(asked)]).toEqual([`/standing/en/act/${key}/${address}`])
  expect(await standing()).toEqual([200, 200])
  await member(wanjiru, (tx) => closePartnerPage(tx, { pageId }))
  const gone = await get(frame)
  expect(gone).toEqual(await get(`/embed/act/${key}/nobody-here/signature`))
  expect(gone.status).toBe(410)
  expect((await get(ask)).status).toBe(401)
  expect(await standing()).toEqual([410, 410])
})
