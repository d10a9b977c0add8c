/**
 * What a form shows: the values as they were typed, and the errors by field in the language of the page.
 * A refused form is rendered again from this, so nothing typed is lost.
 */
export interface FormState {
  values: Readonly<Record<string, string | readonly string[] | undefined>>
  errors: Readonly<Record<string, string | undefined>>
  /** sets the fields of this form apart from equally named ones of another form on the page */
  scope?: string
}

export const blankForm: FormState = { values: {}, errors: {} }

export function valueOf(form: FormState | undefined, name: string): string {
  const value = own(form?.values, name)
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

export function valuesOf(form: FormState | undefined, name: string): readonly string[] {
  const value = own(form?.values, name)
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

export function errorOf(form: FormState | undefined, name: string): string | undefined {
  return own(form?.errors, name)
}

export function hasErrors(form: FormState | undefined): boolean {
  return Object.values(form?.errors ?? {}).some((error) => error !== undefined)
}

/** The same form, its fields apart from equally named ones on the page. Give the summary above it this one too. */
export const scoped = (form: FormState, scope: string): FormState => ({ ...form, scope })

/** Id of a field's control on the page; the error summary links to it. */
export function fieldId(name: string, form?: FormState): string {
  return `f-${form?.scope ? `${form.scope}-` : ''}${name.replace(/[^\w-]/g, '-')}`
}

function own<V>(record: Readonly<Record<string, V>> | undefined, name: string): V | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined
}
