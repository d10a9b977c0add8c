import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { visitorsDoor } from '../../test/visitors-door.ts'
import type { ActSubmission, FollowSubmission } from '#campaigns/submission.ts'
import { letterLimits } from '#campaigns/campaign-forms.ts'
import { Overloaded } from '#platform/web/errors.ts'

const database = await testDatabase()
const door = await visitorsDoor(database)
const { world, get, post, sent } = door
const act = (kind: string) => `/en/act/${world.campaignKey}/${kind}`

const who = {
  firstName: 'Noor',
  lastName: 'van Dijk',
  email: 'Noor@Example.org',
  country: 'NL',
  follow: 'yes',
}
const letter = {
  variant: 'plain',
  subject: 'Please end the inquiry',
  'part-body': 'I write to ask you to end the inquiry.',
}
const forms: Record<string, Record<string, string>> = {
  message: { ...who, message: 'You are not alone.' },
  signature: { ...who, identity: 'first' },
  email: { ...who, ...letter, identity: 'first', reply: 'yes', send: 'server' },
  call: { official: world.officialIds[0], outcome: 'left_message', note: 'They listened.' },
}
const withoutJourney = (html: string) => html.replaceAll(/next\/[\w-]{22}/g, 'next/…')

test.each(['message', 'signature', 'email', 'call'])('%s: taken durably, then thanks', async (kind) => {
  const response = await post(act(kind), forms[kind]!)
  expect(response.status).toBe(303)
  const next = response.headers.get('Location')!
  expect(next).toMatch(
    new RegExp(`^/en/act/${world.campaignKey}/next/[\\w-]{22}\\?after=${kind === 'call' ? 'called' : kind}$`),
  )
  const [row, ...others] = await sent<ActSubmission>()
  expect(others).toEqual([])
  expect(row).toMatchObject({
    lane: 3,
    type: 'act',
    at: '2026-11-12T09:00:00.000Z',
    language: 'en',
    campaignId: world.campaignId,
    organisationId: world.organisationId,
    kind,
    journey: next.split('/')[5]!.split('?')[0],
  })
  const thanks = await get(next)
  expect(thanks.status).toBe(200)
  expect(thanks.headers.get('Cache-Control')).toBe('no-store')
  expect(await thanks.text()).not.toContain('example.org')
})

test('what was chosen is submitted with the exact words that stood beside it', async () => {
  await post(act('email'), { ...forms['email'], newsletter: 'yes', follow: 'no' })
  const [row] = await sent<ActSubmission>()
  expect(row).toMatchObject({
    who: { firstName: 'Noor', lastName: 'van Dijk', email: 'Noor@example.org', country: 'NL' },
    keepPosted: { yes: false, wording: 'Tell me what happens to Samira Haddad' },
    newsletter: { yes: true, wording: 'Also send me the newsletter of Harbour Watch' },
    officials: world.officialIds,
    letter: { variant: 'plain', subject: letter.subject, body: letter['part-body'], edited: false },
    identity: 'first-name',
    replyTo: true,
    copy: false,
  })
  expect(row!.keepPosted!.version).toMatch(/^act\.follow en [0-9a-f]{12}$/)
  const html = await (await get(act('email'))).text()
  expect(html.replaceAll(/<\/?bdi>/g, '')).toContain(row!.keepPosted!.wording)
})

test('how one stands on the list that is handed over is submitted with the question as it was asked', async () => {
  await post(act('signature'), forms['signature']!)
  const [row] = await sent<ActSubmission>()
  expect(row).toMatchObject({
    identity: 'first-name',
    listed: {
      wording: 'How may you stand on the list that is handed over? With my first name and country',
      version: expect.stringMatching(/^act\.listed\.first en [0-9a-f]{12}$/),
    },
  })
})

test('in Arabic the question is kept as it was asked there', async () => {
  await post(`/ar/act/${world.campaignKey}/signature`, forms['signature']!)
  const [row] = await sent<ActSubmission>()
  expect(row!.language).toBe('ar')
  expect(row!.keepPosted!.wording).toMatch(/[\u0600-\u06ff].*Samira Haddad/)
})

test('a form to be mended comes back whole: 422, a linked summary, a message at the field, nothing stored', async () => {
  for (const [kind, wrong, field] of [
    ['signature', { firstName: '', country: 'XX', email: 'noor@' }, 'email'],
    ['message', { message: '', lastName: 'www.example.org' }, 'message'],
    ['signature', { identity: '' }, 'identity'],
    ['email', { 'part-body': '', identity: 'all' }, 'part-body'],
    ['call', { outcome: 'none' }, 'outcome'],
    ['call', { email: 'noor@example.org' }, 'country'],
  ] as const) {
    const response = await post(act(kind), { ...forms[kind], ...wrong })
    const html = await response.text()
    expect(response.status, kind).toBe(422)
    expect(html).toContain(`href="#f-${field}"`)
    expect(html).toContain('class="error-summary"')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    for (const [name, value] of Object.entries({ ...forms[kind], ...wrong }))
      if (['lastName', 'email', 'note', 'subject', 'message'].includes(name))
        expect(html, name).toContain(value)
    if (kind !== 'call') expect(html).toMatch(/type="radio"[^>]*value="yes"[^>]*checked/)
  }
  expect(await sent()).toEqual([])
})

test('a call counts without a name; with an address, each field that it then needs says so', async () => {
  expect((await post(act('call'), forms['call']!)).status).toBe(303)
  expect(await sent()).toHaveLength(1)
  const response = await post(act('call'), { ...forms.call, email: 'noor@example.org' })
  const html = await response.text()
  expect(response.status).toBe(422)
  for (const field of ['firstName', 'country', 'follow']) {
    const [, words = ''] = new RegExp(`<a href="#f-${field}[^"]*"[^>]*>([^<]+)`).exec(html) ?? []
    expect(words, field).not.toMatch(/^$|check this|form/i)
  }
  expect(html).toMatch(/<details open/)
  expect(await sent()).toEqual([])
})

const hostile = '"><script>alert(1)</script><b a=\''

test('hostile text in every field comes back as text', async () => {
  for (const kind of ['message', 'signature', 'email', 'call']) {
    const fields = Object.fromEntries(Object.keys({ ...forms[kind], ...who }).map((name) => [name, hostile]))
    const response = await post(act(kind), { ...fields, inside: hostile })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<b a=')
    expect(html).toContain('&lt;script&gt;')
  }
  for (const path of [
    `${act('email')}?variant=${encodeURIComponent(hostile)}`,
    `/en/${encodeURIComponent(hostile)}`,
  ])
    expect(await (await get(path)).text()).not.toContain('<script>alert')
  expect(await sent()).toEqual([])
})

test('the page after the same form a second time is the same, but for the journey', async () => {
  const pages: string[] = []
  for (let times = 0; times < 2; times++) {
    const response = await post(act('signature'), forms['signature']!)
    pages.push(withoutJourney(await (await get(response.headers.get('Location')!)).text()))
  }
  expect(pages[1]).toBe(pages[0])
  expect(await sent()).toHaveLength(2) // the worker makes them one
})

test('a further step asks nothing twice and carries the journey', async () => {
  const first = (await post(act('signature'), forms['signature']!)).headers.get('Location')!
  const thanks = await (await get(first)).text()
  const step = /class="action" href="([^"]+)"/.exec(thanks)![1]!.replaceAll('&amp;', '&')
  expect(step).toMatch(/\/next\/[\w-]{22}\/email\?after=signature$/)
  const form = await (await get(step)).text()
  expect(form).not.toContain('name="email"')
  expect(form).not.toContain('name="firstName"')
  const second = await post(step, { ...letter, identity: 'country' })
  expect(second.status).toBe(303)
  expect(second.headers.get('Location')).toMatch(/after=email\.signature$/)
  const [one, two] = await sent<ActSubmission>()
  expect(two!.journey).toBe(one!.journey)
  expect(two!.who).toBeUndefined()
  expect(two!.keepPosted).toBeUndefined()
  // calls follow, one official at a time, then message, share, donate
  let path = second.headers.get('Location')!
  const seen: string[] = []
  for (let steps = 0; steps < 6; steps++) {
    const html = await (await get(path)).text()
    const [, href] = /<section class="now"[\s\S]*?href="([^"]+)"/.exec(html) ?? []
    seen.push(/\/(call|message|share)\?|harbour\.example\/give/.exec(href ?? '')?.[0] ?? 'none')
    const skip = /href="([^"]+)"[^>]*>Skip this/.exec(html)?.[1]
    if (!skip) break
    path = skip.replaceAll('&amp;', '&')
  }
  expect(seen).toEqual(['/call?', '/message?', '/share?', 'harbour.example/give'])
})

test('who called without an address is asked who she is before anything is written for her', async () => {
  const first = (await post(act('call'), forms['call']!)).headers.get('Location')!
  const journey = first.split('/')[5]!.split('?')[0]!
  const step = await get(`/en/act/${world.campaignKey}/next/${journey}/message?after=called`)
  expect([step.status, step.headers.get('Location')]).toEqual([303, act('message')])
  const forged = await post(`/en/act/${world.campaignKey}/next/${journey}/message?after=called`, {
    message: 'Hello',
  })
  expect(forged.status).toBe(303)
  expect(await sent()).toHaveLength(1)
  const second = await get(`/en/act/${world.campaignKey}/next/${journey}/call?after=called`)
  expect(await second.text()).toContain('Mara Telk')
})

test('the own mail program gets its letter from the answer itself, after it was recorded', async () => {
  const response = await post(act('email'), {
    ...forms['email'],
    send: 'own',
    'part-body': 'Let her go & speak.',
  })
  expect(response.status).toBe(200)
  const html = await response.text()
  expect(html).toMatch(/href="mailto:orlan\.veshti@justice\.example/)
  expect(html).toContain(encodeURIComponent('Let her go & speak.').replaceAll("'", '&#39;'))
  expect(html).toContain('Noor van Dijk')
  expect(html).not.toContain('{name}')
  const [row] = await sent<ActSubmission>()
  expect(row).toMatchObject({
    kind: 'email',
    ownProgram: true,
    letter: { edited: true, body: 'Let her go & speak.' },
  })
  expect(row!.identity).toBeUndefined()
})

test('safety: people in the country of risk are warned, and the least of them is preset', async () => {
  const usual = await (await get(act('email'))).text()
  expect(usual).toContain(`href="${act('email')}/inside"`)
  expect(usual).toMatch(/value="full"[^>]*checked/)
  const inside = await (await get(`${act('email')}/inside`)).text()
  expect(inside).toMatch(/value="country"[^>]*checked/)
  expect(inside).toMatch(/<option value="JO" selected/)
  expect(inside).not.toContain('name="reply"')
  // and it stays so when the form comes back
  const again = await (
    await post(act('email'), { ...forms['email'], identity: '', inside: 'yes', email: '' })
  ).text()
  expect(again).toMatch(/value="country"[^>]*checked/)
  // a name on a list is given by whoever is abroad, and left away for whoever is not
  expect(await (await get(act('signature'))).text()).not.toMatch(/name="identity"[^>]*checked/)
  expect(await (await get(`${act('signature')}/inside`)).text()).toMatch(/value="country"[^>]*checked/)
  expect(await sent()).toEqual([])
})

test('following: taken, then the same page for everybody', async () => {
  const path = `/en/c/${world.her.shortId}/follow`
  const response = await post(path, { email: 'noor@example.org', newsletter: 'yes' })
  expect([response.status, response.headers.get('Location')]).toEqual([303, `${path}/sent`])
  expect((await get(`${path}/sent`)).status).toBe(200)
  const [row] = await sent<FollowSubmission>()
  expect(row).toMatchObject({
    lane: 3,
    type: 'follow',
    caseKey: world.her.shortId,
    who: { email: 'noor@example.org' },
    keepPosted: { yes: true, wording: 'Hear what happens to Samira Haddad' },
    newsletter: { yes: true },
  })
  const wrong = await post(path, { email: 'noor@', firstName: 'Noor' })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toMatch(/value="noor@"[\s\S]*value="Noor"/)
  expect(await sent()).toEqual([])
})

test('too large is 413, and nothing is stored', async () => {
  const response = await post(act('message'), { ...forms['message'], message: 'a'.repeat(140_000) })
  expect(response.status).toBe(413)
  expect(await sent()).toEqual([])
})

test('the longest letter of a campaign is taken in every script', async () => {
  const of = (length: number) => 'न्याय'.repeat(length / 5)
  const { subject, opening, body, closing } = letterLimits
  const plain = {
    id: 'plain',
    subject: of(subject),
    body: of(body),
    opening: of(opening),
    closing: of(closing),
  }
  await world.putCampaign({ letterMode: 'free', letters: [plain] })
  await door.site.published.refresh()
  const page = await (await get(act('email'))).text()
  const text = /<textarea[^>]*name="part-body"[^>]*>([^<]*)</.exec(page)![1]!.trim()
  const changed = `${text}\n\n${of(1_000)}`
  const response = await post(act('email'), {
    ...forms['email'],
    subject: plain.subject,
    'part-body': changed,
  })
  expect(response.status).toBe(303)
  expect(await sent<ActSubmission>()).toMatchObject([{ kind: 'email', letter: { body: changed } }])
  await world.putCampaign()
  await door.site.published.refresh()
})

test('too many from one network are 429 with what was typed; others pass', async () => {
  const { site } = door
  const rate = site.rate
  site.rate = { take: () => 42, size: 1 }
  const response = await post(act('message'), forms['message']!)
  site.rate = rate
  expect([response.status, response.headers.get('Retry-After')]).toEqual([429, '42'])
  expect(await response.text()).toContain('You are not alone.')
  expect(await sent()).toEqual([])
  expect((await post(act('message'), forms['message']!)).status).toBe(303)
  await sent()
})

test('a full intake is 503 with what was typed', async () => {
  const { site } = door
  const intake = site.intake
  site.intake = { append: () => Promise.reject(new Overloaded(5, 'intake.full')) }
  const response = await post(act('message'), forms['message']!)
  site.intake = intake
  expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '5'])
  const html = await response.text()
  expect(html).toContain('You are not alone.')
  expect(html).toContain('There is no room at this moment')
  expect(await sent()).toEqual([])
})

test('the form tells what happened and how to write', async () => {
  const html = await (await get(act('email'))).text()
  for (const words of ['In September the prosecutor summoned her.', 'Be polite.', 'End the inquiry'])
    expect(html).toContain(words)
  expect(await (await get(act('message'))).text()).toContain('A few lines for her')
})

test('opening pages changes nothing', async () => {
  for (const kind of ['message', 'signature', 'email', 'call'])
    await door.app.request(`${act(kind)}?firstName=Noor&email=noor@example.org`, { method: 'HEAD' })
  expect(await sent()).toEqual([])
})

test('after the last day the forms are closed, and say so', async () => {
  door.clock.move(10 * 86_400_000)
  for (const kind of ['message', 'signature', 'email', 'call']) {
    const page = await get(act(kind))
    expect(page.status).toBe(200)
    const html = await page.text()
    expect(html).toContain('This action has ended')
    expect(html).not.toContain('<form')
    expect((await post(act(kind), forms[kind]!)).status).toBe(410)
  }
  expect(await sent()).toEqual([])
  const casePage = await (await get(`/en/c/${world.her.shortId}-samira-haddad`)).text()
  expect(casePage).not.toContain(act('email'))
})
