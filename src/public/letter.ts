import type { CampaignDocument, LetterVariant, OfficialDocument } from '#campaigns/document.ts'
import type { LetterProjection } from '#campaigns/views/public.ts'
import type { I18n } from '#platform/i18n.ts'
import { holdsLink } from '#platform/text/link-in-text.ts'
import { parsePlain } from '#platform/text/plain.ts'

/** Characters of a subject. */
export const subjectLimit = 150
const room = 1_500

/** Name of the one field in which the letter's text is edited. */
export const bodyField = 'part-body'

export const variantOf = (document: CampaignDocument, id: string | undefined): LetterVariant | undefined =>
  document.letters.find((letter) => letter.id === id) ?? document.letters[0]

/** The text that a supporter may change: the body, or in a free letter all but salutation and name. */
export function editableText(document: CampaignDocument, variant: LetterVariant): string {
  if (document.letterMode !== 'free') return variant.body
  const [, rest] = splitOpening(variant.opening)
  return paragraphs(rest, variant.body, withoutName(variant.closing))
}

export const bodyLimit = (document: CampaignDocument, variant: LetterVariant): number =>
  Math.max(3_000, editableText(document, variant).length + room)

/** What a supporter may write here; links are refused where the campaign's own text holds none. */
export const parseBody = (document: CampaignDocument, variant: LetterVariant) => (input: string) =>
  parsePlain(input, {
    max: bodyLimit(document, variant),
    links: holdsLink(editableText(document, variant)) ? 'allow' : 'refuse',
  })

/** The form's letter: fixed parts with the salutation in them, and the part that one may change. */
export function letterProjection(
  i18n: I18n,
  document: CampaignDocument,
  variant: LetterVariant,
  officials: readonly OfficialDocument[],
  variantHref: (id: string) => string,
): LetterProjection {
  const [salutation, rest] = splitOpening(variant.opening)
  const fill = (text: string): string =>
    fillIn(text, { salutation: salutationOf(officials), name: i18n.t('public.letter.name') })
  const editable = document.letterMode !== 'locked'
  const part = (id: string, text: string) =>
    text.trim() === '' ? [] : [{ id, text: fill(text), editable: false, maxLength: text.length }]
  const body = {
    id: 'body',
    text: editableText(document, variant),
    editable,
    maxLength: bodyLimit(document, variant),
  }
  return {
    lang: variant.lang ?? document.lang,
    subject: { text: variant.subject, editable, maxLength: subjectLimit },
    salutation: fill(salutation),
    parts:
      document.letterMode === 'free'
        ? [body]
        : [...part('opening', rest), body, ...part('closing', withName(variant.closing))],
    variants: document.letters.map((letter) => ({
      id: letter.id,
      label: letter.subject,
      href: variantHref(letter.id),
      current: letter.id === variant.id,
    })),
  }
}

/** What is submitted: the part that was open to the supporter. The worker puts it into the signed-off letter again. */
export function submittedBody(document: CampaignDocument, variant: LetterVariant, text: string): string {
  if (document.letterMode !== 'free' || !sameText(text, editableText(document, variant))) return text
  return paragraphs(variant.opening, variant.body, variant.closing)
}

/** The whole letter for a mail program of the supporter's own, to all officials at once. */
export function ownLetter(
  document: CampaignDocument,
  variant: LetterVariant,
  text: string,
  officials: readonly OfficialDocument[],
  name: string,
): string {
  const fill = (part: string): string => fillIn(part, { salutation: salutationOf(officials), name })
  const [salutation, rest] = splitOpening(variant.opening)
  if (document.letterMode === 'free') return paragraphs(fill(salutation), text, name)
  return paragraphs(fill(salutation), fill(rest), text, fill(withName(variant.closing)))
}

/** Whether a reader sees the same, whatever a browser did to line ends. */
export function sameText(a: string, b: string): boolean {
  const plain = (text: string): string => {
    const parsed = parsePlain(text, { max: 100_000, optional: true })
    return parsed.ok ? parsed.value : text
  }
  return plain(a) === plain(b)
}

const salutationOf = (officials: readonly OfficialDocument[]): string =>
  [...new Set(officials.map((official) => official.salutation).filter(Boolean))].join(' ')

const fillIn = (text: string, values: { salutation: string; name: string }): string =>
  text.replace(/\{(salutation|name)\}/g, (_, word: 'salutation' | 'name') => values[word])

/** The first paragraph greets; one that names no salutation gets the official's own before it. */
function splitOpening(opening: string): [salutation: string, rest: string] {
  if (!opening.includes('{salutation}')) return ['{salutation}', opening.trim()]
  const [first = '', ...rest] = opening.trim().split(/\n{2,}/)
  return first.includes('{salutation}')
    ? [first, rest.join('\n\n')]
    : ['{salutation}', opening.replace('{salutation}', '').trim()]
}

const withName = (closing: string): string =>
  closing.includes('{name}') ? closing : `${closing.trim()}\n{name}`
const withoutName = (closing: string): string => closing.replaceAll('{name}', '').trim()
const paragraphs = (...parts: string[]): string =>
  parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n\n')
