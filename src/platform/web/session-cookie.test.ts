import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { sessionCookie } from './session-cookie.ts'

const TOKEN = 'a'.repeat(43)

const appWith = (url: string) => {
  const cookie = sessionCookie(new URL(url))
  const app = new Hono()
  app.get('/give', (c) => {
    cookie.give(c, TOKEN, 43_200)
    return c.text('')
  })
  app.get('/take', (c) => {
    cookie.take(c)
    return c.text('')
  })
  app.get('/read', (c) => c.text(cookie.read(c) ?? 'none'))
  return { app, cookie }
}

test('on https the browser binds it to this host', async () => {
  const { app } = appWith('https://desk.example')
  const given = (await app.request('/give')).headers.get('Set-Cookie') ?? ''
  expect(given).toMatch(new RegExp(`^__Host-watchlight=${TOKEN};`))
  for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax', 'Max-Age=43200'])
    expect(given).toContain(part)
  expect(given).not.toContain('Domain')
  expect((await app.request('/take')).headers.get('Set-Cookie')).toMatch(/^__Host-watchlight=;.*Max-Age=0/)
})

test('on localhost two instances on two ports keep apart', () => {
  expect(appWith('http://localhost:4001').cookie.name).toBe('watchlight-4001')
  expect(appWith('http://localhost:5001').cookie.name).toBe('watchlight-5001')
})

test('a plain address elsewhere is refused and the setting named', () => {
  expect(() => sessionCookie(new URL('http://desk.example'))).toThrow('WATCHLIGHT_CONSOLE_URL')
})

test('only what has the form of a token is read', async () => {
  const { app } = appWith('http://localhost:4001')
  const read = async (value: string) =>
    (await app.request('/read', { headers: { Cookie: `watchlight-4001=${value}` } })).text()
  expect(await read(TOKEN)).toBe(TOKEN)
  expect(await read('short')).toBe('none')
  expect(await read(`${TOKEN}%00`)).toBe('none')
})
