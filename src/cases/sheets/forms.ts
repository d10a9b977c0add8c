import { z } from 'zod'
import { language, optionalWords } from '../forms.ts'
import { audienceNames } from './audiences.ts'

export const sheetForm = z.object({
  audience: z.enum(audienceNames, 'error.field.choose'),
  recipient: optionalWords(120),
  language: language(),
})
