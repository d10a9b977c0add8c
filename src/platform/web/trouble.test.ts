import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { Conflict, Invalid, NotFound, Overloaded, Refused, TooLarge, TooMany } from './errors.ts'
import { troubleAnswers } from './trouble.ts'

const appThatThrows = (error: Error) => {
  const faults: unknown[] = []
  const app = new Hono()
  const answers = troubleAnswers({
    page: (_c, view) => JSON.stringify(view),
    type: 'application/json',
    report: (fault) => faults.push(fault),
  })
  app.onError(answers.onError)
  app.notFound(answers.notFound)
  app.get('/', () => {
    throw error
  })
  return { app, faults }
}

test.each([
  [new NotFound(), 404, 'error.not-found', null],
  [new Refused(), 403, 'error.refused', null],
  [new Conflict('error.already-published'), 409, 'error.already-published', null],
  [new Invalid({ name: 'error.name.empty' }), 422, 'error.invalid', null],
  [new TooLarge(), 413, 'error.too-large', null],
  [new TooMany(12.2), 429, 'error.too-many', '13'],
  [new Overloaded(), 503, 'error.overloaded', '5'],
])('%s is answered with its status', async (error, status, code, retryAfter) => {
  const { app, faults } = appThatThrows(error)
  const answer = await app.request('/')
  expect(answer.status).toBe(status)
  expect(answer.headers.get('Retry-After')).toBe(retryAfter)
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  expect(await answer.json()).toMatchObject({
    code,
    fields: error instanceof Invalid ? { name: 'error.name.empty' } : {},
  })
  expect(faults).toEqual([])
})

test('a fault of ours is reported without what was typed', async () => {
  const { app, faults } = appThatThrows(new TypeError('duplicate key (address)=(ana@example.org)'))
  const answer = await app.request('/')
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('ana@')
  expect(faults).toHaveLength(1)
  expect(JSON.stringify(faults)).not.toContain('ana@')
  expect(JSON.stringify(faults)).toContain('trouble.test')
})

test('an unknown address is answered as a thing that is not there', async () => {
  const { app } = appThatThrows(new Error('x'))
  expect((await app.request('/nowhere')).status).toBe(404)
})
