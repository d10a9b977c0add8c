/** What the console pages of this module share. */
import type { z } from 'zod'
import type { ConsoleContext } from '#platform/module.ts'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { readFields, type Fields } from '#platform/web/body.ts'
import { checkForm, typedValues, type FieldErrors, type TypedValues } from '#platform/web/forms.ts'

export type Refusal = { values: TypedValues; errors: FieldErrors; status?: 403 | 409 | 422 }

/** Safety: what is no id is not asked of the database, and is not there. */
export function idOf(c: ConsoleContext, name: string): string {
  const id = c.req.param(name) ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

export const reading = <T,>(c: ConsoleContext, run: (tx: Tx) => Promise<T>): Promise<T> =>
  c.get('office').db.reading(c.get('member'), run)

export const writing = <T,>(c: ConsoleContext, run: (tx: Tx) => Promise<T>): Promise<T> =>
  c.get('office').db.transaction(c.get('member'), run)

export const now = (c: ConsoleContext): Date => c.get('office').db.clock.now()

/**
 * Runs a verb for a form. What it refuses comes back as errors to show above what was typed; a missing page, a missing
 * right, or a proof that must be given first is told in its own way.
 */
export async function attempt<T>(
  run: () => Promise<T>,
  values: TypedValues,
): Promise<{ ok: true; value: T } | ({ ok: false } & Refusal)> {
  try {
    return { ok: true, value: await run() }
  } catch (error) {
    if (error instanceof Invalid) return { ok: false, values, errors: { ...error.fields }, status: 422 }
    if (error instanceof Conflict) return { ok: false, values, errors: { '': error.code }, status: 409 }
    if (error instanceof Refused && !error.code.startsWith('access.'))
      return { ok: false, values, errors: { '': error.code }, status: 403 }
    throw error
  }
}

/** An address of this list with some of its questions changed; what is empty is left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const all = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, ...changes })) if (value) all.set(name, value)
  return all.size > 0 ? `${path}?${all}` : path
}

export const pageOf = (query: Readonly<Record<string, string | undefined>>): number =>
  Math.max(1, Math.min(100_000, Number.parseInt(query['page'] ?? '1', 10) || 1))

/** A query that asks for one of these, else nothing. */
export const oneOf = <const V extends string>(
  value: string | undefined,
  known: readonly V[],
): V | undefined => known.find((one) => one === value)

/** The fields of a form, read once. */
export const fieldsOf = (c: ConsoleContext, maxBytes = 65_536): Promise<Fields> =>
  readFields(c.req.raw, maxBytes)

/** One field of it as text; a file or a list is none. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

/** A form with what was typed beside what was read of it: a verb may still refuse, and nothing typed is lost. */
export async function takeForm<S extends z.ZodType>(
  c: ConsoleContext,
  schema: S,
  maxBytes = 65_536,
): Promise<{ ok: true; value: z.output<S>; values: TypedValues } | ({ ok: false } & Refusal)> {
  const fields = await fieldsOf(c, maxBytes)
  const form = checkForm(fields, schema)
  return form.ok ? { ...form, values: typedValues(fields) } : form
}

/** The plain text fields of a form by name. */
export const textsOf = (fields: Fields): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )

/** Boxes of one name that were ticked. */
export const tickedOf = (fields: Fields, name: string): string[] =>
  [fields[name] ?? []].flat().filter((one): one is string => typeof one === 'string')
