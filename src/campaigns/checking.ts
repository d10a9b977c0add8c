import { isId } from '#platform/ids.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName } from '#platform/text/name.ts'
import { parsePlain } from '#platform/text/plain.ts'
import type { Submission } from '#platform/intake/drain.ts'
import type { ActSubmission, Answer } from './submission.ts'
import type { CallOutcome, ShownIdentity } from './tables.ts'

/** A submission whose every field was read again by the worker. */
export interface CheckedAct {
  campaignId: string
  /** on whose page it was done; a form of before there were such pages names the campaign's own, or nobody */
  organisationId?: string
  kind: ActSubmission['kind']
  at: Date
  language: string
  journey?: Buffer
  network?: Buffer
  who?: { firstName: string; lastName: string; email: string; country: string }
  keepPosted?: Answer
  newsletter?: Answer
  officials: string[]
  letter?: { variant: string; subject: string; body: string }
  identity: ShownIdentity
  /** signature: the words in which she said how she may stand on the list that is handed over */
  listed?: { wording: string; version: string }
  replyTo: boolean
  copy: boolean
  ownProgram: boolean
  outcome?: CallOutcome
  note: string
  text: string
  /** by which the form said what letter stood on it */
  signedLetter?: Buffer
}

/** Why a submission cannot be used; a code for the event, never what was typed. */
export class Unusable extends Error {
  override name = 'Unusable'
}

const outcomes: readonly string[] = ['reached', 'left-message', 'busy', 'refused', 'wrong-number', 'skipped']
const identities: readonly string[] = ['full', 'first-name', 'country']

/**
 * The limits of visitors' texts, in characters. Never below what a form lets through: what was answered with thanks must
 * not be dropped here. A free letter is all three parts of the longest one (`letterLimits`) and what the form adds.
 */
export const textLimits = { message: 2000, note: 1000, subject: 200, letter: 12_000, wording: 1000 } as const

/**
 * Reads a submission as if a stranger had written it: the public process checked it, but is not trusted.
 * @param now no act can lie in the future: a clock that is ahead is set back to now
 * @throws Unusable
 */
export function checkAct(submission: Submission, now: Date): CheckedAct {
  const raw = submission as Partial<ActSubmission> & Submission
  const kind = raw.kind
  if (kind !== 'message' && kind !== 'email' && kind !== 'call' && kind !== 'signature')
    throw new Unusable('kind')
  return {
    campaignId: id(raw.campaignId, 'campaign'),
    ...through(raw.organisationId),
    kind,
    ...checkVisit(raw, now),
    ...(raw.who === undefined || raw.who === null ? {} : { who: checkWho(raw.who) }),
    ...answer('keepPosted', raw.keepPosted),
    ...answer('newsletter', raw.newsletter),
    officials: checkOfficials(raw.officials, kind),
    ...(kind === 'email' && raw.letter ? { letter: checkLetter(raw.letter) } : {}),
    ...checkIdentity(raw, kind),
    replyTo: raw.replyTo === true,
    copy: raw.copy === true,
    ownProgram: kind === 'email' && raw.ownProgram === true,
    ...(kind === 'call' ? { outcome: checkOutcome(raw.outcome) } : {}),
    note: plain(raw.note, textLimits.note, 'note', true),
    text: plain(raw.text, textLimits.message, 'text', kind !== 'message'),
    ...(kind === 'signature' ? checkSigned(raw.signedLetter) : {}),
  }
}

function checkIdentity(
  { identity, listed }: Partial<ActSubmission>,
  kind: CheckedAct['kind'],
): Pick<CheckedAct, 'identity' | 'listed'> {
  // Safety: when nothing was chosen, the least is shown
  const chosen = identities.includes(identity ?? '') ? (identity as ShownIdentity) : 'country'
  if (kind !== 'signature') return { identity: chosen }
  // Safety: no name stands on a list for which nobody could show the words that were agreed to
  if (!listed) return { identity: 'country' }
  return { identity: chosen, listed: checkQuestion(listed) }
}

/** Whom a submission names as the organisation of its page. */
export const asOrganisation = (value: unknown): string | undefined =>
  typeof value === 'string' && isId(value) ? value : undefined

function through(value: unknown): Pick<CheckedAct, 'organisationId'> {
  const organisationId = asOrganisation(value)
  return organisationId ? { organisationId } : {}
}

/** What every submission carries: when, in which language, in which visit. */
export function checkVisit(
  raw: Submission,
  now: Date,
): Pick<CheckedAct, 'at' | 'language' | 'journey' | 'network'> {
  const stated = new Date(String(raw['at']))
  const at = Number.isNaN(stated.getTime()) || stated > now ? now : stated
  const language = typeof raw['language'] === 'string' ? raw['language'] : ''
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) throw new Unusable('language')
  const journey = tag(raw['journey'])
  const network = tag(raw['network'])
  return { at, language, ...(journey ? { journey } : {}), ...(network ? { network } : {}) }
}

/** @throws Unusable */
export function checkWho(raw: Partial<NonNullable<ActSubmission['who']>>): NonNullable<CheckedAct['who']> {
  const firstName = parseName(text(raw.firstName, 'first-name'))
  const last = text(raw.lastName ?? '', 'last-name')
  const lastName = last.trim() === '' ? { ok: true as const, value: '' } : parseName(last)
  const email = parseAddress(text(raw.email, 'email'))
  const country = parseCountry(text(raw.country, 'country'))
  if (!firstName.ok) throw new Unusable('first-name')
  if (!lastName.ok) throw new Unusable('last-name')
  if (!email.ok) throw new Unusable('email')
  if (!country.ok) throw new Unusable('country')
  return {
    firstName: firstName.value,
    lastName: lastName.value,
    email: email.value,
    country: country.value,
  }
}

export function checkAnswer(raw: unknown): Answer | undefined {
  if (raw === undefined || raw === null) return undefined
  return { yes: (raw as Partial<Answer>).yes === true, ...checkQuestion(raw) }
}

const checkQuestion = ({ wording, version }: Partial<Answer>): Omit<Answer, 'yes'> => ({
  wording: plain(wording, textLimits.wording, 'wording', false),
  version: String(version ?? '').slice(0, 60),
})

const answer = (name: 'keepPosted' | 'newsletter', raw: unknown): Partial<CheckedAct> => {
  const checked = checkAnswer(raw)
  return checked ? { [name]: checked } : {}
}

function checkOfficials(raw: unknown, kind: string): string[] {
  if (kind === 'message' || kind === 'signature') return []
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > 50) throw new Unusable('officials')
  if (kind === 'call' && raw.length !== 1) throw new Unusable('officials')
  return [...new Set(raw.map((one) => id(one, 'officials')))]
}

function checkLetter(raw: Partial<NonNullable<ActSubmission['letter']>>): CheckedAct['letter'] {
  return {
    variant: String(raw.variant ?? '').slice(0, 60),
    subject: plain(raw.subject, textLimits.subject, 'subject', true).replaceAll('\n', ' '),
    body: plain(raw.body, textLimits.letter, 'letter', true),
  }
}

/** A form of before versions were kept says nothing. */
function checkSigned(raw: unknown): Pick<CheckedAct, 'signedLetter'> {
  if (raw === undefined) return {}
  const signedLetter = tag(raw)
  if (signedLetter?.length !== 32) throw new Unusable('letter')
  return { signedLetter }
}

function checkOutcome(raw: unknown): CallOutcome {
  if (!outcomes.includes(String(raw))) throw new Unusable('outcome')
  return raw as CallOutcome
}

function id(raw: unknown, code: string): string {
  if (typeof raw !== 'string' || !isId(raw)) throw new Unusable(code)
  return raw
}

function text(raw: unknown, code: string): string {
  if (typeof raw !== 'string') throw new Unusable(code)
  return raw
}

function plain(raw: unknown, max: number, code: string, optional: boolean): string {
  const read = parsePlain(typeof raw === 'string' ? raw : '', { max, optional })
  if (!read.ok) throw new Unusable(code)
  return read.value
}

function tag(raw: unknown): Buffer | undefined {
  if (typeof raw !== 'string' || !/^[A-Za-z0-9_-]{16,64}$/.test(raw)) return undefined
  return Buffer.from(raw, 'base64url')
}
