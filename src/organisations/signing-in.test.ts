import { describe, expect, test } from 'vitest'
import { signIn } from '#platform/actor.ts'
import { totpCode } from '#platform/sign-in/totp.ts'
import { softPasskey } from '../../test/authenticator.ts'
import { testOffice, type Browser } from '../../test/office.ts'
import { makeFirstMemberLink } from './index.ts'
import { buildOrganisation } from '../../test/build.ts'

const office = await testOffice()
const passphrase = 'seven herons over the grey harbour'
const hidden = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
const secretOf = (html: string) => /secret=([A-Z2-7]+)/.exec(html)?.[1] ?? ''
const later = (seconds: number) => office.clock.move(seconds * 1000)

/** Goes through the first-member link in a browser, by passphrase and app. */
async function setUp(address: string): Promise<{ browser: Browser; secret: string; codes: string[] }> {
  const { id } = await buildOrganisation(office.db, { name: 'Before' })
  const link = new URL(
    await makeFirstMemberLink(office.db, { organisationId: id, consoleUrl: 'http://localhost:4001' }),
  )
  const browser = office.visitor()
  const page = await (await browser.get(link.pathname)).text()
  const secret = secretOf(page)
  const answer = await browser.post(link.pathname, {
    organisation: 'Quay Circle',
    country: 'NL',
    name: 'Mara Okoye',
    address,
    passphrase,
    totp: hidden(page, 'totp'),
    code: totpCode(secret, office.clock.now()),
  })
  const html = await answer.text()
  expect(answer.status, html).toBe(200)
  return { browser, secret, codes: html.match(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/g) ?? [] }
}

const mara = await setUp('mara@quay.example')
const attempt = (form: Record<string, string>) =>
  office.visitor().post('/sign-in', { address: 'mara@quay.example', passphrase, return: '/members', ...form })

describe('the first member', () => {
  test('is signed in, has named the organisation and holds ten codes', async () => {
    expect(await (await mara.browser.get('/')).text()).toContain('Quay Circle')
    expect(new Set(mara.codes).size).toBe(10)
  })

  test('came by a link that works once and never by GET', async () => {
    const { id } = await buildOrganisation(office.db, { name: 'Once' })
    const link = new URL(
      await makeFirstMemberLink(office.db, { organisationId: id, consoleUrl: 'http://localhost:4001' }),
    )
    for (let i = 0; i < 2; i++) expect((await office.visitor().get(link.pathname)).status).toBe(200)
    expect(await office.count('one_time_links', `organisation_id = '${id}' and used_at is not null`)).toBe(0)
    expect((await office.visitor().get(`/welcome/${'A'.repeat(43)}`)).status).toBe(404)
  })
})

describe('by passphrase and app', () => {
  test('in, to where one was going', async () => {
    later(30)
    const answer = await attempt({ code: totpCode(mara.secret, office.clock.now()) })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/members'])
    expect(answer.headers.getSetCookie().join()).toMatch(/^watchlight-4001=.*HttpOnly.*SameSite=Lax/)
  })

  test('a code that was used is refused, also one step later', async () => {
    later(30)
    const code = totpCode(mara.secret, office.clock.now())
    expect((await attempt({ code })).status).toBe(303)
    const sessions = await office.count('sessions')
    expect((await attempt({ code })).status).toBe(422)
    later(30)
    expect((await attempt({ code })).status).toBe(422)
    expect(await office.count('sessions')).toBe(sessions)
  })

  test('of two sign-ins with one code at the same moment one gets in', async () => {
    later(90)
    const code = totpCode(mara.secret, office.clock.now())
    const answers = await Promise.all([attempt({ code }), attempt({ code })])
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([303, 422])
  })

  test('wrong passphrase, wrong code and unknown account are one answer, and leave no session and no event', async () => {
    later(60)
    const code = totpCode(mara.secret, office.clock.now())
    const before = [await office.count('sessions'), await office.count('events')]
    const page = async (form: Record<string, string>) => {
      const answer = await attempt(form)
      const html = (await answer.text()).replaceAll(/value="[^"]*@[^"]*"/g, '')
      return { status: answer.status, cookies: answer.headers.getSetCookie(), html }
    }
    const wrongCode = await page({ code: '000000' })
    expect(await page({ code, passphrase: 'seven herons over the grey harboux' })).toEqual(wrongCode)
    expect(await page({ code, address: 'nobody@quay.example' })).toEqual(wrongCode)
    expect([wrongCode.status, wrongCode.cookies]).toEqual([422, []])
    expect([await office.count('sessions'), await office.count('events')]).toEqual(before)
    expect((await attempt({ code })).status).toBe(303)
  })

  test('after ten failures an address waits, known or not, and others do not', async () => {
    later(60)
    for (const address of ['mara@quay.example', 'ghost@quay.example']) {
      for (let i = 0; i < 10; i++) expect((await attempt({ address, code: '000000' })).status).toBe(422)
      const answer = await attempt({ address, code: totpCode(mara.secret, office.clock.now()) })
      expect(answer.status).toBe(429)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(60)
    }
    later(16 * 60)
    expect((await attempt({ code: totpCode(mara.secret, office.clock.now()) })).status).toBe(303)
  })
})

describe('by recovery code', () => {
  const use = (code: string, address = 'mara@quay.example') =>
    office.visitor().post('/sign-in/recovery-code', { address, code })

  test('works once, however it is typed, and leads to the account', async () => {
    const code = mara.codes[0]!
    const answer = await use(code.toLowerCase().replaceAll('-', ' '))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account'])
    expect((await use(code)).status).toBe(422)
  })

  test('is nobody else’s', async () => {
    expect((await use(mara.codes[1]!, 'ines@harbour.example')).status).toBe(422)
    expect((await use('AAAA-AAAA-AAAA-AAAA')).status).toBe(422)
    expect(await office.count('recovery_codes', 'used_at is not null')).toBe(1)
  })
})

describe('by passkey', () => {
  test('is added after a proof, signs in, and an answer counts once', async () => {
    later(60)
    const key = softPasskey()
    const { browser } = mara
    await browser.post('/sign-in', {
      address: 'mara@quay.example',
      passphrase,
      code: totpCode(mara.secret, office.clock.now()),
    })
    const question = await (await browser.post('/account/passkeys/question')).json()
    const added = await browser.post('/account/passkeys', {
      name: 'blue key',
      passkey: key.register(question),
    })
    expect(added.status, await added.text()).toBe(303)
    expect(await (await browser.get('/account')).text()).toContain('blue key')

    const asked = await (await office.visitor().post('/sign-in/passkey')).json()
    const answer = key.answer(asked)
    expect((await office.visitor().post('/sign-in', { passkey: answer })).status).toBe(303)
    expect((await office.visitor().post('/sign-in', { passkey: answer })).status).toBe(422)
  })

  test('is one account’s for good: no other takes it, not when it was taken off, nor under another id', async () => {
    const key = softPasskey()
    const [first, other] = [mara.browser, office.as('ines')]
    const add = async (browser: Browser, one = key) => {
      const question = await (await browser.post('/account/passkeys/question')).json()
      const answer = await browser.post('/account/passkeys', {
        name: 'shared',
        passkey: one.register(question),
      })
      return answer.status
    }
    const kept = () => office.count('passkeys', `name = 'shared'`)
    expect(await add(first)).toBe(303)
    expect([await add(other), await add(first)]).toEqual([409, 409])
    const [, id] = /shared[^]*?passkeys\/([^/]+)\/remove/.exec(await (await first.get('/account')).text())!
    expect([(await first.post(`/account/passkeys/${id}/remove`)).status, await kept()]).toEqual([303, 0])
    expect([await add(other), await add(other, key.underAnotherId()), await kept()]).toEqual([409, 409, 0])
    expect([await add(first), await kept()]).toEqual([303, 1])
  })

  test('another site’s, an old and an unknown answer are refused', async () => {
    const ask = async () => (await office.visitor().post('/sign-in/passkey')).json()
    const send = async (passkey: string) => (await office.visitor().post('/sign-in', { passkey })).status
    expect(await send(softPasskey('http://evil.example').answer(await ask()))).toBe(422)
    expect(await send(softPasskey().answer(await ask()))).toBe(422)
    expect(await send('{"id":"AAAA"}')).toBe(422)
    expect(await send('[]')).toBe(422)
  })
})

describe('credentials', () => {
  test('the last one stays', async () => {
    const alone = await setUp('sole@quay.example')
    const answer = await alone.browser.post('/account/passphrase/remove')
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('your only way to sign in')
    expect(await office.count('passphrases')).toBe(2)
    expect((await alone.browser.get('/account')).status).toBe(200)
  })

  test('a change ends the other sessions and not this one', async () => {
    later(120)
    const other = office.visitor()
    const here = office.visitor()
    for (const browser of [other, here]) {
      later(60)
      await browser.post('/sign-in', {
        address: 'mara@quay.example',
        passphrase,
        code: totpCode(mara.secret, office.clock.now()),
      })
    }
    expect((await other.get('/')).status).toBe(200)
    expect((await here.post('/account/recovery-codes')).status).toBe(200)
    expect((await other.get('/')).status).toBe(303)
    expect((await here.get('/')).status).toBe(200)
  })

  test('stored rows hold neither address, name, passphrase nor secret', async () => {
    const rows = await office.db.transaction(signIn, async ({ db }) => [
      await db.selectFrom('accounts').selectAll().execute(),
      await db.selectFrom('passphrases').selectAll().execute(),
      await db.selectFrom('totp_secrets').selectAll().execute(),
      await db.selectFrom('sessions').selectAll().execute(),
    ])
    const text = JSON.stringify(rows, (_name, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
    )
    for (const secret of ['mara', 'Mara', 'herons', mara.secret]) expect(text).not.toContain(secret)
  })
})
