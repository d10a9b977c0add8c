import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseAddress } from '../text/address.ts'
import { parseName } from '../text/name.ts'
import { TooLarge, Trouble } from './errors.ts'
import { file, type FormResult, many, maybe, readForm, ticked, typed, Upload, wholeNumber } from './forms.ts'

const schema = z.object({
  name: typed(parseName),
  address: typed(parseAddress),
  keep: z.enum(['yes', 'no']),
  note: maybe(
    z
      .string()
      .max(5)
      .refine((note) => note !== 'rude', 'campaign.note.rude'),
  ),
  topics: many(z.enum(['a', 'b'])),
  seen: ticked(),
  goal: maybe(wholeNumber(1, 100)),
  portrait: maybe(file(10)),
})

const send = async (init: RequestInit, maxBytes?: number) => {
  let result: FormResult<z.output<typeof schema>> | undefined
  let error: unknown
  const app = new Hono()
  app.post('/', async (c) => {
    try {
      result = await readForm(c, schema, maxBytes === undefined ? {} : { maxBytes })
    } catch (thrown) {
      error = thrown
    }
    return c.text('')
  })
  await app.request('/', { method: 'POST', ...init })
  return { result, error }
}

const post = (fields: [string, string][]) => send({ body: new URLSearchParams(fields) })
const good: [string, string][] = [
  ['name', ' Ana  Souza '],
  ['address', 'ana@Example.org'],
  ['keep', 'yes'],
]

describe('a form that is right', () => {
  test('gives its values in their normal form', async () => {
    const { result } = await post([...good, ['topics', 'b'], ['note', ' '], ['goal', '12'], ['seen', 'on']])
    expect(result).toEqual({
      ok: true,
      value: {
        name: 'Ana Souza',
        address: 'ana@example.org',
        keep: 'yes',
        note: undefined,
        topics: ['b'],
        seen: true,
        goal: 12,
        portrait: undefined,
      },
    })
  })

  test('may hold a file', async () => {
    const body = new FormData()
    for (const [name, value] of good) body.append(name, value)
    body.append('topics', 'a')
    body.append('topics', 'b')
    body.append('portrait', new File([new Uint8Array([1, 2, 0, 255])], 'ana.jpg', { type: 'image/jpeg' }))
    const { result } = await send({ body })
    const value = result?.ok === true ? result.value : undefined
    expect(value?.topics).toEqual(['a', 'b'])
    expect(value?.portrait).toBeInstanceOf(Upload)
    expect([...(value?.portrait?.bytes ?? [])]).toEqual([1, 2, 0, 255])
  })

  test('has no file when the field was left empty', async () => {
    const body = new FormData()
    for (const [name, value] of good) body.append(name, value)
    body.append('portrait', new File([], '', { type: 'application/octet-stream' }))
    expect((await send({ body })).result).toMatchObject({ ok: true, value: { portrait: undefined } })
  })
})

describe('a form to be mended', () => {
  test('names a code for each field and loses nothing typed', async () => {
    const { result } = await post([
      ['name', 'www.example.test'],
      ['address', 'ana@'],
      ['note', 'too long'],
      ['topics', 'a'],
      ['topics', 'z'],
      ['goal', '1e3'],
      ['unknown', 'kept'],
    ])
    expect(result).toEqual({
      ok: false,
      values: {
        name: 'www.example.test',
        address: 'ana@',
        note: 'too long',
        topics: ['a', 'z'],
        goal: '1e3',
        unknown: 'kept',
      },
      errors: {
        name: 'error.name.link',
        address: 'error.address.domain',
        keep: 'error.field.choose',
        note: 'error.field.long',
        topics: 'error.field.choose',
        goal: 'error.field.number',
      },
    })
  })

  test('a module’s own code passes', async () => {
    const { result } = await post([...good, ['note', 'rude']])
    expect(result).toMatchObject({ ok: false, errors: { note: 'campaign.note.rude' } })
  })

  test('a field sent twice is no text', async () => {
    const { result } = await post([...good, ['name', 'Second']])
    expect(result).toMatchObject({ ok: false, errors: { name: 'error.field.form' } })
  })

  test('a file too large or of no form is named', async () => {
    const body = new FormData()
    for (const [name, value] of good) body.append(name, value)
    body.append('portrait', new File([new Uint8Array(11)], 'ana.jpg'))
    expect((await send({ body })).result).toMatchObject({
      ok: false,
      values: { portrait: 'ana.jpg' },
      errors: { portrait: 'error.file.large' },
    })
    expect((await post([...good, ['portrait', 'text']])).result).toMatchObject({
      errors: { portrait: 'error.file.empty' },
    })
  })

  test('hostile field names stay names', async () => {
    const { result } = await post([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
    expect(result?.ok).toBe(false)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  test('no NUL and no half character gets in', async () => {
    const { result } = await send({
      body: 'name=A%00na&address=a%40example.org&keep=yes&note=%ED%A0%80',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    expect(JSON.stringify(result)).not.toContain('\\u0000')
    expect(result).toMatchObject({ ok: true, value: { name: 'Ana' } })
  })
})

describe('a body that is no form', () => {
  test('too much is refused, announced or not', async () => {
    const body = 'name=' + 'a'.repeat(2_000)
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    expect((await send({ body, headers }, 1_000)).error).toBeInstanceOf(TooLarge)
    expect(
      (await send({ body, headers: { ...headers, 'Content-Length': '5' } }, 1_000)).error,
    ).toBeInstanceOf(TooLarge)
    expect(
      (await send({ body, headers: { ...headers, 'Content-Length': '5000' } }, 3_000)).error,
    ).toBeInstanceOf(TooLarge)
    expect((await send({ body: 'x=&'.repeat(600), headers })).error).toBeInstanceOf(TooLarge)
  })

  test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'multipart/form-data'])(
    '%s',
    async (type) => {
      const { error } = await send({ body: '{"name":"Ana"}', headers: { 'Content-Type': type } })
      expect(error).toBeInstanceOf(Trouble)
      expect((error as Trouble).status).toBe(422)
    },
  )
})
