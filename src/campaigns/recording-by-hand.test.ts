import { expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { buildLiveCampaign } from '../../test/build-campaign.ts'
import { buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { testOffice } from '../../test/office.ts'
import { getCampaign } from './campaign.ts'
import { countActions } from './counting.ts'

const office = await testOffice()
const { campaignId } = await buildLiveCampaign(office.db, office.member.ines)
const path = `/campaigns/${campaignId}/record`
const entry = {
  kind: 'call',
  on: '2026-11-20',
  firstName: 'Ruth',
  lastName: 'Okafor',
  email: 'ruth@mail.example',
  country: 'NG',
  language: 'en',
  note: 'She called the ministry twice.',
  agreed: 'yes',
  agreement: 'Asked on the phone to be told what happens.',
}

test('somebody who phoned is counted apart and mailed as she agreed', async () => {
  const browser = office.as('ines')
  expect(await (await browser.get(path)).text()).toContain('recorded by staff')
  expect((await browser.post(path, entry)).status).toBe(303)
  const tally = await office.db.reading(workerOf(office.organisationId), (tx) => countActions(tx, campaignId))
  expect(tally).toMatchObject({ people: 0, byKind: {}, selfReported: {}, recordedByStaff: 1 })
  // "confirmed" by country and by day means what was confirmed by mail: she stands in neither
  const overview = await (await browser.get(`/campaigns/${campaignId}`)).text()
  expect(overview).not.toContain('Nigeria')
  // what she said on the phone stands in no plain column
  expect(await office.count('opt_ins', 'confirmed_at is not null')).toBe(1)
  expect(await office.count('opt_ins', `position('phone'::bytea in sealed) > 0`)).toBe(0)
  expect(await office.count('mails')).toBe(0)
})

test.each<[string, Record<string, string>, string]>([
  ['a day that has not come', { on: '2026-11-24' }, 'on'],
  ['an agreement that nobody can retell', { agreement: ' ' }, 'agreement'],
  ['an agreement without an address', { email: '' }, 'email'],
  ['a name on a list without words for it', { kind: 'signature', listed: 'full' }, 'listedHow'],
  [
    'a name on a list that nobody could take off again',
    { ...{ kind: 'signature', listed: 'full', listedHow: 'Ticked it on our sheet.' }, email: '', agreed: '' },
    'email',
  ],
  ['a name that is a link', { firstName: 'www.bad.example' }, 'firstName'],
])('%s is refused, and nothing typed is lost', async (_, changes, field) => {
  const before = await office.count('actions')
  const answer = await office.as('ines').post(path, { ...entry, ...changes })
  expect(answer.status).toBe(422)
  const text = await answer.text()
  expect(text).toContain(`name="${field}"`)
  expect(text).toContain('aria-invalid="true"')
  expect(text).toContain('She called the ministry twice.')
  expect(await office.count('actions')).toBe(before)
})

test('a signature on paper stands on the list as its writer agreed, and no call does', async () => {
  const browser = office.as('ines')
  const named = { ...entry, listed: 'full', listedHow: 'Ticked it on our sheet of 3 May.' }
  expect((await browser.post(path, { ...named, kind: 'signature' })).status).toBe(303)
  expect((await browser.post(path, named)).status).toBe(303)
  expect(await office.count('actions', `kind = 'signature' and identity = 'full'`)).toBe(1)
  expect(await office.count('actions', `kind = 'call' and identity is not null`)).toBe(0)
  expect(await office.count('actions', `position('sheet'::bytea in sealed) > 0`)).toBe(0)
})

test('a viewer may not', async () => {
  const before = await office.count('actions')
  expect((await office.as('viktor').post(path, entry)).status).toBe(403)
  expect(await office.count('actions')).toBe(before)
})

test('who observes records nothing into the number that the public reads', async () => {
  const aram = await buildPartner(office.db)
  const fresh = { ...office.member.ines, steppedUpAt: office.clock.now() }
  const { caseId } = await office.db.reading(fresh, (tx) => getCampaign(tx, campaignId))
  await joinCoalition(
    office.db,
    fresh,
    caseId,
    { ...aram, steppedUpAt: office.clock.now() },
    { role: 'observer' },
  )
  const before = await office.count('actions')
  expect((await office.signedIn(aram).post(path, entry)).status).toBe(403)
  expect(await office.count('actions')).toBe(before)
})
