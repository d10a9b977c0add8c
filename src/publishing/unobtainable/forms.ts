import { z } from 'zod'
import { optionalWords } from '#cases/index.ts'
import { reviewAnswers, unobtainableReasons } from './tables.ts'

export const spellForm = z.object({
  personId: z.uuid('error.field.choose'),
  reason: z.enum(unobtainableReasons, 'error.field.choose'),
})

export const answerForm = z.object({
  answer: z.enum(reviewAnswers, 'error.field.choose'),
  note: optionalWords(2000, 40),
})
