import type { CounterProjection, PictureProjection, QuoteProjection } from '#ui/index.ts'
import type { Precision } from '../facts/lists.ts'

/** Days are `YYYY-MM-DD`, instants ISO 8601 in UTC; everything here is plain JSON and already cleared for the public. */
export interface CaseProjection {
  id: string
  lang: string
  /** Absolute address from configuration. */
  canonical: string
  /** The name that may be used: her own, a pseudonym, or a wording without a name. */
  name: string
  /** Who she is, in one sentence. */
  sentence: string
  /** What happened to her, as our Markdown renderer made it. */
  storyHtml?: string
  country?: string
  portrait?: PictureProjection
  /** Absolute address of the share card. */
  card?: string
  status?: StatusProjection
  /** instant since which the case is an emergency */
  urgentSince?: string
  asks: readonly AskProjection[]
  counter?: CounterProjection
  updates: readonly UpdateTeaser[]
  allUpdatesHref?: string
  /** joint letters, newest first */
  letters?: readonly UpdateTeaser[]
  /** her own words, point by point; a paraphrase is labelled as one and stands in no quotation marks */
  quotes?: readonly QuoteProjection[]
  /** oldest first; a day is told no more exactly than it is known */
  timeline?: readonly { on: string; precision?: Precision; text: string }[]
  /** oldest first; what changed, and what the organisations say of it together */
  effects?: readonly { on: string; text: string; joint?: string }[]
  organisations: readonly NamedOrganisation[]
  donate?: DonateProjection
  follow: FollowLinks
  /** Set where this language has no version: the text below is in `lang`, and the page says so. */
  fallback?: boolean
  /** Zone in which days of updates are told, for instance the zone of the case. */
  zone: string
}

/** The page of all news about one person. */
export interface UpdatesProjection {
  /** Absolute address from configuration. */
  canonical: string
  name: string
  caseHref: string
  updates: readonly UpdateTeaser[]
  zone: string
}

export interface StatusProjection {
  /** Public wording, for instance "At this time no arrest is expected." */
  text: string
  assessedOn: string
  /** Named organisations; `assessorCount` counts also those that stay unnamed. */
  assessors: readonly string[]
  assessorCount: number
  nextReviewOn?: string
  /** Safety: past its date an assessment is never shown as an all-clear; only that it is due again. */
  due: boolean
}

export interface AskProjection {
  kind: 'message' | 'email' | 'call' | 'signature'
  title: string
  summary?: string
  href: string
  actBy?: string
}

export interface UpdateTeaser {
  /** Label of the kind, already in the language of the page. */
  kind: string
  headline: string
  href: string
  on: string
  place?: string
  summary?: string
  lang?: string
}

export interface NamedOrganisation {
  name: string
  role: 'lead' | 'partner' | 'observer'
  href?: string
}

export interface DonateProjection {
  headline: string
  sentence: string
  /** The organisation's own words on the button. */
  button?: string
  href: string
  /** `case`: the gift goes to this case; `general`: to the organisation's general work. Always said. */
  purpose: 'case' | 'general'
  organisation: string
}

export interface FollowLinks {
  mailHref?: string
  atomHref?: string
  jsonFeedHref?: string
  social: readonly { label: string; href: string }[]
}

export interface HomeProjection {
  canonical: string
  intro?: string
  cases: readonly {
    name: string
    sentence: string
    href: string
    country?: string
    portrait?: PictureProjection
    /** With its date beside it: an all-clear without a date would be a promise. */
    status?: Pick<StatusProjection, 'text' | 'assessedOn' | 'due'>
  }[]
}
