import { expect, test } from 'vitest'
import { parsePlain } from './plain.ts'

const valueOf = (input: string, rules = {}) => {
  const result = parsePlain(input, { max: 100, ...rules })
  return result.ok ? result.value : result.error
}

test('lines are kept, their ends and blank runs evened', () => {
  expect(valueOf('\r\nDear Minister, \r\n\r\n\r\n\r\nplease\tact\u2028now.\n')).toBe(
    'Dear Minister,\n\nplease act\nnow.',
  )
})

test('what cannot be seen is gone; joiners, marks of direction and emoji stay', () => {
  expect(valueOf('a\u202Eb\u0007c\u2066d\u{E0041}')).toBe('abcd')
  expect(valueOf('a\uE000b')).toBe('ab')
  expect(valueOf('لـ Ana\u200F نحن')).toBe('لـ Ana\u200F نحن')
  expect(valueOf('👩🏽‍🚀 و ❤️')).toBe('👩🏽‍🚀 و ❤️')
})

test('length is counted as a reader does, lines too', () => {
  expect(valueOf('👩🏽‍🚀'.repeat(100))).toBe('👩🏽‍🚀'.repeat(100))
  expect(valueOf('a'.repeat(101))).toBe('error.text.long')
  expect(valueOf('a\nb\nc', { maxLines: 2 })).toBe('error.text.lines')
  expect(valueOf('a\nb', { maxLines: 2 })).toBe('a\nb')
})

test('nothing typed is an answer only where it may be one', () => {
  expect(valueOf(' \n ')).toBe('error.text.empty')
  expect(valueOf(' \n ', { optional: true })).toBe('')
})

test('links are refused only where strangers write', () => {
  expect(valueOf('see https://example.org')).toBe('see https://example.org')
  expect(valueOf('see https://example.org', { links: 'refuse' })).toBe('error.text.link')
  expect(valueOf('Stay strong.You are not alone.Ever', { links: 'refuse' })).toContain('strong')
})
