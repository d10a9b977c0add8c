import type { PictureProjection } from '#ui/index.ts'

/** One organisation under a letter. */
export interface SignatoryProjection {
  name: string
  /** ISO 3166-1 alpha-2 */
  country: string
  website?: { href: string; host: string }
  /** `credit` is empty: a logo is its owner's own */
  logo?: PictureProjection
}

/** What every page of a letter says of it. */
export interface LetterHead {
  /** BCP 47 */
  lang: string
  title: string
  addressee: string
  place: string
  /** YYYY-MM-DD */
  datedOn: string
  /** who wrote it and answers for it, where it is named in public */
  organisation?: { name: string; href?: string }
  /** public name of the person, and her page */
  person: string
  caseHref: string
  letterHref: string
  /** shown in another language than the page's */
  fallback: boolean
}

export interface LetterProjection extends LetterHead {
  canonical: string
  summary: string
  /** rendered from our Markdown */
  bodyHtml: string
  /** members in the order of the charter, then the others by name */
  signatories: readonly SignatoryProjection[]
  countries: number
  /** the same list whole, where the page holds only its beginning */
  signatoriesHref: string
  printHref: string
  /** absent when nobody from outside signs it any more, or ever did */
  sign?: { href: string; until?: string }
  /** it takes no more signatures, though it did */
  closed: boolean
}

/** Fields: `organisation`, `country`, `website`, `logo`, `name`, `role`, `email`, `authority` (yes), `hear` (yes | no). */
export interface SignOnProjection extends LetterHead {
  /** who takes what is typed */
  takenBy: string
  /** goes with the form: which words were read */
  textHash: string
  /** POST target, multipart */
  formHref: string
  privacyHref: string
  /** YYYY-MM-DD, the last day */
  until?: string
}

/** Behind a link of one of our mails. Nothing here tells who the reader is. */
export interface AnswerProjection {
  /** `confirm`: from the mail that asks; `withdraw`: from the one that says it is listed */
  asks: 'confirm' | 'withdraw'
  /** title of the letter; absent while it is not public */
  letter?: { title: string; lang: string; href: string }
  /** the words have changed since the form: as they stand now, and `textHash` of them while it takes signatures */
  changed?: { letter: LetterHead & { bodyHtml: string }; textHash?: string }
  /** POST target; sends `answer`: confirm | not-us | withdraw, and `textHash` of the letter that stands there */
  formHref: string
}
