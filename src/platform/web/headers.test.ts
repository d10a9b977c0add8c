import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { consoleHeaders, type HeaderList, publicHeaders, redirection, withHeaders } from './headers.ts'

const answer = async (list: HeaderList, path = '/') => {
  const app = new Hono()
  app.use(withHeaders(list))
  app.onError((_error, c) => c.text('trouble', 500))
  app.get('/', (c) => c.html('<p>page</p>'))
  app.get('/cached', (c) => c.html('<p>page</p>', 200, { 'Cache-Control': 'max-age=1' }))
  app.get('/fault', () => {
    throw new Error('x')
  })
  return (await app.request(path)).headers
}

describe('headers for visitors', () => {
  test('hold the policy of our decision to the letter', async () => {
    const headers = await answer(publicHeaders({ https: true }))
    expect(headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    )
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('X-Frame-Options')).toBe('DENY')
    expect(headers.get('Strict-Transport-Security')).toContain('max-age=')
    expect(headers.get('Permissions-Policy')).toContain('geolocation=()')
  })

  test.each(['/fault', '/nowhere'])('stand on %s too', async (path) => {
    const headers = await answer(publicHeaders({ https: true }), path)
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(headers.get('Cache-Control')).toBe('no-store')
  })

  test('a redirection has the very same ones, and leads nowhere but where it says', async () => {
    const list = publicHeaders({ https: true })
    const seeOther = redirection(list)
    const app = new Hono()
    app.use(withHeaders(list))
    app.post('/', () => seeOther('/en/thanks?after=signature'))
    app.post('/broken', () => seeOther('/en/a b\r\nSet-Cookie: a=b/ا'))
    const response = await app.request('/', { method: 'POST' })
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe('/en/thanks?after=signature')
    for (const [name, value] of list) expect(response.headers.get(name)).toBe(value)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    const broken = await app.request('/broken', { method: 'POST' })
    expect(broken.headers.get('Location')).toBe('/en/a%20b%0D%0ASet-Cookie:%20a=b/%D8%A7')
    expect(broken.headers.get('Set-Cookie')).toBeNull()
  })

  test('a page that says nothing of caching is kept nowhere', async () => {
    expect((await answer(publicHeaders({ https: true }))).get('Cache-Control')).toBe('no-store')
    expect((await answer(publicHeaders({ https: true }), '/cached')).get('Cache-Control')).toBe('max-age=1')
  })
})

test('the console takes scripts under its one policy and posts an origin', async () => {
  const headers = await answer(consoleHeaders({ https: false }))
  const policy = headers.get('Content-Security-Policy') ?? ''
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types watchlight")
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
  expect(headers.get('Referrer-Policy')).toBe('same-origin')
  expect(headers.get('Strict-Transport-Security')).toBeNull()
})
