import type { PictureProjection, QuoteProjection } from '#ui/index.ts'
import type { HandOverProjection } from './hand-over.tsx'

export const updateKinds = [
  'alert',
  'further_information',
  'act_now',
  'stop',
  'hearing_notice',
  'hearing_result',
  'good_news',
  'bad_news',
  'still_watching',
  'message',
  'correction',
  'closing',
  'in_memoriam',
  'thank_you',
] as const
export type UpdateKind = (typeof updateKinds)[number]

/** Days are `YYYY-MM-DD`, instants ISO 8601 in UTC; everything here is plain JSON and already cleared for the public. */
export interface UpdateProjection {
  id: string
  lang: string
  /** Absolute address from configuration. */
  canonical: string
  kind: UpdateKind
  headline: string
  /** In a sentence or two, for descriptions and lists. */
  summary: string
  publishedAt: string
  /** Zone of the place, in which the date is told. */
  zone: string
  place?: string
  authors: readonly string[]
  /** The organisation whose text it is; absent where that may not be named in public. */
  source?: { name: string; href?: string }
  /** The organisation whose page it is, where the text is another's. */
  postedBy?: string
  picture?: PictureProjection
  /** A petition or a letter was handed over: facts beside the text. */
  handOver?: HandOverProjection
  /** From our own Markdown renderer. */
  bodyHtml: string
  /** What changed since the last news, and what is expected next. */
  changed?: string
  nextExpected?: string
  /** her own words; a paraphrase is labelled as one and stands in no quotation marks */
  quotes?: readonly QuoteProjection[]
  person: string
  caseHref: string
  /** What we ask now; absent means "nothing yet", which the page says. */
  ask?: { title: string; href: string; text?: string }
  /** What was wrong, with its date; the address stays. */
  corrections: readonly { on: string; text: string }[]
  earlier: readonly EarlierUpdate[]
  fallback?: boolean
  /** Absolute address of the share card. */
  card?: string
}

export interface EarlierUpdate {
  kind: UpdateKind
  headline: string
  href: string
  on: string
  place?: string
  lang?: string
}
