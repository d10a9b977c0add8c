import type { Keys } from '#platform/keys/keyring.ts'
import { signLink } from '#platform/keys/links.ts'

/** A year: how long a link to "your choices" is said to hold. */
export const choicesLife = 365 * 86_400_000

/** The link to "your choices" in a mail: for one inbox, of one case where the mail is about one. */
export function preferenceToken(
  keys: Keys,
  now: Date,
  link: { organisationId: string; inbox: number; caseId?: string; language: string },
): string {
  return signLink(keys.linkPrivate, 'preference', {
    ids: [link.organisationId, String(link.inbox), ...(link.caseId ? [link.caseId] : [])],
    language: link.language,
    expires: new Date(now.getTime() + choicesLife),
  })
}
