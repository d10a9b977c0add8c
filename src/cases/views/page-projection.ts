import type { CaseDocument } from '../document.ts'
import type { QuoteProjection } from '#ui/index.ts'
import type { CaseProjection } from './projection.ts'

/** Her words with the name under which the public knows her. */
export const quotesBy = ({ name, words }: CaseDocument): QuoteProjection[] | undefined =>
  words?.map((one) => ({ ...one, by: name }))

/** A case document as its page shows it while nothing stands beside it: for the preview in the console. */
export function previewOf(
  document: CaseDocument,
  options: { today: string; srcOf: (key: string) => string; organisation: string },
): CaseProjection {
  const { portrait, status } = document
  return {
    id: document.id,
    lang: document.lang,
    canonical: '',
    name: document.name,
    sentence: document.sentence,
    storyHtml: document.storyHtml,
    country: document.country,
    portrait: portrait && {
      src: options.srcOf(portrait.key),
      width: portrait.width,
      height: portrait.height,
      alt: portrait.alt,
      credit: portrait.credit,
    },
    status: status && { ...status, due: options.today > status.validUntil },
    asks: [],
    updates: [],
    quotes: quotesBy(document),
    timeline: document.timeline,
    effects: document.effects,
    organisations: document.organisations.map(({ role }) => ({ name: options.organisation, role })),
    follow: { social: [] },
    zone: document.zone,
  }
}
