import { z } from 'zod'
import { cutWords, many, maybe, ticked } from '#platform/web/forms.ts'
import { contactChannels } from '../check-ins/tables.ts'
import { day, optionalWords, version, words } from '../forms.ts'
import { approvalWays, pointForms, pointVisibilities, spokenLanguages } from './lists.ts'

const said = () => words(4000, 80)
const spoken = z.enum(spokenLanguages)
const inner = z.enum(['team', 'room'])

/** Three points of one talk fit on the form; more are added one by one. */
export const pointsAtOnce = [1, 2, 3] as const

export const statementForm = z.object({
  personId: z.uuid('error.field.choose'),
  takenOn: day(),
  channel: z.enum(contactChannels),
  language: spoken,
  /** in which the points are written down; hers unless told */
  writtenIn: maybe(spoken),
  takenBy: maybe(z.uuid('error.field.choose')),
  contactId: maybe(z.uuid('error.field.choose')),
  about: optionalWords(2000, 40),
  visibility: inner,
  'text-1': said(),
  'form-1': z.enum(pointForms),
  'text-2': optionalWords(4000, 80),
  'form-2': maybe(z.enum(pointForms)),
  'text-3': optionalWords(4000, 80),
  'form-3': maybe(z.enum(pointForms)),
})

export const pointForm = z.object({
  form: z.enum(pointForms),
  text: said(),
  language: maybe(spoken),
  visibility: inner,
})

export const changeForm = z.object({ version: version(), form: z.enum(pointForms), text: said() })
export const translateForm = z.object({ version: version(), language: spoken, text: said() })
export const checkForm = z.object({ version: version(), language: spoken, native: ticked() })
export const readBackForm = z.object({
  version: version(),
  on: day(),
  changed: optionalWords(2000, 20),
  text: optionalWords(4000, 80),
})
export const approveForm = z.object({
  version: version(),
  seen: z.string().regex(/^[0-9a-f]{64}$/),
  on: day(),
  how: z.enum(approvalWays),
  visibility: z.enum(pointVisibilities),
  languages: many(spoken),
  note: optionalWords(1000, 10),
})
export const narrowForm = z.object({ version: version(), visibility: inner, reason: cutWords(1000, 10) })
// whatever was read: she takes it back
export const withdrawPointForm = z.object({ reason: cutWords(1000, 10) })
