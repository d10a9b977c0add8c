import type { FileReference } from '#cases/index.ts'

/** A published joint letter in one language: the body of a row of kind 'joint-letter' in `published.documents`. */
export interface JointLetterDocument {
  /** short id in the address */
  id: string
  letterId: string
  caseKey: string
  /** who answers for it; absent where that organisation is not named in public */
  organisationId?: string
  lang: string
  languages: string[]
  title: string
  addressee: string
  place: string
  /** rendered from our Markdown */
  html: string
  /** the same in plain words */
  text: string
  /** first sentences, plain, for lists and previews */
  excerpt: string
  /** YYYY-MM-DD */
  datedOn: string
  /** organisations from outside the coalition may sign, until `closesAt` where there is one */
  openToOthers: boolean
  /** no one signs any more */
  closed?: boolean
  /** YYYY-MM-DD: until the end of that day in `zone` */
  closesOn?: string
  /** the end of that day: an ISO instant, UTC */
  closesAt?: string
  zone: string
  /** base64url SHA-256 of what is signed, the same in every language: goes with the form and comes back with it */
  textHash: string
  /** ISO instant, UTC */
  publishedAt: string
  /** when it was signed off anew while it was public: ISO instant, UTC */
  changedAt?: string
}

/** One who signed, as visitors read it: a row of `published.signatories`. */
export interface SignatoryDocument {
  id: string
  /** a member of the coalition; absent for one from outside */
  organisationId?: string
  name: string
  /** ISO 3166-1 alpha-2 */
  country: string
  /** https address of its front page; shown as its host */
  website?: string
  /** `alt` is the organisation's name */
  logo?: FileReference
  /** YYYY-MM-DD in the letter's zone */
  signedOn: string
}
