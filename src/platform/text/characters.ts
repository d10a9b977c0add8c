/**
 * Characters that cannot be seen but change what is read: text from strangers stands in our pages and mails,
 * where a direction override could turn a sentence round or run on into the text after it.
 */

// Scripts whose spelling needs the zero-width joiner and non-joiner. Source: Unicode UAX #31, section 2.3.1.
const JOINING =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Nko}\\p{Script=Devanagari}\\p{Script=Bengali}' +
  '\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}' +
  '\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}'

// A joiner stands between two letters of such a script, or ends a word after a sign of it (old Malayalam spelling).
const JOINER_OUT_OF_PLACE = new RegExp(
  `(?<![${JOINING}])[\\u200C\\u200D]|\\u200C(?![${JOINING}])|(?<!\\p{M})\\u200D(?![${JOINING}])`,
  'gu',
)
const EMOJI_JOINER =
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})/gu

const INVISIBLE = /(?![\u200C\u200D])[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu
// Marks of direction are harmless by themselves and needed where a Latin name ends an Arabic line.
const INVISIBLE_IN_TEXT =
  /(?!\u200C|\u200D|\u200E|\u200F|\u061C|\uFE0E|\uFE0F|\n|\uE000)[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu

/** Safety: one line of text with nothing in it that cannot be seen; joiners stay where a script needs them. */
export const visibleLine = (input: string): string =>
  input
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(JOINER_OUT_OF_PLACE, '')
    .replace(/ {2,}/g, ' ')
    .trim()

/** Safety: the same for text of several lines, which may also hold marks of direction and emoji sequences. */
export const visibleText = (input: string): string =>
  input
    .toWellFormed()
    .replace(/\uE000/g, '')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .normalize('NFC')
    .replace(EMOJI_JOINER, '\uE000')
    .replace(INVISIBLE_IN_TEXT, '')
    .replace(JOINER_OUT_OF_PLACE, '')
    .replace(/\uE000/g, '\u200D')

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** True when the text has more than `max` characters as a reader counts them; long input is never segmented whole. */
export const isLongerThan = (text: string, max: number): boolean => {
  if (text.length <= max) return false
  // No reader needs eight code units for every character; a stack of marks does.
  if (text.length > max * 8) return true
  let count = 0
  for (const _ of graphemes.segment(text)) if (++count > max) return true
  return false
}

/** The first `max` characters as a reader counts them, cut between two of them. */
export const firstCharacters = (text: string, max: number): string => {
  let count = 0
  for (const { index } of graphemes.segment(text)) if (++count > max) return text.slice(0, index)
  return text
}
