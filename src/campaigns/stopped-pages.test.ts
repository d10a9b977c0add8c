/** A page that its organisation took off, or closed, does not come back by what was signed before; none of its doors stays. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { leaveCoalition, nameInPublic } from '#coalitions/index.ts'
import type { Tx } from '#platform/database.ts'
import { givenConsents, goQuiet, withdrawConsent } from '#publishing/index.ts'
import { shows } from '../../test/doors/visitors.ts'
import { buildPartnerPage, joinCoalition, publishBuiltPage } from '../../test/build-coalition.ts'
import { partnerWorld } from '../../test/partner-world.ts'
import { signBeside } from '../../test/sign.ts'
import { endCampaign, pauseCampaign } from './campaign-stopping.ts'
import { closePartnerPage, pausePartnerPage, publishPartnerPage } from './partner-page-publishing.ts'
import { getPartnerPage } from './partner-page.ts'

const { office, as, wanjiru, campaign, get, post, member } = await partnerWorld()
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

interface Page {
  pageId: string
  campaignId: string
  caseId: string
}
/** What takes a page off, and who does it. */
const ends: [what: string, who: typeof wanjiru, end: (tx: Tx, page: Page) => Promise<unknown>][] = [
  ['its organisation takes it off', wanjiru, pausePartnerPage],
  ['its organisation closes it', wanjiru, closePartnerPage],
  [
    'its organisation is named no more',
    wanjiru,
    (tx, { caseId }) => nameInPublic(tx, { caseId, named: false }),
  ],
  ['its organisation leaves', wanjiru, leaveCoalition],
  ['the campaign is paused', as.ines, (tx, page) => pauseCampaign(tx, { ...page, reason: 'asked' })],
  ['the campaign ends', as.ines, (tx, page) => endCampaign(tx, { ...page, outcome: 'demands-met' })],
  ['the case goes quiet', as.ines, (tx, { caseId }) => goQuiet(tx, caseId)],
  [
    'she takes her word back',
    as.ines,
    async (tx, { caseId }) => {
      const consentIds = (await givenConsents(tx, caseId)).map(({ id }) => id)
      await withdrawConsent(tx, { caseId, consentIds, word: 'met' })
    },
  ],
]
const partnerDoors = [...shows].filter(([, what]) => what === 'partner').map(([door]) => door.split(' '))
/** A form whole enough for any page that stands. */
const signature = {
  ...{ firstName: 'Ada', lastName: 'Probe', email: 'ada@mail.example', country: 'NL' },
  ...{ follow: 'no', identity: 'country' },
}

test.each(ends)('every door of a page is gone when %s', async (_what, who, end) => {
  const { campaignId, caseId, key } = await campaign()
  const { pageId, address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
  const names: Record<string, string> = {
    ...{ lang: 'en', id: key, partner: address, kind: 'signature', journey: 'A'.repeat(22) },
  }
  const ask = async ([method, path]: string[]) => {
    const filled = path!.replaceAll(/:(\w+)/g, (_, name: string) => names[name]!).replace('*', 'anything')
    const at = filled.includes('/next/') ? `${filled}?after=signature` : filled
    if (method === 'GET') return { path, ...(await get(at)) }
    const answer = await post(at, signature)
    return { path, status: answer.status, text: await answer.text() }
  }
  // what no page has is never there
  const open = await Promise.all(partnerDoors.filter(([, path]) => !path!.endsWith('*')).map(ask))
  expect(open.map(({ path, status }) => `${path} ${status < 400}`)).toEqual(
    open.map(({ path }) => `${path} true`),
  )
  expect(open.filter(({ text }) => text.includes('Samira')).length).toBeGreaterThan(4)
  await member(who, (tx) => end(tx, { pageId, campaignId, caseId }))
  for (const door of partnerDoors) {
    const { path, status, text } = await ask(door)
    expect(`${path} ${status}`).toMatch(/ (404|410)$/)
    expect(text).not.toMatch(/Samira|سميرة/)
  }
})

test('a page whose organisation left and came back is signed anew, under its old address', async () => {
  const { campaignId, caseId, key } = await campaign()
  const { pageId, address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
  await member(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  const status = async () => (await get(`/en/act/${key}/${address}/signature`)).status
  await joinCoalition(office, as.ines, caseId, wanjiru)
  expect([await status(), await stateOf(pageId)]).toEqual([410, 'draft'])
  await publishBuiltPage(office, wanjiru, as.ines, pageId)
  expect([await status(), await stateOf(pageId)]).toEqual([200, 'live'])
})
