import { checkAnswer, checkVisit, Unusable, type Answer } from '#campaigns/index.ts'
import { isId } from '#platform/ids.ts'
import type { Submission } from '#platform/intake/drain.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName, parseOrganisationName } from '#platform/text/name.ts'
import type { Parsed } from '#platform/text/parsed.ts'
import { parseWebsite } from '#platform/text/website.ts'
import type { Contact } from './signatory.ts'
import type { SignOnSubmission } from './submission.ts'

/** A sign-on whose every field was read again by the worker. */
export interface CheckedSignOn {
  at: Date
  language: string
  network?: Buffer
  letterId: string
  /** 32 bytes */
  textHash: Buffer
  organisation: string
  country: string
  website: string
  contact: Contact
  authority: Answer
  hear: Answer
  /** as it came; nothing is known of it */
  logo?: Buffer
}

/** Never below what the form lets through. */
export const logoBytes = 96 * 1024

/**
 * Reads a submission as if a stranger had written it: the public process checked it, but is not trusted.
 * @throws Unusable
 */
export function checkSignOn(submission: Submission, now: Date): CheckedSignOn {
  const raw = submission as Partial<SignOnSubmission> & Submission
  const { at, language, network } = checkVisit(raw, now)
  const { authority, hear } = raw
  if (typeof raw.letterId !== 'string' || !isId(raw.letterId)) throw new Unusable('letter')
  const logo = checkLogo(raw.logo)
  return {
    ...{ at, language, letterId: raw.letterId },
    ...(network ? { network } : {}),
    textHash: Buffer.from(text(raw.textHash), 'base64url'),
    organisation: read(parseOrganisationName, raw.organisation, 'name'),
    country: read(parseCountry, raw.country, 'country'),
    website: read(parseWebsite, raw.website, 'website'),
    contact: {
      name: read(parseName, raw.contact?.name, 'contact'),
      role: read(parseName, raw.contact?.role, 'contact'),
      email: read(parseAddress, raw.contact?.email, 'email'),
    },
    // Safety: nobody stands in public by a form in which nobody said that it may
    authority: answered(authority, true),
    hear: answered(hear),
    ...(logo ? { logo } : {}),
  }
}

const text = (raw: unknown): string => (typeof raw === 'string' ? raw : '')

function read(parse: (input: string) => Parsed<string>, raw: unknown, code: string): string {
  const result = parse(text(raw))
  if (!result.ok) throw new Unusable(code)
  return result.value
}

function answered(raw: unknown, mustBeYes = false): Answer {
  const answer = checkAnswer(raw)
  if (!answer || (mustBeYes && !answer.yes)) throw new Unusable('answer')
  return answer
}

/** One that is too heavy is left out: the signature is what counts. */
function checkLogo(raw: SignOnSubmission['logo']): Buffer | undefined {
  const bytes = Buffer.from(text(raw?.base64), 'base64')
  return bytes.length > 0 && bytes.length <= logoBytes ? bytes : undefined
}
