import { bad, good, type Parsed } from './parsed.ts'

export type PhoneError = 'error.phone.empty' | 'error.phone.international' | 'error.phone.form'

/**
 * Reads a telephone number with its country code ("+33 1 42 34 20 00", "0033…") and gives it as E.164 ("+33142342000").
 * Digits of any script count. A number without country code is refused: whoever calls may sit in any country.
 */
export const parsePhone = (input: string): Parsed<string, PhoneError> => {
  if (input.length > 64) return bad('error.phone.form')
  const text = Array.from(input.normalize('NFKC'))
    .map(asciiDigit)
    .join('')
    .replace(/[\s\p{Cf}]/gu, '')
  if (text === '') return bad('error.phone.empty')
  const number = text
    .replace(/^00/, '+')
    .replace('(0)', '')
    .replace(/[-.()/‐-―]/g, '')
  if (/^\d+$/.test(number)) return bad('error.phone.international')
  // Source: ITU-T E.164: at most 15 digits, and no country code begins with 0.
  return /^\+[1-9]\d{6,14}$/.test(number) ? good(number) : bad('error.phone.form')
}

const digitZeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x17e0, 0x1040, 0x0e50]

const asciiDigit = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  const zero = digitZeros.find((first) => code >= first && code <= first + 9)
  return zero === undefined ? character : String(code - zero)
}

const TWO_DIGITS = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

const countryCodeLength = (digits: string): number =>
  /^[17]/.test(digits) ? 1 : TWO_DIGITS.test(digits) ? 2 : 3

/** An E.164 number in groups that can be read aloud: "+33 142 342 000". Show it left to right in every language. */
export const displayPhone = (number: string): string => {
  const digits = number.slice(1)
  const length = countryCodeLength(digits)
  const groups = digits.slice(length).match(/\d{3}(?=\d{2})|\d{1,4}/g) ?? []
  return [`+${digits.slice(0, length)}`, ...groups].join(' ')
}
