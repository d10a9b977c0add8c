import { z } from 'zod'
import { many, maybe } from '#platform/web/forms.ts'
import { visibilities } from '../facts/lists.ts'
import { day, optionalWords, perLanguage, version, words } from '../forms.ts'
import { changes, confidences, outcomes, positions } from './lists.ts'

export const effectForm = z.object({
  version: maybe(version()),
  what: words(2000, 40),
  change: z.enum(changes),
  outcome: z.enum(outcomes),
  on: day(),
  confidence: z.enum(confidences),
  evidence: optionalWords(4000),
  after: many(z.string().max(60)),
  visibility: z.enum(visibilities),
  ...perLanguage('public', () => optionalWords(400, 3)),
  ...perLanguage('joint', () => optionalWords(600, 5)),
})

export const positionForm = z.object({ position: z.enum(positions), reason: optionalWords(2000) })
