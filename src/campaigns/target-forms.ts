import { z } from 'zod'
import { languages } from '#platform/i18n.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName } from '#platform/text/name.ts'
import { parsePhone } from '#platform/text/phone.ts'
import { many, maybe, typed, wholeNumber, type TypedValues } from '#platform/web/forms.ts'
import type { Target, TargetInput } from './target-sealed.ts'

const line = z.string().trim().max(200, 'error.field.long')
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'error.field.form')

/** One salutation per language: `salutation-ar`. */
const salutations = Object.fromEntries(languages.map((lang) => [`salutation-${lang}`, maybe(line)]))

export const targetForm = z
  .object({
    name: typed(parseName),
    title: line,
    institution: line.min(1),
    country: typed(parseCountry),
    language: z.string().regex(/^[a-z]{2,3}$/, 'error.field.choose'),
    timeZone: z.string().trim().min(1),
    officeOpens: wholeNumber(0, 23),
    officeCloses: wholeNumber(1, 24),
    officeDays: many(z.enum(['1', '2', '3', '4', '5', '6', '7']).transform(Number)),
    email: maybe(typed(parseAddress)),
    emailSource: maybe(line),
    emailVerifiedOn: maybe(day),
    phone: maybe(typed(parsePhone)),
    phoneSource: maybe(line),
    phoneVerifiedOn: maybe(day),
    ceilingPerHour: wholeNumber(1, 100_000),
    manner: z.enum(['press', 'thank']),
    version: maybe(wholeNumber(1, 1_000_000_000)),
  })
  .extend(salutations)

export function targetInputOf(form: z.output<typeof targetForm>): TargetInput {
  const { version: _, ...all } = form
  const flat = all as unknown as Record<string, string | undefined>
  const salutation: Record<string, string> = {}
  for (const lang of languages) {
    const text = flat[`salutation-${lang}`]
    if (text) salutation[lang] = text
    delete flat[`salutation-${lang}`]
  }
  return { ...(flat as unknown as Omit<TargetInput, 'salutation'>), salutation }
}

/** A stored official as the form shows it. */
export const targetValues = (target: Target): TypedValues => ({
  name: target.name,
  title: target.title,
  institution: target.institution,
  country: target.country,
  language: target.language,
  timeZone: target.timeZone,
  officeOpens: String(target.officeOpens),
  officeCloses: String(target.officeCloses),
  officeDays: target.officeDays.map(String),
  email: target.email ?? '',
  emailSource: target.emailSource ?? '',
  emailVerifiedOn: target.emailVerifiedOn ?? '',
  phone: target.phone ?? '',
  phoneSource: target.phoneSource ?? '',
  phoneVerifiedOn: target.phoneVerifiedOn ?? '',
  ceilingPerHour: String(target.ceilingPerHour),
  manner: target.manner,
  version: String(target.version),
  ...Object.fromEntries(languages.map((lang) => [`salutation-${lang}`, target.salutation[lang] ?? ''])),
})

/** A new official: office hours as most offices keep them. */
export const newTargetValues: TypedValues = {
  officeOpens: '9',
  officeCloses: '17',
  officeDays: ['1', '2', '3', '4', '5'],
  ceilingPerHour: '60',
  manner: 'press',
}
