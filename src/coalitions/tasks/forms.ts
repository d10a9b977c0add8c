import { z } from 'zod'
import { day, optionalWords, words } from '#cases/index.ts'
import { maybe } from '#platform/web/forms.ts'
import { taskActs } from '../lists.ts'

const organisation = () => z.uuid('error.field.choose')

export const taskForm = z.object({
  title: words(160),
  note: optionalWords(2000, 20),
  forId: organisation(),
  ownerId: maybe(z.uuid('error.field.choose')),
  dueOn: maybe(day()),
  dueZone: z.string().max(64),
})

export const taskActForm = z
  .object({
    act: z.enum(taskActs),
    /** where the button stood: one goes back there */
    from: maybe(z.literal('list')),
    forId: maybe(organisation()),
    ownerId: maybe(z.uuid('error.field.choose')),
  })
  .superRefine(({ act, forId, ownerId }, context) => {
    const missing = act === 'give' ? !forId && 'forId' : act === 'name' && !ownerId && 'ownerId'
    if (missing) context.addIssue({ code: 'custom', path: [missing], message: 'error.field.choose' })
  })
