import { linkPublicKey } from '#campaigns/index.ts'
import { statedAt } from '#platform/intake/stated.ts'
import type { Keys } from '#platform/keys/keyring.ts'
import { signLink, verifyLink } from '#platform/keys/links.ts'
import type { SignOnAnswer } from './submission.ts'

/** Whom a link in one of our mails speaks for. */
export interface SignOnLink {
  organisationId: string
  signatoryId: string
  letterId: string
  /** `wordsOf` the letter from which the form was filled; absent in the mail that says it is listed */
  words?: string
}

export const confirmWithin = 7 * 86_400_000
/** Whoever stands under a letter may take that back as long as it stands. */
const always = 20 * 365 * 86_400_000

/** In the mail that asks: holds a week, and says which words were read. */
export const signOnToken = (
  keys: Keys,
  link: SignOnLink & { words: string },
  language: string,
  expires: Date,
): string => signLink(keys.linkPrivate, 'sign-on', { ...idsOf(link), language, expires })

/** In the mail that says it is listed. */
export const signatoryToken = (keys: Keys, link: SignOnLink, language: string, now: Date): string =>
  signLink(keys.linkPrivate, 'signatory', {
    ...{ ...idsOf(link), language },
    expires: new Date(now.getTime() + always),
  })

const idsOf = ({ organisationId, signatoryId, letterId, words }: SignOnLink) => ({
  ids: [organisationId, signatoryId, ...(words ? [words] : [])],
  about: letterId,
})

/**
 * Reads the token of an answer. It counts when it was valid at the moment of the click, however late it is drained; none
 * of one mail does what another's is for.
 */
export function readSignOnLink(
  keys: Keys,
  answer: Pick<SignOnAnswer, 'token' | 'at' | 'choice'>,
  now: Date,
): SignOnLink | undefined {
  const { token, choice } = answer
  const verdict =
    choice === 'withdraw'
      ? verifyLink(linkPublicKey(keys), String(token), 'signatory', new Date(0))
      : verifyLink(linkPublicKey(keys), String(token), 'sign-on', statedAt(answer.at, now))
  if (verdict.state !== 'valid') return undefined
  const [organisationId, signatoryId, words] = verdict.ids
  const letterId = verdict.about
  if (!organisationId || !signatoryId || !letterId) return undefined
  return { organisationId, signatoryId, letterId, ...(words ? { words } : {}) }
}
