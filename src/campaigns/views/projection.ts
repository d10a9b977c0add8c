import type { CounterProjection, LogoProjection } from '#ui/index.ts'
import type { Accent } from '../document.ts'

/** Days are `YYYY-MM-DD`, instants ISO 8601 in UTC; everything here is plain JSON and already cleared for the public. */
export interface ActionBase {
  campaignId: string
  lang: string
  /** Absolute address from configuration. */
  canonical: string
  /** Absolute address of this very page, where other sites may show it; a later step of a visit is not shown elsewhere. */
  embeddable?: string
  title: string
  /** At most 300 characters. */
  summary: string
  /** The name that may be used. */
  person: string
  caseHref: string
  demands: readonly DemandProjection[]
  /** Forms close at the end of this day in `zone`. */
  actBy?: string
  zone: string
  counter?: CounterProjection
  /** Controller of what is collected here, named in the privacy notice. */
  organisation: string
  privacyHref: string
  /** POST target. */
  formHref: string
  risk?: RiskWarning
  /** From our own Markdown renderer. */
  whatHappenedHtml?: string
  whyItMattersHtml?: string
  /** How to write and what to leave out; plain text. */
  dos?: string
  donts?: string
  /** A further step of one visit: who acts is known by the journey in `formHref`, nothing is asked again. */
  known?: boolean
  /** The organisation has a newsletter to offer. */
  newsletter?: boolean
  /** The lead's name, where its newsletter may be asked for beside: `newsletter` is then own | both | none. */
  lead?: string
  /** Absolute address of the share card. */
  card?: string
  /** The organisation whose own page this is. */
  partner?: PartnerProjection
}

export interface PartnerProjection {
  name: string
  href?: string
  logo?: LogoProjection
  lang: string
  /** From our own Markdown renderer. */
  introHtml: string
  accent: Accent
}

export interface DemandProjection {
  text: string
  state: 'open' | 'partly' | 'met'
}

/** Acting from inside this country may be risky. */
export interface RiskWarning {
  country: string
  /** Plain words of the case team; a general warning stands in when there is none. */
  text?: string
  /** The form for people inside: least identity preset. */
  insideHref: string
}

export interface OfficialProjection {
  id: string
  name: string
  role: string
  institution?: string
  country: string
  /** Language that the official reads or speaks. */
  language?: string
}

export interface CallableOfficial extends OfficialProjection {
  /** E.164, for instance `+4930123456`. */
  phone: string
  /** IANA zone of the office. */
  zone: string
  /** Local, `HH:MM`. */
  officeHours?: { from: string; to: string }
}

/** One text to start from. Locked: all parts fixed; free: one part that is editable. */
export interface LetterProjection {
  /** Language of the letter, often not the page's. */
  lang: string
  subject: { text: string; editable: boolean; maxLength: number }
  salutation: string
  parts: readonly LetterPart[]
  variants: readonly { id: string; label: string; href: string; current: boolean }[]
}

/** Field name of an editable part: `part-<id>`. */
export interface LetterPart {
  id: string
  text: string
  editable: boolean
  maxLength: number
}

/** Fields: `message`, then the person's fields. */
export interface MessageAction extends ActionBase {
  kind: 'message'
  /** What the team suggests to write about. */
  prompt?: string
  maxLength: number
}

/**
 * Fields: `subject`, `part-<id>`, `variant`, `identity` (full | first | country), `reply` (yes), `copy` (yes),
 * `send` (server | own, from the button), then the person's fields.
 */
export interface EmailAction extends ActionBase {
  kind: 'email'
  officials: readonly OfficialProjection[]
  letter: LetterProjection
  /** False where the campaign only hands letters to the supporter's own mail program. */
  serverSends: boolean
  ownMail: boolean
}

/** Fields: `official`, `outcome`, `note`, then optional `firstName`, `email`, `country`, `follow`. */
export interface CallAction extends ActionBase {
  kind: 'call'
  official: CallableOfficial
  /** Script with the names already in it. */
  script: string
  position: number
  total: number
  nextHref?: string
  emailHref?: string
  /** Instant of rendering, for the local time at the office. */
  now: string
}

/** Fields: `signedLetter`, `identity` (full | first | country), then the person's fields. */
export interface SignatureAction extends ActionBase {
  kind: 'signature'
  /** `hash` says which text it is, base64url of `letterHash` */
  letter: { lang: string; text: string; hash?: string }
}

/**
 * Fields of the person on every kind: `firstName`, `lastName`, `email`, `country`, `follow` (yes | no),
 * `newsletter` (yes | no).
 */
export type ActionProjection = MessageAction | EmailAction | CallAction | SignatureAction
export type ActionKind = ActionProjection['kind']

export const callOutcomes = ['reached', 'left_message', 'busy', 'refused', 'wrong_number', 'skipped'] as const
export type CallOutcome = (typeof callOutcomes)[number]

export const identities = ['full', 'first', 'country'] as const
export type Identity = (typeof identities)[number]

/** After an act: what happens now, and one next step that may be skipped. */
export interface NextStepProjection {
  kind: ActionKind
  person: string
  caseHref: string
  /** A mail to confirm is on its way; false for self-reported calls. */
  confirmByMail: boolean
  step?: {
    kind: 'email' | 'call' | 'message' | 'signature' | 'share' | 'donate'
    href: string
    text?: string
    skipHref?: string
  }
}

export interface OwnMailProjection {
  person: string
  to: readonly { name: string; address: string }[]
  lang: string
  subject: string
  body: string
  nextHref: string
}

export interface ShareProjection {
  person: string
  /** Absolute, personal where the supporter has one. */
  link: string
  text: string
  lang: string
  caseHref: string
  nextHref?: string
}
