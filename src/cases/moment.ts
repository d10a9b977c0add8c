/** A moment as people type it: a day, an hour on the wall, and the zone of that wall. */
import { z } from 'zod'
import { Invalid } from '#platform/web/errors.ts'
import { day } from './forms.ts'
import { instantOf, isZone } from './zone.ts'

const clock = () =>
  z
    .string()
    .trim()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'error.field.empty')

export const momentFields = {
  onDay: day(),
  atTime: clock(),
  zone: z.string().refine(isZone, 'error.field.choose'),
}

export function momentOf(typed: { onDay: string; atTime: string; zone: string }): Date {
  const [hours, minutes] = typed.atTime.split(':').map(Number) as [number, number]
  const at = instantOf(typed.onDay, hours * 60 + minutes, typed.zone)
  if (Number.isNaN(at.getTime())) throw new Invalid({ onDay: 'error.field.form' })
  return at
}
