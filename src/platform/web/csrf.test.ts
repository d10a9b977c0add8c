import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { ownPagesOnly } from './csrf.ts'
import { Trouble } from './errors.ts'

const ask = async (method: string, headers: Record<string, string>) => {
  let done = 0
  const app = new Hono()
  app.use(ownPagesOnly(new URL('https://desk.example')))
  app.onError((error, c) => c.text('', error instanceof Trouble ? error.status : 500))
  app.all('/', (c) => {
    done++
    return c.text('')
  })
  // The Host is the attacker's to choose here, and must not matter.
  const answer = await app.request('http://evil.example/', { method, headers })
  return [answer.status, done]
}

test.each([
  ['POST', { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://desk.example' }],
  ['POST', { 'Sec-Fetch-Site': 'same-origin' }],
  ['POST', { Origin: 'https://desk.example' }],
  ['POST', { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }],
  ['GET', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
  ['HEAD', {}],
])('%s with %o passes', async (method, headers) => {
  expect(await ask(method, headers)).toEqual([200, 1])
})

test.each([
  ['POST', {}],
  ['POST', { 'Sec-Fetch-Site': 'cross-site' }],
  ['POST', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://desk.example' }],
  ['POST', { 'Sec-Fetch-Site': 'none' }],
  ['POST', { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://evil.example' }],
  ['POST', { Origin: 'null' }],
  ['POST', { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' }],
  ['POST', { 'Sec-Fetch-Site': 'same-site', Origin: 'null' }],
  ['POST', { Origin: 'https://desk.example.evil.example' }],
  ['PUT', { Origin: 'https://evil.example' }],
  ['DELETE', { Origin: 'http://desk.example' }],
])('%s with %o changes nothing', async (method, headers) => {
  expect(await ask(method, headers)).toEqual([403, 0])
})
