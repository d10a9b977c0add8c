import { z } from 'zod'
import { languages } from '#platform/i18n.ts'
import { day, optionalWords, version } from '#cases/index.ts'
import type { Words } from './hand-over.ts'
import { hows } from './tables.ts'

const longest = 120

const perLanguage = (name: string) =>
  Object.fromEntries(languages.map((code) => [`${name}-${code}`, optionalWords(longest)]))

const byLanguage = (value: Record<string, unknown>, name: string): Words =>
  Object.fromEntries(
    languages.flatMap((code) => {
      const text = value[`${name}-${code}`]
      return typeof text === 'string' && text !== '' ? [[code, text]] : []
    }),
  )

const facts = { onDay: day(), ...perLanguage('to'), ...perLanguage('place') }

/** Who takes it is said in one language at least, or nobody could read of it. */
function factsOf(value: Record<string, unknown> & { onDay: string }, check: z.core.$RefinementCtx) {
  const [to, place] = [byLanguage(value, 'to'), byLanguage(value, 'place')]
  if (Object.keys(to).length > 0) return { onDay: value.onDay, to, place }
  check.addIssue({ code: 'custom', path: [`to-${languages[0]}`], message: 'error.field.empty' })
  return z.NEVER
}

export const prepareForm = z.object(facts).transform(factsOf)

export const changeForm = z
  .object({ version: version(), ...facts })
  .transform((value, check) => ({ ...factsOf(value, check), version: value.version }))

/** @param today YYYY-MM-DD: nothing can have been handed over tomorrow */
export const recordForm = (today: string) =>
  z.object({
    version: version(),
    onDay: day().refine((text) => text <= today, 'hand-over.error.ahead'),
    how: z.enum(hows, 'error.field.choose'),
  })

export const sheetForm = z.object({
  language: z.enum(languages),
  as: z.enum(['paper', 'csv']).catch('paper'),
})
