import { z } from 'zod'
import { languages } from '#platform/i18n.ts'
import { parsePlain } from '#platform/text/plain.ts'
import { cutWords, many, maybe, ticked, typed } from '#platform/web/forms.ts'
import { tick } from './persons-shown.ts'
import { tickable } from './publish-case.ts'
import type { LoweredLevel } from './levels.ts'
import type { AskInput } from './signing.ts'
import { conditions } from './conditions.ts'
import { consentPurposes } from './matrix.ts'
import { reviewQuestions, type Review } from './review.ts'
import { consentItems, consentWays, emergencyReasons, gateItems, herWords } from './tables.ts'

/** May be left out whole: what is not there is nothing said. */
const text = (max: number) =>
  z.preprocess(
    (value) => value ?? '',
    typed((input) => parsePlain(input, { max, optional: true })),
  )

const day = () =>
  z
    .string()
    .trim()
    .regex(/^\d{4}-\d\d-\d\d$/, 'error.field.empty')
    .refine((value) => {
      const at = new Date(`${value}T00:00:00Z`)
      return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
    }, 'error.field.form')

export const consentForm = z.object({
  /** whose word it is; the person at risk where there is one alone */
  personId: maybe(z.uuid('error.field.choose')),
  answer: z.enum(['given', 'refused', 'proposed']),
  items: many(z.enum(consentItems)).pipe(z.array(z.enum(consentItems)).min(1)),
  purposes: many(z.enum(consentPurposes)).pipe(z.array(z.enum(consentPurposes)).min(1)),
  agreed: typed((input) => parsePlain(input, { max: 4000 })),
  how: z.enum(consentWays),
  witness: text(500),
  givenOn: day(),
  expiresOn: maybe(day()),
  reviewOn: maybe(day()),
  languages: many(z.enum(languages)),
  word: z.enum(herWords).catch('unknown'),
  codeWord: text(200),
})

export const withdrawalForm = z.object({
  consent: many(z.uuid()).pipe(z.array(z.uuid()).min(1)),
  // never a reason to refuse: what is not answered is not known
  word: z.enum(herWords).catch('unknown'),
  reason: cutWords(2000),
  // tried where it was said; never a reason to refuse either
  codeWord: text(200).catch(''),
})

export const restoringForm = z.object({ reason: typed((input) => parsePlain(input, { max: 2000 })) })

const reviewFields = { concerns: many(z.enum(reviewQuestions)), reviewNote: text(4000) }

/** What stands beside every text that is to be signed; see `SigningFields`. */
export const signingFields = {
  ...reviewFields,
  correcting: ticked(),
  condition: maybe(z.enum(conditions)),
  hour: maybe(
    z
      .string()
      .trim()
      .regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/, 'error.field.form'),
  ),
  hourZone: z.string().max(64).catch(''),
  note: text(2000),
}

/** The fields as the verbs take them. */
export const askingOf = (value: {
  concerns: Review['concerns']
  reviewNote: string
  correcting: boolean
  condition?: string | undefined
  hour?: string | undefined
  hourZone: string
  note: string
}): Pick<AskInput, 'review' | 'correcting' | 'condition' | 'publishAt' | 'note'> => ({
  review: { concerns: value.concerns, note: value.reviewNote || undefined },
  correcting: value.correcting,
  note: value.note,
  ...(value.condition ? { condition: value.condition } : {}),
  ...(value.hour ? { publishAt: { local: value.hour, zone: value.hourZone } } : {}),
})

export const signForm = z.object({
  items: many(z.string().max(120)),
  ...reviewFields,
  reviewed: z.literal('yes', 'publishing.error.reviewed'),
  confirmed: z.literal('yes', 'publishing.error.confirmed'),
})

/** `liberty`, or the id of a fact. */
export const releaseForm = z.object({
  ground: z
    .union([z.literal('liberty'), z.uuid()], 'error.field.choose')
    .transform((one) =>
      one === 'liberty' ? ({ by: 'liberty' } as const) : ({ by: 'fact', factId: one } as const),
    ),
  stated: z.literal('yes', 'publishing.error.stated'),
})

export const refusalForm = z.object({ reason: typed((input) => parsePlain(input, { max: 2000 })) })

export const wordBackForm = z.object({ wordReason: typed((input) => parsePlain(input, { max: 2000 })) })

export const raiseForm = z.object({
  level: z.enum(['2', '3'], 'error.field.choose').transform((level) => (level === '2' ? 2 : 3)),
  ...reviewFields,
  note: text(2000),
})

const level = z.enum(['1', '2', '3', '4']).transform((one) => Number(one) as LoweredLevel)
export const emergencyForm = z.object({ reason: z.enum(emergencyReasons, 'error.field.choose') })

export const lowerForm = z.object({ level })

export const publishForm = z.object({
  seen: z.string().max(64),
  languages: many(z.enum(languages)).pipe(z.array(z.enum(languages)).min(1)),
  personId: maybe(z.uuid('error.field.choose')),
  gate: z.enum(gateItems),
  items: many(z.enum(tickable)),
  others: many(tick),
  points: many(z.uuid('error.field.choose')),
  portrait: ticked(),
  status: ticked(),
  read: z.literal('yes', 'publishing.error.read'),
  ...signingFields,
})
