import { z } from 'zod'
import { languages } from '#platform/i18n.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName } from '#platform/text/name.ts'
import { maybe, many, ticked, typed } from '#platform/web/forms.ts'
import type { OrganisationTexts } from './document.ts'
import type { OrganisationFacts } from './organisation.ts'
import { roles } from './member.ts'

/** Where an organisation can be followed, in the order in which the form offers them. */
export const networks = [
  'mastodon',
  'bluesky',
  'instagram',
  'facebook',
  'x',
  'youtube',
  'telegram',
  'linkedin',
  'tiktok',
] as const

const line = z.string().trim().max(200, 'error.field.long')
const webAddress = z
  .string()
  .trim()
  .max(300)
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', { error: 'error.link.https' })
const zone = z.string().refine((name) => zones.includes(name), { error: 'error.field.choose' })

export const zones: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC'),
]

/** Parts of the donate block, one field per language: `donateHeadline.ar`. */
export const donateParts = ['donateHeadline', 'donateSentence', 'donateButton'] as const

const perLanguage = Object.fromEntries(
  languages.flatMap((lang) => donateParts.map((part) => [`${part}.${lang}`, maybe(line)])),
) as Record<string, z.ZodType<string | undefined>>
const perNetwork = Object.fromEntries(
  networks.map((network) => [`social.${network}`, maybe(webAddress)]),
) as Record<string, z.ZodType<string | undefined>>

export const organisationForm = z
  .object({
    name: typed(parseName),
    country: typed(parseCountry),
    timeZone: zone,
    languages: many(z.enum(languages)).refine((chosen) => chosen.length > 0, { error: 'error.field.choose' }),
    defaultLanguage: z.enum(languages),
    senderName: typed(parseName),
    senderAddress: typed(parseAddress),
    campaignAddress: typed(parseAddress),
    postalAddress: z.string().trim().min(1).max(500),
    website: maybe(webAddress),
    privacyContact: typed(parseAddress),
    newsletterOffered: ticked(),
    donateUrl: maybe(webAddress),
    donatePurpose: z.enum(['general', 'case']),
  })
  // their names are made, so their types are read in `factsOf`
  .extend({ ...perLanguage, ...perNetwork } as Record<never, never>)
  .refine((form) => form.languages?.includes(form.defaultLanguage) ?? true, {
    path: ['defaultLanguage'],
    error: 'organisations.language.not-offered',
    // said together with what else is wrong, not after it
    when: () => true,
  })

export function factsOf(form: z.output<typeof organisationForm>): OrganisationFacts {
  const flat = form as unknown as Record<string, string | undefined>
  const textsOf = (lang: string): OrganisationTexts =>
    Object.fromEntries(
      donateParts.flatMap((part) => (flat[`${part}.${lang}`] ? [[part, flat[`${part}.${lang}`]]] : [])),
    )
  return {
    name: form.name,
    country: form.country,
    timeZone: form.timeZone,
    languages: form.languages,
    defaultLanguage: form.defaultLanguage,
    senderName: form.senderName,
    senderAddress: form.senderAddress,
    campaignAddress: form.campaignAddress,
    postalAddress: form.postalAddress,
    website: form.website ?? '',
    privacyContact: form.privacyContact,
    newsletterOffered: form.newsletterOffered,
    donateUrl: form.donateUrl ?? '',
    donatePurpose: form.donatePurpose,
    texts: Object.fromEntries(languages.map((lang) => [lang, textsOf(lang)])),
    social: networks.flatMap((network) => {
      const url = flat[`social.${network}`]
      return url ? [{ network, url }] : []
    }),
  }
}

/** The form as it stands before anybody typed. */
export function typedOf(facts: OrganisationFacts): Record<string, string | string[]> {
  const { texts, social, newsletterOffered, ...rest } = facts
  return {
    ...rest,
    languages: [...facts.languages],
    ...(newsletterOffered ? { newsletterOffered: 'yes' } : {}),
    ...Object.fromEntries(
      Object.entries(texts).flatMap(([lang, parts]) =>
        Object.entries(parts).map(([part, text]) => [`${part}.${lang}`, text ?? '']),
      ),
    ),
    ...Object.fromEntries(social.map(({ network, url }) => [`social.${network}`, url])),
  }
}

export const auditAddressForm = z.object({ auditAddress: maybe(typed(parseAddress)) })

export const inviteForm = z.object({
  name: typed(parseName),
  address: typed(parseAddress),
  role: z.enum(roles),
  mail: ticked(),
})
export const roleForm = z.object({ role: z.enum(roles) })
