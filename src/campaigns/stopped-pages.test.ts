/** A page that its organisation took off, or closed, does not come back by what was signed before. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { buildPartnerPage, publishBuiltPage } from '../../test/build-coalition.ts'
import { partnerWorld } from '../../test/partner-world.ts'
import { signBeside } from '../../test/sign.ts'
import { closePartnerPage, pausePartnerPage, publishPartnerPage } from './partner-page-publishing.ts'
import { getPartnerPage } from './partner-page.ts'

const { office, as, wanjiru, campaign, get, member } = await partnerWorld()
const stateOf = async (pageId: string) => (await member(wanjiru, (tx) => getPartnerPage(tx, pageId))).state

test('a closed page is closed for good', async () => {
  const { campaignId, key } = await campaign()
  const { pageId, address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
  await member(wanjiru, (tx) => closePartnerPage(tx, { pageId }))
  expect((await get(`/en/act/${key}/${address}/signature`)).status).toBe(410)
  expect(await stateOf(pageId)).toBe('closed')
  await expect(publishBuiltPage(office, wanjiru, as.ines, pageId)).rejects.toMatchObject({
    code: 'partner-page.error.closed',
  })
  // not even past the verbs
  await expect(
    member(wanjiru, ({ db }) =>
      sql`insert into publications (id, case_id, organisation_id, subject_kind, subject_id, sign_off_id, published_at,
          published_by)
        select gen_random_uuid(), case_id, organisation_id, 'partner-page', ${pageId}, sign_off_id, published_at,
          published_by
        from publications where subject_kind = 'campaign' and subject_id = ${campaignId}`.execute(db),
    ),
  ).rejects.toMatchObject({ constraint: 'partner_pages_closed' })
})

test.each([
  { state: 'paused', stop: pausePartnerPage },
  { state: 'closed', stop: closePartnerPage },
])('a page that is $state does not come back by a signature that was asked for before', async (one) => {
  const { campaignId, key } = await campaign()
  const { pageId, address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
  const { signOffId } = await member(wanjiru, async (tx) => {
    const { version } = await getPartnerPage(tx, pageId)
    return await publishPartnerPage(tx, { pageId, version, items: ['name', 'story'], languages: ['en'] })
  })
  await member(wanjiru, (tx) => one.stop(tx, { pageId }))
  await expect(signBeside(office, as.ines, signOffId)).rejects.toMatchObject({
    code: 'publishing.sign.settled',
  })
  expect((await get(`/en/act/${key}/${address}/signature`)).status).toBe(410)
  expect(await stateOf(pageId)).toBe(one.state)
})
