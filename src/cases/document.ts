import type { Precision } from './facts/lists.ts'
import type { PointForm } from './statements/lists.ts'

/**
 * The case as it was signed off, one per language: the body of a row of kind 'case' in `published.documents`.
 * The public process adds what is published beside it (campaigns, updates, numbers, organisations); nothing here knows them.
 */
export interface CaseDocument {
  id: string
  lang: string
  /** the name that may be used: her own, a pseudonym, or a wording without a name */
  name: string
  /** decoration of the address; absent below publicity level 5 */
  slug?: string
  sentence: string
  /** rendered from our Markdown */
  storyHtml?: string
  country: string
  zone: string
  portrait?: FileReference
  /** while the emergency flag of the case is up; an instant. Not part of what is signed. */
  urgent?: { since: string }
  status?: {
    text: string
    assessedOn: string
    assessors: string[]
    assessorCount: number
    nextReviewOn?: string
    /** last day of validity; after it the page says that a new assessment is due */
    validUntil: string
  }
  /** her own words, point by point, as she approved them */
  words?: CaseQuote[]
  /** facts that two sources hold and the team opened to the public, oldest first */
  timeline?: { on: string; precision: Precision; text: string }[]
  /** what changed for the person, oldest first, and what the organisations say of it together; it states no cause */
  effects?: { on: string; text: string; joint?: string }[]
  organisations: { id: string; role: 'lead' | 'partner' | 'observer' }[]
  /** absent while the lead is not named in public: the page then offers neither its donations nor its mail */
  leadOrganisationId?: string
  /** languages in which this case is published */
  languages: string[]
}

/** One point of what the person said. */
export interface CaseQuote {
  /** a paraphrase says what she meant, and never stands in quotation marks */
  form: PointForm
  text: string
  /** YYYY-MM-DD */
  saidOn: string
  /** the language in which she said it, where this is a translation */
  translatedFrom?: string
}

/** An image of `published.files` or `published.page_files`, served at /files/<key>. */
export interface FileReference {
  key: string
  width: number
  height: number
  alt: string
  credit: string
  /** the same image, larger, for screens with more pixels */
  larger?: { key: string; width: number; height: number }
}
