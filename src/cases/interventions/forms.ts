import { z } from 'zod'
import { maybe } from '#platform/web/forms.ts'
import { day, optionalWords, version, words } from '../forms.ts'
import { addressees, authorityResponses, interventionChannels, interventionStates } from './lists.ts'

export const interventionForm = z.object({
  state: z.enum(['planned', 'made']),
  addressee: z.enum(addressees),
  channel: z.enum(interventionChannels),
  madeOn: day(),
  by: words(200),
  to: words(200),
  what: optionalWords(2000, 20),
  confidentialTo: optionalWords(300, 3),
  next: optionalWords(600, 5),
  nextOn: maybe(day()),
})

export const moveInterventionForm = z.object({
  version: version(),
  moveTo: z.enum(interventionStates),
  on: maybe(day()),
  response: maybe(z.enum(authorityResponses)),
  said: optionalWords(2000, 20),
  next: optionalWords(600, 5),
  nextOn: maybe(day()),
})
