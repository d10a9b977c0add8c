import { z } from 'zod'
import { parseName } from '#platform/text/name.ts'
import { many, maybe, typed, wholeNumber } from '#platform/web/forms.ts'
import { optionalWords, version } from '../forms.ts'
import { personRoles } from '../tables.ts'
import { defenderRoles } from './roles.ts'

/** The whole file of one person. Empty fields are taken as said: what was there is gone. */
export const wholePersonForm = z.object({
  version: maybe(version()),
  role: z.enum(personRoles),
  legalName: typed(parseName),
  calledName: optionalWords(80, 1),
  publicName: optionalWords(120, 1),
  codeName: optionalWords(60, 1),
  pronouns: optionalWords(60, 1),
  languages: optionalWords(200, 1),
  interpreter: optionalWords(200, 1),
  work: many(z.enum(defenderRoles)),
  affiliation: optionalWords(200, 1),
  dependants: maybe(wholeNumber(0, 99)),
  health: optionalWords(2000),
  channels: optionalWords(2000),
  neverContact: optionalWords(2000),
})

export const removePersonForm = z.object({ version: version() })
