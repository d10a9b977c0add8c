import { firstCharacters, isLongerThan, visibleText } from './characters.ts'
import { holdsLink } from './link-in-text.ts'
import { bad, good, type Parsed } from './parsed.ts'

export type PlainError = 'error.text.empty' | 'error.text.long' | 'error.text.lines' | 'error.text.link'

export interface PlainRules {
  /** characters as a reader counts them */
  max: number
  maxLines?: number
  optional?: boolean
  /** strangers' text that we pass on holds no links */
  links?: 'allow' | 'refuse'
}

/**
 * Reads text of several lines: NFC, line feeds only, no controls, no blank space at line ends, at most one blank line
 * in a row. Give `optional` where nothing typed is an answer too.
 */
export const parsePlain = (input: string, rules: PlainRules): Parsed<string, PlainError> => {
  if (input.length > rules.max * 16) return bad('error.text.long')
  const text = visibleText(input)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (text === '') return rules.optional === true ? good('') : bad('error.text.empty')
  if (isLongerThan(text, rules.max)) return bad('error.text.long')
  if (rules.maxLines !== undefined && text.split('\n').length > rules.maxLines) return bad('error.text.lines')
  if (rules.links === 'refuse' && holdsLink(text)) return bad('error.text.link')
  return good(text)
}

const cutMark = ' […]'

/**
 * The same for text that must never stop what it stands beside: it is not refused. What is too long is cut and ends in
 * “[…]”; lines beyond the last one run on in it.
 */
export const cutPlain = (input: string, { max, maxLines }: Pick<PlainRules, 'max' | 'maxLines'>): string => {
  const read = parsePlain(input.slice(0, max * 16), { max: Infinity, optional: true })
  const lines = read.ok ? read.value.split('\n') : []
  const [kept, rest] = maxLines ? [lines.slice(0, maxLines - 1), lines.slice(maxLines - 1)] : [lines, []]
  const text = [...kept, ...(rest.length > 0 ? [rest.join(' ')] : [])].join('\n')
  if (input.length <= max * 16 && !isLongerThan(text, max)) return text
  return firstCharacters(text, max - cutMark.length).trimEnd() + cutMark
}
