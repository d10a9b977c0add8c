import { expect, test } from 'vitest'
import { isId, newId } from './ids.ts'

test('an id is a uuid of version 7: in the order of the milliseconds, and no two alike', () => {
  const now = Date.UTC(2026, 4, 3, 10)
  const ids = Array.from({ length: 1_000 }, (_, i) => newId(now + i))
  expect(ids.every(isId)).toBe(true)
  expect(ids.every((id) => /^.{14}7.{4}[89ab]/.test(id))).toBe(true)
  expect(ids.toSorted()).toEqual(ids)
  expect(Number.parseInt(ids[0]!.replaceAll('-', '').slice(0, 12), 16)).toBe(now)
  expect(new Set(Array.from({ length: 1_000 }, () => newId(now))).size).toBe(1_000)
})
