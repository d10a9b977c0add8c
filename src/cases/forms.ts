import { z } from 'zod'
import { languages } from '#platform/i18n.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName } from '#platform/text/name.ts'
import { parsePlain } from '#platform/text/plain.ts'
import { file, maybe, typed, wholeNumber } from '#platform/web/forms.ts'
import { openingFileReasons } from './file.ts'
import { openingReasons } from './reasons.ts'
import { teamRoles } from './tables.ts'
import { isZone } from './zone.ts'

/** Text of staff: one or more lines, links allowed. */
export const words = (max: number, maxLines = 1) => typed((input) => parsePlain(input, { max, maxLines }))
export const optionalWords = (max: number, maxLines?: number) =>
  z.preprocess(
    (value) => value ?? '',
    typed((input) => parsePlain(input, { max, optional: true, ...(maxLines ? { maxLines } : {}) })),
  )

/** A day that exists. */
export const day = () =>
  z
    .string()
    .trim()
    .regex(/^\d{4}-\d\d-\d\d$/, 'error.field.empty')
    .refine((text) => {
      const at = new Date(`${text}T00:00:00Z`)
      return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
    }, 'error.field.form')

export const version = () => wholeNumber(0, 1_000_000)
const codeName = () => words(60)
const country = () => typed(parseCountry)
export const language = () => z.enum(languages)

export const newCaseForm = z.object({
  codeName: codeName(),
  country: country(),
  reason: z.enum(openingReasons),
  language: language(),
  room: z.enum(['team', 'coalition']),
  begin: maybe(z.enum(['received', 'open'])),
})

export const crisisForm = z.object({
  legalName: typed(parseName),
  reason: z.enum(openingReasons, 'error.field.choose'),
  country: country(),
  accountId: maybe(z.uuid('error.field.choose')),
  channels: optionalWords(2000),
  codeName: codeName(),
  language: language(),
})

export const editCaseForm = z.object({
  version: version(),
  codeName: codeName(),
  country: country(),
  defaultLanguage: language(),
})

export const personForm = z.object({
  legalName: typed(parseName),
  calledName: optionalWords(80, 1),
  pronouns: optionalWords(60, 1),
  languages: optionalWords(200, 1),
  channels: optionalWords(2000),
})

export const openFileForm = z.object({
  reason: z.enum(openingFileReasons),
  /** the page that asked, to go on there */
  next: maybe(
    z.enum([
      'persons',
      'contacts',
      'check-ins',
      'attachments',
      'statements',
      'sheet',
      'direction',
      'consents',
    ]),
  ),
})

export const wordingForm = z.object({
  version: version(),
  name: words(120),
  sentence: words(300),
  story: optionalWords(20_000),
  concern: optionalWords(600),
  zone: z.string().refine(isZone, 'error.field.choose'),
  translation: z.enum(['original', 'machine', 'reviewed']),
})

export const portraitBytes = 12 * 1024 * 1024

/** Words of one language each, under `credit-en`, `alt-en` and so on. */
export const perLanguage = <S extends z.ZodType>(name: string, schema: () => S) =>
  Object.fromEntries(languages.map((code) => [`${name}-${code}`, schema()])) as Record<string, S>

export const portraitForm = z.object({
  portrait: maybe(file(portraitBytes)),
  ...perLanguage('credit', () => optionalWords(120, 1)),
  ...perLanguage('alt', () => optionalWords(300, 1)),
})

/** The answers of `name-en`, `name-ar` … by language, without those left empty. */
export function byLanguage(value: Record<string, unknown>, name: string): Record<string, string> {
  return Object.fromEntries(
    languages.flatMap((code) => {
      const text = value[`${name}-${code}`]
      return typeof text === 'string' && text !== '' ? [[code, text]] : []
    }),
  )
}

export const teamForm = z.object({ accountId: z.uuid(), role: z.enum(teamRoles) })
export const leaveForm = z.object({ accountId: z.uuid() })
