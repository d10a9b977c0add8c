import type { FileReference } from '#cases/index.ts'

/** One point of what the person said. */
export interface UpdateQuote {
  /** a paraphrase says what she meant, and never stands in quotation marks */
  form: 'verbatim' | 'paraphrase'
  text: string
  /** the name under which the public knows her */
  by: string
  /** YYYY-MM-DD */
  saidOn: string
  /** she said it in another language */
  translated?: boolean
}

/** Who signs, as the public reads it. */
export type Author =
  | { kind: 'person' | 'pseudonym'; name: string }
  /** Safety: taken off as soon as it may not be named any more */
  | { kind: 'organisation'; id: string; name: string }
  | { kind: 'withheld' }

/**
 * A petition, or a joint letter, was handed over: as many had signed it, from as many countries. The pages of what was handed
 * over say so for as long as this is public.
 */
export interface HandOverDocument {
  /** ids of what was handed over, one of the two */
  campaignId?: string
  letterId?: string
  /** YYYY-MM-DD */
  on: string
  to: string
  how: 'received' | 'refused' | 'left-there'
  /** of a petition: confirmed people, each once; what staff entered is counted apart. Absent below the campaign's minimum */
  people?: number
  recorded?: number
  /** signatures on paper, apart from both: with their sheets as evidence, and without */
  onPaper?: { evidenced: number; unproven: number }
  /** of a joint letter: organisations that stand below it */
  organisations?: number
  /** 0 where it is not told */
  countries: number
}

/** A published update in one language: the body of a row of kind 'update' in `published.documents`. */
export interface UpdateDocument {
  /** short id in the address */
  id: string
  caseKey: string
  /** who answers for it; absent where that organisation is not named in public */
  organisationId?: string
  lang: string
  languages: string[]
  kind: string
  headline: string
  /** YYYY-MM-DD: the day it tells of */
  datedOn: string
  place: string
  /** words alone where they were typed before authors stood row by row */
  authors: (Author | string)[]
  /** the member whose text it is, where that is not the one whose page it is */
  sourceOrganisation?: { id: string; name: string }
  /** the same for one outside the coalition, as it was typed */
  source?: string
  /** rendered from our Markdown */
  html: string
  /** the same in plain words, for mails */
  text?: string
  /** first sentences, plain, for lists, feeds and previews */
  excerpt: string
  /** her own words, point by point, as she approved them */
  quotes?: UpdateQuote[]
  ask?: string
  nextExpected?: string
  image?: FileReference
  handOver?: HandOverDocument
  /** ISO instants, UTC */
  publishedAt: string
  correctedAt?: string
  correctionNote?: string
}
