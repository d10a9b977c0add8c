import { z } from 'zod'
import { languages } from '#platform/i18n.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseName } from '#platform/text/name.ts'
import { isId } from '#platform/ids.ts'
import { parsePlain } from '#platform/text/plain.ts'
import { many, maybe, ticked, typed, wholeNumber, type TypedValues } from '#platform/web/forms.ts'
import { campaignOutcomes, pauseReasons } from './campaign-stopping.ts'
import { handOverWays } from './campaign-messages.ts'
import { translations, type CampaignText } from './campaign-texts.ts'
import { campaignKinds, letterModes, type Campaign } from './campaign.ts'
import { accents, type LetterVariant } from './document.ts'
import type { PartnerPage } from './partner-page.ts'

const id = z.string().refine(isId, { error: 'error.field.choose' })
const version = wholeNumber(0, 1_000_000_000)
const codeName = typed((input) => {
  const read = parseName(input)
  return read.ok && Array.from(read.value).length > 60
    ? { ok: false as const, error: 'error.field.long' as const }
    : read
})
const kinds = many(z.enum(campaignKinds)).refine((chosen) => chosen.length > 0, {
  error: 'error.field.choose',
})

export const newCampaignForm = z.object({
  caseId: id,
  codeName,
  kinds,
  language: z.enum(languages),
  testAddress: typed(parseAddress),
})

export const campaignForm = z.object({
  version,
  codeName,
  kinds,
  actBy: maybe(z.iso.date('error.field.form')),
  zone: z.string().trim().min(1),
  letterMode: z.enum(letterModes),
  goalMinimum: wholeNumber(0, 1_000_000),
  defaultLanguage: z.enum(languages),
  testAddress: typed(parseAddress),
})

export const campaignValues = (campaign: Campaign): TypedValues => ({
  version: String(campaign.version),
  codeName: campaign.codeName,
  kinds: campaign.kinds,
  actBy: campaign.actBy ?? '',
  zone: campaign.zone,
  letterMode: campaign.letterMode,
  goalMinimum: String(campaign.goalMinimum),
  defaultLanguage: campaign.defaultLanguage,
  testAddress: campaign.testAddress ?? '',
})

const plain = (max: number) => typed((input) => parsePlain(input, { max, optional: true }))

/** How long the parts of a campaign's text may be, in characters. */
export const textLimits = {
  title: 120,
  summary: 300,
  whatHappened: 20_000,
  whyItMatters: 20_000,
  script: 2_000,
  dos: 2_000,
  donts: 2_000,
  messagePrompt: 500,
  signatureText: 8_000,
} as const satisfies Partial<Record<keyof CampaignText, number>>

const textParts = Object.fromEntries(
  Object.entries(textLimits).map(([name, max]) => [name, plain(max).optional()]),
) as Record<keyof typeof textLimits, z.ZodOptional<ReturnType<typeof plain>>>

export const textForm = z
  .object({ version, translation: z.enum(translations), ...textParts })
  .catchall(z.any())

/**
 * Demands come as `demand-<id>`, one field each; one that was added since the form was opened keeps its words.
 * @param known ids of the campaign's demands, with their words until now
 */
export function demandsIn(
  values: TypedValues,
  known: ReadonlyMap<string, string>,
): { demands: Record<string, string>; errors: Record<string, string> } {
  const demands: Record<string, string> = {}
  const errors: Record<string, string> = {}
  for (const [demand, before] of known) {
    const field = `demand-${demand}`
    const typed = values[field]
    const read = parsePlain(typeof typed === 'string' ? typed : before, { max: 300, optional: true })
    if (!read.ok) errors[field] = read.error
    else if (read.value) demands[demand] = read.value.replaceAll('\n', ' ')
  }
  return { demands, errors }
}

export const letterParts = ['subject', 'opening', 'body', 'closing'] as const
export const letterLimits = { subject: 120, opening: 2_000, body: 6_000, closing: 2_000 } as const

export const mostLetters = 8

/**
 * Letters come as `letter-<n>-<part>`, with their id beside them so that a letter keeps it whatever is changed in it; one
 * whose subject and text are both empty is left out.
 */
export function lettersIn(
  values: TypedValues,
  newId: () => string,
): { letters: LetterVariant[]; errors: Record<string, string> } {
  const letters: LetterVariant[] = []
  const errors: Record<string, string> = {}
  for (let n = 0; n < mostLetters; n++) {
    const part = (name: (typeof letterParts)[number]): string => {
      const field = `letter-${n}-${name}`
      const read = parsePlain(String(values[field] ?? ''), { max: letterLimits[name], optional: true })
      if (!read.ok) errors[field] = read.error
      return read.ok ? read.value : ''
    }
    const [subject, opening, body, closing] = [
      part('subject').replaceAll('\n', ' '),
      part('opening'),
      part('body'),
      part('closing'),
    ]
    if (!subject && !body) continue
    if (!subject) errors[`letter-${n}-subject`] = 'error.field.empty'
    if (!body) errors[`letter-${n}-body`] = 'error.field.empty'
    const known = String(values[`letter-${n}-id`] ?? '')
    letters.push({ id: /^[\w-]{1,40}$/.test(known) ? known : newId(), subject, opening, body, closing })
  }
  return { letters, errors }
}

export const letterValues = (letters: readonly LetterVariant[]): TypedValues =>
  Object.fromEntries(
    letters.flatMap((letter, n) => [
      [`letter-${n}-id`, letter.id],
      ...letterParts.map((part) => [`letter-${n}-${part}`, letter[part]]),
    ]),
  )

export const partnerPageForm = z
  .object({
    version,
    address: z.string().trim().toLowerCase(),
    accent: z.enum(accents),
    donate: ticked(),
    social: ticked(),
  })
  .catchall(z.any())

export const introLimit = 4_000

/** Introductions come as `intro-<language>`; an empty one is none. */
export function introIn(values: TypedValues): {
  intro: Record<string, string>
  errors: Record<string, string>
} {
  const intro: Record<string, string> = {}
  const errors: Record<string, string> = {}
  for (const language of languages) {
    const field = `intro-${language}`
    const read = parsePlain(String(values[field] ?? ''), { max: introLimit, optional: true })
    if (!read.ok) errors[field] = read.error
    else if (read.value.trim()) intro[language] = read.value
  }
  return { intro, errors }
}

export const partnerPageValues = (page: PartnerPage): TypedValues => ({
  version: String(page.version),
  address: page.address,
  accent: page.accent,
  donate: page.showsDonate ? 'yes' : '',
  social: page.showsSocial ? 'yes' : '',
  ...Object.fromEntries(Object.entries(page.intro).map(([language, words]) => [`intro-${language}`, words])),
})

export const pauseForm = z.object({ reason: z.enum(pauseReasons) })
export const endForm = z.object({ outcome: z.enum(campaignOutcomes) })
export const handOverForm = z.object({ on: z.iso.date('error.field.form'), how: z.enum(handOverWays) })
