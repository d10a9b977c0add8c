import { z } from 'zod'
import { day, isZone } from '#cases/index.ts'
import { languages } from '#platform/i18n.ts'
import { parsePlain } from '#platform/text/plain.ts'
import { many, maybe, ticked, typed, wholeNumber } from '#platform/web/forms.ts'
import { signingFields, tick } from '#publishing/index.ts'
import { refusals, removals } from './moderation.ts'
import { translations } from './tables.ts'

const words = (max: number, maxLines?: number) =>
  z.preprocess(
    (value) => value ?? '',
    typed((input) => parsePlain(input, { max, optional: true, ...(maxLines ? { maxLines } : {}) })),
  )
const version = wholeNumber(0, 1_000_000)

const facts = {
  datedOn: day(),
  defaultLanguage: z.enum(languages, 'error.field.choose'),
  openToOthers: ticked(),
  closesOn: maybe(day()),
  zone: z.string().max(64).refine(isZone, 'error.field.choose'),
}

export const newLetterForm = z.object({ ...facts, caseId: z.uuid('error.field.choose') })
export const factsForm = z.object({ ...facts, version })

export const longestBody = 20_000

export const textForm = z.object({
  version,
  translation: z.enum(translations, 'error.field.choose'),
  title: words(160, 1),
  addressee: words(400, 8),
  place: words(80, 1),
  body: words(longestBody),
})

export const publishForm = z.object({
  version,
  languages: many(z.enum(languages)).refine((list) => list.length > 0, 'error.field.choose'),
  items: many(tick),
  others: many(tick),
  ...signingFields,
})

export const signForm = z.object({ textHash: z.string().max(64) })

const lines = typed((input) => parsePlain(input, { max: 1000, maxLines: 12, optional: true }))
export const listForm = z.object({ checkedHow: z.preprocess((value) => value ?? '', lines) })
export const declineForm = z.object({ reason: z.enum(refusals, 'error.field.choose') })
export const removeForm = z.object({ reason: z.enum(removals, 'error.field.choose') })
export const tickedForm = z.object({ signatory: many(z.uuid('error.field.choose')) })
