import { z } from 'zod'
import { maybe, ticked } from '#platform/web/forms.ts'
import { day, optionalWords, version } from '../forms.ts'
import { closingReasons, openingReasons, outcomes } from '../reasons.ts'
import { steps, type StepName } from './states.ts'
import type { PlainStep } from './step.ts'

const plain = steps.filter(({ both }) => !both).map(({ name }) => name) as [StepName, ...StepName[]]

export const stepForm = z.object({
  version: version(),
  step: z.enum(plain).transform((name) => name as PlainStep),
  caseworkerId: maybe(z.uuid('error.field.choose')),
  reason: maybe(z.enum(openingReasons)),
})

export const caseworkerForm = z.object({ version: version(), caseworkerId: z.uuid('error.field.choose') })

export const closeForm = z.object({
  reason: z.enum(closingReasons),
  outcome: z.enum(outcomes),
  retentionUntil: day(),
  note: optionalWords(2000),
  continuePrivately: ticked(),
})

export const eraseForm = z.object({
  note: optionalWords(2000),
  sure: z.literal('yes', 'case.life.error.sure'),
})

export const answerForm = z.object({ answer: z.enum(['agreed', 'refused', 'taken-back']) })
