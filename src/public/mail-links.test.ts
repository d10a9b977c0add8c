import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { visitorsDoor } from '../../test/visitors-door.ts'
import type { ConfirmSubmission, LeaveSubmission } from '#campaigns/submission.ts'
import { signLink } from '#platform/keys/links.ts'
import { goQuiet } from '#publishing/index.ts'
import { opaqueToken } from '#platform/keys/links-opaque.ts'
import { Overloaded } from '#platform/web/errors.ts'

const database = await testDatabase()
const door = await visitorsDoor(database)
const { world, get, post, sent, clock } = door

const token = (purpose: 'confirm' | 'preference', days = 7, campaign = true) =>
  signLink(database.keys.linkPrivate, purpose, {
    ids: [world.organisationId, '7', world.her.caseId],
    ...(campaign ? { about: world.campaignId } : {}),
    language: 'en',
    expires: new Date(clock.now().getTime() + days * 86_400_000),
  })
const unsubscribe = opaqueToken(Buffer.alloc(32, 7), 'unsubscribe', { organisation: 1, supporter: 2 })

test('a scanner that opens every link changes nothing', async () => {
  for (const path of [
    `/en/confirm/${token('confirm')}`,
    `/en/confirm/${token('confirm')}/only`,
    `/en/confirm/${token('confirm')}/not-me`,
    `/u/${unsubscribe}`,
    `/en/preferences/${token('preference')}`,
  ])
    for (const method of ['GET', 'HEAD']) {
      const response = await door.app.request(path, { method })
      expect(response.status, path).toBe(200)
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(response.headers.get('Referrer-Policy')).toBe('no-referrer')
    }
  expect(await sent()).toEqual([])
})

test.each([
  ['follow', 'keep-posted'],
  ['only', 'only'],
  ['not_me', 'not-me'],
])('confirming: %s', async (button, choice) => {
  const link = token('confirm')
  const response = await post(`/en/confirm/${link}`, { answer: button })
  expect(response.status).toBe(303)
  const clean = response.headers.get('Location')!
  expect(clean).toBe(`/en/confirmed/act/${world.campaignKey}/${button}`)
  expect(await sent<ConfirmSubmission>()).toMatchObject([
    { lane: 2, type: 'confirm', token: link, choice, language: 'en' },
  ])
  const page = await get(clean)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Samira Haddad')
})

test.each([
  ['', 'follow'],
  ['/only', 'only'],
  ['/not-me', 'not_me'],
])('safety: the link of the mail decides which button leads: %s', async (way, answer) => {
  const page = await (await get(`/en/confirm/${token('confirm')}${way}`)).text()
  expect(page.match(/<button class="action"[^>]*value="(\w+)"/g)).toEqual([
    `<button class="action" type="submit" name="answer" value="${answer}"`,
  ])
  for (const one of ['follow', 'only', 'not_me']) expect(page).toContain(`value="${one}"`)
  expect(page).toMatch(new RegExp(`href="/ar/confirm/[^"]+${way}"`))
})

test('following is confirmed without a campaign', async () => {
  const link = token('confirm', 7, false)
  expect(await (await get(`/en/confirm/${link}`)).text()).toContain('Yes, tell me what happens to')
  const response = await post(`/en/confirm/${link}`, { answer: 'follow' })
  expect(response.headers.get('Location')).toBe(`/en/confirmed/c/${world.her.shortId}/follow`)
  const thanks = await (await get(response.headers.get('Location')!)).text()
  expect(thanks).toContain('We will write to you')
  // who only asked to hear is in no count
  expect(thanks).not.toContain('It counts')
  expect(await sent()).toHaveLength(1)
})

test('an expired link says so and leads back; a wrong one is no page; neither stores anything', async () => {
  const expired = `/en/confirm/${token('confirm', -1)}`
  const page = await get(expired)
  expect(page.status).toBe(410)
  expect(await page.text()).toContain(`/en/act/${world.campaignKey}/email`)
  expect((await post(expired, { answer: 'follow' })).status).toBe(410)
  for (const wrong of [token('preference'), 'x', token('confirm').slice(0, -3), unsubscribe]) {
    expect((await get(`/en/confirm/${wrong}`)).status).toBe(404)
    expect((await post(`/en/confirm/${wrong}`, { answer: 'follow' })).status).toBe(404)
  }
  expect((await post(`/en/confirm/${token('confirm')}`, { answer: 'maybe' })).status).toBe(303)
  expect(await sent()).toEqual([])
})

test('one-click unsubscribing acts at once and is not redirected', async () => {
  const response = await post(`/u/${unsubscribe}`, { 'List-Unsubscribe': 'One-Click' })
  expect([response.status, await response.text()]).toEqual([200, 'ok'])
  expect(await sent<LeaveSubmission>()).toMatchObject([{ lane: 1, type: 'unsubscribe', token: unsubscribe }])
  // RFC 8058 allows multipart as well
  const body = new FormData()
  body.append('List-Unsubscribe', 'One-Click')
  expect((await door.app.request(`/u/${unsubscribe}`, { method: 'POST', body })).status).toBe(200)
  expect(await sent()).toHaveLength(1)
})

test.each([
  ['no form at all', 'text/plain', 'List-Unsubscribe=One-Click'],
  ['nothing', undefined, ''],
  ['a broken form', 'multipart/form-data; boundary=x', 'List-Unsubscribe=One-Click'],
  ['much', 'application/x-www-form-urlencoded', `List-Unsubscribe=One-Click&more=${'x'.repeat(8_000)}`],
])('safety: a mail program that sends %s beside the link is obeyed', async (_, type, body) => {
  const headers = type === undefined ? undefined : { 'Content-Type': type }
  const response = await door.app.request(`/u/${unsubscribe}`, { method: 'POST', body, headers })
  expect(response.status).toBeLessThan(400)
  expect(await sent<LeaveSubmission>()).toMatchObject([{ lane: 1, type: 'unsubscribe', token: unsubscribe }])
})

test('unsubscribing by the page: a button, then the same page for every token', async () => {
  const pages: string[] = []
  for (const one of [unsubscribe, 'AAAAAAAAAAAAAAAAAAAAAA', token('preference')]) {
    const response = await post(`/u/${one}`, { scope: 'all' })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/en/unsubscribed'])
    pages.push(await (await get('/en/unsubscribed')).text())
  }
  expect(new Set(pages).size).toBe(1)
  expect(await sent()).toHaveLength(3)
  expect((await post('/u/not-a-token', { 'List-Unsubscribe': 'One-Click' })).status).toBe(404)
  expect((await get('/u/not-a-token')).status).toBe(404)
  expect(await sent()).toEqual([])
})

test('unsubscribing can be read in another language, and stays there', async () => {
  const asked = await (await get(`/u/${unsubscribe}`)).text()
  expect(asked).toContain(`href="/u/${unsubscribe}?lang=ar"`)
  const arabic = await (await get(`/u/${unsubscribe}?lang=ar`)).text()
  expect(arabic).toContain('<html lang="ar" dir="rtl"')
  const form = /action="([^"]+)"/.exec(arabic)![1]!
  expect((await post(form, { scope: 'all' })).headers.get('Location')).toBe('/ar/unsubscribed')
  expect(await sent<LeaveSubmission>()).toMatchObject([{ type: 'unsubscribe', language: 'ar' }])
})

test('the choices page takes commands and shows nothing of anybody', async () => {
  const link = token('preference', 365, false)
  const page = await (await get(`/en/preferences/${link}`)).text()
  expect(page).toContain('Harbour Watch')
  const commands = {
    held: 'send-what-you-hold',
    stop_case: 'stop-case',
    stop_all: 'stop-all',
    take_back: 'take-back-actions',
    erase: 'erase',
  }
  for (const [button, command] of Object.entries(commands)) {
    expect(page).toContain(`value="${button}"`)
    const response = await post(`/en/preferences/${link}`, { command: button })
    expect(response.headers.get('Location')).toBe(`/en/preferences/done/${button}`)
    expect((await get(`/en/preferences/done/${button}`)).status).toBe(200)
    expect(await sent<LeaveSubmission>()).toMatchObject([
      { lane: 1, type: 'preference', token: link, command },
    ])
  }
  expect((await post(`/en/preferences/${link}`, { command: 'everything' })).status).toBe(303)
  expect((await get(`/en/preferences/${unsubscribe}`)).status).toBe(404)
  expect((await get('/en/preferences/done/everything')).status).toBe(404)
  expect(await sent()).toEqual([])
})

test('the link to the choices in a broadcast: the signed half is checked, the opaque one goes to the office', async () => {
  const signed = (purpose: string, days: number) =>
    signLink(database.keys.linkPrivate, purpose, {
      ids: [world.organisationId, world.her.caseId],
      language: 'en',
      expires: new Date(clock.now().getTime() + days * 86_400_000),
    })
  const whom = opaqueToken(Buffer.alloc(32, 7), 'choices', { organisation: 1, supporter: 2 })
  for (const link of [`${signed('choices', 365)}.${whom}`, `${signed('choices', -30)}.${whom}`]) {
    expect(await (await get(`/en/preferences/${link}`)).text()).toContain('Samira Haddad')
    expect((await post(`/en/preferences/${link}`, { command: 'stop_case' })).status).toBe(303)
    expect(await sent<LeaveSubmission>()).toMatchObject([{ lane: 1, token: link, command: 'stop-case' }])
  }
  const half = signed('choices', 365)
  for (const broken of [
    half,
    `${half}.`,
    `${half}.${whom}A`,
    `${half}.${whom}.${whom}`,
    `.${whom}`,
    `${signed('preference', 365)}.${whom}`,
    // whatever it ends with, another signature
    `${half.slice(0, -2)}${half.endsWith('AA') ? 'BA' : 'AA'}.${whom}`,
  ]) {
    expect((await get(`/en/preferences/${broken}`)).status, broken).toBe(404)
    expect((await post(`/en/preferences/${broken}`, { command: 'erase' })).status).toBe(404)
  }
  expect(await sent()).toEqual([])
})

test('safety: whoever wants to leave is never told that her link is too old', async () => {
  const old = token('preference', -30, false)
  expect((await get(`/en/preferences/${old}`)).status).toBe(200)
  expect((await post(`/en/preferences/${old}`, { command: 'stop_all' })).status).toBe(303)
  expect(await sent()).toHaveLength(1)
})

test('while nothing can be stored, nobody is told that it was', async () => {
  const { site } = door
  const intake = site.intake
  site.intake = { append: () => Promise.reject(new Overloaded(5, 'intake.unavailable')) }
  try {
    for (const [path, fields] of [
      [`/u/${unsubscribe}`, { 'List-Unsubscribe': 'One-Click' }],
      [`/en/confirm/${token('confirm')}`, { answer: 'follow' }],
      [`/en/preferences/${token('preference')}`, { command: 'erase' }],
    ] as const) {
      const response = await post(path, fields)
      expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '5'])
    }
  } finally {
    site.intake = intake
  }
  expect(await sent()).toEqual([])
})

test('an answer that was read before her case went quiet is taken, with thanks that say nothing', async () => {
  const link = `/en/confirm/${token('confirm')}`
  expect((await get(link)).status).toBe(200)
  await door.office.transaction(world.member, (tx) => goQuiet(tx, world.her.caseId))
  await door.site.published.refresh()
  expect((await get(link)).status).toBe(410)
  for (const answer of ['follow', 'not_me']) {
    const response = await post(link, { answer })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/en/answered'])
  }
  expect(await sent()).toHaveLength(2)
  const page = await get('/en/answered')
  expect([page.status, /Samira|Haddad/.test(await page.text())]).toEqual([200, false])
})
