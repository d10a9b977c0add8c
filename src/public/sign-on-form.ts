import { z } from 'zod'
import type { SignOnSubmission } from '#joint-letters/submission.ts'
import type { I18n } from '#platform/i18n.ts'
import { sniffImage } from '#platform/sandbox/sniff.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName, parseOrganisationName } from '#platform/text/name.ts'
import { parseWebsite } from '#platform/text/website.ts'
import { file, maybe, ticked, typed } from '#platform/web/forms.ts'
import { question } from './act-form.ts'

/** What the form adds to the submission. */
export type SignOnPart = Pick<
  SignOnSubmission,
  'organisation' | 'country' | 'website' | 'contact' | 'authority' | 'hear' | 'logo' | 'textHash'
>

const logoBytes = 96 * 1024

/** Beyond it nothing is read. Far more than fits, so that whoever chose too heavy a logo is told so beside what was typed. */
export const signOnLimit = 1024 * 1024

/**
 * Checks the form of an organisation that signs.
 * @param textHash of the letter as it is public now: who read other words reads them again
 */
export const signOnSchema = (i18n: I18n, textHash: string): z.ZodType<SignOnPart> =>
  z
    .object({
      textHash: z.string(),
      organisation: typed(parseOrganisationName),
      country: typed(parseCountry),
      website: typed(parseWebsite),
      logo: maybe(
        // Safety: its first bytes are looked at and nothing more; what reads a picture of a stranger has no keys and no database
        file(logoBytes).refine(({ bytes }) => sniffImage(bytes) !== undefined, 'error.image.type'),
      ),
      name: typed(parseName),
      role: typed(parseName),
      email: typed(parseAddress),
      authority: ticked().refine((yes) => yes, 'sign-on.error.authority'),
      hear: z.enum(['yes', 'no']),
    })
    // said together with what else is wrong, not after it
    .refine((form) => form.textHash === textHash, { error: 'sign-on.error.changed', when: () => true })
    .transform(({ name, role, email, hear, logo, authority, ...organisation }) => ({
      ...organisation,
      contact: { name, role, email },
      authority: { yes: authority, ...question(i18n, 'sign-on.authority', {}) },
      hear: { yes: hear === 'yes', ...question(i18n, 'sign-on.hear', {}) },
      ...(logo
        ? { logo: { contentType: logo.type, base64: Buffer.from(logo.bytes).toString('base64') } }
        : {}),
    }))
