import { describe, expect, test } from 'vitest'
import { signIn } from '#platform/actor.ts'
import { softPasskey } from '../../test/authenticator.ts'
import { testOffice, type Browser } from '../../test/office.ts'
import { startSession } from './index.ts'

const office = await testOffice()
const minutes = (n: number) => office.clock.move(n * 60_000)

/** A passkey for Ines, as if she had added it long ago. */
const key = softPasskey()
{
  const ines = office.as('ines')
  const question = await (await ines.post('/account/passkeys/question')).json()
  await ines.post('/account/passkeys', { passkey: key.register(question) })
}
const fieldOf = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

describe('a session', () => {
  test('ends after half an hour without a request', async () => {
    const ines = office.as('ines')
    expect((await ines.get('/')).status).toBe(200)
    minutes(29)
    expect((await ines.get('/')).status).toBe(200)
    minutes(29)
    expect((await ines.get('/')).status).toBe(200)
    minutes(30)
    const answer = await ines.get('/members?x=1')
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/sign-in?return=%2Fmembers%3Fx%3D1',
    ])
  })

  test('ends after twelve hours, used or not', async () => {
    const ines = office.as('ines')
    for (let i = 0; i < 35; i++) {
      expect((await ines.get('/')).status).toBe(200)
      minutes(20)
    }
    expect((await ines.get('/')).status).toBe(200)
    minutes(20)
    expect((await ines.get('/')).status).toBe(303)
  })

  test('ends by signing out, for this browser alone', async () => {
    const [here, there] = [office.as('ines'), office.as('ines')]
    await there.get('/')
    const token = (await here.get('/'), [...here.cookies.values()][0]!)
    expect((await here.post('/sign-out')).status).toBe(303)
    here.cookies.set('watchlight-4001', token)
    expect((await here.get('/')).status).toBe(303)
    expect((await there.get('/')).status).toBe(200)
  })

  test('ends when the role changes or the member is removed', async () => {
    const ines = office.as('ines')
    const tomas = office.as('tomas')
    expect((await tomas.get('/')).status).toBe(200)
    const path = `/members/${office.member.tomas.memberId}`
    expect((await ines.post(`${path}/role`, { role: 'viewer' })).status).toBe(303)
    expect((await tomas.get('/')).status).toBe(303)

    const viktor = office.as('viktor')
    expect((await viktor.get('/')).status).toBe(200)
    expect((await ines.post(`/members/${office.member.viktor.memberId}/remove`)).status).toBe(303)
    expect((await viktor.get('/')).status).toBe(303)
    await expect(
      office.db.transaction(signIn, (tx) =>
        startSession(tx, { accountId: office.member.viktor.accountId, how: 'passkey' }),
      ),
    ).rejects.toMatchObject({ status: 403 })
  })

  test('is stored as a hash, and a guessed token is nobody’s', async () => {
    const ines = office.as('ines')
    await ines.get('/')
    const token = [...ines.cookies.values()][0]!
    expect(await office.count('sessions', `encode(token_hash, 'escape') like '%${token}%'`)).toBe(0)
    const guess = office.visitor()
    guess.cookies.set('watchlight-4001', `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)
    expect((await guess.get('/')).status).toBe(303)
  })
})

describe('a form that came too late', () => {
  const typed = { name: 'Long <thought> "through"\nin two lines', ['__proto__']: 'x' }

  async function sentTooLate(browser: Browser): Promise<{ html: string; held: string }> {
    await browser.get('/')
    minutes(31)
    const answer = await browser.post('/organisation', typed)
    const html = await answer.text()
    expect(answer.status).toBe(401)
    return { html, held: fieldOf(html, 'held') }
  }
  const signInAgain = async (held: string) => {
    const browser = office.visitor()
    const question = await (await browser.post('/sign-in/passkey')).json()
    return browser.post('/sign-in', { passkey: key.answer(question), held, return: '/' })
  }

  test('is kept in the page that asks to sign in, sealed, and offered again', async () => {
    const { html, held } = await sentTooLate(office.as('ines'))
    expect(html).not.toContain('thought')
    const offered = await (await signInAgain(held)).text()
    expect(offered).toContain('action="/organisation"')
    expect(offered).toContain('Long &lt;thought&gt; &quot;through&quot;\nin two lines</textarea>')
    expect(await office.count('organisations', `name like '%thought%'`)).toBe(0)
  })

  test('is given to nobody else, nor after a day, nor when it was altered', async () => {
    const theirs = await sentTooLate(office.as('layla'))
    expect((await signInAgain(theirs.held)).status).toBe(303)
    const { held } = await sentTooLate(office.as('ines'))
    // in the middle: of the last letter not every bit counts
    const altered = `${held.slice(0, 40)}${held[40] === 'A' ? 'B' : 'A'}${held.slice(41)}`
    expect((await signInAgain(altered)).status).toBe(303)
    minutes(13 * 60)
    expect((await signInAgain(held)).status).toBe(303)
  })

  test('a script that saves drafts hears 401 and nothing else', async () => {
    const answer = await office.visitor().post('/drafts', { draft: '/x' }, { 'Sec-Fetch-Dest': 'empty' })
    expect([answer.status, await answer.text()]).toEqual([401, ''])
  })
})

describe('a proof again', () => {
  test('is asked after ten minutes for what harms, keeps the form, and lets it through afterwards', async () => {
    const ines = office.as('ines')
    await ines.get('/')
    minutes(11)
    const invitation = { name: 'Noor Haddad', address: 'noor@harbour.example', role: 'caseworker' }
    expect((await ines.get('/members/invite')).headers.get('location')).toBe(
      '/step-up?return=%2Fmembers%2Finvite',
    )
    const asked = await ines.post('/members/invite', invitation)
    expect(asked.status).toBe(403)
    expect(await office.count('one_time_links')).toBe(0)
    const held = fieldOf(await asked.text(), 'held')

    const question = await (await ines.post('/step-up/passkey')).json()
    const done = await ines.post('/step-up', { passkey: key.answer(question), held, return: '/' })
    expect(await done.text()).toContain('action="/members/invite"')
    expect((await ines.post('/members/invite', invitation)).status).toBe(200)
    expect(await office.count('one_time_links')).toBe(1)
  })

  test('is no other account’s credential, nor an answer to the question of the sign-in page', async () => {
    const layla = office.as('layla')
    await layla.get('/')
    minutes(11)
    const question = await (await layla.post('/step-up/passkey')).json()
    expect((await layla.post('/step-up', { passkey: key.answer(question) })).status).toBe(422)
    const ines = office.as('ines')
    await ines.get('/')
    minutes(11)
    const other = await (await ines.post('/sign-in/passkey')).json()
    expect((await ines.post('/step-up', { passkey: key.answer(other) })).status).toBe(422)
    expect((await ines.get('/members/invite')).status).toBe(303)
  })
})

describe('another site', () => {
  test.each([
    { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' },
    { 'Sec-Fetch-Site': 'same-site', Origin: 'http://localhost:4000' },
    { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' },
  ])('cannot post into the console: %o', async (headers) => {
    const ines = office.as('ines')
    await ines.get('/')
    const before = await office.count('events')
    const answer = await ines.post('/organisation', { name: 'Taken over' }, headers)
    expect(answer.status).toBe(403)
    expect(await office.count('organisations', `name = 'Taken over'`)).toBe(0)
    expect(await office.count('events')).toBe(before)
  })

  test('cannot lead away from here after signing in', async () => {
    for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:1']) {
      const question = await (await office.visitor().post('/sign-in/passkey')).json()
      const answer = await office.visitor().post('/sign-in', { passkey: key.answer(question), return: path })
      expect(answer.headers.get('location')).toBe('/')
    }
  })
})
