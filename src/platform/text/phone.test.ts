import { expect, test } from 'vitest'
import { displayPhone, parsePhone } from './phone.ts'

test.each([
  ['+33 1 42 34 20 00', '+33142342000'],
  ['0033 (1) 42-34-20-00', '+33142342000'],
  ['+49 (0)30 1234 567', '+49301234567'],
  ['+٨٥٥ ٢٣ ١٢٣ ٤٥٦', '+85523123456'],
  ['\u202A+1 202-555-0143\u202C', '+12025550143'],
])('%s is %s', (input, number) => {
  expect(parsePhone(input)).toEqual({ ok: true, value: number })
})

test.each([
  ['', 'error.phone.empty'],
  ['01 42 34 20 00', 'error.phone.international'],
  ['+0142342000', 'error.phone.form'],
  ['+33 call me', 'error.phone.form'],
  ['+331', 'error.phone.form'],
  ['+3312345678901234', 'error.phone.form'],
  ['+1202;555=javascript', 'error.phone.form'],
])('%j is refused', (input, error) => {
  expect(parsePhone(input)).toEqual({ ok: false, error })
})

test('numbers are shown in groups after their country code', () => {
  expect(displayPhone('+33142342000')).toBe('+33 142 342 000')
  expect(displayPhone('+12025550143')).toBe('+1 202 555 0143')
  expect(displayPhone('+85523123456')).toBe('+855 231 234 56')
})
