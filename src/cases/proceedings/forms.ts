import { z } from 'zod'
import { maybe } from '#platform/web/forms.ts'
import { day, optionalWords, version, words } from '../forms.ts'
import { momentFields } from '../moment.ts'
import {
  chargeStates,
  courtKinds,
  hearingKinds,
  opennesses,
  outcomes,
  partyRoles,
  proceedingKinds,
  proceedingStates,
} from './lists.ts'
import { proceedingTexts } from './proceeding.ts'

const texts = Object.fromEntries(proceedingTexts.map((name) => [name, optionalWords(1000, 20)])) as Record<
  (typeof proceedingTexts)[number],
  ReturnType<typeof optionalWords>
>

export const proceedingForm = z.object({
  version: maybe(version()),
  title: words(200),
  kind: z.enum(proceedingKinds),
  role: z.enum(partyRoles),
  courtKind: maybe(z.enum(courtKinds)),
  openedOn: day(),
  ...texts,
})

export const moveProceedingForm = z.object({
  version: version(),
  state: z.enum(proceedingStates),
  outcome: maybe(z.enum(outcomes)),
  endedOn: maybe(day()),
})

export const chargeForm = z.object({
  law: words(300),
  article: optionalWords(120, 1),
  // not `title`: the forms stand on one page, and each field has its own id
  offence: words(300),
  translated: optionalWords(300, 1),
  maximum: optionalWords(200, 1),
  chargeState: z.enum(chargeStates),
  stateOn: day(),
})

export const moveChargeForm = z.object({
  chargeId: z.uuid(),
  to: z.enum(chargeStates),
  toOn: day(),
})

export const hearingForm = z.object({
  hearingKind: z.enum(hearingKinds),
  ...momentFields,
  openness: z.enum(opennesses),
  room: optionalWords(200, 2),
  source: optionalWords(300, 2),
  observers: optionalWords(600, 10),
})

const result = { hearingId: z.uuid(), present: optionalWords(600, 10), result: optionalWords(2000, 20) }

export const heldForm = z.object({ ...result, ended: z.enum(['held', 'cancelled']) })
export const adjournForm = z.object({ ...result, ...momentFields })
