import type { z } from 'zod'
import type { ConsoleContext } from '#platform/module.ts'
import { readFields } from '#platform/web/body.ts'
import { Conflict, Invalid, type Trouble } from '#platform/web/errors.ts'
import { checkForm, typedValues, type FormResult, type TypedValues } from '#platform/web/forms.ts'
import { refusedForm } from '#organisations/index.ts'
import type { FormState } from '#ui/index.ts'

/** A form as it came, kept beside what it means: a verb may still refuse it, and nothing typed may be lost then. */
export async function readTyped<S extends z.ZodType>(
  c: ConsoleContext,
  schema: S,
  maxBytes = 256 * 1024,
): Promise<{ typed: TypedValues; result: FormResult<z.output<S>> }> {
  const fields = await readFields(c.req.raw, maxBytes)
  return { typed: typedValues(fields), result: checkForm(fields, schema) }
}

export interface Again {
  status: 409 | 422
  form: FormState
  trouble?: Trouble
}

/**
 * Reads a form and runs a verb with it. What cannot be taken comes back filled in, with 422; where somebody else was
 * faster, with 409. Everything else that a verb throws goes on to the one place that answers it.
 */
export async function takeForm<S extends z.ZodType, T>(
  c: ConsoleContext,
  schema: S,
  run: (value: z.output<S>) => Promise<T>,
  maxBytes?: number,
): Promise<{ done: true; value: T } | { done: false; again: Again }> {
  const i18n = c.get('i18n')
  const { typed, result } = await readTyped(c, schema, maxBytes)
  if (!result.ok) return { done: false, again: { status: 422, form: refusedForm(i18n, result) } }
  try {
    return { done: true, value: await run(result.value) }
  } catch (error) {
    if (error instanceof Invalid) {
      const form = refusedForm(i18n, { values: typed, errors: error.fields })
      return { done: false, again: { status: 422, form, trouble: error } }
    }
    if (error instanceof Conflict) {
      const form = refusedForm(i18n, { values: typed, errors: { '': error.code } })
      return { done: false, again: { status: 409, form, trouble: error } }
    }
    throw error
  }
}
