/** The same app behind a real socket: what `app.request()` cannot show. */
import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { signIn } from '../src/platform/actor.ts'
import { startSession } from '../src/organisations/index.ts'
import { buildLiveCampaign } from './build-campaign.ts'
import { consoleUrl, testOffice } from './office.ts'

const office = await testOffice()
const { accountId } = office.member.ines
const { token } = await office.db.transaction(signIn, (tx) => startSession(tx, { accountId, how: 'passkey' }))
const server = serve({ fetch: office.app.fetch, port: 0, hostname: '127.0.0.1' })
afterAll(() => void server.close())
const post = (path: string, body: BodyInit) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { cookie: `watchlight-4001=${token}`, 'Sec-Fetch-Site': 'same-origin', Origin: consoleUrl },
  })

test('a form arrives whole, and one that is too large is refused at once', async () => {
  const large = await post('/account', new URLSearchParams({ name: 'x'.repeat(200_000) }))
  expect(large.status).toBe(413)
  const answer = await post('/account', new URLSearchParams({ name: 'Ines Duarte Lima', language: 'en' }))
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account'])
})

test('a form with files that are too large together is answered, with what was typed before them', async () => {
  const { campaignId } = await buildLiveCampaign(office.db, office.member.ines)
  const form = new FormData()
  form.append('where', 'Market square, Haarlem')
  form.append('evidence', new File([new Uint8Array(60 * 1024 * 1024)], 'sheets.pdf'))
  const answer = await post(`/campaigns/${campaignId}/paper/new`, form)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Market square, Haarlem')
  expect((await post('/account', new URLSearchParams({ name: 'Ines', language: 'en' }))).status).toBe(303)
})

test('a form that needs a proof again is kept, files left out and counted', async () => {
  office.clock.move(11 * 60_000)
  const form = new FormData()
  form.append('name', 'Noor Haddad')
  form.append('letter', new File(['x'], 'letter.pdf'))
  const answer = await post('/members/invite', form)
  expect(answer.status).toBe(403)
  expect(await answer.text()).toMatch(/name="held" value="[\w-]{100,}"/)
})
