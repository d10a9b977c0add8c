import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { visitorsDoor } from '../../test/visitors-door.ts'
import { wordsOf, type SignOnAnswer, type SignOnSubmission } from '#joint-letters/submission.ts'
import { openDatabase } from '#platform/database.ts'
import { newId } from '#platform/ids.ts'
import { signLink } from '#platform/keys/links.ts'
import { uploadsAtOnce } from './open-site.ts'
import { takeSnapshot } from './snapshot.ts'
import { Overloaded } from '#platform/web/errors.ts'

const database = await testDatabase()
const door = await visitorsDoor(database)
const { world, get, post, sent, clock } = door
const owner = openDatabase({ url: database.ownerUrl, keys: database.keys, connections: 1 })
afterAll(() => owner.close())
const letter = `/en/c/${world.her.shortId}/letters/${world.letterKey}`
const form = `${letter}/sign`
const textHash = Buffer.alloc(32, 7).toString('base64url')
const png = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#a06020' } })
  .png()
  .toBuffer()

const good = {
  textHash,
  organisation: 'Lawyers of the Two Rivers',
  country: 'LB',
  website: 'www.rivers.example',
  name: 'Maya Aoun',
  role: 'Director',
  email: 'maya@rivers.example',
  authority: 'yes',
  hear: 'no',
}

async function send(changes: Record<string, string | Buffer> = {}, fileName = 'logo.png') {
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...good, ...changes }))
    if (typeof value === 'string') body.append(name, value)
    else body.append(name, new File([new Uint8Array(value)], fileName, { type: 'image/png' }))
  const answer = await door.app.request(form, { method: 'POST', body })
  return { answer, html: await answer.text() }
}

const signOns = () => sent<SignOnSubmission>()

/** Stands under the letter in public, as listing puts it there. */
async function list(name: string, position: number, more: object = {}): Promise<string> {
  const id = newId()
  const body = { name, country: 'LB', signedOn: '2026-11-12', ...more }
  await owner.pool.query(
    `insert into joint_letter_signatories (id, letter_id, case_id, text_hash, state, at_domain, language, country, sealed,
        domain_tag, signed_at, verified_at, listed_at, listed_by, listed_under)
      values ($1, $2, $3, $4, 'listed', true, 'en', 'LB', '\\x00', $5, now(), now(), now(), $6, 'name')`,
    [
      ...[id, world.letterId, world.her.caseId, Buffer.alloc(32, 7), Buffer.alloc(16, position)],
      world.member.accountId,
    ],
  )
  await world.run(sql`insert into published.signatories (id, letter_key, publication_id, case_id, position, body)
    select ${id}, ${world.letterKey}, p.id, p.case_id, ${position}, ${JSON.stringify(body)}::jsonb
    from publications p where p.subject_id = ${world.letterId}`)
  await door.site.published.refresh()
  return id
}

describe('a letter in public', () => {
  test('stands with its words, to whom, when, who answers for it, and how to sign', async () => {
    const html = await (await get(letter)).text()
    for (const words of ['End the inquiry against Samira Haddad', 'To the Minister of Justice', 'Amman'])
      expect(html).toContain(words)
    expect(html).toContain('No organisation stands here yet.')
    expect(html).toContain(`href="${form}"`)
    expect(html).toContain('Until the end of 2 December 2026.')
    expect(await (await get(letter.replace('/en/', '/ar/'))).text()).toContain('أوقفوا التحقيق')
    const casePage = await (await get(`/en/c/${world.her.shortId}-samira-haddad`)).text()
    expect(casePage).toContain(`href="${letter}"`)
    expect((await get(letter.replace(world.her.shortId, world.letterKey))).status).toBe(404)
  })

  test('lists who signed in its order, escaped, and shows a web site as its host', async () => {
    await list('Zeal', 1)
    const hostile = await list('<img src=x onerror=alert(1)>', 2, {
      website: 'https://www.xn--bcher-kva.example/',
    })
    const page = await (await get(letter)).text()
    expect(page).toContain('2 organisations have signed.')
    expect(page.indexOf('Zeal')).toBeLessThan(page.indexOf('&lt;img src=x'))
    const whole = await (await get(`${letter}/signatories`)).text()
    expect(whole).not.toContain('<img src=x')
    expect(whole).toContain(
      '<a href="https://www.xn--bcher-kva.example/" rel="nofollow noopener noreferrer"><bdi>bücher.example</bdi></a>',
    )
    expect(await (await get(`${letter}/print`)).text()).toContain('Zeal')
    await world.run(
      sql`update joint_letter_signatories set state = 'withdrawn', withdrawn_at = now() where id = ${hostile}`,
    )
    await door.site.published.refresh()
    expect(await (await get(`${letter}/signatories`)).text()).not.toContain('img src=x')
  })

  test('safety: a member that is told of nowhere stands in no list and no number', () => {
    const none = { documents: [], tallies: new Map(), organisations: new Map(), quiet: new Set<string>() }
    const snapshot = takeSnapshot({
      ...{ ...none, notices: new Map(), reposts: new Map() },
      signatories: new Map([
        [world.letterKey, { stamp: '1', list: [member('Shy Members', newId()), member('Open Hands')] }],
      ]),
    })
    expect(snapshot.signatoriesOf(world.letterKey).map(({ name }) => name)).toEqual(['Open Hands'])
  })
})

const member = (name: string, organisationId?: string) => ({
  ...{ id: newId(), name, country: 'LB', signedOn: '2026-11-12' },
  ...(organisationId ? { organisationId } : {}),
})

describe('the form of an organisation that signs', () => {
  test('asks for nothing preset, says who takes it, and stores nothing by being read', async () => {
    const html = await (await get(form)).text()
    expect(html).toContain(`name="textHash" value="${textHash}"`)
    expect(html).toContain('enctype="multipart/form-data"')
    expect(html).toContain('If you work in the country of the person at risk')
    expect(html).not.toMatch(/<input[^>]* checked/)
    const { name } = door.site.published.snapshot!.organisation(world.organisationId)!
    expect(html).toContain(`<bdi>${name}</bdi> is responsible for what you enter here.`)
    expect(await sent()).toEqual([])
  })

  test('is sealed whole, the logo as it came, and answered with the same page each time', async () => {
    const first = await send({ logo: png })
    const again = await send({
      organisation: 'Lawyers of the Two Rivers ',
      website: 'https://rivers.example/',
    })
    for (const { answer } of [first, again]) {
      expect(answer.status).toBe(303)
      expect(answer.headers.get('Location')).toBe(`${form}/thanks`)
    }
    const [one, other] = await signOns()
    expect(one).toMatchObject({
      ...{ lane: 3, type: 'sign-on', letterId: world.letterId, textHash, language: 'en' },
      ...{ organisation: 'Lawyers of the Two Rivers', country: 'LB', website: 'https://www.rivers.example/' },
      contact: { name: 'Maya Aoun', role: 'Director', email: 'maya@rivers.example' },
      authority: { yes: true, wording: expect.stringContaining('I may sign for this organisation') },
      hear: { yes: false, wording: expect.stringContaining('what becomes of the letter') },
      logo: { contentType: 'image/png', base64: png.toString('base64') },
    })
    expect(one).toHaveProperty('network')
    expect(other).not.toHaveProperty('logo')
    expect((await get(`${form}/thanks`)).status).toBe(200)
  })

  test.each<[string, Record<string, string | Buffer>, string]>([
    ['no authority', { authority: '' }, 'Please confirm that you may sign'],
    ['no answer whether to hear', { hear: '' }, 'Please choose'],
    ['a name that is a link', { organisation: 'Win at www.evil.example' }, 'without web or email addresses'],
    ['a name that is too long', { organisation: 'a'.repeat(121) }, 'to 120 characters'],
    ['a script as web site', { website: 'javascript:alert(1)' }, 'one web site'],
    ['no country of this world', { country: 'XX' }, 'from the list'],
    ['a role with a link', { role: 'Director https://evil.example' }, 'without web or email addresses'],
    ['two addresses', { email: 'a@rivers.example,b@rivers.example' }, 'one email address'],
    [
      'a drawing that is a program',
      { logo: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" />') },
      'JPEG, PNG',
    ],
    ['a moving picture', { logo: Buffer.from(`GIF89a${'x'.repeat(40)}`) }, 'JPEG, PNG'],
    ['a heavy logo', { logo: Buffer.concat([png, Buffer.alloc(96 * 1024)]) }, 'smaller file'],
    [
      'words that are not those of today',
      { textHash: Buffer.alloc(32, 8).toString('base64url') },
      'read it again',
    ],
  ])('%s comes back with all that was typed, and leaves nothing', async (_, changes, says) => {
    const { answer, html } = await send(changes)
    expect(answer.status).toBe(422)
    expect(html).toContain(says)
    for (const field of ['organisation', 'website', 'name', 'role', 'email'] as const)
      if (!(field in changes)) expect(html).toContain(`value="${good[field]}"`)
    expect(html).toContain(`name="textHash" value="${textHash}"`)
    expect(await sent()).toEqual([])
  })

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['an attribute that breaks out', '"\'><img src=x onerror=alert(1)>'],
  ])('hostile text in every field: %s', async (_, text) => {
    const names = ['organisation', 'country', 'website', 'name', 'role', 'email', 'hear', 'textHash'] as const
    const { answer, html } = await send(Object.fromEntries(names.map((name) => [name, text])))
    expect(answer.status).toBe(422)
    expect(html).not.toMatch(/<script>alert|<img src=x/)
    expect(await sent()).toEqual([])
  })

  test('marks that turn text around are gone, and lines stay one', async () => {
    await send({ organisation: 'Law\u202Eyers\r\nBcc: all', name: 'Maya\u200B\u2066 Aoun' })
    expect(await signOns()).toMatchObject([
      { organisation: 'Lawyers Bcc: all', contact: { name: 'Maya Aoun' } },
    ])
  })

  test('what is far too heavy is not read to its end', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': '2000000' }
    const answer = await door.app.request(form, { method: 'POST', body: '--x', headers })
    expect(answer.status).toBe(413)
  })

  test('too many of one network are told to wait before they are read, and a light one keeps what was typed', async () => {
    const { uploads } = door.site
    door.site.uploads = { take: () => 90, size: 0 }
    const whole = new Request('http://x/', { method: 'POST', body: new URLSearchParams(good) })
    const light = await door.app.request(form, {
      ...{ method: 'POST', body: new URLSearchParams(good).toString() },
      headers: { 'Content-Type': whole.headers.get('Content-Type')!, 'Content-Length': '300' },
    })
    expect([light.status, light.headers.get('Retry-After')]).toEqual([429, '90'])
    expect(await light.text()).toContain('value="Maya Aoun"')
    // a body that ends in a fault when it is read
    const body = new ReadableStream({ pull: () => Promise.reject(new Error('read')) })
    const heavy = await door.app.request(form, {
      ...{ method: 'POST', body, duplex: 'half' as const },
      headers: { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': '900000' },
    })
    door.site.uploads = uploads
    expect(heavy.status).toBe(429)
    expect(await heavy.text()).toContain('was not read')
    expect(await sent()).toEqual([])
  })

  test('more of them at once than lie in memory are asked to come again, unread', async () => {
    const held = Array.from({ length: uploadsAtOnce }, () => {
      const { readable, writable } = new TransformStream()
      const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
      const init = { method: 'POST', body: readable, headers, duplex: 'half' as const }
      return { answered: door.app.request(form, init), writable }
    })
    const { answer } = await send()
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5'])
    await Promise.all(held.map(({ writable }) => writable.close()))
    await Promise.all(held.map(async ({ answered }) => await answered))
    expect((await send()).answer.status).toBe(303)
    expect(await sent()).toHaveLength(1)
  })

  test('with the database away nothing typed is lost and nothing is thanked for', async () => {
    const { append } = door.site.intake
    door.site.intake.append = () => Promise.reject(new Overloaded(5, 'intake.unavailable'))
    const { answer, html } = await send()
    door.site.intake.append = append
    expect(answer.status).toBe(503)
    expect(html).toContain('value="Maya Aoun"')
    expect(await sent()).toEqual([])
  })
})

const token = (purpose: 'sign-on' | 'signatory', days = 7) =>
  signLink(database.keys.linkPrivate, purpose, {
    ids: [world.organisationId, newId()],
    about: world.letterId,
    language: 'en',
    expires: new Date(clock.now().getTime() + days * 86_400_000),
  })
const answers = () => sent<SignOnAnswer>()

test('whose form was filled from other words reads those of now, and signs these', async () => {
  const link = signLink(database.keys.linkPrivate, 'sign-on', {
    ids: [world.organisationId, newId(), wordsOf(Buffer.alloc(32, 3).toString('base64url'))],
    ...{ about: world.letterId, language: 'en', expires: new Date(clock.now().getTime() + 86_400_000) },
  })
  const path = `/en/sign-on/${link}`
  const html = await (await get(path)).text()
  for (const words of ['The words have changed since', 'To the Minister of Justice', textHash])
    expect(html).toContain(words)
  const stale = await post(path, { answer: 'confirm' })
  expect([stale.status, stale.headers.get('Location')]).toEqual([303, path])
  expect(await answers()).toEqual([])
  expect((await post(path, { answer: 'confirm', textHash })).headers.get('Location')).toBe(
    `${form}/confirmed`,
  )
  expect(await answers()).toMatchObject([{ choice: 'confirm', textHash }])
})

describe('the links of our mails', () => {
  test('opened by a scanner, they change nothing, and tell no page where they came from', async () => {
    for (const path of [`/en/sign-on/${token('sign-on')}`, `/en/signatory/${token('signatory')}`])
      for (const method of ['GET', 'HEAD']) {
        const response = await door.app.request(path, { method })
        expect(response.status, path).toBe(200)
        expect(response.headers.get('Cache-Control')).toBe('no-store')
        expect(response.headers.get('Referrer-Policy')).toBe('no-referrer')
      }
    expect(await sent()).toEqual([])
    expect(door.logged).toEqual([])
  })

  test.each([
    ['sign-on', 'confirm', 2, `${form}/confirmed`],
    ['sign-on', 'not-us', 1, '/en/signatory/done/not-us'],
    ['signatory', 'withdraw', 1, '/en/signatory/done/withdraw'],
  ] as const)('%s: %s leads to an address without a token', async (purpose, choice, lane, clean) => {
    const link = token(purpose)
    const response = await post(`/en/${purpose}/${link}`, { answer: choice })
    expect([response.status, response.headers.get('Location')]).toEqual([303, clean])
    expect(await answers()).toMatchObject([{ lane, type: 'sign-on-answer', token: link, choice }])
    expect((await get(clean)).status).toBe(200)
  })

  test('no link does what another is for', async () => {
    for (const [path, answer] of [
      [`/en/sign-on/${token('signatory')}`, 'confirm'],
      [`/en/signatory/${token('sign-on')}`, 'withdraw'],
      ['/en/sign-on/x', 'confirm'],
    ] as const)
      expect((await post(path, { answer })).status).toBe(404)
    expect((await post(`/en/sign-on/${token('sign-on')}`, { answer: 'withdraw' })).status).toBe(303)
    expect(await sent()).toEqual([])
  })

  test('for a letter that is not there now they work, and name nothing of it', async () => {
    const link = signLink(database.keys.linkPrivate, 'sign-on', {
      ...{ ids: [world.organisationId, newId()], about: newId(), language: 'en' },
      expires: new Date(clock.now().getTime() + 86_400_000),
    })
    const page = await (await get(`/en/sign-on/${link}`)).text()
    expect(page).not.toMatch(/Samira|inquiry/)
    const response = await post(`/en/sign-on/${link}`, { answer: 'confirm' })
    expect(response.headers.get('Location')).toBe('/en/answered')
    expect((await get('/en/answered')).status).toBe(200)
    expect(await answers()).toHaveLength(1)
  })

  test('one that asks to confirm runs out and leads back to the form; one that takes back never does', async () => {
    const late = await get(`/en/sign-on/${token('sign-on', -1)}`)
    expect(late.status).toBe(410)
    expect(await late.text()).toContain(`href="${form}"`)
    expect((await post(`/en/sign-on/${token('sign-on', -1)}`, { answer: 'confirm' })).status).toBe(410)
    expect(await sent()).toEqual([])
    expect((await post(`/en/signatory/${token('signatory', -400)}`, { answer: 'withdraw' })).status).toBe(303)
    expect(await answers()).toHaveLength(1)
  })
})

test('after its last day it takes no more, and says so', async () => {
  clock.move(21 * 86_400_000)
  for (const { headers, status } of [await get(form), (await send()).answer])
    expect([status, headers.get('Location')]).toEqual([303, letter])
  const html = await (await get(letter)).text()
  expect(html).toContain('takes no more signatures')
  expect(html).not.toContain(`href="${form}"`)
  expect(await sent()).toEqual([])
})
