import { isLongerThan, visibleLine } from './characters.ts'
import { holdsLink } from './link-in-text.ts'
import { bad, good, type Parsed } from './parsed.ts'

export type NameError =
  | 'error.name.empty'
  | 'error.name.long'
  | 'error.name.organisation-long'
  | 'error.name.link'
  | 'error.name.characters'

const MAX_CHARACTERS = 80
const MAX_OF_ORGANISATION = 120
// Tibetan stacks go to six; more is a tower of accents that covers the lines above.
const TOWER_OF_MARKS = /\p{M}{9,}/u
const NEVER_IN_A_NAME = /[<>{}[\]\\|^~`=\p{Emoji_Presentation}]/u

/**
 * Reads the name of a person as typed on a public form: any script, at most 80 characters, no link.
 * Safety: the name stands in letters to officials and in our own mails, so it can carry no message of its own.
 */
export const parseName = (input: string): Parsed<string, NameError> =>
  readName(input, MAX_CHARACTERS, 'error.name.long')

/** The same for an organisation, whose name may have 120 characters. */
export const parseOrganisationName = (input: string): Parsed<string, NameError> =>
  readName(input, MAX_OF_ORGANISATION, 'error.name.organisation-long')

function readName(input: string, max: number, tooLong: NameError): Parsed<string, NameError> {
  if (input.length > max * 16) return bad(tooLong)
  const name = visibleLine(input)
  if (name === '') return bad('error.name.empty')
  if (isLongerThan(name, max)) return bad(tooLong)
  if (holdsLink(name) || name.includes('@')) return bad('error.name.link')
  if (!/\p{L}/u.test(name) || NEVER_IN_A_NAME.test(name) || TOWER_OF_MARKS.test(name)) {
    return bad('error.name.characters')
  }
  return good(name)
}

const LATIN_ACCENTS = /[\u0300-\u036F]/g
const ARABIC_VOWELS_AND_TATWEEL = /[\u0610-\u061A\u0640\u064B-\u065F\u0670]/g
const LETTERS_ALIKE: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
  ς: 'σ',
}
const ALIKE = new RegExp(`[${Object.keys(LETTERS_ALIKE).join('')}]`, 'gu')

/**
 * The form of a name in which two spellings of one person are equal, for blind indexes only: never shown.
 * Case, accents, vowel signs, joiners, punctuation and doubled spaces are gone; the order of the words stays.
 */
export const foldName = (name: string): string =>
  visibleLine(name)
    .replace(/[\u200C\u200D]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(ALIKE, (letter) => LETTERS_ALIKE[letter] ?? letter)
    .normalize('NFD')
    .replace(LATIN_ACCENTS, '')
    .replace(ARABIC_VOWELS_AND_TATWEEL, '')
    .normalize('NFC')
    .replace(/['’ʼ`´]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
