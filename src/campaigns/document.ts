export type ActionKind = 'message' | 'email' | 'call' | 'signature'

/** A live campaign in one language: the body of a row of kind 'campaign' in `published.documents`. */
export interface CampaignDocument {
  /** short id in the address */
  id: string
  /** uuid, for the sealed submission */
  campaignId: string
  caseKey: string
  organisationId: string
  lang: string
  languages: string[]
  title: string
  /** at most 300 characters */
  summary: string
  whatHappenedHtml?: string
  whyItMattersHtml?: string
  personName: string
  caseCountry: string
  kinds: ActionKind[]
  demands: { id: string; text: string; state: 'open' | 'partly' | 'met' }[]
  /** last day for acting, and the instant (ISO, UTC) at which the forms close */
  actBy?: string
  closesAt?: string
  zone: string
  letterMode: 'locked' | 'editable' | 'free'
  letters: LetterVariant[]
  dos?: string
  donts?: string
  script?: string
  messagePrompt?: string
  signatureText?: string
  officials: OfficialDocument[]
  goalMinimum: number
}

/** The colour of the one action of a page; the house's own is the lamp's. */
export const accents = ['lamp', 'sea', 'leaf', 'rose', 'plum', 'clay'] as const
export type Accent = (typeof accents)[number]

/**
 * An organisation's own page of a campaign in one language: the body of a row of kind 'partner-page'. All else on the page
 * is the campaign's.
 */
export interface PartnerPageDocument {
  id: string
  /** short id of the campaign in the address */
  campaignKey: string
  caseKey: string
  organisationId: string
  /** its part of the address, after the campaign's */
  address: string
  /** what that was before, while it was public; written by the database, absent in rows of before */
  formerly?: string[]
  lang: string
  languages: string[]
  introHtml: string
  accent: Accent
  showsDonate: boolean
  showsSocial: boolean
  /** whether new supporters may also be asked for the lead's newsletter, by the charter in force */
  sharing: 'own' | 'own-and-lead'
}

/** Opening and closing stand as they are where the letter's parts are locked; `{salutation}` and `{name}` are filled in. */
export interface LetterVariant {
  id: string
  subject: string
  opening: string
  body: string
  closing: string
  /** language of the letter, where it is not the page's */
  lang?: string
}

export interface OfficialDocument {
  id: string
  name: string
  title: string
  institution: string
  country: string
  language: string
  salutation: string
  zone: string
  officeOpens: number
  officeCloses: number
  /** ISO weekdays: 1 Monday … 7 Sunday */
  officeDays: number[]
  channels: ('email' | 'call')[]
  email?: string
  phone?: string
  manner: 'press' | 'thank'
}

/** Signatures that were collected on paper: their number as an organisation recorded it, never people and never added to them. */
export interface OnPaper {
  /** the sheets are kept as evidence */
  evidenced: number
  unproven: number
}

/** Body of `published.tallies`: people are counted once per campaign, kinds apart, never one merged sum. */
export interface CampaignTally {
  people: number
  countries: number
  byKind: Partial<Record<ActionKind, number>>
  /** self-reported: calls and letters from one's own mail program */
  selfReported: Partial<Record<ActionKind, number>>
  recordedByStaff: number
  /** absent where there are none */
  onPaper?: OnPaper
}
