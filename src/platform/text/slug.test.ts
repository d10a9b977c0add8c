import { expect, test } from 'vitest'
import { isShortId, newShortId } from '../ids.ts'
import { addressPart, shortIdOf, slugOf } from './slug.ts'

test('a slug is plain words', () => {
  expect(slugOf('Free  Ana: "Élève" & l’Œuvre!')).toBe('free-ana-eleve-loeuvre')
  expect(slugOf('حرية')).toBe('')
  expect(slugOf('../../etc/passwd?x#y')).toBe('etc-passwd-x-y')
  expect(slugOf('word '.repeat(50)).length).toBeLessThanOrEqual(48)
  expect(slugOf('word '.repeat(50))).toMatch(/-word$/)
})

test('short ids are ten readable characters and differ', () => {
  const ids = Array.from({ length: 2_000 }, newShortId)
  expect(ids.every(isShortId)).toBe(true)
  expect(new Set(ids).size).toBe(2_000)
  expect(new Set(ids.join('')).size).toBe(58)
  expect(isShortId('0OIl000000')).toBe(false)
  expect(ids.every((id) => id.length === 10)).toBe(true)
})

test('the id decides, whatever the slug', () => {
  const id = newShortId()
  expect(shortIdOf(addressPart(id, 'free-ana'))).toBe(id)
  expect(shortIdOf(addressPart(id))).toBe(id)
  expect(shortIdOf(`${id}x`)).toBeUndefined()
  expect(shortIdOf('free-ana')).toBeUndefined()
})
