import { z } from 'zod'
import { parsePlain } from '#platform/text/plain.ts'
import { file, maybe, typed } from '#platform/web/forms.ts'
import { day, optionalWords, perLanguage, version, words } from '../forms.ts'
import { verifications } from '../risk/lists.ts'
import { isZone } from '../zone.ts'
import { largestAttachment } from './attachment.ts'
import { factKinds, incidentClasses, precisions, reliabilities, tlpMarks, visibilities } from './lists.ts'

/** One a line; empty lines do not count. */
const lines = (max: number) =>
  typed((input) => parsePlain(input, { max })).transform((text) =>
    text.split('\n').flatMap((line) => line.trim() || []),
  )

export const factForm = z.object({
  version: maybe(version()),
  kind: z.enum(factKinds),
  class: maybe(z.enum(incidentClasses)),
  statement: words(4000, 60),
  on: day(),
  precision: z.enum(precisions),
  zone: z.string().refine(isZone, 'error.field.choose'),
  sources: lines(2000),
  attribution: optionalWords(300, 1),
  reliability: z.enum(reliabilities),
  verification: z.enum(verifications),
  visibility: z.enum(visibilities),
  tlp: z.enum(tlpMarks),
  ...perLanguage('public', () => optionalWords(400, 3)),
})

export const retractForm = z.object({ version: version(), why: words(1000, 10) })

export const attachmentForm = z.object({
  file: file(largestAttachment),
  factId: maybe(z.uuid('error.field.choose')),
  note: optionalWords(600),
})
