import { expect, test } from 'vitest'
import { buildLiveCampaign } from '../../test/build-campaign.ts'
import { buildCase, buildConsents } from '../../test/build-case.ts'
import { buildReaders, buildUpdate, publishBuilt } from '../../test/build-update.ts'
import { testOffice } from '../../test/office.ts'
import { signThrough } from '../../test/sign.ts'
import { openDatabase } from '#platform/database.ts'
import { getUpdate } from './index.ts'

const office = await testOffice()
const { db, member } = office
const campaign = await buildLiveCampaign(db, member.ines)
const text = {
  ...{
    version: '0',
    translation: 'original',
    headline: 'She is at home',
    place: 'Amman',
    authors: 'Ines Duarte',
  },
  ...{ body: 'The judge heard her on 3 December.', ask: '', nextExpected: '', source: '' },
}
const begin = async () => {
  const answer = await office.as('tomas').post('/updates/new', {
    ...{ caseId: campaign.caseId, kind: 'good-news', datedOn: '2026-12-03', defaultLanguage: 'en' },
  })
  expect(answer.status).toBe(303)
  return answer.headers.get('location')!
}

test('a campaigner writes, publishes and sends an update through the console', async () => {
  const tomas = office.as('tomas')
  const here = await begin()
  expect((await tomas.get(here)).status).toBe(200)
  expect((await tomas.post(`${here}/text/en`, text)).headers.get('location')).toBe(`${here}/text/en`)
  const preview = await (await tomas.get(`${here}/preview/en`)).text()
  expect(preview).toContain('She is at home')
  const mail = await tomas.get(`${here}/mail/en`)
  expect(mail.headers.get('content-security-policy')).toContain('sandbox')
  expect(await mail.text()).toContain('Thank you for signing')
  expect(await (await tomas.get(`${here}/page/en`)).text()).toContain('The judge heard her')
  expect(await (await tomas.get(`${here}/live/en`)).text()).toContain('She is at home')
  const form = await (await tomas.get(`${here}/publish`)).text()
  expect(form).toContain('becomes public at once')
  const { version } = await db.reading(member.tomas, (tx) => getUpdate(tx, here.split('/').at(-1)!))
  const signed = await tomas.post(`${here}/publish`, {
    version: String(version),
    languages: 'en',
    items: 'story',
  })
  expect((await signThrough(office.as('layla'), signed)).status).toBe(303)

  const worker = openDatabase({
    url: office.database.workerUrl,
    keys: office.database.keys,
    clock: office.clock,
  })
  await buildReaders(worker, office.organisationId, campaign, [
    { email: 'ruth@mail.example', kind: 'signature', country: 'NG' },
    { email: 'quiet@mail.example', kind: 'signature', asked: false },
  ])
  await worker.close()
  const send = await (await tomas.get(`${here}/send?who=acted`)).text()
  expect(send).toContain('2 acted, 1 asked to hear, 1 will not be mailed.')
  // the countries can be folded away: on a phone the button stands below them
  expect(send).toMatch(/<details[^>]*><summary>By country: [\s\S]*?<table[\s\S]*?<\/details>/)
  const sent = await tomas.post(`${here}/send`, { who: 'acted' })
  expect(sent.status).toBe(303)
  const broadcast = sent.headers.get('location')!
  expect(broadcast).toMatch(/^\/broadcasts\//)
  expect(await (await tomas.get(broadcast)).text()).toContain('Under way')
  expect(await (await tomas.get(`${broadcast}/progress`)).text()).toContain('0 of 1')
  expect(await (await tomas.get('/broadcasts')).text()).toContain('Lantern')
  expect((await tomas.post(`${broadcast}/pause`)).status).toBe(303)
  expect((await tomas.post(`${broadcast}/resume`)).status).toBe(303)
  expect((await tomas.post(`${broadcast}/cancel`)).status).toBe(303)
  expect(await (await tomas.get(broadcast)).text()).toContain('Cancelled')
  expect((await tomas.get(`${broadcast}/people/unknown`)).status).toBe(200)
  expect(await (await office.as('layla').get('/updates')).text()).toContain('She is at home')
})

test('sends the mail to oneself and nobody else', async () => {
  const updateId = await buildUpdate(db, member.ines, campaign.caseId)
  const before = await office.count('mails')
  expect((await office.as('ines').post(`/updates/${updateId}/test/ar`)).status).toBe(303)
  expect(await office.count('mails')).toBe(before + 1)
  expect(await office.count('broadcasts', `update_id = '${updateId}'`)).toBe(0)
})

test('a refused form keeps what was typed', async () => {
  const here = await begin()
  const answer = await office.as('ines').post(`${here}/text/en`, { ...text, headline: 'x'.repeat(200) })
  expect(answer.status).toBe(422)
  const page = await answer.text()
  expect(page).toContain('The judge heard her on 3 December.')
  expect(page).toContain('x'.repeat(200))
  expect(await office.count('update_texts', `update_id = '${here.split('/').at(-1)}'`)).toBe(0)
})

test('a viewer reads and changes nothing', async () => {
  const updateId = await buildUpdate(db, member.ines, campaign.caseId)
  await publishBuilt(db, member.ines, updateId)
  const viktor = office.as('viktor')
  expect((await viktor.get(`/updates/${updateId}`)).status).toBe(200)
  const before = await office.count('events')
  for (const path of ['', '/text/en', '/picture', '/publish', '/withdraw', '/send', '/test/en'])
    expect((await viktor.post(`/updates/${updateId}${path}`, text)).status).toBe(403)
  expect(await office.count('events')).toBe(before)
  expect(await office.count('broadcasts', `update_id = '${updateId}'`)).toBe(0)
})

test('an update of a case behind the wall is not there', async () => {
  const hidden = await buildCase(db, member.ines, { codeName: 'Hidden', room: 'team' })
  await buildConsents(db, member.ines, hidden)
  const updateId = await buildUpdate(db, member.ines, hidden.caseId)
  for (const path of ['', '/preview/en', '/mail/en', '/page/en', '/publish', '/send'])
    expect((await office.as('tomas').get(`/updates/${updateId}${path}`)).status).toBe(404)
  expect(await (await office.as('tomas').get('/updates')).text()).not.toContain('Hidden')
  expect((await office.as('tomas').get('/updates/not-an-id')).status).toBe(404)
})
