import { z } from 'zod'
import { isId } from '#platform/ids.ts'
import { optionalWords, words } from '../forms.ts'
import { isZone } from '../zone.ts'

const moment = () =>
  z
    .string()
    .trim()
    .regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/, 'error.field.form')

export const shiftForm = z.object({
  accountId: z.string().refine(isId, 'error.field.choose'),
  zone: z.string().trim().refine(isZone, 'error.field.choose'),
  from: moment(),
  to: moment(),
})

export const handoverForm = z.object({ note: optionalWords(4000) })

export const channelForm = z.object({
  url: words(500),
  authorization: optionalWords(500, 1),
  format: z.enum(['text', 'json']),
  template: optionalWords(2000),
})

/** What the browser gave, as a script put it into the form. */
export const pushForm = z.object({
  endpoint: z.string().trim().min(1).max(1000),
  p256dh: z.string().regex(/^[\w-]{1,120}$/),
  auth: z.string().regex(/^[\w-]{1,40}$/),
})
