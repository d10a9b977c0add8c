import { z } from 'zod'
import { languages } from '#platform/i18n.ts'
import { wholeNumber } from '#platform/web/forms.ts'
import { longestHours } from './link.ts'

export const phraseForm = z.object({
  personId: z.uuid('error.field.choose'),
  phrase: z.string().max(200, 'error.field.long'),
  duress: z.string().max(200, 'error.field.long'),
})

export const linkForm = z.object({
  personId: z.uuid('error.field.choose'),
  hours: wholeNumber(1, longestHours),
  language: z.enum(['auto', ...languages]),
})

export const revokeForm = z.object({ personId: z.uuid('error.field.choose') })
