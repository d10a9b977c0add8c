import { z } from 'zod'
import { isId } from '#platform/ids.ts'
import { parsePlain } from '#platform/text/plain.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { readTextsBeforeFiles } from '#platform/web/body.ts'
import { TooLarge } from '#platform/web/errors.ts'
import { many, typed, typedValues, Upload, wholeNumber } from '#platform/web/forms.ts'
import type { Refusal } from './console-parts.tsx'
import { mostBytes } from './paper-evidence.ts'
import { paperKinds } from './tables.ts'

/** A form that holds more is not read; one that is a little too large still gets its own words. */
export const largestForm = mostBytes + 8 * 1024 * 1024

const plain = (max: number, optional = false) => typed((input) => parsePlain(input, { max, optional }))

const easternDigit = (digit: string): string => String(digit.charCodeAt(0) & 0xf)

/** A number of people as people write it: "1,240", "1 240", "1.240", "١٢٤٠". */
export const signatures = z
  .string()
  .transform((input) => {
    const western = input.trim().replaceAll(/[٠-٩۰-۹]/g, easternDigit)
    const grouped = /^\d{1,3}(?:[.,'’٬  \u00a0\u202f]\d{3})+$/.test(western)
    return grouped ? western.replaceAll(/\D/g, '') : western
  })
  .refine((count) => /^\d{1,7}$/.test(count) && Number(count) >= 1 && Number(count) <= 1_000_000, {
    error: 'paper.error.number',
  })
  .transform(Number)

const scans = many(z.custom<Upload>((value) => value instanceof Upload, 'error.field.form'))

/** @param today the day in the organisation's zone: nothing was collected tomorrow */
export const newBatchForm = (today: string) =>
  z.object({
    signatures,
    on: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'error.field.form')
      .refine((day) => !Number.isNaN(Date.parse(day)) && day <= today, 'paper.error.day'),
    kind: z.enum(paperKinds),
    where: plain(200),
    letterId: z.string().refine(isId, 'error.field.choose'),
    evidence: scans,
    without: plain(500, true),
  })

const version = wholeNumber(1, 1_000_000)
/** pressed on the page that says what will happen */
const sure = z.literal('yes').optional().catch(undefined)

export const correctionForm = z.object({ version, signatures, why: plain(500), sure })
export const withdrawalForm = z.object({ version, whyWithdrawn: plain(500), sure })
export const evidenceForm = z.object({ version, evidence: scans })

/** A batch as it was looked at. */
export const confirmationForm = z.object({ version })
export const othersForm = z.object({
  batchId: z.string().refine(isId, 'error.field.form'),
  version,
  act: z.enum(['confirm', 'withdraw']),
  sure,
})
const organisationId = z.string().refine(isId, 'error.field.choose')
export const leftOutForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('leave-out'), organisationId, why: plain(500) }),
  z.object({ act: z.literal('count-again'), organisationId }),
])

/** What is too large to be read whole: the form stands again with all that was typed before its files, and says why. */
export async function tooLarge(c: ConsoleContext, error: unknown): Promise<{ ok: false } & Refusal> {
  if (!(error instanceof TooLarge)) throw error
  const values = typedValues(await readTextsBeforeFiles(c.req.raw, 65_536))
  return { ok: false, values, errors: { evidence: 'paper.error.together' } }
}
