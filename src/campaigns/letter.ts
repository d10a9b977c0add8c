import { parsePlain } from '#platform/text/plain.ts'
import type { CampaignDocument, LetterVariant } from './document.ts'

/** One supporter's letter, before the salutation of each official and her own name are put in. */
export interface ComposedLetter {
  subject: string
  /** `{salutation}` and `{name}` still stand in it */
  text: string
  /** parts of it are the supporter's own words: staff see it before it goes */
  edited: boolean
}

type Typed = { variant: string; subject: string; body: string }
type Wording = Pick<CampaignDocument, 'letterMode' | 'letters'>

const same = (text: string): string => {
  const read = parsePlain(text, { max: 100_000, optional: true })
  return read.ok ? read.value : text
}
const join = (...parts: string[]): string =>
  parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n\n')

/** The part that a supporter may write: the middle where parts are editable, the whole letter where it is free. */
export const editablePart = (mode: CampaignDocument['letterMode'], variant: LetterVariant): string =>
  mode === 'free' ? join(variant.opening, variant.body, variant.closing) : variant.body

/**
 * Puts a letter together from the signed-off wording and what was typed.
 * Safety: whether it was edited is found by comparing, never taken from the form; a locked letter is the published one
 * whatever was sent. A threat sent in our name would harm the person.
 */
export function composeLetter(wording: Wording, typed: Typed): ComposedLetter {
  const variant = wording.letters.find((one) => one.id === typed.variant) ?? wording.letters[0]
  const own = { subject: typed.subject, body: typed.body }
  if (!variant) return { subject: own.subject, text: withSalutation(own.body), edited: true }
  const fixed = wording.letterMode === 'locked'
  const published = editablePart(wording.letterMode, variant)
  const subject = fixed || own.subject === '' ? variant.subject : own.subject
  const middle = fixed || own.body === '' ? published : ownPart(wording.letterMode, variant, own.body)
  const edited = !fixed && (same(subject) !== same(variant.subject) || same(middle) !== same(published))
  // curly braces of a visitor are her own words and fill nothing in
  const safe = edited ? middle.replace(/\{(salutation|name)\}/g, '') : middle
  const text = wording.letterMode === 'free' ? safe : join(variant.opening, safe, variant.closing)
  return { subject: subject.trim(), text: withSalutation(text), edited }
}

/** A form that sends the whole letter instead of its middle must not double the opening and the closing. */
function ownPart(mode: CampaignDocument['letterMode'], variant: LetterVariant, typed: string): string {
  if (mode === 'free') return typed
  const [opening, closing] = [same(variant.opening), same(variant.closing)]
  let part = same(typed)
  if (opening && part.startsWith(opening)) part = part.slice(opening.length)
  if (closing && part.endsWith(closing)) part = part.slice(0, -closing.length)
  return part.trim()
}

const withSalutation = (text: string): string =>
  text.includes('{salutation}') ? text : join('{salutation}', text)

/** The letter as one official gets it. The name stands under it already, so a closing `{name}` is not repeated. */
export const fillLetter = (text: string, salutation: string, name: string): string =>
  text
    .replaceAll('{salutation}', salutation)
    .replace(/\s*\{name\}\s*$/, '')
    .replaceAll('{name}', name)
    .trim()
