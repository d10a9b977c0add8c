import { z } from 'zod'
import { day, optionalWords, version } from '#cases/index.ts'
import { many, ticked } from '#platform/web/forms.ts'
import { consentPurposes } from '../matrix.ts'
import { consentItems } from '../tables.ts'
import type { Speaker } from './direction.ts'
import { confirmedWays } from './tables.ts'

/** How many are asked for; whoever speaks after the fourth is written among her words. */
export const speakerSlots = [1, 2, 3, 4] as const
type Slot = (typeof speakerSlots)[number]

const speaker = <N extends Slot>(slot: N) =>
  ({
    [`name${slot}`]: optionalWords(120, 1),
    [`relation${slot}`]: optionalWords(80, 1),
    [`reach${slot}`]: optionalWords(300, 2),
  }) as Record<`name${N}` | `relation${N}` | `reach${N}`, ReturnType<typeof optionalWords>>

export const directionForm = z.object({
  version: version(),
  ...speaker(1),
  ...speaker(2),
  ...speaker(3),
  ...speaker(4),
  lawyer: ticked(),
  codeWord: optionalWords(100, 1),
  dropCodeWord: ticked(),
  words: optionalWords(2000, 40),
  items: many(z.enum(consentItems)),
  purposes: many(z.enum(consentPurposes)),
  confirmedOn: day(),
  confirmedHow: z.enum(confirmedWays, 'error.field.choose'),
})

export const speakersOf = (value: z.output<typeof directionForm>): Speaker[] =>
  speakerSlots.map((slot) => ({
    ...{ name: value[`name${slot}`], relation: value[`relation${slot}`], reach: value[`reach${slot}`] },
  }))

export const codeWordForm = z.object({
  said: optionalWords(200, 1).pipe(z.string().min(1, 'error.field.empty')),
})
