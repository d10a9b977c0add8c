import { addressPart } from '#platform/text/slug.ts'
import type { ActionKind } from '#campaigns/document.ts'
import type { Embeddable } from '#ui/index.ts'

/** Every address of the visitors' door, so that pages, feeds and redirects agree. Paths, without the host. */
export const homePath = (lang: string): string => `/${lang}/`
export const casePath = (lang: string, id: string, slug?: string): string =>
  `/${lang}/c/${addressPart(id, slug)}`
export const updatesPath = (lang: string, caseId: string): string => `/${lang}/c/${caseId}/updates`
export const updatePath = (lang: string, caseId: string, id: string): string =>
  `/${lang}/c/${caseId}/updates/${id}`
export const letterPath = (lang: string, caseId: string, id: string): string =>
  `/${lang}/c/${caseId}/letters/${id}`
export const signatoriesPath = (lang: string, caseId: string, id: string): string =>
  `${letterPath(lang, caseId, id)}/signatories`
export const letterPrintPath = (lang: string, caseId: string, id: string): string =>
  `${letterPath(lang, caseId, id)}/print`
/** `then`: after the form was sent, and after its mail was answered */
export const signPath = (lang: string, caseId: string, id: string, then?: 'thanks' | 'confirmed'): string =>
  `${letterPath(lang, caseId, id)}/sign${then ? `/${then}` : ''}`
export const atomPath = (lang: string, caseId: string): string => `/${lang}/c/${caseId}/feed.atom`
export const jsonFeedPath = (lang: string, caseId: string): string => `/${lang}/c/${caseId}/feed.json`
export const followPath = (lang: string, caseId: string): string => `/${lang}/c/${caseId}/follow`
export const organisationPath = (lang: string, id: string): string => `/${lang}/o/${id}`
export const repostPath = (lang: string, id: string, update: string): string =>
  `/${lang}/o/${id}/updates/${update}`
export const organisationAtomPath = (lang: string, id: string): string => `/${lang}/o/${id}/feed.atom`
export const organisationJsonPath = (lang: string, id: string): string => `/${lang}/o/${id}/feed.json`
/**
 * Where an open page asks whether it still stands. `by`: of an action, the address of an organisation's own page of it; of
 * anything else, the organisation on whose sites it is shown.
 */
export const standingPath = (lang: string, what: Embeddable, id: string, by?: string): string =>
  `/standing/${lang}/${what}/${id}${by ? `/${by}` : ''}`
export const privacyPath = (lang: string): string => `/${lang}/privacy`
export const filePath = (key: string): string => `/files/${key}`

export const actPath = (lang: string, id: string, kind: ActionKind): string => `/${lang}/act/${id}/${kind}`
export const insidePath = (lang: string, id: string, kind: ActionKind): string =>
  `${actPath(lang, id, kind)}/inside`

/** The visit so far is told by `after`: what was done or skipped, newest first. Safety: no token in a query string. */
export const nextPath = (
  lang: string,
  id: string,
  journey: string,
  after: readonly string[],
  step?: ActionKind | 'share',
): string => `/${lang}/act/${id}/next/${journey}${step ? `/${step}` : ''}?after=${after.join('.')}`
export const sharePath = (lang: string, id: string): string => `/${lang}/act/${id}/share`

/** Adds fields to the query of a path, in their own order; those without a value are left out. */
export function withQuery(path: string, fields: Readonly<Record<string, string | undefined>> = {}): string {
  const more = Object.entries(fields).flatMap(([name, value]) =>
    value ? [`${name}=${encodeURIComponent(value)}`] : [],
  )
  return more.length === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${more.join('&')}`
}

/** Of an answer that was taken, and of which nothing more may be said. */
export const answeredPath = (lang: string): string => `/${lang}/answered`
export const confirmPath = (lang: string, token: string): string => `/${lang}/confirm/${token}`
export const confirmedPath = (
  lang: string,
  page: 'act' | 'c' | 'newsletter',
  id: string,
  answer: string,
): string => `/${lang}/confirmed/${page}/${id}/${answer}`
export const preferencesPath = (lang: string, token: string): string => `/${lang}/preferences/${token}`
/** `change`: to set right what is held */
export const preferencesChangePath = (lang: string, token: string): string =>
  `${preferencesPath(lang, token)}/change`
export const undoPath = (lang: string, token: string): string => `/${lang}/undo/${token}`

/** From the mail that asks an organisation to confirm, and from the one that says it is listed. */
export const signOnPath = (lang: string, token: string): string => `/${lang}/sign-on/${token}`
export const signatoryPath = (lang: string, token: string): string => `/${lang}/signatory/${token}`
export const signatoryDonePath = (lang: string, answer: 'not-us' | 'withdraw'): string =>
  `/${lang}/signatory/done/${answer}`
