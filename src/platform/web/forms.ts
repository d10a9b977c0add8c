import type { Context } from 'hono'
import { z } from 'zod'
import type { Parsed } from '../text/parsed.ts'
import { cutPlain } from '../text/plain.ts'
import { type Fields, readFields, Upload } from './body.ts'

export { Upload } from './body.ts'

/** What was typed, to fill the form again: files as their names, because a browser takes no file back. */
export type TypedValues = Record<string, string | string[]>

/** A message key for each field that has to be mended; '' for the form as a whole. */
export type FieldErrors = Record<string, string>

export type FormResult<T> = { ok: true; value: T } | { ok: false; values: TypedValues; errors: FieldErrors }

const TEXT_FORM = 64 * 1024

// A sentence of the library's own, in English, never reaches a page.
const MESSAGE_KEY = /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+$/

/**
 * Reads the form of a request and checks it against its schema. Throws TooLarge beyond `maxBytes` (64 kB unless told).
 * Answer a result that is not ok with 422 and the form filled with `values`: nothing typed is lost.
 */
export const readForm = async <S extends z.ZodType>(
  c: Context,
  schema: S,
  { maxBytes = TEXT_FORM }: { maxBytes?: number } = {},
): Promise<FormResult<z.output<S>>> => checkForm(await readFields(c.req.raw, maxBytes), schema)

/** The same for fields that are already read. */
export const checkForm = <S extends z.ZodType>(fields: Fields, schema: S): FormResult<z.output<S>> => {
  // Each name that came, as own property: zod then sees "__proto__" as the plain name that it is.
  const result = schema.safeParse(fields, { error: codeOf })
  if (result.success) return { ok: true, value: result.data }
  const errors: FieldErrors = {}
  for (const issue of result.error.issues) {
    const field = issue.path.length === 0 ? '' : String(issue.path[0])
    errors[field] ??= MESSAGE_KEY.test(issue.message) ? issue.message : 'error.field.form'
  }
  return { ok: false, values: typedValues(fields), errors }
}

export const typedValues = (fields: Fields): TypedValues => {
  const typed = (value: string | Upload): string => (value instanceof Upload ? value.name : value)
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(typed) : typed(value),
    ]),
  )
}

const codeOf: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'error.field.empty' : 'error.field.form'
    case 'invalid_value':
    case 'invalid_union':
      return 'error.field.choose'
    case 'too_small':
      if (issue.input === '') return 'error.field.empty'
      return issue.origin === 'string'
        ? 'error.field.short'
        : issue.origin === 'array'
          ? 'error.field.choose'
          : 'error.field.small'
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'error.field.long' : 'error.field.large'
    default:
      return 'error.field.form'
  }
}

/** A field read by one of our own readers: `typed(parseName)`. */
export const typed = <T>(read: (input: string) => Parsed<T>) =>
  z.string().transform((input, context): T => {
    const result = read(input)
    if (result.ok) return result.value
    context.addIssue({ code: 'custom', message: result.error })
    return z.NEVER
  })

/** Words beside an act that nothing may stop: too long, or no text at all, they are cut and never refused. */
export const cutWords = (max: number, maxLines?: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value : ''),
    z.string().transform((input) => cutPlain(input, { max, ...(maxLines ? { maxLines } : {}) })),
  )

/** A field that may be left empty: then undefined. */
export const maybe = <S extends z.ZodType>(schema: S) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema.optional(),
  )

/** A tick box: there or not. */
export const ticked = () => z.preprocess((value) => value !== undefined && value !== '', z.boolean())

/** Boxes or selects of one name: a list, also of none or one. */
export const many = <S extends z.ZodType>(schema: S) =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(schema),
  )

/** A whole number as typed, in the digits of a form: "12". */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^-?\d{1,15}$/, 'error.field.number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))

/** A file of at most `maxBytes`; put it in `maybe` where none is an answer too. */
export const file = (maxBytes: number) =>
  z
    .custom<Upload>((value) => value instanceof Upload, 'error.file.empty')
    .refine((upload) => upload.bytes.length <= maxBytes, {
      error: 'error.file.large',
    })
