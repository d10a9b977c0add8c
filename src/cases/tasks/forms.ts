import { z } from 'zod'
import { maybe } from '#platform/web/forms.ts'
import { day, words } from '../forms.ts'

export const taskForm = z.object({
  what: words(600, 5),
  ownerId: maybe(z.uuid('error.field.choose')),
  dueOn: maybe(day()),
})

export const taskDoneForm = z.object({ taskId: z.uuid(), done: z.enum(['yes', 'no']) })
