import { randomUUID } from 'node:crypto'
import type { ActionKind, CampaignDocument, OfficialDocument } from '#campaigns/document.ts'
import type { NextStepProjection } from '#campaigns/views/public.ts'
import type { Language } from '#platform/i18n.ts'
import type { OrganisationDocument } from '#organisations/document.ts'
import type { ActPlace } from './act-place.ts'

/** Ties the steps of one visit together; says nothing to anybody but the office, which finds it sealed in each row. */
export const newJourney = (): string =>
  // 122 random bits, which node draws for many at once: drawing them each time was among the dearest parts of a request
  Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')
export const isJourney = (text: string): boolean => /^[A-Za-z0-9_-]{22}$/.test(text)

/**
 * What one visit has done so far, newest first, then what was skipped. `own`: the letter went by one's own mail program;
 * `called`: a call without an address; `x-…`: skipped.
 */
const words = [
  'message',
  'email',
  'own',
  'call',
  'called',
  'signature',
  'share',
  'x-message',
  'x-email',
  'x-call',
  'x-signature',
] as const
export type Done = (typeof words)[number]

export const readAfter = (text: string | undefined): Done[] =>
  (text ?? '')
    .slice(0, 600)
    .split('.')
    .filter((word): word is Done => (words as readonly string[]).includes(word))

const kindOf = (done: Done): string =>
  done === 'own' ? 'email' : done === 'called' ? 'call' : done.replace('x-', '')

/** Someone who left name and address at an earlier step of this visit. */
export const isKnown = (after: readonly Done[]): boolean =>
  after.some((done) => ['message', 'email', 'own', 'call', 'signature'].includes(done))

export const emailable = (document: CampaignDocument): OfficialDocument[] =>
  document.officials.filter((official) => official.channels.includes('email'))
export const callable = (document: CampaignDocument): OfficialDocument[] =>
  document.officials.filter((official) => official.channels.includes('call') && official.phone)

/** How many officials were called in this visit. */
export const callsMade = (after: readonly Done[]): number =>
  after.filter((done) => done === 'call' || done === 'called').length

const order: readonly ActionKind[] = ['email', 'call', 'message', 'signature']

function isOpen(document: CampaignDocument, kind: ActionKind, after: readonly Done[]): boolean {
  if (!document.kinds.includes(kind) || after.includes(`x-${kind}`)) return false
  if (kind === 'call') return callsMade(after) < callable(document).length
  if (kind === 'email' && emailable(document).length === 0) return false
  return !after.some((done) => kindOf(done) === kind)
}

interface Visit {
  document: CampaignDocument
  organisation: OrganisationDocument
  lang: Language
  place: ActPlace
  journey: string
  after: readonly Done[]
}

/** The one step that is offered next; what can be skipped says how. */
export function nextStep(visit: Visit): NextStepProjection['step'] {
  const { document, organisation, lang, place, journey, after } = visit
  const kind = order.find((one) => isOpen(document, one, after))
  if (kind) {
    // Who called without an address is nobody we could write for: the next form asks.
    const known = kind === 'call' || isKnown(after)
    return {
      kind,
      href: known ? place.next(journey, after, kind) : place.form(kind),
      skipHref: place.next(journey, [...after, `x-${kind}`]),
    }
  }
  if (!after.includes('share'))
    return {
      kind: 'share',
      href: place.next(journey, after, 'share'),
      skipHref: place.next(journey, [...after, 'share']),
    }
  const sentence = organisation.texts[lang]?.donateSentence
  return organisation.donateUrl ? { kind: 'donate', href: organisation.donateUrl, text: sentence } : undefined
}

/** What was done last, for the words of thanks. */
export function lastDone(after: readonly Done[]): { kind: ActionKind; confirmByMail: boolean } | undefined {
  const last = after.find((done) => !done.startsWith('x-') && done !== 'share')
  return last && { kind: kindOf(last) as ActionKind, confirmByMail: last !== 'own' && last !== 'called' }
}
