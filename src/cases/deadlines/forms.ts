import { z } from 'zod'
import { maybe } from '#platform/web/forms.ts'
import { optionalWords, version, words } from '../forms.ts'
import { momentFields } from '../moment.ts'
import { limitKinds, limitStates } from './lists.ts'

export const limitForm = z.object({
  kind: z.enum(limitKinds),
  ...momentFields,
  what: words(600, 5),
  source: optionalWords(300, 2),
  ownerId: maybe(z.uuid('error.field.choose')),
  proceedingId: maybe(z.uuid('error.field.choose')),
})

export const moveLimitForm = z.object({
  limitId: z.uuid(),
  version: version(),
  state: z.enum(limitStates),
  settled: optionalWords(600, 5),
})
