import { z } from 'zod'
import { many, maybe } from '#platform/web/forms.ts'
import { day, optionalWords, words } from '../forms.ts'
import {
  bases,
  contactCodes,
  counselCodes,
  detentionTypes,
  libertyStatuses,
  restrictionKinds,
} from './lists.ts'

export const libertyForm = z.object({
  status: z.enum(libertyStatuses),
  since: day(),
  detention: maybe(z.enum(detentionTypes)),
  contact: many(z.enum(contactCodes)),
  counsel: many(z.enum(counselCodes)),
  basis: many(z.enum(bases)),
  place: optionalWords(300, 3),
  note: optionalWords(2000, 40),
})

export const strikeForm = z.object({ statusId: z.uuid(), why: words(600, 5) })

export const restrictionForm = z.object({
  // not `since`: both forms stand on one page, and each field has its own id
  kind: z.enum(restrictionKinds),
  from: day(),
  untilOn: maybe(day()),
  about: optionalWords(1000, 10),
})

export const endRestrictionForm = z.object({ restrictionId: z.uuid(), endedOn: day() })
